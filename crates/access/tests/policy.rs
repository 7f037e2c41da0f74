//! The whole policy, and what it gives to whom.

use access::{Act, FamilyFacts, Reach, Restricted, Role, Viewer, permissions, reach};
use record::{FamilyId, ServiceId, Sight, WorkerId};
use uuid::Uuid;

const FAMILY: FamilyId = FamilyId(Uuid::from_u128(1));
const SERVICE: ServiceId = ServiceId(Uuid::from_u128(2));
const ELSEWHERE: ServiceId = ServiceId(Uuid::from_u128(3));
const ME: WorkerId = WorkerId(Uuid::from_u128(4));
const OTHER: WorkerId = WorkerId(Uuid::from_u128(5));

fn viewer(role: Role) -> Viewer {
    Viewer {
        worker: ME,
        name: "A worker".to_owned(),
        role,
        service: SERVICE,
        team: None,
    }
}

fn held_by(case_holder: Option<WorkerId>) -> FamilyFacts {
    FamilyFacts {
        service: SERVICE,
        case_holder,
        restricted: Restricted::No,
    }
}

#[test]
fn the_policy_as_a_table() {
    insta::assert_snapshot!(permissions());
}

#[test]
fn a_family_that_is_not_there_is_elsewhere_or_for_others_is_refused_to_everybody() {
    let elsewhere = FamilyFacts {
        service: ELSEWHERE,
        case_holder: Some(ME),
        restricted: Restricted::No,
    };
    let restricted = FamilyFacts {
        service: SERVICE,
        restricted: Restricted::ToOthers,
        ..elsewhere
    };
    for role in Role::ALL {
        for facts in [None, Some(elsewhere), Some(restricted)] {
            assert_eq!(viewer(role).read(FAMILY, facts), None, "{role:?}");
            assert_eq!(viewer(role).write(FAMILY, facts), None, "{role:?}");
        }
    }
}

#[test]
fn a_social_worker_opens_only_families_they_hold() {
    let me = viewer(Role::SocialWorker);
    let handle = me.read(FAMILY, Some(held_by(Some(ME)))).unwrap();
    assert_eq!(handle.id(), FAMILY);
    assert_eq!(handle.sight(), Sight::Shared);
    assert_eq!(me.read(FAMILY, Some(held_by(Some(OTHER)))), None);
    assert_eq!(me.read(FAMILY, Some(held_by(None))), None);
    assert_eq!(me.write(FAMILY, Some(held_by(Some(OTHER)))), None);
}

#[test]
fn the_team_opens_every_family_of_its_service_with_its_own_eyes() {
    for role in [Role::Practitioner, Role::Manager] {
        let handle = viewer(role)
            .read(FAMILY, Some(held_by(Some(OTHER))))
            .unwrap();
        assert_eq!(handle.sight(), Sight::Team(ME));
        assert_eq!(handle.by(), ME);
        assert_eq!(handle.narrowed().sight(), Sight::Shared);
    }
}

#[test]
fn holding_a_case_opens_nothing_to_those_who_read_no_cases() {
    let none = [
        Role::CoOrdinator,
        Role::Evaluator,
        Role::Administrator,
        Role::Auditor,
    ];
    for role in none {
        let me = viewer(role);
        assert_eq!(me.sight(), None);
        assert_eq!(me.read(FAMILY, Some(held_by(Some(ME)))), None, "{role:?}");
        assert_eq!(me.write(FAMILY, Some(held_by(Some(ME)))), None, "{role:?}");
        assert_eq!(me.open(FAMILY), None, "{role:?}");
    }
}

#[test]
fn handles_are_given_exactly_where_the_policy_says_yes() {
    for role in Role::ALL {
        let me = viewer(role);
        let yes = |act| reach(role, act) != Reach::Nothing;
        assert_eq!(
            me.read(FAMILY, Some(held_by(Some(ME)))).is_some(),
            yes(Act::ReadFamily)
        );
        assert_eq!(
            me.write(FAMILY, Some(held_by(Some(ME)))).is_some(),
            yes(Act::ChangeFamily)
        );
        assert_eq!(me.open(FAMILY).is_some(), yes(Act::ReferFamily));
        assert_eq!(me.evaluate().is_some(), yes(Act::SeeEvaluation));
        assert_eq!(me.import().is_some(), yes(Act::ImportWorkbook));
        assert_eq!(me.ask().is_some(), yes(Act::AskForConsultation));
        assert_eq!(me.advise().is_some(), yes(Act::KeepAdvice));
        assert_eq!(me.set_capacity().is_some(), yes(Act::SetCapacity));
        assert_eq!(me.audit().is_some(), yes(Act::ReadTrail));
        assert_eq!(me.confirm_rights().is_some(), yes(Act::ConfirmRights));
        assert_eq!(me.set_up().is_some(), yes(Act::SetUpService));
    }
}

#[test]
fn whoever_reads_or_lists_families_has_a_sight() {
    for role in Role::ALL {
        let me = viewer(role);
        let opens = [Act::ListFamilies, Act::ReadFamily, Act::ChangeFamily];
        let any = opens.into_iter().any(|act| me.may(act));
        assert_eq!(any, me.sight().is_some(), "{role:?}");
    }
}

#[test]
fn roles_come_back_from_storage() {
    for role in Role::ALL {
        assert_eq!(role.code().parse(), Ok(role));
    }
    assert!("Manager".parse::<Role>().is_err());
}
