//! What a service offers, and how much its workers carry: what follows for referring and for who
//! supports whom.

use casework::*;
use record::lists::*;
use record::*;

use super::family::*;

const FULL: [(Room, Allocator); 4] = [
    (Room::Free, Allocator::Practitioner),
    (Room::Free, Allocator::Manager),
    (Room::Full, Allocator::Practitioner),
    (Room::Full, Allocator::Manager),
];

fn offers(serves: Serves) -> Vec<Offer> {
    vec![Offer {
        discipline: Discipline::DomesticAbuseVictims,
        serves,
    }]
}

fn allocating(change: impl Fn(&mut Allocate)) -> Command {
    let Command::Allocate(mut act) = allocate(5, mother(), 30) else {
        panic!("allocates");
    };
    change(&mut act);
    Command::Allocate(act)
}

#[test]
fn what_the_service_does_not_offer_is_not_allocated() {
    let mut case = accepted();
    let refused = case.act(&allocating(|it| it.offers.clear())).unwrap_err();
    assert!(
        refused.contains("does not offer Domestic abuse"),
        "{refused}"
    );
    case.act(&allocating(|it| it.offers = offers(Serves::Adults)))
        .unwrap();
}

#[test]
fn whom_a_discipline_supports_is_what_the_service_says() {
    let mut case = accepted();
    let children = allocating(|it| it.offers = offers(Serves::Children));
    assert!(
        case.act(&children)
            .unwrap_err()
            .contains("Say why it should")
    );
    let why = allocating(|it| {
        it.offers = offers(Serves::Children);
        it.allocation.reason = "She asked for this worker".to_owned();
    });
    case.act(&why).unwrap();
    accepted()
        .act(&allocating(|it| it.offers = offers(Serves::Both)))
        .unwrap();
}

#[test]
fn a_worker_without_room_holds_or_the_manager_says_why() {
    for (room, by) in FULL {
        for kind in [AllocationKind::Full, AllocationKind::Holding] {
            for reason in ["", "Nobody else knows her"] {
                let act = allocating(|it| {
                    (it.room, it.by) = (room, by);
                    it.allocation.kind = kind;
                    it.allocation.reason = reason.to_owned();
                });
                let said = !reason.is_empty();
                let may = match (kind, room, by) {
                    (AllocationKind::Holding, ..)
                    | (AllocationKind::Full, Room::Full, Allocator::Manager) => said,
                    (AllocationKind::Full, Room::Free, _) => true,
                    (AllocationKind::Full, Room::Full, Allocator::Practitioner) => false,
                };
                let done = accepted().act(&act);
                assert_eq!(done.is_ok(), may, "{room:?} {by:?} {kind:?} {reason:?}");
            }
        }
    }
}

#[test]
fn full_support_by_another_without_room_is_the_managers_to_decide() {
    let held = accepted().then(&allocating(|it| {
        it.allocation.kind = AllocationKind::Holding;
        it.allocation.reason = "until there is room".to_owned();
    }));
    let given = supported();
    let converted = AllocationStep::Converted { worker: worker(31) };
    let handed_over = AllocationStep::HandedOver { to: worker(31) };
    for (case, step, full) in [
        (&held, converted, true),
        // Whoever goes on holding needs no room.
        (&held, handed_over.clone(), false),
        (&given, handed_over, true),
    ] {
        for (room, by) in FULL {
            let Command::ChangeAllocation(mut act) =
                change(6, case.last("allocation"), step.clone())
            else {
                panic!("changes support");
            };
            (act.room, act.by) = (room, by);
            let may = !full || room == Room::Free || by == Allocator::Manager;
            let done = case.clone().act(&Command::ChangeAllocation(act));
            assert_eq!(done.is_ok(), may, "{step:?} {room:?} {by:?}: {done:?}");
        }
    }
}

#[test]
fn nobody_asks_for_what_is_not_offered_or_is_for_others() {
    let asking = |person: PersonId, discipline, offers: Vec<Offer>| {
        let act = Refer {
            referral: Referral {
                asks: vec![Ask {
                    person,
                    disciplines: vec![discipline],
                }],
                ..referral(3).referral
            },
            offers,
            ..referral(3)
        };
        Case::default().act(&Command::Refer(Box::new(act)))
    };
    let usual = Offer::all_usual;
    let adults = Discipline::DrugAndAlcohol;
    assert!(asking(mother(), adults, usual()).is_ok());
    let none = asking(mother(), adults, Vec::new()).unwrap_err();
    assert!(none.contains("does not offer Drug and alcohol"), "{none}");
    let child = asking(mother(), Discipline::YouthWork, usual()).unwrap_err();
    assert!(child.contains("Youth work is for children"), "{child}");
    let both = vec![Offer {
        discipline: Discipline::YouthWork,
        serves: Serves::Both,
    }];
    assert!(asking(mother(), Discipline::YouthWork, both).is_ok());
}
