//! Code lists: the fixed answers a question may have.

/// One allowed answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// What is stored and exported, such as `very_poor`.
    pub code: &'static str,
    /// What a person reads, such as "Very poor".
    pub label: &'static str,
    /// Other spellings found in teams' own workbooks, in lower case.
    pub also: &'static [&'static str],
}

/// The allowed answers to a kind of question, in their order.
#[derive(Debug)]
pub struct CodeList {
    /// The list's name in the data dictionary.
    pub name: &'static str,
    /// What the list is, for a person.
    pub title: &'static str,
    /// The answers, in order; the position is the stored byte.
    pub codes: &'static [Code],
}

impl CodeList {
    /// The position of an exact code.
    pub fn position(&self, code: &str) -> Option<u8> {
        let at = self.codes.iter().position(|c| c.code == code)?;
        Some(at as u8)
    }

    /// The position of a code, label or usual other spelling, ignoring case and outer spaces.
    pub fn guess(&self, text: &str) -> Option<u8> {
        let wanted = text.trim().to_lowercase();
        let at = self.codes.iter().position(|c| {
            c.code.to_lowercase() == wanted
                || c.label.to_lowercase() == wanted
                || c.also.contains(&wanted.as_str())
        })?;
        Some(at as u8)
    }

    /// The code at a position.
    pub fn code(&self, position: u8) -> &'static str {
        self.codes
            .get(usize::from(position))
            .map_or("?", |c| c.code)
    }

    /// The label at a position.
    pub fn label(&self, position: u8) -> &'static str {
        self.codes
            .get(usize::from(position))
            .map_or("?", |c| c.label)
    }
}

/// Makes an enum and its [`CodeList`] from one table, so that the two cannot differ.
macro_rules! code_list {
    (
        $(#[$doc:meta])*
        $name:ident $list:literal $title:literal {
            $( $variant:ident $code:literal $label:literal $([$($also:literal),*])? ; )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $( #[doc = $label] #[serde(rename = $code)] $variant, )*
        }

        impl $name {
            /// Every answer, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )* ];
            /// The list as data.
            pub const LIST: &'static $crate::CodeList = &$crate::CodeList {
                name: $list,
                title: $title,
                codes: &[ $( $crate::Code { code: $code, label: $label, also: &[ $($($also),*)? ] }, )* ],
            };
            /// The stored text.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )* }
            }
            /// The words for a person.
            pub const fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )* }
            }
            /// The position in the list: the byte a column stores.
            pub const fn position(self) -> u8 {
                self as u8
            }
            /// The answer at a position.
            pub fn at(position: u8) -> Option<Self> {
                Self::ALL.get(usize::from(position)).copied()
            }
            /// The answer with this exact code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::LIST.position(code).and_then(Self::at)
            }
            /// This answer as a value of a data set.
            pub const fn value(self) -> $crate::Value {
                $crate::Value::Code(self as u8)
            }
        }
    };
}
pub(crate) use code_list;
