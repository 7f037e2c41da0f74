//! The tables: the same on both engines, and as they are written down here.

use std::collections::BTreeMap;

use sqlx::{Connection as _, Row as _};

use crate::stage::Stage;

/// Table to its lines of text.
type Catalogue = BTreeMap<String, Vec<String>>;

fn names(engine: &str) -> Vec<String> {
    let folder = format!("{}/migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_migrations_have_equal_names_and_one_statement_each() {
    assert_eq!(names("sqlite"), names("postgres"));
    for engine in ["sqlite", "postgres"] {
        for name in names(engine) {
            let path = format!("{}/migrations/{engine}/{name}", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            let statements: usize = text
                .lines()
                .filter(|line| !line.starts_with("--"))
                .map(|line| line.matches(';').count())
                .sum();
            assert_eq!(statements, 1, "{engine}/{name}");
            let strict = !text.contains("create table") || text.contains(" strict");
            assert!(strict || engine == "postgres", "{engine}/{name}");
        }
    }
}

#[tokio::test]
async fn the_tables_on_sqlite_are_as_written_down() {
    let stage = Stage::on_sqlite().await;
    insta::assert_snapshot!(text(&on_sqlite(&stage)));
}

#[tokio::test]
async fn the_tables_are_the_same_on_both_engines() {
    let Some(postgres) = Stage::on_postgres().await else {
        return;
    };
    let sqlite = Stage::on_sqlite().await;
    assert_eq!(
        text(&on_postgres(&postgres).await),
        text(&on_sqlite(&sqlite))
    );
}

fn text(catalogue: &Catalogue) -> String {
    let tables: Vec<String> = catalogue
        .iter()
        .map(|(table, lines)| format!("{table}\n  {}", lines.join("\n  ")))
        .collect();
    tables.join("\n\n")
}

fn column(name: &str, kind: &str, null: bool) -> String {
    let null = if null { "" } else { " not null" };
    format!("{name} {kind}{null}")
}

fn on_sqlite(stage: &Stage) -> Catalogue {
    let path = stage.url.strip_prefix("sqlite:").unwrap();
    let lite = rusqlite::Connection::open(path).unwrap();
    let tables = asked(
        &lite,
        "select name from sqlite_schema where type = 'table' and name not like '\\_%' escape '\\' \
         and name not like ?1 order by name",
        "sqlite%",
        |row| row.get::<_, String>(0),
    );
    let mut catalogue = Catalogue::new();
    for table in tables {
        let mut lines = Vec::new();
        let mut key = Vec::new();
        let columns = asked(
            &lite,
            "select name, type, \"notnull\", pk from pragma_table_info(?1) order by cid",
            &table,
            |row| {
                let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
                let line = column(&name, &kind.to_lowercase(), row.get::<_, i64>(2)? == 0);
                Ok((line, row.get::<_, i64>(3)?, name))
            },
        );
        for (line, place, name) in columns {
            lines.push(line);
            if place > 0 {
                key.push((place, name));
            }
        }
        key.sort();
        let key: Vec<String> = key.into_iter().map(|(_, name)| name).collect();
        lines.push(format!("primary key ({})", key.join(", ")));
        let mut keys = asked(
            &lite,
            "select \"table\", group_concat(\"from\", ', '), group_concat(\"to\", ', ') \
             from (select * from pragma_foreign_key_list(?1) order by id, seq) group by id",
            &table,
            |row| {
                let (to, from, columns): (String, String, String) =
                    (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(foreign_key(&to, &from, &columns))
            },
        );
        keys.extend(asked(
            &lite,
            "select l.name, l.\"unique\", (select group_concat(i.name, ', ') from \
             (select name from pragma_index_info(l.name) order by seqno) i) \
             from pragma_index_list(?1) l where l.origin = 'c'",
            &table,
            |row| {
                let (name, columns): (String, String) = (row.get(0)?, row.get(2)?);
                Ok(index(&name, row.get::<_, i64>(1)? == 1, &columns))
            },
        ));
        keys.sort();
        lines.extend(keys);
        catalogue.insert(table, lines);
    }
    catalogue
}

/// What each row of a statement about a table says.
fn asked<T>(
    lite: &rusqlite::Connection,
    statement: &str,
    table: &str,
    says: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Vec<T> {
    let mut statement = lite.prepare(statement).unwrap();
    let rows = statement.query_map([table], says).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

async fn on_postgres(stage: &Stage) -> Catalogue {
    let mut pg = sqlx::PgConnection::connect(&stage.url).await.unwrap();
    let mut catalogue = Catalogue::new();
    let columns = sqlx::query(
        "select table_name::text, column_name::text, data_type::text, is_nullable = 'YES', \
         coalesce(collation_name, '')::text from information_schema.columns \
         where table_schema = 'public' and table_name not like '\\_%' \
         order by table_name, ordinal_position",
    )
    .fetch_all(&mut pg)
    .await
    .unwrap();
    for row in &columns {
        let kind = match row.get::<&str, _>(2) {
            "uuid" | "bytea" => "blob",
            "bigint" => "integer",
            "text" => "text",
            other => panic!("{other}"),
        };
        // Text is put in order by its bytes, as in SQLite.
        if kind == "text" {
            assert_eq!(row.get::<&str, _>(4), "C", "{}", row.get::<&str, _>(1));
        }
        let line = column(row.get(1), kind, row.get(3));
        let table = catalogue.entry(row.get(0)).or_default();
        table.push(line);
    }
    let constraints = sqlx::query(
        "select c.conrelid::regclass::text, c.contype::text, \
         (select string_agg(a.attname, ', ' order by k.place) from unnest(c.conkey) \
          with ordinality k(number, place) join pg_attribute a on a.attrelid = c.conrelid \
          and a.attnum = k.number), coalesce(c.confrelid::regclass::text, ''), \
         coalesce((select string_agg(a.attname, ', ' order by k.place) from unnest(c.confkey) \
          with ordinality k(number, place) join pg_attribute a on a.attrelid = c.confrelid \
          and a.attnum = k.number), '') \
         from pg_constraint c where c.connamespace = 'public'::regnamespace \
         and c.contype in ('p', 'f')",
    )
    .fetch_all(&mut pg)
    .await
    .unwrap();
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &constraints {
        let table: String = row.get(0);
        let Some(lines) = catalogue.get_mut(&table) else {
            continue;
        };
        if row.get::<&str, _>(1) == "p" {
            lines.push(format!("primary key ({})", row.get::<&str, _>(2)));
        } else {
            let key = foreign_key(row.get(3), row.get(2), row.get(4));
            keys.entry(table).or_default().push(key);
        }
    }
    let indexes = sqlx::query(
        "select x.indrelid::regclass::text, x.indexrelid::regclass::text, x.indisunique, \
         (select string_agg(a.attname, ', ' order by k.place) from unnest(x.indkey::int2[]) \
          with ordinality k(number, place) join pg_attribute a on a.attrelid = x.indrelid \
          and a.attnum = k.number) from pg_index x join pg_class t on t.oid = x.indrelid \
         where t.relnamespace = 'public'::regnamespace and not x.indisprimary",
    )
    .fetch_all(&mut pg)
    .await
    .unwrap();
    for row in &indexes {
        let line = index(row.get(1), row.get(2), row.get(3));
        keys.entry(row.get(0)).or_default().push(line);
    }
    for (table, mut more) in keys {
        more.sort();
        if let Some(lines) = catalogue.get_mut(&table) {
            lines.extend(more);
        }
    }
    catalogue
}

fn foreign_key(table: &str, from: &str, to: &str) -> String {
    format!("foreign key ({from}) references {table} ({to})")
}

fn index(name: &str, unique: bool, columns: &str) -> String {
    let unique = if unique { "unique " } else { "" };
    format!("{unique}index {name} on ({columns})")
}
