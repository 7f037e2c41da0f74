//! What follows from an entry follows from its correction at once.

use access::Role;
use axum::http::StatusCode;

use crate::browser::Filled;
use crate::common::family;
use crate::common::forms::{OPEN, address, chronology, done, me, person, post_all, send};
use crate::common::seaside;
use crate::common::stage::Pilot;
use crate::entries::{form, newest, sent, standing};

/// The newest entry of a kind put right in one field by its writer.
async fn right(pilot: &Pilot, kind: &str, field: &str, value: &str) {
    let number = newest(pilot, Role::Practitioner, kind).await;
    let right = form(pilot, Role::Practitioner, number).await;
    let right = right
        .with(field, &[value])
        .with("why", &["I took the wrong one"]);
    let answer = sent(pilot, Role::Practitioner, number, &right).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{kind}: {}",
        answer.words()
    );
}

async fn page(pilot: &Pilot, path: &str) -> String {
    let cookie = pilot.sign_in(Role::Practitioner).await;
    pilot.get(&cookie, path).await.words()
}

/// The page of a figure as at a day before today.
async fn figure(pilot: &Pilot, id: &str) -> String {
    let path = format!("/evaluation/figures?id={id}&as_at=2022-08-27");
    page(pilot, &path).await
}

#[tokio::test]
async fn a_closure_put_right_counts_from_the_day_it_was() {
    let pilot = seaside().await;
    // It came in a workbook, so the manager puts it right, as far as is known.
    let page = chronology(&pilot, Role::Manager, 1).await;
    let (number, _) = standing(&page)
        .into_iter()
        .find(|(_, kind)| kind == "closure")
        .unwrap();
    let path = address(1, &format!("put-right/{number}"));
    let cookie = pilot.sign_in(Role::Manager).await;
    let form = Filled::of(pilot.get(&cookie, &path).await.text());
    assert!(
        figure(&pilot, "fam.status.closed")
            .await
            .contains(" F001 Closed")
    );
    let right = form
        .with("day", &["2022-08-29"])
        .with("why", &["it was later"]);
    let answer = post_all(&pilot, Role::Manager, &path, right.0).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let after = figure(&pilot, "fam.status.closed").await;
    assert!(
        !after.contains("F001"),
        "not closed on that day yet: {after}"
    );
}

#[tokio::test]
async fn consent_and_an_allocation_put_right_show_where_they_stand() {
    let pilot = seaside().await;
    let parent = person(OPEN, 0);
    let worker = me(Role::Practitioner);
    let day = ("day", "2022-08-26");
    let met = [
        ("of", "family"),
        ("outcome", "met"),
        ("criterion", "Complex issues"),
        day,
    ];
    done(&pilot, Role::Manager, "threshold", &met).await;
    let consent = [
        ("person", parent.as_str()),
        ("state", "given"),
        ("how", "on the doorstep"),
        day,
    ];
    done(&pilot, Role::Practitioner, "consent", &consent).await;
    right(&pilot, "consent", "state", "not_yet").await;
    let engaged = [("person", parent.as_str()), ("stage", "engaged"), day];
    let refused = send(&pilot, Role::Practitioner, OPEN, "engagement", &engaged).await;
    assert!(refused.words().contains("Record their consent first"));
    right(&pilot, "consent", "state", "given").await;
    done(&pilot, Role::Practitioner, "engagement", &engaged).await;

    let allocated = [
        ("person", parent.as_str()),
        ("discipline", "da_victim"),
        ("worker", worker.as_str()),
        ("kind", "full"),
        day,
    ];
    done(&pilot, Role::Practitioner, "allocate", &allocated).await;
    let support = format!("/families/{}/support", family(OPEN));
    assert!(
        page(&pilot, &support)
            .await
            .contains("Domestic abuse: support for victims")
    );
    let allocation = newest(&pilot, Role::Practitioner, "allocation")
        .await
        .to_string();
    let ended = [
        ("allocation", allocation.as_str()),
        ("step", "ended"),
        ("reason", "it was another's"),
        day,
    ];
    done(&pilot, Role::Practitioner, "change-support", &ended).await;
    // Ended, it is offered no more; the entry that ended it still says of which support.
    right(&pilot, "allocation_change", "step", "paused").await;
    right(&pilot, "allocation", "discipline", "drug_alcohol").await;
    let now = page(&pilot, &support).await;
    assert!(
        now.contains("Drug and alcohol A practitioner Paused since 26 August 2022"),
        "{now}"
    );
    assert!(
        !now.contains("Domestic abuse: support for victims"),
        "{now}"
    );
}

#[tokio::test]
async fn an_emergency_session_put_right_counts_in_the_costs() {
    let pilot = seaside().await;
    let (parent, worker) = (person(OPEN, 0), me(Role::Practitioner));
    let emergency = [
        ("person", parent.as_str()),
        ("worker", worker.as_str()),
        ("day", "2022-08-26"),
        ("what_happened", "A row at home"),
        ("ae_attendances", "1"),
        ("ae_attendances_known", "family"),
    ];
    let counted = |words: String| -> u32 {
        let after = words.split("A&E attendances ").nth(1).unwrap();
        after.split(' ').next().unwrap().parse().unwrap()
    };
    let none = counted(figure(&pilot, "app2.ae.qty").await);
    done(&pilot, Role::Practitioner, "emergency", &emergency).await;
    assert_eq!(counted(figure(&pilot, "app2.ae.qty").await), none + 1);
    right(&pilot, "emergency_session", "ae_attendances", "3").await;
    assert_eq!(counted(figure(&pilot, "app2.ae.qty").await), none + 3);
}

#[tokio::test]
async fn somebody_left_out_of_the_household_is_there_once_it_is_put_right() {
    let pilot = seaside().await;
    let number = newest(&pilot, Role::Manager, "household").await;
    let household = form(&pilot, Role::Manager, number).await;
    let household = household
        .with("name-new", &["Rowan Testing"])
        .with("born-new", &["soon"])
        .with("why", &["the youngest was forgotten"]);
    // What is missing is said beside its field, and what was typed stays.
    let refused = sent(&pilot, Role::Manager, number, &household).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Say who they are in the family",
        "Give the date of birth as in",
    ] {
        assert!(refused.words().contains(words), "{}", refused.words());
    }
    assert!(refused.text().contains("Rowan Testing"));
    let household = household
        .with("relation-new", &["child"])
        .with("born-new", &["May 2019"]);
    let answer = sent(&pilot, Role::Manager, number, &household).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let people = page(&pilot, &format!("/families/{}/people", family(OPEN))).await;
    assert!(people.contains("Rowan Testing"), "{people}");
    assert!(people.contains("F002-C"), "{people}");
}
