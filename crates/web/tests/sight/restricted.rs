//! A family that is restricted to people among whom a viewer is not: the same bytes as in a service
//! in which there is no such family.

use access::Role;
use calendar::date;
use casework::{Command, Lifter, NewEntry, RaiseConcern, Restrict};
use record::lists::{AllocationKind, Discipline, FeedbackFrom, RestrictedFor, Urgency, YesNo};
use record::{
    Allocation, Ask, CaseHolder, Concern, ConsultationAsked, Fact, Feedback, Referral, Restriction,
    SubmissionId, WorkerId,
};
use store::Worker;
use uuid::Uuid;

use crate::addresses::Addresses;
use crate::history::{
    Hidden, OTHER_PRACTITIONER, OTHER_SOCIAL_WORKER, TEAM, append, at, family, live, names, other,
    seen, stage_set,
};
use crate::nothing_shows::Pair;
use crate::stage::{self, Pilot, viewer};

/// The family: neither the first nor the last of those in the service, so that the next is called
/// the same with it and without.
const KEPT: u128 = 5;
const OTHER_MANAGER: WorkerId = WorkerId(Uuid::from_u128(904));

fn id(number: u128) -> SubmissionId {
    SubmissionId(Uuid::from_u128((1 << 80) + number))
}

/// The families of every test with the manager who is named in some.
async fn set() -> Pilot {
    let pilot = stage_set().await;
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let manager = Worker::new(OTHER_MANAGER, "Another manager", Role::Manager);
    let put = pilot.store.put_worker(&leave, manager, stage::now());
    put.await.unwrap();
    pilot
}

/// Brings in the family: others hold its case and support it, something waits, a concern has been
/// raised, its social worker has asked about it, and somebody has looked at it.
async fn come(pilot: &Pilot, looker: Role) {
    let families = stage::families().into_iter();
    let one = families.filter(|it| it.family == family(KEPT));
    let leave = viewer(Role::Manager).open(family(KEPT)).unwrap();
    for brought in one {
        let command = Command::BringIn(Box::new(brought.act));
        let opened = pilot
            .store
            .open_family(&leave, id(1), stage::now(), &command);
        opened.await.unwrap();
    }
    let known = seen(pilot, KEPT).await;
    let person = known.people[0].person;
    let facts = [
        Fact::CaseHolder(CaseHolder {
            worker: OTHER_SOCIAL_WORKER,
            team: TEAM,
        }),
        names(&known, "Quicksilver"),
        Fact::Referral(Referral {
            asks: vec![Ask {
                person,
                disciplines: vec![Discipline::DrugAndAlcohol],
            }],
            ..Referral::default()
        }),
        Fact::Allocation(Allocation {
            person,
            discipline: Discipline::DrugAndAlcohol,
            worker: OTHER_PRACTITIONER,
            kind: AllocationKind::Holding,
            frequency: String::new(),
            reason: "until there is room".to_owned(),
        }),
        Fact::Feedback(Feedback {
            person: None,
            from: FeedbackFrom::Parent,
            words: "Quicksilver".to_owned(),
            may_quote: YesNo::Yes,
            quote: String::new(),
        }),
    ];
    let day = date(2022, 8, 1).into();
    let entries = facts.map(|fact| NewEntry::shared(day, fact));
    append(pilot, KEPT, id(2).0.as_u128(), entries.into()).await;
    let who = viewer(Role::Manager);
    let leave = pilot.store.authorise_write(&who, family(KEPT)).await;
    let leave = leave.unwrap().unwrap();
    let concern = Command::RaiseConcern(RaiseConcern {
        happened: at(3).london_date().into(),
        concern: Concern {
            raised: at(3),
            by: OTHER_PRACTITIONER,
            urgency: Urgency::Immediate,
            children: known.children().map(|it| it.person).take(1).collect(),
            time: None,
            seen: "Quicksilver".to_owned(),
            done: String::new(),
            lapse: None,
        },
    });
    let raised = pilot.store.act(&leave, id(3), at(3), &concern);
    raised.await.unwrap();
    let asker = other(OTHER_SOCIAL_WORKER, Role::SocialWorker);
    let about = pilot
        .store
        .authorise_read(&asker, family(KEPT))
        .await
        .unwrap();
    let asked = ConsultationAsked {
        family: None,
        question: "Quicksilver?".to_owned(),
        disciplines: Vec::new(),
        reach: "on Tuesdays".to_owned(),
    };
    let ask = asker.ask().unwrap();
    let done = pilot
        .store
        .ask_for_consultation(&ask, about.as_ref(), id(4), at(4), asked);
    done.await.unwrap();
    let cookie = pilot.sign_in(looker).await;
    let page = pilot
        .get(&cookie, &format!("/families/{}", family(KEPT)))
        .await;
    assert!(page.status.is_success());
}

/// Keeps the family from all but those who work with it and the other manager.
async fn restrict(pilot: &Pilot) {
    let who = viewer(Role::Manager);
    let leave = pilot.store.authorise_write(&who, family(KEPT)).await;
    let command = Command::Restrict(Restrict {
        happened: at(5).london_date().into(),
        restriction: Restriction {
            ground: Some(RestrictedFor::Relative),
            named: vec![OTHER_MANAGER],
            reason: "Her sister works here".to_owned(),
        },
        lifter: Lifter::Named,
    });
    let leave = leave.unwrap().unwrap();
    let done = pilot.store.act(&leave, id(5), at(5), &command);
    done.await.unwrap();
}

async fn is_not_there(role: Role, seed: u64) {
    let pair = Pair {
        more: set().await,
        less: set().await,
    };
    // Somebody else has looked at it.
    let looker = match role {
        Role::Practitioner => Role::Manager,
        _ => Role::Practitioner,
    };
    come(&pair.more, looker).await;
    restrict(&pair.more).await;
    // There too they have signed in, and looked at nothing.
    pair.less.sign_in(looker).await;
    for pilot in [&pair.more, &pair.less] {
        live(pilot, seed, Hidden::from(role), None).await;
    }
    // Every address of the family, found where it is not restricted.
    let mut addresses = Addresses::default();
    let open = set().await;
    come(&open, looker).await;
    for looks in Role::ALL {
        addresses.follow(&open, &open.sign_in(looks).await).await;
    }
    for address in addresses.of("/families/{family}") {
        for own in [OWN_NUMBER, KEPT] {
            let kept = address.replace(&family(own).to_string(), &family(KEPT).to_string());
            addresses.add(&kept);
        }
    }
    // The figures count it; what is shown of its rows is tested below.
    let asked_for = |address: &str| !address.starts_with("/evaluation");
    let leaks = pair.leaks(role, addresses, asked_for).await;
    assert!(
        leaks.is_empty(),
        "{role:?}: {} leaks\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

const OWN_NUMBER: u128 = crate::history::OWN;

macro_rules! not_there {
    ($($name:ident, $role:ident, $seed:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            is_not_there(Role::$role, $seed).await;
        }
    )*};
}

not_there! {
    a_restricted_family_is_not_there_for_a_practitioner, Practitioner, 21;
    nor_for_a_manager_who_is_not_named, Manager, 22;
    nor_for_another_social_worker, SocialWorker, 23;
    nor_for_a_co_ordinator, CoOrdinator, 24;
    nor_for_an_administrator, Administrator, 25;
}

/// Every address that holds the id of a family, asked for one that is restricted.
#[tokio::test]
async fn no_address_of_a_restricted_family_is_a_page() {
    let pilot = set().await;
    come(&pilot, Role::Practitioner).await;
    let mut addresses = Addresses::default();
    addresses
        .follow(&pilot, &pilot.sign_in(Role::Manager).await)
        .await;
    restrict(&pilot).await;
    let nowhere = pilot.get("", "/no-such-page").await;
    let kept = family(KEPT).to_string();
    let mut asked = 0;
    for role in [Role::Practitioner, Role::Manager, Role::SocialWorker] {
        let cookie = pilot.sign_in(role).await;
        for address in addresses.all(&axum::http::Method::GET) {
            let Some(parts) = ids_in(&address) else {
                continue;
            };
            let address = address.replace(&parts, &kept);
            let answer = pilot.get(&cookie, &address).await;
            assert_eq!(answer.bytes, nowhere.bytes, "{role:?} {address}");
            assert_eq!(answer.headers, nowhere.headers, "{role:?} {address}");
            asked += 1;
        }
    }
    assert!(asked > 30, "only {asked} addresses were asked");
}

/// The id of a family in the path of an address.
fn ids_in(address: &str) -> Option<String> {
    let path = address.split('?').next()?;
    let rest = path.strip_prefix("/families/")?;
    let id = rest.split('/').next()?;
    id.parse::<Uuid>().ok().map(|id| id.to_string())
}

/// The figures count a restricted family, and none of the rows behind them leads to it.
#[tokio::test]
async fn the_figures_count_it_and_no_row_says_which_it_is() {
    let pilot = set().await;
    come(&pilot, Role::Practitioner).await;
    let rows = "/evaluation/figures?id=fam.accepted";
    let practitioner = pilot.sign_in(Role::Practitioner).await;
    let shown = async |address: &str| {
        let page = pilot.get(&practitioner, address).await;
        assert!(page.status.is_success(), "{address}");
        page
    };
    let before = shown(rows).await;
    assert!(before.text().contains("F005"));
    let figures = shown("/evaluation/download?format=csv").await;
    let quotes = "/evaluation/quotes";
    assert!(shown(quotes).await.text().contains("F005"));
    restrict(&pilot).await;
    let after = shown(rows).await;
    assert!(!after.text().contains("F005"));
    assert!(!after.text().contains(&family(KEPT).to_string()));
    let count = |page: &stage::Answer| page.text().matches("data-row").count();
    assert_eq!(count(&after), count(&before));
    assert!(after.words().contains("Family row"));
    assert!(after.words().contains("F007"), "{}", after.words());
    let same = shown("/evaluation/download?format=csv").await;
    assert_eq!(same.bytes, figures.bytes);
    for sheet in ["ch.total", "em.total"] {
        let page = pilot
            .get(&practitioner, &format!("/evaluation/figures?id={sheet}"))
            .await;
        assert!(!page.text().contains("F005"), "{sheet}");
    }
    let quotes = shown(quotes).await;
    assert!(!quotes.text().contains("F005"));
    assert!(!quotes.text().contains("Still to be written"));
    let kept_by_name = pilot.get(&pilot.sign_in(Role::Evaluator).await, rows).await;
    assert!(!kept_by_name.text().contains("F005"));
}
