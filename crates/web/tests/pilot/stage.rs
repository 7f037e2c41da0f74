//! The program with the pilot's 90 families in it, and requests to it as each role.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use access::{Role, Viewer};
use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use calendar::Stamp;
use casework::BringIn;
use http_body_util::BodyExt;
use passkeys::RelyingParty;
use record::{FamilyId, PersonId, ServiceId, SubmissionId, WorkerId};
use spreadsheet::{Limits, read_rows};
use store::{BroughtIn, Imported, Keys, LinkToken, Service, Settings, Store, Worker};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;
use web::{App, Setup};

/// Where browsers find the program.
pub(crate) const ORIGIN: &str = "https://alongside.example";

pub(crate) const SERVICE: ServiceId = ServiceId(Uuid::from_u128(1));

/// The program, its store and the folder it is in.
pub(crate) struct Pilot {
    router: Router,
    /// How many seconds later it is than at the start.
    later: Arc<AtomicU64>,
    pub(crate) store: Store,
    folder: TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The text as read, without marks.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        let mut within = false;
        for letter in self.text().chars() {
            match letter {
                '<' => within = true,
                '>' => {
                    within = false;
                    words.push(' ');
                }
                _ if !within => words.push(letter),
                _ => {}
            }
        }
        let words = words
            .replace("&amp;", "&")
            .replace("&quot;", "\"")
            .replace("&#39;", "'");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The token that the forms of a session carry, by its cookie.
pub(crate) fn form_token(cookie: &str) -> Option<&str> {
    let (_, value) = cookie.split_once("alongside_session=")?;
    value.split(';').next()?.get(64..)
}

/// A page without the token in its forms: each session has its own, and `post` sends it along.
fn without_token(bytes: Vec<u8>) -> Vec<u8> {
    let field = "<input type=\"hidden\" name=\"token\" value=\"";
    match String::from_utf8(bytes) {
        Err(other) => other.into_bytes(),
        Ok(text) => {
            let mut pieces = text.split(field);
            let first = pieces.next().unwrap_or_default().to_owned();
            let whole = pieces.fold(first, |whole, piece| {
                whole + piece.split_once('>').map_or("", |(_, rest)| rest)
            });
            whole.into_bytes()
        }
    }
}

pub(crate) fn viewer(role: Role) -> Viewer {
    Viewer {
        worker: WorkerId(Uuid::from_u128(100 + role as u128)),
        name: format!("A {}", role.label().to_lowercase()),
        role,
        service: SERVICE,
        team: None,
    }
}

pub(crate) fn now() -> Stamp {
    "2022-08-30T09:00:00.000000Z".parse().unwrap()
}

/// Where the pilot's data are.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../evaluation/tests/data")
}

/// The pilot's families, ready to be brought in.
pub(crate) fn families() -> Vec<BroughtIn> {
    families_in(&data())
}

/// The families of a folder, ready to be brought in.
pub(crate) fn families_in(folder: &Path) -> Vec<BroughtIn> {
    let workbook = spreadsheet::Workbook::open(folder, &Limits::default()).unwrap();
    let families = read_rows(&workbook, None).unwrap().for_import().unwrap();
    let brought = families.into_iter().zip(1_u128..).map(|(rows, number)| {
        let person = |at: usize| PersonId(Uuid::from_u128((number << 32) + at as u128));
        BroughtIn {
            family: FamilyId(Uuid::from_u128((number << 32) + 999)),
            act: BringIn {
                parent: person(0),
                children: (1..=rows.children.len()).map(person).collect(),
                rows,
                told_on: calendar::date(2022, 8, 30),
            },
        }
    });
    brought.collect()
}

async fn new_store() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    // One key, so that what is made with it can be compared from one program to another.
    let keys = Keys::from_text(&"5".repeat(64)).unwrap();
    let database = format!("sqlite:{}", folder.path().join("db").display());
    let settings = Settings::new(&database, keys).unwrap();
    (Store::open(&settings).await.unwrap(), folder)
}

/// The same bytes from one program to another, never the same twice.
fn chance() -> impl Fn(&mut [u8]) + Send + Sync {
    let drawn = AtomicU64::new(1);
    move |bytes| {
        for eight in bytes.chunks_mut(8) {
            let next = drawn.fetch_add(1, Ordering::Relaxed);
            let mixed = next.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ next;
            eight.copy_from_slice(&mixed.to_be_bytes()[..eight.len()]);
        }
    }
}

fn setup(store: Store, service: &str, people: Vec<Viewer>, later: &Arc<AtomicU64>) -> Setup {
    let later = later.clone();
    let ids = AtomicU64::new(1);
    Setup {
        store,
        service: service.to_owned(),
        now: Arc::new(move || now().plus(Duration::from_secs(later.load(Ordering::Relaxed)))),
        new_id: Arc::new(move || {
            let id = ids.fetch_add(1, Ordering::Relaxed);
            Uuid::from_u128(0xA000_0000_0000_0000_0000 + u128::from(id))
        }),
        random: Arc::new(chance()),
        mail: web::Mail::NotSetUp,
        demo: people,
        site: None,
        version: "test".to_owned(),
    }
}

impl Pilot {
    /// The program without any family.
    pub(crate) async fn empty() -> Self {
        Self::with_sign_in(Role::ALL.map(viewer).to_vec()).await
    }

    /// The same outside a demo: everybody signs in with a password and a code.
    pub(crate) async fn with_factors() -> Self {
        Self::with_sign_in(Vec::new()).await
    }

    /// The same, where a password is enough.
    pub(crate) async fn with_passwords() -> Self {
        let pilot = Self::with_factors().await;
        let leave = viewer(Role::Administrator).set_up().unwrap();
        let settings = store::SignInSettings {
            second_factor: false,
            ..store::SignInSettings::default()
        };
        let put = pilot.store.put_sign_in_settings(&leave, settings, now());
        put.await.unwrap();
        pilot
    }

    /// The same as with factors, where people can sign in with an identity provider too.
    pub(crate) async fn with_provider(provider: identity::Provider) -> Self {
        let with = |app: App| app.with_provider(provider);
        Self::with(Vec::new(), web::Mail::NotSetUp, None, with).await
    }

    /// The same, where the program sends e-mail.
    pub(crate) async fn with_mail() -> Self {
        let mail = web::Mail::From("alongside@service.test".to_owned());
        Self::with(Role::ALL.map(viewer).to_vec(), mail, None, |app| app).await
    }

    /// The same demo, found in browsers at this address.
    pub(crate) async fn at(site: &str) -> Self {
        let site = Some(site.parse().unwrap());
        let demo = Role::ALL.map(viewer).to_vec();
        Self::with(demo, web::Mail::NotSetUp, site, |app| app).await
    }

    async fn with_sign_in(demo: Vec<Viewer>) -> Self {
        Self::with(demo, web::Mail::NotSetUp, None, |app| app).await
    }

    async fn with(
        demo: Vec<Viewer>,
        mail: web::Mail,
        site: Option<web::Site>,
        and: impl FnOnce(App) -> App,
    ) -> Self {
        let (store, folder) = new_store().await;
        let people = Role::ALL.map(viewer);
        let service = Service {
            service: SERVICE,
            name: "Pilot".to_owned(),
        };
        let administrator = viewer(Role::Administrator);
        store
            .create_service(service, Worker::from(&administrator), now())
            .await
            .unwrap();
        let set_up = administrator.set_up().unwrap();
        for person in &people {
            store
                .put_worker(&set_up, Worker::from(person), now())
                .await
                .unwrap();
        }
        let later = Arc::default();
        let setup = setup(store.clone(), "Pilot", demo, &later);
        let app = App::new(Setup {
            mail,
            site,
            ..setup
        });
        let app = and(app.with_passkeys(RelyingParty::at(ORIGIN).unwrap()));
        Self {
            router: web::router(app),
            later,
            store,
            folder,
        }
    }

    /// The program on a store with nothing in it, to be set up by whoever has the token.
    pub(crate) async fn without_service(token: &LinkToken) -> Self {
        let (store, folder) = new_store().await;
        let later = Arc::default();
        let app = App::new(setup(store.clone(), "", Vec::new(), &later)).with_first_run(token);
        Self {
            router: web::router(app),
            later,
            store,
            folder,
        }
    }

    /// The program with every family of the pilot.
    pub(crate) async fn with_families() -> Self {
        let pilot = Self::empty().await;
        pilot.bring_in(families()).await;
        pilot
    }

    /// What answers, to be served as the program serves it.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// The file that its store is in.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("db")
    }

    /// The time now.
    pub(crate) fn clock(&self) -> Stamp {
        now().plus(Duration::from_secs(self.later.load(Ordering::Relaxed)))
    }

    /// Lets time go by.
    pub(crate) fn wait(&self, time: Duration) {
        self.later.fetch_add(time.as_secs(), Ordering::Relaxed);
    }

    pub(crate) async fn bring_in(&self, families: Vec<BroughtIn>) -> Imported {
        let workbook = store::Workbook {
            submission: SubmissionId(Uuid::from_u128(7)),
            file: "pilot.xlsx".to_owned(),
            digest: "0".repeat(64),
            at: now(),
        };
        let leave = viewer(Role::Manager).import().unwrap();
        self.store
            .import(&leave, workbook, families.into_iter(), |_| {})
            .await
            .unwrap()
    }

    /// The cookie of somebody who has just signed in.
    pub(crate) async fn sign_in(&self, role: Role) -> String {
        let answer = self
            .send(
                Request::post("/sign-in")
                    .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(Body::from(format!("role={}", role.code())))
                    .unwrap(),
            )
            .await;
        let cookie = answer.header(SET_COOKIE.as_str());
        cookie.split(';').next().unwrap().to_owned()
    }

    pub(crate) async fn get(&self, cookie: &str, path: &str) -> Answer {
        let request = Request::get(path)
            .header(COOKIE, cookie)
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    /// A form of plain fields.
    pub(crate) async fn post(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = form_token(cookie).map(|token| ("token", token));
        let fields: Vec<(&str, &str)> = token.into_iter().chain(fields.iter().copied()).collect();
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::post(path)
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// A form of files, each with the field's name, its own and its content.
    pub(crate) async fn upload(
        &self,
        cookie: &str,
        path: &str,
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        if let Some(token) = form_token(cookie) {
            let part = format!(
                "--border\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, content) in files {
            let head = format!(
                "--border\r\nContent-Disposition: form-data; name=\"{field}\"; \
                 filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--border--\r\n");
        let request = Request::post(path)
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, "multipart/form-data; boundary=border")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let mut answer = self.answered(request).await;
        answer.bytes = without_token(answer.bytes);
        answer
    }

    /// A page with the token in its forms.
    pub(crate) async fn get_as_sent(&self, cookie: &str, path: &str) -> Answer {
        let request = Request::get(path).header(COOKIE, cookie);
        self.answered(request.body(Body::empty()).unwrap()).await
    }

    async fn answered(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// That somebody who is not signed in is led to where they can.
    pub(crate) async fn leads_to_sign_in(&self, path: &str) {
        let answer = self.get("", path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(answer.header(LOCATION.as_str()), "/sign-in", "{path}");
    }

    /// That a role is told the same as of an address that is no page.
    pub(crate) async fn is_no_page_for(&self, role: Role, path: &str) {
        let cookie = self.sign_in(role).await;
        let answer = self.get(&cookie, path).await;
        let nowhere = self.get(&cookie, "/no-such-page").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        assert_eq!(answer.text(), nowhere.text(), "{role:?} {path}");
    }
}
