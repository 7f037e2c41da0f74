//! A fresh store with one service and its people, on either engine.

use std::sync::atomic::{AtomicU64, Ordering};

use access::{Authorised, Read, Role, Viewer, Write};
use calendar::{Date, Stamp, date};
use casework::{BringIn, Command, NewEntry};
use record::{
    Fact, FamilyId, FamilyRows, Field, Note, PersonId, Row, ServiceId, Sheet, Subject,
    SubmissionId, TeamId, Value, Visibility, WorkerId,
    lists::{CaseStatus, Sex, TeamKind, YesNo},
};
use sqlx::Connection as _;
use store::{BroughtIn, Keys, Service, Settings, Store, Team, Workbook, Worker};
use uuid::Uuid;

/// Runs each test on both engines.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name(crate::stage::Stage::on_sqlite().await).await;
                }
            )*
        }
        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    if let Some(stage) = crate::stage::Stage::on_postgres().await {
                        super::$name(stage).await;
                    }
                }
            )*
        }
    };
}
pub(crate) use on_both;

/// Ids are counted, so that every run of a test has the same ones.
static COUNT: AtomicU64 = AtomicU64::new(1);

pub(crate) fn new_id() -> Uuid {
    Uuid::from_u64_pair(
        0x0190_0000_0000_7000,
        0x8000_0000_0000_0000 | COUNT.fetch_add(1, Ordering::Relaxed),
    )
}

pub(crate) fn at(hour: u8) -> Stamp {
    Stamp::from_london(date(2022, 8, 30), hour, 0).unwrap()
}

pub(crate) fn submission() -> SubmissionId {
    SubmissionId(new_id())
}

pub(crate) struct Stage {
    pub(crate) store: Store,
    pub(crate) url: String,
    pub(crate) service: ServiceId,
    pub(crate) team: TeamId,
    pub(crate) practitioner: Viewer,
    pub(crate) colleague: Viewer,
    pub(crate) manager: Viewer,
    pub(crate) social_worker: Viewer,
    pub(crate) evaluator: Viewer,
    pub(crate) administrator: Viewer,
    _folder: tempfile::TempDir,
}

pub(crate) fn keys() -> Keys {
    Keys::from_text(&"5a".repeat(32)).unwrap()
}

/// The address of the PostgreSQL server for tests.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "which server to test on is said by whoever runs the tests, and they should know"
)]
pub(crate) fn postgres_server() -> Option<String> {
    let server = std::env::var("ALONGSIDE_TEST_POSTGRES").ok();
    let required = std::env::var("ALONGSIDE_REQUIRE_POSTGRES").is_ok_and(|it| it == "1");
    assert!(
        server.is_some() || !required,
        "ALONGSIDE_TEST_POSTGRES does not say on which server to test"
    );
    if server.is_none() {
        println!("not run: ALONGSIDE_TEST_POSTGRES does not say on which server to test");
    }
    server
}

/// A new database on the server for tests.
pub(crate) async fn new_database() -> Option<String> {
    let server = postgres_server()?;
    let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
    let name = format!(
        "test_{}",
        Uuid::new_v5(&new_id(), unique().as_bytes()).simple()
    );
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}")))
        .execute(&mut admin)
        .await
        .unwrap();
    admin.close().await.unwrap();
    let (server, _) = server.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}

/// Tells this run of the tests from every other on the same server.
fn unique() -> String {
    let folder = tempfile::tempdir().unwrap();
    format!("{} {}", std::process::id(), folder.path().display())
}

impl Stage {
    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("store.db").display());
        Self::new(url, folder).await
    }

    pub(crate) async fn on_postgres() -> Option<Self> {
        let url = new_database().await?;
        Some(Self::new(url, tempfile::tempdir().unwrap()).await)
    }

    async fn new(url: String, folder: tempfile::TempDir) -> Self {
        let store = Store::open(&Settings::new(&url, keys()).unwrap())
            .await
            .unwrap();
        let service = ServiceId(new_id());
        let team = TeamId(new_id());
        let viewer = |role, name: &str| Viewer {
            worker: WorkerId(new_id()),
            name: name.to_owned(),
            role,
            service,
            team: None,
        };
        let stage = Self {
            store,
            url,
            service,
            team,
            practitioner: viewer(Role::Practitioner, "Priya Practitioner"),
            colleague: viewer(Role::Practitioner, "Colin Colleague"),
            manager: viewer(Role::Manager, "Moira Manager"),
            social_worker: viewer(Role::SocialWorker, "Sam Socialworker"),
            evaluator: viewer(Role::Evaluator, "Eve Evaluator"),
            administrator: viewer(Role::Administrator, "Ada Administrator"),
            _folder: folder,
        };
        stage.set_up().await;
        stage
    }

    async fn set_up(&self) {
        let service = Service {
            service: self.service,
            name: "The service".to_owned(),
        };
        self.store
            .create_service(service, Worker::from(&self.administrator), at(8))
            .await
            .unwrap();
        let leave = self.administrator.set_up().unwrap();
        let team = Team::new(self.team, "Social Care North", TeamKind::SocialCare);
        self.store.put_team(&leave, team, at(8)).await.unwrap();
        for viewer in [
            &self.practitioner,
            &self.colleague,
            &self.manager,
            &self.social_worker,
            &self.evaluator,
        ] {
            self.store
                .put_worker(&leave, Worker::from(viewer), at(8))
                .await
                .unwrap();
        }
    }

    /// The same store opened again, as after a restart.
    pub(crate) async fn reopened(&self) -> Store {
        Store::open(&Settings::new(&self.url, keys()).unwrap())
            .await
            .unwrap()
    }

    /// The address of another database on the same engine, with nothing in it.
    pub(crate) async fn new_database(&self, folder: &std::path::Path) -> String {
        if self.is_postgres() {
            new_database().await.unwrap()
        } else {
            format!("sqlite:{}", folder.join("other.db").display())
        }
    }

    /// Brings in a family and says which it is.
    pub(crate) async fn family(&self, reference: &str) -> FamilyId {
        let brought = brought_in(reference, date(2022, 1, 10));
        let leave = self.manager.open(brought.family).unwrap();
        let command = Command::BringIn(Box::new(brought.act));
        self.store
            .open_family(&leave, submission(), at(9), &command)
            .await
            .unwrap();
        brought.family
    }

    pub(crate) async fn read(&self, family: FamilyId) -> Authorised<FamilyId, Read> {
        self.store
            .authorise_read(&self.practitioner, family)
            .await
            .unwrap()
            .unwrap()
    }

    pub(crate) async fn write(&self, family: FamilyId) -> Authorised<FamilyId, Write> {
        self.store
            .authorise_write(&self.practitioner, family)
            .await
            .unwrap()
            .unwrap()
    }

    /// Adds entries at the end of a chronology.
    pub(crate) async fn add(&self, family: FamilyId, entries: Vec<NewEntry>) {
        let leave = self.write(family).await;
        let last = self.last(family).await;
        self.store
            .append(&leave, last, submission(), at(10), entries)
            .await
            .unwrap();
    }

    /// The last entry of a chronology in which the practitioner sees everything.
    pub(crate) async fn last(&self, family: FamilyId) -> record::Sequence {
        let leave = self.read(family).await;
        let entries = self.store.entries(&leave).await.unwrap();
        entries.last().unwrap().sequence
    }

    /// Runs a statement past the store, as somebody with the database in hands could.
    pub(crate) async fn meddle(&self, statement: String) -> u64 {
        let sql = sqlx::AssertSqlSafe(statement);
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let mut lite = sqlx::SqliteConnection::connect(path).await.unwrap();
            let touched = sqlx::query(sql).execute(&mut lite).await.unwrap();
            lite.close().await.unwrap();
            touched.rows_affected()
        } else {
            let mut pg = sqlx::PgConnection::connect(&self.url).await.unwrap();
            let touched = sqlx::query(sql).execute(&mut pg).await.unwrap();
            pg.close().await.unwrap();
            touched.rows_affected()
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.url.starts_with("postgres")
    }
}

pub(crate) fn workbook() -> Workbook {
    Workbook {
        submission: submission(),
        file: "families.xlsx".to_owned(),
        digest: "0a1b".to_owned(),
        at: at(11),
    }
}

/// A note about the family.
pub(crate) fn note(text: &str, visibility: Visibility) -> NewEntry {
    let note = Note {
        about: Subject::Family,
        text: text.to_owned(),
    };
    NewEntry {
        happened: date(2022, 3, 1).into(),
        visibility,
        correction: None,
        fact: Fact::Note(note),
    }
}

/// A closed family with one child, as a workbook tells of it.
pub(crate) fn brought_in(reference: &str, referred: Date) -> BroughtIn {
    let mut family = Row::new(Sheet::Families);
    family.set(Field::FamilyReference, Value::Text(reference.to_owned()));
    family.set(Field::FamilyStatus, CaseStatus::Closed.value());
    family.set(Field::ReferralDate, Value::Date(referred));
    family.set(Field::ClosureDate, Value::Date(date(2022, 6, 20)));
    family.set(Field::InterventionMonths, Value::Number(6));
    family.set(Field::FamilyReReferred, YesNo::No.value());
    family.set(Field::ParentDirectSupport, YesNo::Yes.value());
    family.set(Field::HomeTown, Value::Text("Brightsea".to_owned()));
    let mut child = Row::new(Sheet::Children);
    child.set(
        Field::ChildReference,
        Value::Text(format!("{reference}-child")),
    );
    child.set(Field::ChildFamily, Value::Text(reference.to_owned()));
    child.set(Field::ChildStatus, CaseStatus::Closed.value());
    child.set(Field::DirectWork, YesNo::Yes.value());
    child.set(Field::ChildReReferred, YesNo::No.value());
    child.set(Field::ChildSex, Sex::ALL[0].value());
    child.set(Field::AgeAtReferral, Value::Number(9));
    BroughtIn {
        family: FamilyId(new_id()),
        act: BringIn {
            rows: FamilyRows {
                family,
                children: vec![child],
                sessions: Vec::new(),
                work: Vec::new(),
            },
            parent: PersonId(new_id()),
            children: vec![PersonId(new_id())],
            told_on: date(2022, 7, 1),
        },
    }
}
