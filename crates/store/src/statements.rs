//! Every statement of the store, for the test that prepares each on both engines.

use crate::sql::{Insert, Marks, Sql};
use crate::{
    accounts, advice, append, book, challenges, closed_days, cohort, criteria, disciplines, drafts,
    engine, escalation, heads, homes, import, installation, kept, keyring, known, list, looks,
    mail_addresses, messages, migrate, notices, passkeys, practitioners, proposals,
    provider_accounts, quotes, read, reading, rebuild, referring, registers, restricted,
    second_factors, service_settings, sessions, sign_in_links, sign_in_settings, stored, teams,
    transaction, unit_costs, verify, views, words, workers,
};

/// The statements of every module.
const MODULES: [&[Sql]; 54] = [
    accounts::STATEMENTS,
    advice::STATEMENTS,
    append::STATEMENTS,
    book::STATEMENTS,
    challenges::STATEMENTS,
    closed_days::STATEMENTS,
    cohort::STATEMENTS,
    criteria::STATEMENTS,
    disciplines::STATEMENTS,
    drafts::STATEMENTS,
    engine::STATEMENTS,
    escalation::STATEMENTS,
    heads::STATEMENTS,
    homes::BOARD,
    homes::PAST,
    homes::READ,
    homes::STATEMENTS,
    import::STATEMENTS,
    installation::STATEMENTS,
    kept::STATEMENTS,
    keyring::STATEMENTS,
    known::STATEMENTS,
    list::STATEMENTS,
    looks::READ,
    looks::SETTINGS,
    looks::STATEMENTS,
    looks::UNUSUAL,
    mail_addresses::STATEMENTS,
    messages::STATEMENTS,
    migrate::STATEMENTS,
    notices::STATEMENTS,
    passkeys::STATEMENTS,
    practitioners::STATEMENTS,
    proposals::STATEMENTS,
    provider_accounts::STATEMENTS,
    quotes::STATEMENTS,
    read::STATEMENTS,
    reading::STATEMENTS,
    rebuild::STATEMENTS,
    referring::STATEMENTS,
    registers::STATEMENTS,
    restricted::STATEMENTS,
    second_factors::STATEMENTS,
    service_settings::STATEMENTS,
    sessions::STATEMENTS,
    sign_in_links::STATEMENTS,
    sign_in_settings::STATEMENTS,
    teams::STATEMENTS,
    transaction::STATEMENTS,
    unit_costs::STATEMENTS,
    verify::STATEMENTS,
    views::STATEMENTS,
    words::STATEMENTS,
    workers::STATEMENTS,
];

static INSERTS: [&Insert; 7] = [
    &append::INSERT_FAMILY,
    &criteria::INSERT_CRITERION,
    &keyring::INSERT_KEY,
    &notices::PUT_NOTICE,
    &practitioners::INSERT_DISCIPLINE_OF,
    &stored::INSERT_ENTRY,
    &unit_costs::INSERT_UNIT_COST,
];

/// Every statement, inserts in all their sizes.
pub(crate) fn all(marks: Marks) -> Vec<Sql> {
    let sizes = move |insert: &'static Insert| Insert::SIZES.map(|size| insert.of(size, marks));
    let inserts = INSERTS
        .into_iter()
        .chain(homes::INSERTS)
        .chain(restricted::INSERTS)
        .chain(views::INSERTS)
        .chain(words::INSERTS);
    MODULES
        .into_iter()
        .flatten()
        .copied()
        .chain(inserts.flat_map(sizes))
        .collect()
}

#[cfg(test)]
mod tests {
    use sqlx::Executor as _;
    use sqlx::{Column as _, Statement as _};

    use super::*;
    use crate::engine::{Address, Engine};
    use crate::migrate::migrate;

    #[test]
    fn no_two_statements_have_one_name() {
        let mut names: Vec<String> = all(Marks::Numbered)
            .iter()
            .map(|sql| format!("{} {}", sql.name, sql.text.len()))
            .collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[tokio::test]
    async fn every_statement_is_prepared_on_sqlite() {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::File(folder.path().join("store.db"));
        let engine = Engine::open(&address).await.unwrap();
        migrate(&engine).await.unwrap();
        let Engine::Lite { readers, .. } = &engine else {
            panic!("not SQLite");
        };
        let mut reader = readers.lend().await.unwrap();
        for sql in all(Marks::Plain) {
            let prepared = reader.connection().prepare(sql.text);
            assert!(prepared.is_ok(), "{}: {:?}", sql.name, prepared.err());
        }
    }

    /// What is asked of one family must not cost more the more families there are.
    #[tokio::test]
    async fn what_is_asked_of_one_family_reads_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::File(folder.path().join("store.db"));
        let engine = Engine::open(&address).await.unwrap();
        migrate(&engine).await.unwrap();
        let mut tx = engine.read().await.unwrap();
        for sql in all(Marks::Plain) {
            if !sql.text.contains("family_id = $2") {
                continue;
            }
            let text = format!("explain query plan {}", sql.text);
            let explained = Sql {
                name: sql.name,
                text: text.leak(),
            };
            let args = vec![crate::sql::Arg::Int(None); 20];
            let plan = tx.rows(explained, args).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|row| row.text(3).unwrap()).collect();
            let made = |name: &str| {
                let made = [format!("MATERIALIZE {name}"), format!("CO-ROUTINE {name}")];
                plan.iter().any(|step| made.contains(step))
            };
            for step in &plan {
                // What a statement made for itself is as long as what it found.
                let scans = step.strip_prefix("SCAN ").is_some_and(|of| !made(of));
                let walks = scans || step.ends_with("(service_id=?)");
                assert!(!walks, "{}: {plan:?}", sql.name);
            }
        }
    }

    #[tokio::test]
    #[expect(
        clippy::disallowed_methods,
        reason = "which server to test on is said by whoever runs the tests"
    )]
    async fn every_statement_is_prepared_on_postgresql() {
        let Ok(server) = std::env::var("ALONGSIDE_TEST_POSTGRES") else {
            println!("not run: ALONGSIDE_TEST_POSTGRES does not say on which server to test");
            return;
        };
        // A schema of its own that goes with the transaction.
        let pool = sqlx::PgPool::connect(&server).await.unwrap();
        let mut tx = pool.begin().await.unwrap();
        tx.execute("create schema statements").await.unwrap();
        tx.execute("set local search_path to statements")
            .await
            .unwrap();
        for migration in crate::migrate::POSTGRES.iter() {
            tx.execute(migration.sql.clone()).await.unwrap();
        }
        let only_sqlite = [engine::ONLY_SQLITE, migrate::ONLY_SQLITE].concat();
        let shared = |sql: &Sql| only_sqlite.iter().all(|only| only.name != sql.name);
        for sql in all(Marks::Numbered).iter().filter(|sql| shared(sql)) {
            let prepared = (&mut *tx)
                .prepare(sqlx::SqlStr::from_static(sql.text))
                .await;
            let statement = prepared.unwrap_or_else(|error| panic!("{}: {error}", sql.name));
            for column in statement.columns() {
                // The four types there are; a sum would be a NUMERIC, which cannot be read.
                let kind = sqlx::TypeInfo::name(column.type_info()).to_owned();
                assert!(
                    ["UUID", "TEXT", "INT8", "BYTEA"].contains(&kind.as_str()),
                    "{}: {} is {kind}",
                    sql.name,
                    column.name()
                );
            }
        }
    }
}
