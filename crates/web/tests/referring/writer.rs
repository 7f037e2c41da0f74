//! Somebody who fills in a referral, as a browser would.

use access::{Role, Viewer};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use calendar::{AsAt, date};
use record::lists::TeamKind;
use record::{Family, FamilyId, TeamId};
use store::{Team, Worker};
use uuid::Uuid;

use crate::common::seaside;
use crate::common::stage::{self, Answer, Pilot, viewer};

pub(crate) const TEAM: TeamId = TeamId(Uuid::from_u128(811));
const SERVICE_TEAM: TeamId = TeamId(Uuid::from_u128(812));

/// Families of the pilot, and a team on the list in which the social worker is.
pub(crate) async fn ready() -> Pilot {
    let pilot = seaside().await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let at = stage::now();
    let team = Team::new(TEAM, "Seaside Assessment", TeamKind::SocialCare);
    let team = team.referring_from(date(2021, 2, 1));
    pilot.store.put_team(&leave, team, at).await.unwrap();
    let own = Team::new(SERVICE_TEAM, "The service", TeamKind::Service);
    pilot.store.put_team(&leave, own, at).await.unwrap();
    in_team(&pilot, Role::SocialWorker, TEAM).await;
    in_team(&pilot, Role::Practitioner, SERVICE_TEAM).await;
    in_team(&pilot, Role::Manager, SERVICE_TEAM).await;
    pilot
}

pub(crate) async fn in_team(pilot: &Pilot, role: Role, team: TeamId) {
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let worker = Worker::from(&viewer(role)).in_team(team);
    let put = pilot.store.put_worker(&leave, worker, stage::now());
    put.await.unwrap();
}

pub(crate) fn goes_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    answer.header(LOCATION.as_str()).to_owned()
}

/// The value of the first hidden field of this name on a page.
pub(crate) fn hidden(html: &str, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let start = html.find(&from).unwrap() + from.len();
    html[start..].split('"').next().unwrap().to_owned()
}

/// Somebody who fills in a referral.
pub(crate) struct Writer<'a> {
    pub(crate) pilot: &'a Pilot,
    pub(crate) cookie: String,
    pub(crate) at: String,
}

impl<'a> Writer<'a> {
    pub(crate) async fn begin(pilot: &'a Pilot, role: Role) -> Self {
        let cookie = pilot.sign_in(role).await;
        let at = goes_to(&pilot.post(&cookie, "/refer", &[]).await);
        Self { pilot, cookie, at }
    }

    pub(crate) async fn page(&self, path: &str) -> Answer {
        let path = format!("{}{path}", self.at);
        self.pilot.get(&self.cookie, &path).await
    }

    /// Sends a page with the fields it has, as a browser would.
    pub(crate) async fn save(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.page(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let names = hidden(page.text(), "page");
        let author = hidden(page.text(), "author");
        let submission = hidden(page.text(), "submission");
        let mut all = vec![
            ("page", names.as_str()),
            ("author", &author),
            ("submission", &submission),
        ];
        all.extend(fields);
        let path = format!("{}{path}", self.at);
        self.pilot.post(&self.cookie, &path, &all).await
    }

    /// Adds somebody and gives their id.
    pub(crate) async fn person(&self, fields: &[(&str, &str)]) -> String {
        let add = format!("{}/people", self.at);
        let page = goes_to(&self.pilot.post(&self.cookie, &add, &[]).await);
        let id = page.rsplit('/').next().unwrap().to_owned();
        let named: Vec<(String, &str)> = fields
            .iter()
            .map(|(name, value)| (format!("{name}-{id}"), *value))
            .collect();
        let named: Vec<(&str, &str)> = named.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        let saved = self.save(&format!("/people/{id}"), &named).await;
        assert_eq!(goes_to(&saved), add);
        id
    }

    /// Fills in all pages but those of the data sets.
    pub(crate) async fn fill(&self, surname: &str, holder: &str) -> (String, String) {
        let home = [
            ("home_town-family", "Brightsea"),
            ("housing-family", "rented"),
        ];
        assert_eq!(goes_to(&self.save("/household", &home).await), self.at);
        let parent = [
            ("name", &*format!("Teal {surname}")),
            ("relation", "parent"),
            ("born", "3 May 1990"),
            ("here", "yes"),
        ];
        let parent = self.person(&parent).await;
        let child = [
            ("name", &*format!("Olive {surname}")),
            ("relation", "child"),
            ("born", "1 June 2016"),
            ("here", "no"),
            ("where", "At her aunt's"),
            ("with", "relative"),
        ];
        let child = self.person(&child).await;
        let (for_parent, for_child) = (format!("for-{parent}"), format!("for-{child}"));
        let asks = [
            ("asked", parent.as_str()),
            ("asked", &child),
            (&for_parent, "drug_alcohol"),
            (&for_parent, "adult_mental_health"),
            (&for_child, "not_sure"),
        ];
        goes_to(&self.save("/asks", &asks).await);
        let tried = [
            ("in_place", "A plan since May"),
            ("not_worked", "engagement"),
        ];
        goes_to(&self.save("/tried", &tried).await);
        let (one, two) = (format!("consent-{parent}"), format!("consent-{child}"));
        let how = format!("how-{parent}");
        let consent = [(&*one, "given"), (&*how, "At home"), (&*two, "not_yet")];
        goes_to(&self.save("/consent", &consent).await);
        let team = TEAM.to_string();
        let mut held = vec![
            ("holder", holder),
            ("holder_team", &team),
            ("role", "social_worker"),
        ];
        held.push(("referring_team", &team));
        goes_to(&self.save("/holder", &held).await);
        (parent, child)
    }

    /// What the form that sends the referral holds.
    pub(crate) async fn mark(&self) -> String {
        let check = self.page("/check").await;
        assert_eq!(check.status, StatusCode::OK);
        hidden(check.text(), "author")
    }

    pub(crate) async fn send(&self) -> Answer {
        let mark = self.mark().await;
        let path = format!("{}/send", self.at);
        self.pilot
            .post(&self.cookie, &path, &[("author", &mark)])
            .await
    }
}

pub(crate) fn me(role: Role) -> String {
    viewer(role).worker.to_string()
}

pub(crate) async fn known(pilot: &Pilot, who: &Viewer, id: FamilyId) -> Family {
    let leave = pilot.store.authorise_read(who, id).await.unwrap().unwrap();
    let today = AsAt::day(stage::now().london_date());
    pilot.store.family(&leave, today).await.unwrap()
}

pub(crate) fn sent_family(to: &str) -> FamilyId {
    to.strip_prefix("/refer/sent/").unwrap().parse().unwrap()
}

/// How many families the evaluation counts.
pub(crate) async fn counted(pilot: &Pilot) -> usize {
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let path = "/evaluation?as_at=30+August+2022";
    let words = pilot.get(&cookie, path).await.words();
    let before = words.split(" families referred with").next().unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap()
}
