//! Statements, their arguments and their rows, the same for both engines.
//!
//! There are four column types and no more: ids, text, whole numbers and bytes. Days and stamps
//! are fixed-width text on both engines, so that one statement compares them on both and text
//! order is time order; exact amounts are text because neither engine's number is exact on the other.

use std::sync::OnceLock;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Row as _};
use uuid::Uuid;

use crate::Error;

/// A statement by name. Every one is prepared on both engines in a test.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sql {
    /// Where it is and what it is called.
    pub(crate) name: &'static str,
    /// The statement.
    pub(crate) text: &'static str,
}

/// Names statements and lists them for the test that prepares them all.
macro_rules! statements {
    ($( $(#[$doc:meta])* $name:ident = $text:expr; )*) => {
        $( $(#[$doc])* const $name: $crate::sql::Sql = $crate::sql::Sql {
            name: concat!(module_path!(), "::", stringify!($name)),
            text: $text,
        }; )*
        /// Every statement of this module.
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[$crate::sql::Sql] = &[ $( $name ),* ];
    };
}
pub(crate) use statements;

/// How the places of arguments are marked in an insert. SQLite looks a numbered one up by its name
/// each time it is bound, one after another; PostgreSQL knows no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    Plain,
    Numbered,
}

/// An insert of any number of rows, in statements of a few sizes so that few texts are prepared.
pub(crate) struct Insert {
    name: &'static str,
    table: &'static str,
    columns: &'static str,
    /// What to do about a row that is there already; empty to refuse it.
    on_conflict: &'static str,
    plain: [OnceLock<String>; Insert::SIZES.len()],
    numbered: [OnceLock<String>; Insert::SIZES.len()],
}

impl Insert {
    /// Rows in each of the statements, down to one.
    pub(crate) const SIZES: [usize; 4] = [32, 8, 2, 1];

    pub(crate) const fn new(
        name: &'static str,
        table: &'static str,
        columns: &'static str,
        on_conflict: &'static str,
    ) -> Self {
        Self {
            name,
            table,
            columns,
            on_conflict,
            plain: [const { OnceLock::new() }; Self::SIZES.len()],
            numbered: [const { OnceLock::new() }; Self::SIZES.len()],
        }
    }

    /// The statement for so many rows, which is one of [`Insert::SIZES`].
    pub(crate) fn of(&'static self, size: usize, marks: Marks) -> Sql {
        let at = Self::SIZES.iter().position(|each| *each == size);
        let at = at.expect("rows are inserted in one of the sizes");
        let texts = match marks {
            Marks::Plain => &self.plain,
            Marks::Numbered => &self.numbered,
        };
        Sql {
            name: self.name,
            text: texts[at].get_or_init(|| self.text(size, marks)),
        }
    }

    fn text(&self, rows: usize, marks: Marks) -> String {
        let width = self.columns.split(',').count();
        let row = |row: usize| {
            let places: Vec<String> = (1..=width)
                .map(|column| match marks {
                    Marks::Plain => "?".to_owned(),
                    Marks::Numbered => format!("${}", row * width + column),
                })
                .collect();
            format!("({})", places.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!(
            "insert into {} ({}) values {} {}",
            self.table,
            self.columns,
            rows.join(", "),
            self.on_conflict
        )
    }
}

/// An argument of a statement.
#[derive(Debug, Clone)]
pub(crate) enum Arg {
    Id(Option<Uuid>),
    Text(Option<String>),
    Int(Option<i64>),
    Bytes(Vec<u8>),
}

macro_rules! arg_from {
    ($( $from:ty => |$it:ident| $arg:expr; )*) => {
        $( impl From<$from> for Arg {
            fn from($it: $from) -> Self { $arg }
        } )*
    };
}

arg_from! {
    Uuid => |id| Self::Id(Some(id));
    Option<Uuid> => |id| Self::Id(id);
    String => |text| Self::Text(Some(text));
    &str => |text| Self::Text(Some(text.to_owned()));
    Option<String> => |text| Self::Text(text);
    i64 => |number| Self::Int(Some(number));
    Option<i64> => |number| Self::Int(number);
    Vec<u8> => |bytes| Self::Bytes(bytes);
    [u8; 32] => |bytes| Self::Bytes(bytes.to_vec());
    calendar::Date => |day| Self::Text(Some(day.to_string()));
    Option<calendar::Date> => |day| Self::Text(day.map(|day| day.to_string()));
    calendar::Stamp => |stamp| Self::Text(Some(stamp.to_string()));
}

/// The arguments of a statement, each by its own type.
macro_rules! args {
    ($($arg:expr),* $(,)?) => { vec![ $( $crate::sql::Arg::from($arg) ),* ] };
}
pub(crate) use args;

pub(crate) fn lite_arguments(args: Vec<Arg>) -> Result<SqliteArguments, sqlx::Error> {
    let mut bound = SqliteArguments::default();
    for arg in args {
        match arg {
            Arg::Id(id) => bound.add(id),
            Arg::Text(text) => bound.add(text),
            Arg::Int(number) => bound.add(number),
            Arg::Bytes(bytes) => bound.add(bytes),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

pub(crate) fn pg_arguments(args: Vec<Arg>) -> Result<PgArguments, sqlx::Error> {
    let mut bound = PgArguments::default();
    for arg in args {
        match arg {
            Arg::Id(id) => bound.add(id),
            Arg::Text(text) => bound.add(text),
            Arg::Int(number) => bound.add(number),
            Arg::Bytes(bytes) => bound.add(bytes),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(bound)
}

/// A row that came back.
pub(crate) enum Row {
    Lite(SqliteRow),
    Pg(PgRow),
}

macro_rules! getters {
    ($( $(#[$doc:meta])* $name:ident -> $type:ty; )*) => {
        $( $(#[$doc])* pub(crate) fn $name(&self, column: usize) -> Result<$type, Error> {
            Ok(match self {
                Self::Lite(row) => row.try_get(column)?,
                Self::Pg(row) => row.try_get(column)?,
            })
        } )*
    };
}

impl Row {
    getters! {
        id -> Uuid;
        maybe_id -> Option<Uuid>;
        text -> String;
        maybe_text -> Option<String>;
        int -> i64;
        maybe_int -> Option<i64>;
        bytes -> Vec<u8>;
    }

    /// A hash or other 32 bytes.
    pub(crate) fn bytes32(&self, column: usize) -> Result<[u8; 32], Error> {
        self.bytes(column)?
            .try_into()
            .map_err(|_| Error::unreadable("32 bytes"))
    }

    /// Text of a type that reads its own stored form.
    pub(crate) fn parsed<T: std::str::FromStr>(
        &self,
        column: usize,
        what: &'static str,
    ) -> Result<T, Error> {
        self.text(column)?
            .parse()
            .map_err(|_| Error::unreadable(what))
    }

    /// Text of a type that reads its own stored form, if there is any.
    pub(crate) fn maybe_parsed<T: std::str::FromStr>(
        &self,
        column: usize,
        what: &'static str,
    ) -> Result<Option<T>, Error> {
        let text = self.maybe_text(column)?;
        text.map(|text| text.parse().map_err(|_| Error::unreadable(what)))
            .transpose()
    }

    /// An answer of a code list.
    pub(crate) fn coded<T>(
        &self,
        column: usize,
        from_code: impl Fn(&str) -> Option<T>,
        what: &'static str,
    ) -> Result<T, Error> {
        from_code(&self.text(column)?).ok_or_else(|| Error::unreadable(what))
    }

    /// An answer of a code list, if there is any.
    pub(crate) fn maybe_coded<T>(
        &self,
        column: usize,
        from_code: impl Fn(&str) -> Option<T>,
        what: &'static str,
    ) -> Result<Option<T>, Error> {
        let code = self.maybe_text(column)?;
        code.map(|code| from_code(&code).ok_or_else(|| Error::unreadable(what)))
            .transpose()
    }
}
