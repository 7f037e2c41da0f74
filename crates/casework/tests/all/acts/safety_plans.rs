//! The safety plan is the social worker's; whom a lapse of it is shared with.

use std::fmt::Write as _;

use casework::*;
use record::lists::*;
use record::*;

use super::entries::{plain, refused};
use super::family::*;
use crate::recorded::id;

fn planned() -> (Case, Sequence) {
    let case = supported().then(&write_plan(6));
    let item = case.last("safety_plan_item");
    (case, item)
}

const ANSWERS: [Option<YesNo>; 3] = [Some(YesNo::Yes), Some(YesNo::No), None];

/// The whole table: was a child in the person's care, was the plan followed, who is told.
#[test]
fn whom_a_lapse_is_shared_with() {
    let word = |answer: Option<YesNo>| answer.map_or("not known", YesNo::code);
    let mut told = String::new();
    for in_care in ANSWERS {
        for followed in ANSWERS {
            let (shared, why) = who_is_told(in_care, followed);
            let (in_care, followed) = (word(in_care), word(followed));
            writeln!(told, "{in_care}, {followed}: {shared:?}. {why}").unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

/// What is not known counts as the worse of the answers it may be.
#[test]
fn nobody_keeps_a_secret_on_a_guess() {
    let told = |in_care, followed| who_is_told(in_care, followed).0 == Shared::SocialWorker;
    let maybe = |answer: Option<YesNo>| match answer {
        Some(answer) => vec![Some(answer)],
        None => vec![Some(YesNo::Yes), Some(YesNo::No)],
    };
    for in_care in ANSWERS {
        for followed in ANSWERS {
            let mut any = false;
            for each in maybe(in_care) {
                any |= maybe(followed).into_iter().any(|other| told(each, other));
            }
            assert_eq!(told(in_care, followed), any, "{in_care:?} {followed:?}");
        }
    }
}

#[test]
fn what_is_told_is_shared_and_a_concern_and_the_rest_is_seen_by_the_team_alone() {
    for in_care in ANSWERS {
        for followed in ANSWERS {
            let (mut case, item) = planned();
            let did = case.act(&lapse(7, item, in_care, followed)).unwrap();
            let shared = case
                .entries
                .iter()
                .filter(|entry| Sight::Shared.sees(&entry.visibility))
                .cloned()
                .collect();
            let seen = Case { entries: shared }.family().safety;
            if who_is_told(in_care, followed).0 == Shared::SocialWorker {
                assert_eq!(did.len(), 2, "{did:?}");
                assert_eq!(seen.lapses.len(), 1);
                let concern = &seen.concerns[0].concern;
                assert_eq!(concern.lapse, Some(case.last("lapse")));
                assert_eq!(concern.urgency, Urgency::Immediate);
            } else {
                assert_eq!(did, ["lapse (team) 2022-01-07"]);
                assert_eq!((seen.lapses.len(), seen.concerns.len()), (0, 0));
            }
        }
    }
}

#[test]
fn the_team_proposes_and_the_social_worker_agrees() {
    let (case, first) = planned();
    let stands = |case: &Case, item| case.family().safety.item(item).unwrap().stands();
    assert_eq!(stands(&case, first), ItemStands::Agreed);
    let case = case.then(&propose(7, 30));
    let item = case.last("safety_plan_item");
    assert_eq!(stands(&case, item), ItemStands::Proposed);
    let not = case
        .clone()
        .then(&say_item(8, item, PlanStepCode::NotAgreed, 20));
    assert_eq!(stands(&not, item), ItemStands::NotAgreed);
    let agreed = case.then(&say_item(8, item, PlanStepCode::Agreed, 20));
    assert_eq!(stands(&agreed, item), ItemStands::Agreed);
    let gone = agreed.then(&say_item(9, item, PlanStepCode::LetGo, 20));
    assert_eq!(stands(&gone, item), ItemStands::LetGo);
    // What the social worker adds themselves holds at once.
    let own = gone.then(&propose(9, 20));
    assert_eq!(
        stands(&own, own.last("safety_plan_item")),
        ItemStands::Agreed
    );
    let plan = own.last("safety_plan");
    let ended = own.then(&end_plan(10, plan, 20));
    assert!(ended.family().safety.plan().is_none());
    let anew = ended.then(&write_plan(11));
    assert_eq!(anew.family().safety.plans.len(), 2);
}

#[test]
fn what_is_refused() {
    let mut told = String::new();
    let (case, item) = planned();
    let plan = case.last("safety_plan");
    let yes = Some(YesNo::Yes);
    refused!(told, "by the team", WriteSafetyPlan, |it| it.plan.by =
        worker(30));
    refused!(told, "for nothing", WriteSafetyPlan, |it| it
        .plan
        .words
        .clear());
    refused!(told, "empty", WriteSafetyPlan, |it| it.items.clear());
    refused!(told, "no words", WriteSafetyPlan, |it| it.items[0]
        .0
        .clear());
    refused!(told, "a second", case.clone(), write_plan(7));
    refused!(told, "no plan", supported(), propose(7, 30));
    refused!(told, "a stranger's", AddPlanItem, |it| it.item.whose =
        Subject::Person(id(STRANGER)));
    refused!(
        told,
        "by the team",
        case.clone(),
        say_item(7, item, PlanStepCode::LetGo, 30)
    );
    refused!(
        told,
        "agreed already",
        case.clone(),
        say_item(7, item, PlanStepCode::Agreed, 20)
    );
    refused!(told, "no reason", SayPlanItem, |it| it.step.words.clear());
    refused!(told, "unknown", SayPlanItem, |it| it.step.item =
        Sequence(1));
    refused!(told, "by the team", case.clone(), end_plan(7, plan, 30));
    refused!(told, "no reason", EndSafetyPlan, |it| it.end.words.clear());
    refused!(told, "no words", RecordLapse, |it| it.lapse.words.clear());
    refused!(told, "of a stranger", RecordLapse, |it| it.lapse.person =
        id(STRANGER));
    let proposed = case.clone().then(&propose(7, 30));
    let not_yet = proposed.last("safety_plan_item");
    refused!(
        told,
        "of what is only proposed",
        proposed.clone(),
        lapse(8, not_yet, yes, yes)
    );
    let nobody = |command: Command| {
        let Command::RecordLapse(mut act) = command else {
            unreachable!()
        };
        act.children.clear();
        Command::RecordLapse(act)
    };
    refused!(
        told,
        "told about no child",
        case.clone(),
        nobody(lapse(7, item, yes, None))
    );
    // Nothing is got round by putting right.
    let kept = case.then(&lapse(7, item, yes, yes));
    let of = kept.last("lapse");
    let Command::RecordLapse(worse) = lapse(7, item, yes, None) else {
        unreachable!()
    };
    refused!(
        told,
        "to be told after all",
        kept,
        put_right(of, 7, Fact::Lapse(worse.lapse))
    );
    let Command::AddPlanItem(mut act) = propose(7, 30) else {
        unreachable!()
    };
    act.item.plan = plan;
    act.item.agreed = YesNo::Yes;
    refused!(
        told,
        "to be agreed",
        proposed,
        put_right(not_yet, 7, Fact::PlanItem(act.item))
    );
    insta::assert_snapshot!(told);
}
