//! Where people are told of concerns by e-mail, and how the administrator sees that it works.

use access::Role;
use axum::http::StatusCode;
use casework::NewEntry;
use record::lists::{TeamKind, Urgency};
use record::{CaseHolder, Concern, Fact, FamilyId, SubmissionId, TeamId};
use store::Team;
use uuid::Uuid;

use crate::stage::{Pilot, SERVICE, families, now, viewer};
use crate::{leads_to, wrong};

const OVERVIEW: &str = "/service";
const CONCERNS: &str = "/service/concerns";

fn person(role: Role) -> String {
    format!("/service/people/{}", viewer(role).worker)
}

async fn says(pilot: &Pilot, path: &str) -> String {
    let me = pilot.sign_in(Role::Administrator).await;
    pilot.get(&me, path).await.words()
}

async fn has_address(pilot: &Pilot, role: Role, address: &str) {
    let me = pilot.sign_in(Role::Administrator).await;
    let form = format!("{}/mail", person(role));
    let answer = pilot.post(&me, &form, &[("mail", address)]).await;
    assert_eq!(leads_to(&answer), person(role));
}

#[tokio::test]
async fn an_address_is_set_changed_and_taken_back_for_those_whom_concerns_wait_for() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let (page, form) = (
        person(Role::SocialWorker),
        format!("{}/mail", person(Role::SocialWorker)),
    );
    let before = pilot.get(&me, &page).await;
    assert!(before.words().contains("They have no address yet"));
    let typed = "sam example@service";
    let answer = pilot.post(&me, &form, &[("mail", typed)]).await;
    let words = "Enter an e-mail address, such as name@example.org, or leave it empty";
    assert_eq!(wrong(&answer), [words]);
    assert!(answer.text().contains(&format!("value=\"{typed}\"")));
    for address in ["sam@service.test", "sam.example@service.test"] {
        has_address(&pilot, Role::SocialWorker, address).await;
        let page = pilot.get(&me, &page).await;
        assert!(page.text().contains(&format!("value=\"{address}\"")));
        assert!(!page.words().contains("They have no address yet"));
    }
    has_address(&pilot, Role::SocialWorker, "").await;
    assert!(
        says(&pilot, &page)
            .await
            .contains("They have no address yet")
    );
    // Concerns wait for no others.
    for role in [
        Role::Practitioner,
        Role::CoOrdinator,
        Role::Evaluator,
        Role::Administrator,
    ] {
        let page = says(&pilot, &person(role)).await;
        assert!(!page.contains("Told of concerns"), "{role:?}");
    }
    let nobody = format!("/service/people/{}/mail", Uuid::nil());
    let answer = pilot.post(&me, &nobody, &[("mail", "a@b.test")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn where_no_mail_is_set_up_the_administrator_is_told_so_plainly() {
    let pilot = Pilot::empty().await;
    assert!(says(&pilot, OVERVIEW).await.contains("No e-mail is set up"));
    let page = says(&pilot, CONCERNS).await;
    assert!(page.contains("told only in Alongside"), "{page}");
    let pilot = Pilot::with_mail().await;
    assert!(
        says(&pilot, OVERVIEW)
            .await
            .contains("2 people have no e-mail address")
    );
    let page = says(&pilot, CONCERNS).await;
    assert!(
        page.contains("alongside@service.test") && page.contains("A social worker"),
        "{page}"
    );
    has_address(&pilot, Role::SocialWorker, "sam@service.test").await;
    has_address(&pilot, Role::Manager, "moira@service.test").await;
    assert!(says(&pilot, OVERVIEW).await.contains("E-mail is set up"));
    assert!(
        !says(&pilot, CONCERNS)
            .await
            .contains("have no e-mail address")
    );
}

#[tokio::test]
async fn what_has_not_gone_out_is_said() {
    let pilot = Pilot::with_mail().await;
    has_address(&pilot, Role::SocialWorker, "sam@service.test").await;
    concern(&pilot).await;
    assert!(!says(&pilot, CONCERNS).await.contains("not gone out"));
    let owed = pilot.store.notices(SERVICE, now()).await.unwrap();
    assert!(pilot.store.try_notice(&owed[0], now()).await.unwrap());
    assert!(
        says(&pilot, OVERVIEW)
            .await
            .contains("1 e-mail has not gone out")
    );
    assert!(
        says(&pilot, CONCERNS)
            .await
            .contains("1 message has not gone out yet")
    );
    pilot.store.notice_sent(&owed[0], now()).await.unwrap();
    assert!(!says(&pilot, CONCERNS).await.contains("not gone out"));
}

/// A concern of a family whose case the social worker holds.
async fn concern(pilot: &Pilot) {
    pilot
        .bring_in(families().into_iter().take(1).collect())
        .await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let team = TeamId(Uuid::from_u128(801));
    let north = Team::new(team, "Family Support North", TeamKind::SocialCare);
    pilot.store.put_team(&leave, north, now()).await.unwrap();
    let family = FamilyId(Uuid::from_u128((1 << 32) + 999));
    let who = viewer(Role::Practitioner);
    let day = now().london_date();
    let holder = CaseHolder {
        worker: viewer(Role::SocialWorker).worker,
        team,
    };
    let concern = Concern {
        raised: now(),
        by: who.worker,
        urgency: Urgency::Immediate,
        children: Vec::new(),
        time: None,
        seen: "alone on the front".to_owned(),
        done: String::new(),
        lapse: None,
    };
    let told = [Fact::CaseHolder(holder), Fact::Concern(concern)];
    let told = told.map(|fact| NewEntry::shared(day.into(), fact));
    let read = pilot
        .store
        .authorise_read(&who, family)
        .await
        .unwrap()
        .unwrap();
    let last = pilot
        .store
        .entries(&read)
        .await
        .unwrap()
        .last()
        .unwrap()
        .sequence;
    let write = pilot
        .store
        .authorise_write(&who, family)
        .await
        .unwrap()
        .unwrap();
    let submission = SubmissionId(Uuid::from_u128(8));
    let done = pilot
        .store
        .append(&write, last, submission, now(), told.into());
    done.await.unwrap();
}
