//! Signing in with an identity provider that this test runs, asked as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod binding;
#[path = "../../../passkeys/tests/common/device.rs"]
#[expect(dead_code, reason = "one kind of device is enough here")]
mod device;
mod factor;
mod office;
mod passkeys;
mod proving;
mod refused;
#[path = "../pilot/stage.rs"]
#[expect(dead_code, reason = "each set of tests uses its own part of the stage")]
mod stage;

use access::Role;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, REFRESH, SET_COOKIE};
use office::Office;
use stage::{Answer, Pilot, now, viewer};
use store::{LinkToken, SignInSettings};

/// Where the program is found.
const SITE: &str = "https://alongside.example";
/// A password that is hard to guess.
const PASSWORD: &str = "kettle orbit moss violin";

/// The program, and the provider that people sign in with.
struct Council {
    office: Office,
    pilot: Pilot,
}

impl Council {
    /// With our second factor asked of nobody, so that a test is about what it is about.
    async fn open() -> Self {
        Self::with(|settings| settings).await
    }

    async fn with(and: impl FnOnce(identity::Settings) -> identity::Settings) -> Self {
        let office = Office::open().await;
        let provider = identity::Provider::new(and(office.settings(SITE))).unwrap();
        let pilot = Pilot::with_provider(provider).await;
        let council = Self { office, pilot };
        council
            .settle(|settings| settings.second_factor = false)
            .await;
        council
    }

    /// Changes what the service settles about signing in.
    async fn settle(&self, change: impl FnOnce(&mut SignInSettings)) {
        let leave = viewer(Role::Administrator).set_up().unwrap();
        let store = &self.pilot.store;
        let mut settings = store.sign_in_settings(leave.id()).await.unwrap();
        change(&mut settings);
        let put = store.put_sign_in_settings(&leave, settings, now());
        put.await.unwrap();
    }

    /// The path of a link for somebody.
    async fn link(&self, role: Role, seed: u8) -> String {
        let leave = viewer(Role::Administrator).set_up().unwrap();
        let token = LinkToken::new([seed; 32]);
        let name = role.code().parse().unwrap();
        let who = viewer(role).worker;
        let store = &self.pilot.store;
        let made = store.make_sign_in_link(&leave, who, &name, &token, self.pilot.clock());
        made.await.unwrap();
        format!("/sign-in/link/{}", token.text())
    }

    /// Sends the form that leads to the provider: the cookie that the browser keeps, and where it goes.
    async fn set_out(&self, cookie: &str, path: &str) -> (String, String) {
        let answer = self.pilot.post(cookie, path, &[]).await;
        let trip = cookies(&answer);
        let cookie = [cookie, &trip].join("; ");
        (cookie, leads_on(&answer))
    }

    /// Goes to the provider from a path, signs in there as somebody, and comes back.
    async fn there_and_back(&self, cookie: &str, path: &str, subject: &str) -> Answer {
        let (cookie, address) = self.set_out(cookie, path).await;
        let back = self.office.signs_in(&address, subject, self.pilot.clock());
        self.pilot.get(&cookie, &back).await
    }

    /// Binds somebody to a subject, and gives the cookie of their session.
    async fn bound(&self, role: Role, subject: &str) -> String {
        let link = self.link(role, role as u8 + 1).await;
        let path = format!("{link}/provider");
        let answer = self.there_and_back("", &path, subject).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        cookies(&answer)
    }

    async fn signs_in(&self, subject: &str) -> Answer {
        self.there_and_back("", "/sign-in/provider", subject).await
    }
}

/// The cookies that an answer sets, as a browser sends them back.
fn cookies(answer: &Answer) -> String {
    let set = answer.headers.get_all(SET_COOKIE).iter();
    let pairs = set.map(|it| it.to_str().unwrap().split(';').next().unwrap());
    let kept = pairs.filter(|pair| !pair.ends_with('='));
    kept.collect::<Vec<_>>().join("; ")
}

/// Where the page leads that goes between a form and the provider.
fn leads_on(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let address = answer.header(REFRESH.as_str()).strip_prefix("0; url=");
    let address = address.unwrap();
    let link = format!("href=\"{}\"", address.replace('&', "&amp;"));
    assert!(answer.text().contains(&link), "{}", answer.text());
    address.to_owned()
}

/// That an answer leads on, and where to.
fn leads_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    answer.header(LOCATION.as_str()).to_owned()
}

/// The words for whoever is not signed in.
const REFUSED: &str =
    "You could not be signed in. Try again, and if it goes on, ask your administrator";

/// That nobody was signed in, in the words that are the same for every reason.
fn is_refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    assert!(
        answer.words().contains(REFUSED),
        "{why}: {}",
        answer.words()
    );
    assert_eq!(cookies(answer), "", "{why}");
}
