//! Serving pages: the service in a database, or a demo made for the occasion.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use access::{Role, Viewer};
use anyhow::{Context, bail};
use passkeys::RelyingParty;
use store::{BroughtIn, Keys, Service, Settings, Store, Workbook, Worker};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use web::{App, Mail, Reached, Setup, Site};

use crate::checkpoints::Checkpoints;
use crate::cli::{Database, Demo, Serve};
use crate::mail::{self, Post};
use crate::{clock, demo, outcome, reach};

/// Said when a database has nothing in it.
pub(crate) const NO_SERVICE: &str = "there is no service in this database yet";

/// What a command does about a database that is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// It is made, and its key with it.
    Made,
    /// A mistyped name must not pass for an empty store.
    Refused,
}

/// The store at an address, with the key in a file.
pub(crate) fn settings(address: &str, key_file: &Path, absent: Absent) -> anyhow::Result<Settings> {
    let file = address.strip_prefix("sqlite:");
    let file = file.map(|path| Path::new(path.strip_prefix("//").unwrap_or(path)));
    let key = key_file.display();
    if let (Some(file), Absent::Refused) = (file, absent)
        && !file.exists()
    {
        bail!("there is no database {}", file.display());
    }
    if let Some(text) = key_in_environment() {
        return Ok(Settings::new(address, Keys::from_text(&text)?)?);
    }
    match (file, absent) {
        (_, Absent::Refused) if !key_file.exists() => {
            bail!("there is no key file {key}; say with --key-file where it is")
        }
        (Some(file), Absent::Made) if file.exists() && !key_file.exists() => bail!(
            "the database {} is there and the key file {key} is not; say with --key-file where it is",
            file.display()
        ),
        _ => {
            // An address that cannot be read leaves no key behind.
            Settings::new(address, Keys::generate()?)?;
            Ok(Settings::new(address, Keys::from_file(key_file)?)?)
        }
    }
}

/// The installation's key as a service manager may hand it over, instead of a file.
#[expect(
    clippy::disallowed_methods,
    reason = "settings are read in the program, and a key is never an argument that others can list"
)]
fn key_in_environment() -> Option<String> {
    std::env::var("ALONGSIDE_KEY").ok()
}

/// The store that a command may begin.
pub(crate) fn begun(asked: &Database) -> anyhow::Result<Settings> {
    settings(&asked.database, &asked.key_file, Absent::Made)
}

/// The runtime of commands that use the store.
pub(crate) fn runtime() -> anyhow::Result<Runtime> {
    Runtime::new().context("the program could not start its threads")
}

pub(crate) fn serve(asked: &Serve) -> anyhow::Result<()> {
    // What cannot be served as it was asked for begins nothing.
    let (address, reached) = asked.reach.open()?;
    let checkpoints = Checkpoints::new(&asked.checkpoints)?;
    let settings = begun(&asked.database)?;
    let at = asked.reach.at.as_ref();
    let post = asked.mail.post(at)?;
    let provider = asked.provider.provider(at)?;
    runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        let service = store.services().await?.into_iter().next();
        let token = service.is_none().then(clock::new_token);
        let name = service.map(|service| service.name).unwrap_or_default();
        let mut setup = setup(store.clone(), name, Vec::new(), Arc::new(clock::now));
        if let Some(post) = &post {
            setup.mail = Mail::From(post.from().to_owned());
        }
        setup.site = at.cloned();
        let app = App::new(setup);
        let app = match &token {
            Some(token) => app.with_first_run(token),
            None => app,
        };
        let app = match provider {
            Some(provider) => app.with_provider(provider),
            None => app,
        };
        let words = |here: &str| {
            let at = at.map_or(here, Site::origin);
            token.as_ref().map_or_else(String::new, |token| {
                format!(
                    "There is no service here yet. To set it up, open this address in a browser; whoever has it \
                     can, so keep it to yourself:\n{at}/set-up/{}\n",
                    token.text()
                )
            })
        };
        let serving = Box::pin(listen(address, reached, at, &store, app, post, words));
        checkpoints.while_serving(&store, serving).await?;
        store.close().await;
        Ok(())
    })
}

pub(crate) fn demo(asked: &Demo, service: &str) -> anyhow::Result<()> {
    let address = asked.listen.address(false)?;
    let scratch;
    let folder = if let Some(folder) = &asked.data {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} could not be made", folder.display()))?;
        folder.as_path()
    } else {
        scratch = tempfile::tempdir().context("no scratch folder could be made for the demo")?;
        scratch.path()
    };
    runtime()?.block_on(async {
        let store = demo_store(folder).await?;
        let roles = Role::ALL
            .iter()
            .filter_map(|role| demo::person(*role))
            .collect();
        let clock = clock::from_day(asked.today);
        let today = calendar::day::in_words(clock().london_date());
        let setup = setup(store.clone(), service.to_owned(), roles, clock);
        let words = format!(
            "Open it in a browser and choose whom to be: Practitioner, Manager, Social worker, Co-ordinator, \
             Evaluator, Administrator or Auditor. Everyone in it is invented, and in it today is {today}.\n"
        );
        let app = App::new(setup);
        let reached = Reached::default();
        listen(address, reached, None, &store, app, None, |_| words).await?;
        store.close().await;
        Ok(())
    })
}

fn setup(store: Store, service: String, demo: Vec<Viewer>, now: web::Clock) -> Setup {
    Setup {
        store,
        service,
        now,
        new_id: Arc::new(clock::new_id),
        random: Arc::new(clock::random),
        mail: Mail::NotSetUp,
        demo,
        site: None,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The service's administrator, for what is done from the command line: the first by name.
pub(crate) async fn administrator(store: &Store, service: &Service) -> anyhow::Result<Viewer> {
    let today = clock::now().london_date();
    let workers = store.workers(service.service).await?.into_iter();
    workers
        .filter(|worker| worker.role == Role::Administrator)
        .find_map(|worker| worker.viewer(service.service, today))
        .context("the service has no administrator")
}

/// Serves until the program is asked to stop, having said where, and what `words` says of it, and
/// meanwhile tells people by e-mail that a concern waits for them, if there is anything to send it
/// with.
async fn listen(
    address: SocketAddr,
    reached: Reached,
    found_at: Option<&Site>,
    store: &Store,
    app: App,
    post: Option<Post>,
    words: impl FnOnce(&str) -> String,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!("{address} cannot be served on; choose another address with --listen")
    })?;
    let at = listener.local_addr()?;
    // Before anybody is told that it runs, and so might ask it to stop.
    let stopped = stopped()?;
    let renewing = reach::renewing(reached.tls.clone())?;
    let scheme = if reached.tls.is_some() {
        "https"
    } else {
        "http"
    };
    let here = format!("{scheme}://{at}");
    let app = match site(found_at, scheme, at) {
        Some(site) => app.with_passkeys(site),
        None => app,
    };
    outcome::print(format!("Listening on {here}\n").as_bytes())?;
    outcome::print(words(&here).as_bytes())?;
    let (serving, over) = oneshot::channel();
    let served = async {
        let served = web::serve(listener, web::router(app), reached, stopped);
        let served = tokio::select! {
            served = served => served,
            () = renewing => Ok(()),
        };
        drop(serving);
        served
    };
    let telling = async {
        if let Some(post) = &post {
            mail::rounds(store, post, &clock::now, over).await;
        }
    };
    let (served, ()) = tokio::join!(served, telling);
    served?;
    Ok(())
}

/// The site that passkeys are made for: where the service is said to be found or, on this machine
/// alone, `localhost`. Browsers make none for an address by number.
fn site(found_at: Option<&Site>, scheme: &str, listening: SocketAddr) -> Option<RelyingParty> {
    let here = || format!("{scheme}://localhost:{}", listening.port());
    let own = listening.ip().is_loopback().then(here);
    let site = RelyingParty::at(&found_at.map(Site::to_string).or(own)?);
    site.inspect_err(|error| tracing::warn!("nobody can sign in with a passkey: {error}"))
        .ok()
}

/// Ends when the program is asked to stop: by a service manager or from the keyboard. From this call on being asked no
/// longer kills it.
fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    let why = "the program could not ask to be told when to stop";
    let mut terminate = signal(SignalKind::terminate()).context(why)?;
    let mut interrupt = signal(SignalKind::interrupt()).context(why)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// The store of the demo, made if it is not there.
pub(crate) async fn demo_store(folder: &Path) -> anyhow::Result<Store> {
    let database = format!("sqlite:{}", folder.join("demo.db").display());
    let settings = settings(&database, &folder.join("demo.key"), Absent::Made)?;
    let store = Store::open(&settings).await?;
    if store.services().await?.is_empty() {
        fill(&store).await?;
    }
    Ok(store)
}

/// Sets up the demo's service and tells its families.
pub(crate) async fn fill(store: &Store) -> anyhow::Result<()> {
    let at = demo::recorded_at();
    let administrator =
        demo::person(Role::Administrator).context("the demo has no administrator")?;
    let manager = demo::person(Role::Manager).context("the demo has no manager")?;
    let service = Service {
        service: demo::service(),
        name: demo::SERVICE.to_owned(),
    };
    // The teams come after the service, and the team of its first worker with them.
    let first = Worker {
        team: None,
        ..Worker::from(&administrator)
    };
    store.create_service(service, first, at).await?;
    let set_up = administrator
        .set_up()
        .context("the administrator may not set up")?;
    for team in demo::teams() {
        store.put_team(&set_up, team, at).await?;
    }
    for viewer in demo::professionals() {
        store.put_worker(&set_up, Worker::from(&viewer), at).await?;
    }
    let capacity = manager
        .set_capacity()
        .context("the manager may not say what the team can take on")?;
    for (worker, post) in demo::posts() {
        store.put_post(&capacity, worker, post, at).await?;
    }
    store
        .put_service_settings(&set_up, demo::settings(), at)
        .await?;
    for (worker, absence) in demo::posts::absences() {
        store.put_absence(&capacity, worker, absence, at).await?;
    }
    store
        .put_unit_costs(&set_up, costs::Catalogue::standard(), at)
        .await?;

    let workbook = demo::workbook()?;
    let digest = workbook.digest.clone();
    let families = demo::families(&workbook)?;
    let references: Vec<String> = families
        .iter()
        .map(|f| f.act.rows.family.reference().to_owned())
        .collect();
    let import = manager
        .import()
        .context("the manager may not bring in a workbook")?;
    let brought: Vec<BroughtIn> = families;
    let record = Workbook {
        submission: demo::submission("workbook"),
        file: "service-data.xlsx".to_owned(),
        digest,
        at,
    };
    store
        .import(&import, record, brought.into_iter(), |_| {})
        .await?;
    // All at once: the store's writer puts what is waiting into one transaction.
    let told = references.iter().enumerate().map(|(place, reference)| {
        let manager = &manager;
        async move {
            let id = demo::family_id(reference);
            let read = store
                .authorise_read(manager, id)
                .await?
                .context("a demo family is gone")?;
            let family = store
                .family(&read, calendar::AsAt::day(demo::AS_AT))
                .await?;
            let mut last = family.sequence;
            for (nth, (viewer, entries)) in demo::more(place, &family).into_iter().enumerate() {
                let write = store.authorise_write(&viewer, id).await?;
                let write = write.context("a demo family is gone")?;
                let submission = demo::submission(&format!("more/{nth}/{reference}"));
                let done = store.append(&write, last, submission, at, entries).await?;
                last = done.last;
            }
            anyhow::Ok(())
        }
    });
    futures_util::future::try_join_all(told).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use store::{CaseloadFilter, WaitingFilter};

    use super::*;

    #[test]
    fn passkeys_are_made_for_where_the_service_is_found() {
        let site = |at: Option<&str>, listening: &str| {
            let at: Option<Site> = at.map(|at| at.parse().unwrap());
            let site = site(at.as_ref(), "http", listening.parse().unwrap());
            site.map(|site| site.origin().to_owned())
        };
        let (loopback, all) = ("127.0.0.1:8080", "0.0.0.0:8080");
        let found = Some("https://alongside.example");
        for (at, listening, origin) in [
            (found, loopback, found),
            (found, all, found),
            (None, loopback, Some("http://localhost:8080")),
            (None, all, None),
            (Some("http://alongside.example"), loopback, None),
            (Some("http://127.0.0.1:8080"), loopback, None),
        ] {
            assert_eq!(site(at, listening).as_deref(), origin, "{at:?} {listening}");
        }
    }

    /// The demo's lapse that must be told waits for the social worker the demo signs in as, and the
    /// one that stays in confidence shows nowhere on their pages.
    #[tokio::test]
    async fn one_concern_of_the_demo_waits_and_one_lapse_stays_in_confidence() -> anyhow::Result<()>
    {
        let folder = tempfile::tempdir()?;
        let store = demo_store(folder.path()).await?;
        let social_worker = demo::person(Role::SocialWorker).context("no social worker")?;
        let manager = demo::person(Role::Manager).context("no manager")?;
        let concerns = WaitingFilter {
            kind: Some(store::WaitingKind::Concern),
            ..WaitingFilter::default()
        };
        for viewer in [&social_worker, &manager] {
            let page = store.waiting(viewer, &concerns, None).await?;
            assert_eq!(page.total, 1);
            assert_eq!(page.rows[0].family_reference, "F037");
        }
        for (viewer, lapses) in [(&social_worker, 0), (&manager, 1)] {
            let quiet = demo::family_id("F019");
            let read = store.authorise_read(viewer, quiet).await?;
            let read = read.context("a demo family is gone")?;
            let as_at = calendar::AsAt::day(demo::AS_AT);
            let safety = store.family(&read, as_at).await?.safety;
            assert_eq!(safety.lapses.len(), lapses);
            assert_eq!(safety.concerns.len(), 1);
            assert!(safety.waiting().next().is_none());
            assert!(safety.plan().is_some());
        }
        Ok(())
    }

    /// The team's counts are those of the lists they open, on the demo's last day.
    #[tokio::test]
    async fn the_sums_of_the_demos_board_are_those_of_its_lists() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let store = demo_store(folder.path()).await?;
        let manager = demo::person(Role::Manager).context("no manager")?;
        let board = store.board(&manager, demo::AS_AT).await?;
        for tally in &board.waiting {
            let filter = WaitingFilter {
                kind: Some(tally.kind),
                ..WaitingFilter::default()
            };
            let (mut rows, mut after) = (Vec::new(), None);
            loop {
                let page = store.waiting(&manager, &filter, after).await?;
                rows.extend(page.rows);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let late = rows.iter().filter_map(|it| it.waits.due);
            let late = late.filter(|due| *due < demo::AS_AT).count();
            assert_eq!(tally.all, rows.len() as u64, "{:?}", tally.kind);
            assert_eq!(tally.late, late as u64, "{:?}", tally.kind);
        }
        for load in &board.workers {
            let filter = CaseloadFilter {
                worker: Some(load.worker),
                discipline: None,
            };
            let page = store.caseload(&manager, &filter, None).await?;
            let people: BTreeSet<_> = page.rows.iter().map(|it| it.support.person).collect();
            assert_eq!(load.people, people.len() as u64);
            assert_eq!(load.rows, page.rows.len() as u64);
        }
        let everybody = store
            .caseload(&manager, &CaseloadFilter::default(), None)
            .await?;
        assert_eq!(
            everybody.total,
            board.workers.iter().map(|it| it.rows).sum::<u64>()
        );
        assert!(everybody.total > 40);
        Ok(())
    }
}
