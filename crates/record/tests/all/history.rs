//! Random histories of a small family: entries of all kinds, visibilities and dates, some of
//! which put earlier ones right.

use calendar::{Stamp, When, YearMonth, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use record::{lists::*, *};
use uuid::Uuid;

use crate::doings::doing;
use crate::forms::{emergency_session, referral};
use crate::naming::point;
use crate::values::data_set;

pub(crate) const PARENT: PersonId = PersonId(Uuid::from_u128(1));
pub(crate) const CHILDREN: [PersonId; 3] = [
    PersonId(Uuid::from_u128(2)),
    PersonId(Uuid::from_u128(3)),
    PersonId(Uuid::from_u128(4)),
];
pub(crate) const WORKERS: [WorkerId; 3] = [
    WorkerId(Uuid::from_u128(11)),
    WorkerId(Uuid::from_u128(12)),
    WorkerId(Uuid::from_u128(13)),
];
pub(crate) const FAMILY: FamilyId = FamilyId(Uuid::from_u128(21));

/// Up to thirty entries in order of recording.
pub(crate) fn history() -> impl Strategy<Value = Vec<Entry>> {
    let part = (
        when(),
        0_i64..3,
        visibility(),
        option::of(any::<Index>()),
        any::<bool>(),
        fact(),
    );
    vec(part, 0..30).prop_map(|parts| {
        let mut recorded_at = 0;
        let mut entries: Vec<Entry> = Vec::new();
        for (happened, later, visibility, of, alike, fact) in parts {
            recorded_at += later;
            // Most entries say something new.
            let corrected = of
                .filter(|_| !entries.is_empty())
                .map(|index| index.get(&entries))
                .filter(|e| e.sequence.0 % 3 == 0);
            // Half of what is put right is only the day.
            let mut fact = corrected.filter(|_| alike).map_or(fact, |e| e.fact.clone());
            point(&mut fact, &entries);
            let correction = corrected.map(|e| Correction {
                of: e.sequence,
                why: "mistyped".to_owned(),
            });
            entries.push(Entry {
                sequence: Sequence(1 + entries.len() as i64),
                happened,
                recorded_at: Stamp::from_micros(recorded_at).unwrap(),
                recorded_by: WORKERS[0],
                visibility,
                correction,
                fact,
            });
        }
        entries
    })
}

pub(crate) fn when() -> impl Strategy<Value = When> {
    let year = || 2020_i16..2023;
    prop_oneof![
        6 => (year(), 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| When::Day(date(y, m, d))),
        1 => (year(), 1_i8..=12).prop_map(|(y, m)| When::Month(YearMonth::new(y, m).unwrap())),
        1 => year().prop_map(|y| y.to_string().parse().unwrap()),
    ]
}

fn visibility() -> impl Strategy<Value = Visibility> {
    prop_oneof![
        Just(Visibility::Shared),
        Just(Visibility::Team),
        subsequence(&WORKERS[..], 0..3).prop_map(Visibility::Named),
    ]
}

pub(crate) fn worker() -> impl Strategy<Value = WorkerId> {
    select(&WORKERS[..])
}

pub(crate) fn person() -> impl Strategy<Value = PersonId> {
    select(vec![PARENT, CHILDREN[0], CHILDREN[1], CHILDREN[2]])
}

pub(crate) fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![Just(Subject::Family), person().prop_map(Subject::Person)]
}

pub(crate) fn words() -> impl Strategy<Value = String> {
    "\\PC{0,8}"
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    vec(words(), 0..3)
}

fn household() -> impl Strategy<Value = Household> {
    let people = subsequence(&CHILDREN[..], 0..=3);
    ("F[0-9]{3}", data_set(Sheet::Families, 5), people).prop_map(
        |(reference, answers, children)| {
            let record = |person, relation| PersonRecord {
                person,
                relation,
                reference: format!("{person}"),
                name: None,
                born: None,
            };
            let children = children.into_iter().map(|c| record(c, Relation::Child));
            Household {
                reference,
                answers,
                people: std::iter::once(record(PARENT, Relation::Parent))
                    .chain(children)
                    .collect(),
            }
        },
    )
}

/// Data sets of the sheet of their subject, and now and then of another.
fn sets() -> impl Strategy<Value = Sets> {
    let of = |subject| match subject {
        Subject::Family => Sheet::Families,
        Subject::Person(_) => Sheet::Children,
    };
    let set = (subject(), 0..10).prop_flat_map(move |(subject, slip)| {
        let sheet = if slip == 0 {
            Sheet::EmergencySessions
        } else {
            of(subject)
        };
        (Just(subject), data_set(sheet, 5))
    });
    vec(set, 0..3).prop_map(|sets| Sets { sets })
}

/// An entry's words, of any kind.
pub(crate) fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![10 => happening(), 10 => doing(), 1 => restriction()]
}

/// An entry of who may see the family.
fn restriction() -> impl Strategy<Value = Fact> {
    let ground = option::of(select(RestrictedFor::ALL));
    (ground, vec(worker(), 0..3), words()).prop_map(|(ground, named, reason)| {
        Fact::Restriction(Restriction {
            ground,
            named,
            reason,
        })
    })
}

/// An entry of who the family is and how the case stands.
fn happening() -> impl Strategy<Value = Fact> {
    let team = || Just(TeamId(Uuid::from_u128(31)));
    prop_oneof![
        3 => household().prop_map(Fact::Household),
        1 => (person(), option::of(select(LivesWith::ALL)), words())
            .prop_map(|(person, with, place)| Fact::Residence(Residence { person, with, place })),
        1 => (worker(), team())
            .prop_map(|(worker, team)| Fact::CaseHolder(CaseHolder { worker, team })),
        2 => (option::of(team()), referral())
            .prop_map(|(team, referral)| Fact::Referral(Referral { team, ..referral })),
        1 => subject().prop_map(|of| Fact::ReReferral(ReReferral { of })),
        1 => (subject(), select(Threshold::ALL), [words(), words()], [lines(), lines()]).prop_map(
            |(of, outcome, [grounds, advice], [criteria, signposts])| {
                Fact::ThresholdDecision(ThresholdDecision {
                    of,
                    outcome,
                    grounds,
                    criteria,
                    advice,
                    signposts,
                })
            }
        ),
        3 => (
            person(),
            select(vec![Stage::Offered, Stage::JustStarted, Stage::UnderWay]),
            subsequence(Discipline::ALL, 0..3),
            option::of(worker()),
        )
            .prop_map(|(person, stage, disciplines, key_worker)| {
                Fact::SupportStarted(SupportStarted { person, stage, disciplines, key_worker })
            }),
        1 => (person(), words())
            .prop_map(|(person, reason)| Fact::SupportEnded(SupportEnded { person, reason })),
        1 => sets().prop_map(Fact::Baseline),
        1 => sets().prop_map(Fact::ClosureData),
        1 => (person(), option::of(select(Safeguarding::ALL)), words()).prop_map(
            |(person, status, told_by)| {
                Fact::SafeguardingStatus(SafeguardingStatus { person, status, told_by })
            }
        ),
        1 => emergency_session().prop_map(Fact::EmergencySession),
        2 => (select(ClosureReason::ALL), [words(), words()], lines(), option::of(when())).prop_map(
            |(reason, [words, manager_reason], signposts, follow_up)| {
                Fact::Closure(Closure {
                    reason,
                    words,
                    manager_reason,
                    signposts,
                    follow_up: follow_up.map(When::sort_date),
                })
            }
        ),
        1 => (subject(), words()).prop_map(|(about, text)| Fact::Note(Note { about, text })),
        1 => sets().prop_map(Fact::AsRecorded),
    ]
}

/// A shared entry of a day, for histories told by hand.
pub(crate) fn told(place: i64, happened: &str, fact: Fact) -> Entry {
    Entry {
        sequence: Sequence(place),
        happened: happened.parse().unwrap(),
        recorded_at: Stamp::from_micros(place).unwrap(),
        recorded_by: WORKERS[0],
        visibility: Visibility::Shared,
        correction: None,
        fact,
    }
}

/// The same entry, putting an earlier one right.
pub(crate) fn correcting(of: i64, entry: Entry) -> Entry {
    Entry {
        correction: Some(Correction {
            of: Sequence(of),
            why: "mistyped".to_owned(),
        }),
        ..entry
    }
}
