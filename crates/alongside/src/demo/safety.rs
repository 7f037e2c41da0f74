//! Safety plans of the demo, a lapse of each kind, and two concerns: one that the social worker has
//! acknowledged, and one that waits. None of it changes a figure.

use calendar::{Date, Stamp, date, time};
use casework::NewEntry;
use record::lists::{ConcernStepCode, Urgency, YesNo};
use record::{
    Concern, ConcernStep, Fact, Family, Lapse, PlanItem, SafetyPlan, Sequence, Subject, Visibility,
};

use super::{key_worker, worker};

/// The family with a lapse that stays in the team's confidence and a concern that was acknowledged.
const QUIET: usize = 18;
/// The family with a lapse that must be told, whose concern waits.
const TOLD: usize = 36;

const PLAN: Date = date(2022, 8, 1);
/// A bank holiday.
const LAPSE: Date = date(2022, 8, 29);

/// What is told of safety in a family, by whom, where the next entry has this number.
pub(super) fn told(
    place: usize,
    family: &Family,
    holder: usize,
    next: Sequence,
) -> Vec<(usize, Vec<NewEntry>)> {
    let parent = family.parents().next().map(|it| it.person);
    let child = family.children().next().map(|it| it.person);
    let (QUIET | TOLD, Some(parent), Some(child)) = (place, parent, child) else {
        return Vec::new();
    };
    let entry = |after: i64| Sequence(next.0 + after);
    let (writer, supporter) = (worker(holder), worker(key_worker(place, 0)));
    let plan = Fact::SafetyPlan(SafetyPlan {
        by: writer,
        words: "So that nobody who has been drinking looks after the children.".to_owned(),
    });
    let item = |words: &str, whose, by, agreed| {
        Fact::PlanItem(PlanItem {
            plan: entry(0),
            words: words.to_owned(),
            whose,
            by,
            agreed,
        })
    };
    let written = vec![
        on(PLAN, plan),
        on(
            PLAN,
            item(
                "Rings her sister before the first drink, and the children go there.",
                Subject::Person(parent),
                writer,
                YesNo::Yes,
            ),
        ),
    ];
    let lapse = |in_care, followed, words: &str| {
        Fact::Lapse(Lapse {
            item: entry(1),
            person: parent,
            time: Some(time(20, 30, 0, 0)),
            in_care: Some(in_care),
            followed: Some(followed),
            words: words.to_owned(),
        })
    };
    let concern = |day, hour, urgency, seen: &str, lapse| {
        let raised = Stamp::from_london(day, hour, 40).expect("an hour of a day");
        Fact::Concern(Concern {
            raised,
            by: supporter,
            urgency,
            children: vec![child],
            time: None,
            seen: seen.to_owned(),
            done: String::new(),
            lapse,
        })
    };
    if place == TOLD {
        let words = "I had a bottle after they were in bed. I did not ring.";
        let said = vec![
            on(
                PLAN,
                item(
                    "The sister has a key, and a bed for each of the children.",
                    Subject::Family,
                    supporter,
                    YesNo::No,
                ),
            ),
            on(LAPSE, lapse(YesNo::Yes, YesNo::No, words)),
            on(
                LAPSE,
                concern(LAPSE, 21, Urgency::Immediate, words, Some(entry(3))),
            ),
        ];
        return vec![(holder, written), (key_worker(place, 0), said)];
    }
    let day = date(2022, 8, 16);
    let said = vec![
        NewEntry {
            visibility: Visibility::Team,
            ..on(
                LAPSE,
                lapse(
                    YesNo::No,
                    YesNo::Yes,
                    "I had two glasses. I rang her first, and the children slept there.",
                ),
            )
        },
        on(
            day,
            concern(
                day,
                10,
                Urgency::NotImmediate,
                "Said that a man he does not know comes to the door at night.",
                None,
            ),
        ),
    ];
    let taken = ConcernStep {
        concern: entry(3),
        step: ConcernStepCode::Acknowledged,
        worker: writer,
        words: "I shall see them this afternoon and ring the neighbourhood officer.".to_owned(),
    };
    vec![
        (holder, written),
        (key_worker(place, 0), said),
        (holder, vec![on(day, Fact::ConcernStep(taken))]),
    ]
}

fn on(day: Date, fact: Fact) -> NewEntry {
    NewEntry::shared(day.into(), fact)
}
