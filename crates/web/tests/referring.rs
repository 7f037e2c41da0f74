//! Referring a family, asked for as a browser asks.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod common;

use std::sync::Arc;

use access::{Role, Viewer};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use calendar::{AsAt, date};
use common::stage::{self, Answer, Pilot, viewer};
use common::{OTHER_SOCIAL_WORKER, family, seaside};
use record::lists::TeamKind;
use record::{Family, FamilyId, Subject, TeamId};
use store::{Team, Worker};
use uuid::Uuid;

const TEAM: TeamId = TeamId(Uuid::from_u128(811));
const SERVICE_TEAM: TeamId = TeamId(Uuid::from_u128(812));

/// Families of the pilot, and a team on the list in which the social worker is.
async fn ready() -> Pilot {
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

async fn in_team(pilot: &Pilot, role: Role, team: TeamId) {
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let worker = Worker::from(&viewer(role)).in_team(team);
    let put = pilot.store.put_worker(&leave, worker, stage::now());
    put.await.unwrap();
}

fn goes_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    answer.header(LOCATION.as_str()).to_owned()
}

/// The value of the first hidden field of this name on a page.
fn hidden(html: &str, name: &str) -> String {
    let from = format!("name=\"{name}\" value=\"");
    let start = html.find(&from).unwrap() + from.len();
    html[start..].split('"').next().unwrap().to_owned()
}

/// Somebody who fills in a referral.
struct Writer<'a> {
    pilot: &'a Pilot,
    cookie: String,
    at: String,
}

impl<'a> Writer<'a> {
    async fn begin(pilot: &'a Pilot, role: Role) -> Self {
        let cookie = pilot.sign_in(role).await;
        let at = goes_to(&pilot.post(&cookie, "/refer", &[]).await);
        Self { pilot, cookie, at }
    }

    async fn page(&self, path: &str) -> Answer {
        let path = format!("{}{path}", self.at);
        self.pilot.get(&self.cookie, &path).await
    }

    /// Sends a page with the fields it has, as a browser would.
    async fn save(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
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
    async fn person(&self, fields: &[(&str, &str)]) -> String {
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
    async fn fill(&self, surname: &str, holder: &str) -> (String, String) {
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
    async fn mark(&self) -> String {
        let check = self.page("/check").await;
        assert_eq!(check.status, StatusCode::OK);
        hidden(check.text(), "author")
    }

    async fn send(&self) -> Answer {
        let mark = self.mark().await;
        let path = format!("{}/send", self.at);
        self.pilot
            .post(&self.cookie, &path, &[("author", &mark)])
            .await
    }
}

fn me(role: Role) -> String {
    viewer(role).worker.to_string()
}

async fn known(pilot: &Pilot, who: &Viewer, id: FamilyId) -> Family {
    let leave = pilot.store.authorise_read(who, id).await.unwrap().unwrap();
    let today = AsAt::day(stage::now().london_date());
    pilot.store.family(&leave, today).await.unwrap()
}

fn sent_family(to: &str) -> FamilyId {
    to.strip_prefix("/refer/sent/").unwrap().parse().unwrap()
}

/// How many families the evaluation counts.
async fn counted(pilot: &Pilot) -> usize {
    let cookie = pilot.sign_in(Role::Evaluator).await;
    let path = "/evaluation?as_at=22+November+2026";
    let words = pilot.get(&cookie, path).await.words();
    let before = words.split(" families referred with").next().unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_social_worker_refers_a_family_from_the_first_page_to_the_list() {
    let pilot = ready().await;
    let before = counted(&pilot).await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let start = pilot.get(&cookie, "/refer").await;
    let words = start.words();
    let danger = words.find("immediate danger").unwrap();
    assert!(
        danger < words.find("Seaside Assessment").unwrap(),
        "{words}"
    );
    assert!(words.contains("999"));

    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let tasks = writer.page("").await;
    assert!(tasks.words().contains("Not started"));
    let (parent, child) = writer.fill("Invented", &me(Role::SocialWorker)).await;
    let child_page = format!("/child/{child}");
    let (status, risk, age) = (
        format!("safeguarding_ref-{child}"),
        format!("at_risk_accommodation-{child}"),
        format!("years_sc_involvement-{child}-not-known"),
    );
    let page = writer.page(&child_page).await;
    assert!(page.text().contains("Not known") && page.text().contains("data-keep"));
    let answers = [(&*status, "CIN"), (&*risk, "yes"), (&*age, "unknown")];
    goes_to(&writer.save(&child_page, &answers).await);
    goes_to(
        &writer
            .save("/family", &[("sc_generations-family", "3+")])
            .await,
    );
    let check = writer.page("/check").await.words();
    for words in [
        "Olive Invented",
        "At her aunt's",
        "Child in need",
        "Drug and alcohol",
        "Not sure: the team will advise",
        "A plan since May",
        "Given: At home",
        "Three or more",
        "Seaside Assessment",
    ] {
        assert!(check.contains(words), "{words}: {check}");
    }
    assert!(!check.contains("may be here already"));

    let to = goes_to(&writer.send().await);
    let id = sent_family(&to);
    let sent = pilot.get(&writer.cookie, &to).await.words();
    assert!(
        sent.contains("F031") && sent.contains("next working day"),
        "{sent}"
    );
    assert_eq!(writer.page("").await.status, StatusCode::NOT_FOUND);
    assert_eq!(counted(&pilot).await, before + 1);

    let list = pilot.get(&writer.cookie, "/families?worker=").await.words();
    assert!(list.contains("16 families"), "{list}");
    let family = known(&pilot, &viewer(Role::SocialWorker), id).await;
    assert!(family.is_open());
    assert_eq!(family.people.len(), 2);
    assert_eq!(family.people[1].reference, "F031-C1");
    assert_eq!(family.residences[0].what.place, "At her aunt's");
    let baseline = &family.baseline[&Subject::Person(child.parse().unwrap())].what;
    let told: Vec<String> = baseline.iter().map(|(f, v)| v.text(f)).collect();
    assert_eq!(told, ["10", "relative", "unknown", "yes", "CIN"]);
    let referral = &family.referrals[0].what;
    assert_eq!(referral.team, Some(TEAM));
    assert_eq!(referral.asks.len(), 2);
    assert_eq!(referral.asks[0].person.to_string(), parent);
    assert!(family.work.consent(referral.asks[0].person).is_some());
}

#[tokio::test]
async fn who_may_not_refer_is_told_so_kindly_or_finds_no_page() {
    let pilot = ready().await;
    pilot.leads_to_sign_in("/refer").await;
    for role in [Role::CoOrdinator, Role::Evaluator, Role::Administrator] {
        pilot.is_no_page_for(role, "/refer").await;
        let cookie = pilot.sign_in(role).await;
        let answer = pilot.post(&cookie, "/refer", &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
        let home = pilot.get(&cookie, "/home").await;
        assert!(!home.text().contains("href=\"/refer\""), "{role:?}");
    }
    let other = Team::new(
        TeamId(Uuid::from_u128(813)),
        "Elsewhere",
        TeamKind::SocialCare,
    );
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let id = other.team;
    let put = pilot.store.put_team(&leave, other, stage::now());
    put.await.unwrap();

    // A referral begun while the team was on the list is kept, and cannot be sent.
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    writer.fill("Invented", &me(Role::SocialWorker)).await;
    in_team(&pilot, Role::SocialWorker, id).await;
    let answer = writer.send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.words().contains("Ask for advice"),
        "{}",
        answer.words()
    );
    let start = pilot.get(&writer.cookie, "/refer").await.words();
    assert!(start.contains("Your team, Elsewhere, is not one of those that refer"));
    assert!(start.contains("Ask for a consultation") && start.contains("Teal, Olive Invented"));
    assert!(!start.contains("Start a referral"));
    let begun = pilot.post(&writer.cookie, "/refer", &[]).await;
    assert_eq!(goes_to(&begun), "/refer");

    let cookie = pilot.sign_in(Role::Practitioner).await;
    let start = pilot.get(&cookie, "/refer").await.words();
    assert!(start.contains("You work in the service's own team"));
    assert!(!start.contains("Start a referral"));
}

#[tokio::test]
async fn a_manager_refers_on_behalf_of_a_team() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::Manager).await;
    let holder = writer.page("/holder").await.words();
    assert!(holder.contains("Team that refers") && holder.contains("Seaside Assessment"));
    writer
        .fill("Invented", &OTHER_SOCIAL_WORKER.to_string())
        .await;
    let id = sent_family(&goes_to(&writer.send().await));
    let family = known(&pilot, &viewer(Role::Manager), id).await;
    assert_eq!(family.referrals[0].what.team, Some(TEAM));
}

#[tokio::test]
async fn a_referral_is_its_authors_alone() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let (_, child) = writer.fill("Invented", &me(Role::SocialWorker)).await;
    let mark = writer.mark().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let child = format!("/child/{child}");
    for page in ["", "/people", "/household", "/check", &child] {
        let path = format!("{}{page}", writer.at);
        pilot.is_no_page_for(Role::Manager, &path).await;
    }
    for page in ["/household", "/send", "/people", "/keep"] {
        let path = format!("{}{page}", writer.at);
        let fields = [("author", &*mark), ("page", "home_town-family")];
        let answer = pilot.post(&manager, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
    }
    let kept = writer.page("/check").await.words();
    assert!(kept.contains("Brightsea"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sent_twenty_times_at_once_it_is_one_family() {
    let pilot = Arc::new(ready().await);
    let before = counted(&pilot).await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    writer.fill("Invented", &me(Role::SocialWorker)).await;
    let mark = writer.mark().await;
    let path = format!("{}/send", writer.at);
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (pilot, cookie) = (pilot.clone(), writer.cookie.clone());
        let (path, mark) = (path.clone(), mark.clone());
        sends
            .spawn(async move { goes_to(&pilot.post(&cookie, &path, &[("author", &mark)]).await) });
    }
    let mut to: Vec<String> = sends.join_all().await;
    to.dedup();
    assert_eq!(to.len(), 1);
    assert_eq!(counted(&pilot).await, before + 1);
    let family = known(&pilot, &viewer(Role::SocialWorker), sent_family(&to[0])).await;
    assert_eq!(family.referrals.len(), 1);
    // And once more, long after.
    let again = pilot
        .post(&writer.cookie, &path, &[("author", &mark)])
        .await;
    assert_eq!(goes_to(&again), to[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn families_referred_at_once_have_references_of_their_own() {
    let pilot = Arc::new(ready().await);
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let writer = Writer::begin(&pilot, Role::SocialWorker).await;
        writer.fill("Invented", &me(Role::SocialWorker)).await;
        let (mark, path) = (writer.mark().await, format!("{}/send", writer.at));
        let (pilot, cookie) = (pilot.clone(), writer.cookie.clone());
        sends
            .spawn(async move { goes_to(&pilot.post(&cookie, &path, &[("author", &mark)]).await) });
    }
    let mut references = Vec::new();
    for to in sends.join_all().await {
        let family = known(&pilot, &viewer(Role::SocialWorker), sent_family(&to)).await;
        references.push(family.reference);
    }
    references.sort();
    let wanted: Vec<String> = (31..39).map(|n| format!("F{n:03}")).collect();
    assert_eq!(references, wanted);
}

#[tokio::test]
async fn a_page_that_is_not_right_keeps_what_was_typed() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let add = format!("{}/people", writer.at);
    let page = goes_to(&pilot.post(&writer.cookie, &add, &[]).await);
    let id = page.rsplit('/').next().unwrap().to_owned();
    let path = format!("/people/{id}");
    let (name, born, part) = (
        format!("name-{id}"),
        format!("born-{id}"),
        format!("relation-{id}"),
    );
    let typed = [(&*name, "Pearl <Invented>"), (&*born, "31 June 2019")];
    let answer = writer.save(&path, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let html = answer.text();
    assert!(html.contains("value=\"31 June 2019\"") && html.contains("Pearl &lt;Invented&gt;"));
    assert!(html.contains(&format!("href=\"#{born}\"")));
    assert!(html.contains("Say who they are in the family"));
    let kept = writer.page(&path).await;
    assert!(kept.text().contains("value=\"31 June 2019\""));
    // What is kept meanwhile from the page goes to its place and to no other.
    let keep = format!("{}/keep", writer.at);
    let mark = hidden(kept.text(), "author");
    let names = hidden(kept.text(), "page");
    let fields = [
        ("author", &*mark),
        ("page", &names),
        (&name, "Pearl Invented"),
        (&part, "child"),
        ("family", "00000000-0000-0000-0000-000000000001"),
    ];
    // The session has ended, and the form says whose it is.
    let answer = pilot.post("", &keep, &fields).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let people = writer.page("/people").await.words();
    assert!(people.contains("Pearl Invented") && people.contains("Not known"));
    // Sending says what is missing and where.
    let answer = writer.send().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = answer.words();
    assert!(
        words.contains("Choose for whom support is asked"),
        "{words}"
    );
    assert!(
        answer
            .text()
            .contains(&format!("href=\"{}/asks#asked\"", writer.at))
    );
    // Taken out, nobody is left.
    let out = format!("{}{path}/remove", writer.at);
    goes_to(&pilot.post(&writer.cookie, &out, &[]).await);
    assert!(
        writer
            .page("/people")
            .await
            .words()
            .contains("Nobody is added yet")
    );
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_kept_for_its_author() {
    let pilot = ready().await;
    let writer = Writer::begin(&pilot, Role::SocialWorker).await;
    let page = writer.page("/tried").await;
    let (mark, names) = (hidden(page.text(), "author"), hidden(page.text(), "page"));
    let path = format!("{}/tried", writer.at);
    let fields = [("author", &*mark), ("page", &names), ("words", "Keep me")];
    let answer = pilot.post("", &path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.words().contains("kept for you"));
    assert!(writer.page("/tried").await.words().contains("Keep me"));
    let forged = [("author", "00"), ("page", "words"), ("words", "Not kept")];
    let answer = pilot.post("", &path, &forged).await;
    assert!(answer.words().contains("Not kept"), "it is shown back");
    assert!(writer.page("/tried").await.words().contains("Keep me"));
}

#[tokio::test]
async fn a_family_that_may_be_here_is_told_of_as_far_as_the_viewer_may_see() {
    let pilot = ready().await;
    let first = Writer::begin(&pilot, Role::SocialWorker).await;
    first
        .fill("Invented", &OTHER_SOCIAL_WORKER.to_string())
        .await;
    let id = sent_family(&goes_to(&first.send().await));
    let sent = pilot.get(&first.cookie, &format!("/refer/sent/{id}")).await;
    assert!(!sent.text().contains("F031"), "it is another's case");

    let second = Writer::begin(&pilot, Role::SocialWorker).await;
    let somebody = [("name", "OLIVE  invented"), ("relation", "child")];
    second.person(&somebody).await;
    let check = second.page("/check").await;
    assert!(
        check
            .words()
            .contains("A family with the same names may be here already; the team")
    );
    assert!(!check.text().contains("F031") && !check.text().contains(&id.to_string()));

    let manager = Writer::begin(&pilot, Role::Manager).await;
    let born = [
        ("name", "Another Invented"),
        ("relation", "child"),
        ("born", "2016-06-01"),
    ];
    manager.person(&born).await;
    let check = manager.page("/check").await;
    assert!(check.text().contains(&format!("href=\"/families/{id}\"")));
    let nobody = Writer::begin(&pilot, Role::Manager).await;
    let other = [
        ("name", "Another Invented"),
        ("relation", "child"),
        ("born", "2016-06-02"),
    ];
    nobody.person(&other).await;
    let check = nobody.page("/check").await;
    assert!(!check.words().contains("may be here already"));
}

#[tokio::test]
async fn a_closed_family_is_referred_again_with_what_is_known() {
    let pilot = ready().await;
    let who = viewer(Role::SocialWorker);
    let mut closed = None;
    for number in (1..30).step_by(2) {
        let id = family(number);
        if !known(&pilot, &who, id).await.is_open() {
            closed = Some(id);
            break;
        }
    }
    let id = closed.unwrap();
    let before = known(&pilot, &who, id).await;
    let cookie = pilot.sign_in(Role::SocialWorker).await;
    let page = pilot.get(&cookie, &format!("/families/{id}")).await;
    assert!(page.text().contains("action=\"/refer/again\""));
    let form = [("family", id.to_string())];
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let at = goes_to(&pilot.post(&cookie, "/refer/again", &form).await);
    // Once begun it is gone on with.
    let again = goes_to(&pilot.post(&cookie, "/refer/again", &form).await);
    assert_eq!(again, at);
    let writer = Writer {
        pilot: &pilot,
        cookie,
        at,
    };
    let people = writer.page("/people").await;
    for person in &before.people {
        let name = person.name.as_ref().unwrap_or(&person.reference);
        assert!(people.text().contains(name));
    }
    assert!(!people.text().contains("Remove"));
    let check = writer.page("/check").await.words();
    assert!(
        !check.contains("may be here already"),
        "it is the same family"
    );
    let parent = before.parents().next().unwrap().person.to_string();
    let support = format!("for-{parent}");
    let asks = [("asked", &*parent), (&*support, "not_sure")];
    goes_to(&writer.save("/asks", &asks).await);
    let consent = format!("consent-{parent}");
    goes_to(&writer.save("/consent", &[(&consent, "given")]).await);
    let to = goes_to(&writer.send().await);
    assert_eq!(sent_family(&to), id);
    let after = known(&pilot, &who, id).await;
    assert!(after.is_open());
    assert_eq!(after.reference, before.reference);
    assert_eq!(after.re_referrals.len(), before.re_referrals.len() + 1);
    let ids = |family: &Family| family.people.iter().map(|p| p.person).collect::<Vec<_>>();
    assert_eq!(ids(&after), ids(&before));
    for (after, before) in after.people.iter().zip(&before.people) {
        assert_eq!(after, before, "who has no name does not get one");
    }
    // It is open now: there is nothing to refer again.
    let page = pilot.get(&writer.cookie, &format!("/families/{id}")).await;
    assert!(!page.text().contains("action=\"/refer/again\""));
    // Nor is another's family.
    let form = [("family", family(2).to_string())];
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let answer = pilot.post(&writer.cookie, "/refer/again", &form).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
