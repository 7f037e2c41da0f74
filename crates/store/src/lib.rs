#![doc = include_str!("../README.md")]

mod accounts;
mod advice;
mod append;
mod book;
mod challenges;
mod closed_days;
mod cohort;
mod criteria;
mod disciplines;
mod drafts;
mod engine;
mod error;
mod escalation;
mod heads;
mod homes;
mod import;
mod installation;
mod kept;
mod keyring;
mod keys;
mod known;
mod list;
mod lite;
mod looks;
mod mail_addresses;
mod messages;
mod migrate;
mod notices;
mod passkeys;
mod practitioners;
mod proposals;
mod provider_accounts;
mod quotes;
mod read;
mod reading;
mod rebuild;
mod referring;
mod registers;
mod restricted;
mod second_factors;
mod service_settings;
mod sessions;
mod sign_in_links;
mod sign_in_name;
mod sign_in_settings;
mod sql;
#[cfg(test)]
mod statements;
mod stored;
mod taking_in;
mod teams;
mod transaction;
mod tree;
mod unit_costs;
mod verify;
mod views;
mod words;
mod workers;
mod writer;

use std::sync::Arc;

use futures_util::future::BoxFuture;

pub use accounts::Account;
pub use advice::AskedWaiting;
pub use append::{Done, Sending};
pub use challenges::{CHALLENGE_LASTS, ChallengeFor};
pub use closed_days::ClosedDay;
pub use cohort::CohortParts;
pub use criteria::Criterion;
pub use disciplines::DisciplineSetting;
pub use drafts::Draft;
pub use error::Error;
pub use heads::Head;
pub use homes::{
    Board, CaseloadFilter, CaseloadPage, DisciplineLoad, HOME_PAGE, InCaseload, Place, Supported,
    Tally, Waiting, WaitingFilter, WaitingKind, WaitingPage, Waits, WorkerLoad,
};
pub use import::{BroughtIn, Imported, Workbook};
pub use keys::Keys;
pub use list::{Cursor, Filter, ListedFamily, PAGE_LENGTH, Page};
pub use looks::{
    Look, LookKind, Looker, Looking, LookingSettings, Seen, Unusual, Why, shows_unnamed, watched,
};
pub use mail_addresses::{MailAddress, NotAnAddress};
pub use messages::{Message, MessageKind};
pub use notices::{MailStanding, Notice};
pub use passkeys::{AddedPasskey, KnownPasskey, NewPasskey, Passkey, RemovedPasskey};
pub use practitioners::{Absence, HoursError, Post, Practitioner, WeeklyHours};
pub use proposals::{Carried, Proposal, Proposed};
pub use provider_accounts::{Bound, ProviderSubject};
pub use quotes::Quote;
pub use reading::EmergencyReading;
pub use referring::Somebody;
pub use registers::{Begun, RegisterChange, Service};
pub use second_factors::{FACTOR_KEY, SecondFactor};
pub use service_settings::ServiceSettings;
pub use sessions::{NewSession, Session, SessionStage};
pub use sign_in_links::{Invited, LinkToken, NotAToken};
pub use sign_in_name::{NotAName, SignInName};
pub use sign_in_settings::SignInSettings;
pub use taking_in::Chronology;
pub use teams::Team;
pub use tree::Hash;
pub use verify::{Misfit, Verified};
pub use views::ListedPerson;
pub use workers::Worker;

use engine::{Address, Engine};
use kept::Kept;
use transaction::Tx;
use writer::Writer;

/// Where the store is and the key that opens it.
#[derive(Clone)]
pub struct Settings {
    address: Address,
    keys: Keys,
}

impl Settings {
    /// The store at `url`: `sqlite:` and the path of a file, made if it is not there, or a
    /// `postgres://` address of an existing database.
    ///
    /// # Errors
    /// [`Error::Address`] if it is neither.
    pub fn new(url: &str, keys: Keys) -> Result<Self, Error> {
        Ok(Self {
            address: url.parse()?,
            keys,
        })
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Settings(not shown: the address may hold a password)")
    }
}

/// An open store. Clones are the same store.
#[derive(Clone)]
pub struct Store {
    engine: Arc<Engine>,
    keys: Keys,
    writer: Writer,
    kept: Arc<Kept>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let engine = match *self.engine {
            Engine::Lite { .. } => "SQLite",
            Engine::Pg(_) => "PostgreSQL",
        };
        write!(f, "Store({engine})")
    }
}

impl Store {
    /// Opens the store, brings its tables up to date and checks the key.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if the store was set up with another key, [`Error::UnsafeEngine`] if
    /// the engine could lose or damage what it is given.
    pub async fn open(settings: &Settings) -> Result<Self, Error> {
        let engine = Arc::new(Engine::open(&settings.address).await?);
        migrate::migrate(&engine).await?;
        installation::check_key(&engine, &settings.keys).await?;
        let store = Self {
            writer: Writer::start(engine.clone(), settings.keys.clone()),
            engine,
            keys: settings.keys.clone(),
            kept: Arc::default(),
        };
        store.complete_views().await?;
        store.complete_book().await?;
        Ok(store)
    }

    /// Closes the store: what is under way ends first.
    pub async fn close(self) {
        drop(self.writer);
        self.engine.close().await;
    }

    fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Runs `work` in the writer's next transaction and answers when it is committed. It may run
    /// more than once.
    async fn write<T: Send + 'static>(
        &self,
        work: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Error>> + Send + Sync + 'static,
    ) -> Result<T, Error> {
        self.writer.write(work).await
    }
}
