//! T37: whatever is done and whatever goes wrong, no log line says anything of anybody, and none has
//! what would let somebody in.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

#[path = "sight/addresses.rs"]
mod addresses;
mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use access::Role;
use addresses::Addresses;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Method, Request};
use common::forms::address;
use common::stage::{self, Pilot, form_token};
use common::{FOR_ANOTHER, FOR_THE_PRACTITIONER, FOR_THE_TEAM, seaside};
use rusqlite::Connection;

/// What is typed into every field.
const TYPED: &str = "Quicksilver of Nowhere";
/// A word of each name, and of what was written.
const KNOWN: [&str; 5] = [
    "Makebelieve",
    FOR_THE_TEAM,
    FOR_THE_PRACTITIONER,
    FOR_ANOTHER,
    "They will ring on",
];
/// The names of fields that forms have, in which something is typed.
const FIELDS: [&str; 16] = [
    "text", "words", "name", "username", "password", "old", "code", "says", "why", "day", "about",
    "service", "address", "from", "label", "surname",
];

/// Pages that read most of what is stored.
const PAGES: [(Role, &[&str]); 3] = [
    (
        Role::Manager,
        &["/today", "/families", "/advice", "/evaluation", "/drafts"],
    ),
    (
        Role::Administrator,
        &["/service", "/service/people", "/service/teams"],
    ),
    (Role::Auditor, &["/trail"]),
];

/// Everything that is logged, however little it matters.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen() -> Self {
        let log = Self::default();
        let own = log.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || own.clone())
            .init();
        log
    }

    /// That nothing of these stands in it; gives how many lines it has.
    fn says_nothing_of(&self, secrets: &[String]) -> usize {
        let log = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        for secret in secrets {
            let line = log.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret}: {line:?}");
        }
        log.lines().count()
    }
}

/// Every page is asked for and every form is sent, as those who are shown the most and as nobody.
async fn everything(pilot: &Pilot, secrets: &mut Vec<String>) {
    let mut addresses = Addresses::default();
    let mut cookies = vec![String::new()];
    for role in [Role::Manager, Role::SocialWorker, Role::Administrator] {
        let cookie = pilot.sign_in(role).await;
        let (_, value) = cookie.split_once('=').unwrap_or_default();
        secrets.extend([value, form_token(&cookie).unwrap_or("none")].map(str::to_owned));
        addresses.follow(pilot, &cookie).await;
        cookies.push(cookie);
    }
    secrets.retain(|secret| secret.len() > 10);
    let fields = FIELDS.map(|name| (name, TYPED));
    for cookie in &cookies {
        for address in addresses.all(&Method::GET) {
            pilot.get(cookie, &address).await;
        }
        for address in addresses.all(&Method::POST) {
            // They would end what the others are in.
            if !address.starts_with("/sign-out") && !address.contains("/end") {
                pilot.post(cookie, &address, &fields).await;
            }
        }
    }
}

/// The columns of every table in which something is, but for those of every request.
fn columns(pilot: &Pilot) -> Vec<(String, String)> {
    let database = Connection::open(pilot.database()).unwrap();
    let mut all = database
        .prepare(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT IN ('look', 'session', 'tree', 'checkpoint')
             ORDER BY m.name, c.cid",
        )
        .unwrap();
    let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let mut all: Vec<(String, String)> = all.unwrap().map(Result::unwrap).collect();
    all.retain(|(table, _)| {
        let any = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        database.query_row(&any, [], |row| row.get(0)).unwrap()
    });
    all
}

#[tokio::test]
async fn no_log_line_says_anything_of_anybody() {
    let log = Log::listen();
    let pilot = seaside().await;
    let mut secrets: Vec<String> = KNOWN.map(str::to_owned).into();
    secrets.push("Quicksilver".to_owned());
    everything(&pilot, &mut secrets).await;

    // What a stranger tries.
    let token = "5".repeat(64);
    secrets.push(token.clone());
    for path in [
        format!("/sign-in/link/{token}"),
        format!("/set-up/{token}"),
        format!("/families?words={token}"),
    ] {
        let forged = Request::post(&path)
            .header("sec-fetch-site", "cross-site")
            .header(COOKIE, format!("alongside_session={token}"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        pilot.send(forged.body(Body::from(TYPED)).unwrap()).await;
        pilot.get("", &path).await;
        pilot.post("", &path, &[("password", TYPED)]).await;
    }
    log.says_nothing_of(&secrets);

    // What stands in the database is not what the program wrote there.
    let columns = columns(&pilot);
    let mut meddled = 0;
    let mut cookies = Vec::new();
    for (role, _) in PAGES {
        cookies.push(pilot.sign_in(role).await);
    }
    for (table, column) in columns {
        let other = Connection::open(pilot.database()).unwrap();
        let wrong = format!(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN;
             CREATE TABLE kept AS SELECT rowid AS at, {column} AS was FROM {table};
             UPDATE {table} SET {column} = '{TYPED} ' || rowid; COMMIT"
        );
        if other.execute_batch(&wrong).is_err() {
            continue;
        }
        meddled += 1;
        for (cookie, (_, pages)) in cookies.iter().zip(PAGES) {
            for path in pages {
                pilot.get(cookie, path).await;
            }
        }
        pilot.get(&cookies[0], &address(1, "note")).await;
        let right = format!(
            "UPDATE {table} SET {column} = (SELECT was FROM kept WHERE at = {table}.rowid)
             WHERE rowid IN (SELECT at FROM kept); DROP TABLE kept"
        );
        other.execute_batch(&right).unwrap();
    }
    assert!(meddled > 30, "only {meddled} columns were changed");
    // It cannot be reached.
    let cookie = pilot.sign_in(Role::Manager).await;
    pilot.store.clone().close().await;
    pilot.get(&cookie, "/families").await;
    pilot
        .post(&cookie, "/families/search", &[("words", TYPED)])
        .await;
    pilot.post("", "/sign-in", &[("role", "manager")]).await;
    let lines = log.says_nothing_of(&secrets);
    assert!(lines > 3, "only {lines} lines were logged");
}
