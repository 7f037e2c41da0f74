//! The fold over random histories, and corrections told by hand.

use std::collections::BTreeSet;

use calendar::{AsAt, Date, Stamp, date};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use record::*;

use crate::history::{FAMILY, WORKERS, correcting, fact, history, told, when};
use crate::naming::origin;

fn day() -> impl Strategy<Value = Date> {
    when().prop_map(calendar::When::sort_date)
}

fn whole(entries: &[Entry]) -> Family {
    fold(FAMILY, entries, AsAt::day(Date::MAX))
}

/// The family without its chronology, which keeps entries that have no effect.
fn effects(mut family: Family) -> Family {
    family.chronology.clear();
    family.sequence = Sequence(0);
    family
}

fn last(entries: &[Entry]) -> Sequence {
    entries.iter().map(|e| e.sequence).max().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn facts_are_stored_and_read_alike(fact in fact()) {
        let read = Fact::decode(fact.kind(), fact.version(), &fact.encode()).unwrap();
        prop_assert_eq!(read, fact);
    }

    #[test]
    fn the_order_of_reading_does_not_matter(
        (entries, shuffled) in history().prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle())),
    ) {
        prop_assert_eq!(whole(&entries), whole(&shuffled));
    }

    #[test]
    fn what_was_believed_is_what_had_been_recorded(
        entries in history(),
        day in day(),
        instant in 0_i64..40,
    ) {
        let believed = Stamp::from_micros(instant).unwrap();
        let recorded: Vec<Entry> = entries
            .iter()
            .filter(|e| e.recorded_at <= believed)
            .cloned()
            .collect();
        let then = fold(FAMILY, &entries, AsAt { day, believed: Some(believed) });
        let mut known = fold(FAMILY, &recorded, AsAt::day(day));
        known.as_at = then.as_at;
        prop_assert_eq!(then, known);
    }

    #[test]
    fn as_at_a_day_is_what_had_happened_but_for_what_was_put_right_since(
        entries in history(),
        day in day(),
    ) {
        let as_at = AsAt::day(day);
        let (happened, later): (Vec<Entry>, Vec<Entry>) = entries
            .iter()
            .cloned()
            .partition(|e| e.happened.sort_date() <= day);
        let then = fold(FAMILY, &entries, as_at);

        // What happened later and puts nothing right might as well not be there.
        let mut corrections = later;
        corrections.retain(|e| e.correction.is_some());
        let known = [&happened[..], &corrections[..]].concat();
        prop_assert_eq!(&then, &fold(FAMILY, &known, as_at));

        // An entry has an effect if nothing known puts it right, whenever that happened.
        let corrected: BTreeSet<Sequence> = then
            .chronology
            .iter()
            .filter(|c| c.corrected_by.is_some())
            .map(|c| c.entry.sequence)
            .collect();
        let mut standing = happened.clone();
        standing.retain(|e| !corrected.contains(&e.sequence));
        // It goes by the number of the first of its chain, and nothing else of the chain matters.
        for entry in &mut standing {
            let of = origin(&entries, entry);
            if let Some(correction) = &mut entry.correction {
                correction.of = of;
            }
        }
        prop_assert_eq!(effects(then.clone()), effects(fold(FAMILY, &standing, as_at)));

        // What puts it right is the same as on any other day.
        let ever = whole(&entries);
        for shown in &then.chronology {
            prop_assert!(ever.chronology.contains(shown));
        }

        // All that happened is in the chronology, in order, and nothing else.
        let dates: Vec<_> = then.chronology.iter().map(|c| c.entry.happened.sort_date()).collect();
        prop_assert!(dates.is_sorted());
        let mut shown: Vec<_> = then.chronology.iter().map(|c| c.entry.clone()).collect();
        shown.sort_by_key(|e| e.sequence);
        prop_assert_eq!(&shown, &happened);
        prop_assert_eq!(then.sequence, last(&happened));
    }

    #[test]
    fn what_is_put_right_stays_in_the_chronology_with_what_did_it(entries in history()) {
        let family = whole(&entries);
        prop_assert_eq!(family.chronology.len(), entries.len());
        let by = |of: Sequence| {
            let seen = family.chronology.iter().find(|c| c.entry.sequence == of);
            seen.unwrap().corrected_by
        };
        for entry in &entries {
            if let Some(correction) = &entry.correction {
                let corrected_by = by(correction.of).unwrap();
                prop_assert!(correction.of < corrected_by && corrected_by <= entry.sequence);
            }
            // Of several corrections of one entry the last stands, until it is put right itself.
            let rivals = entries.iter().filter(|e| {
                e.correction.as_ref().is_some_and(|c| c.of == entry.sequence)
            });
            let standing = rivals.filter(|e| by(e.sequence).is_none()).count();
            prop_assert!(standing <= 1);
        }
    }

    #[test]
    fn what_is_hidden_from_a_viewer_does_not_show(
        entries in history(),
        others in history(),
        worker in prop::option::of(prop::sample::select(&WORKERS[..])),
        day in day(),
    ) {
        let sight = worker.map_or(Sight::Shared, Sight::Team);
        let seen = |entries: &[Entry]| -> Vec<Entry> {
            entries.iter().filter(|e| sight.sees(&e.visibility)).cloned().collect()
        };
        let family = fold(FAMILY, &seen(&entries), AsAt::day(day));

        // The hidden entries say something else, happened at another time or are not there at all.
        let mut changed: Vec<Entry> = entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| {
                if sight.sees(&entry.visibility) {
                    return Some(entry.clone());
                }
                let other = others.get(at)?;
                Some(Entry {
                    happened: other.happened,
                    fact: other.fact.clone(),
                    visibility: Visibility::Named(Vec::new()),
                    ..entry.clone()
                })
            })
            .collect();
        changed.push(Entry {
            sequence: Sequence(99),
            visibility: Visibility::Named(Vec::new()),
            ..told(99, "2020-01-01", Fact::ReReferral(ReReferral { of: Subject::Family }))
        });
        prop_assert_eq!(&family, &fold(FAMILY, &seen(&changed), AsAt::day(day)));

        // No place of a hidden entry is in the family.
        let places: BTreeSet<Sequence> = seen(&entries).iter().map(|e| e.sequence).collect();
        prop_assert!(family.sequence == Sequence(0) || places.contains(&family.sequence));
        for shown in &family.chronology {
            prop_assert!(places.contains(&shown.entry.sequence));
            prop_assert!(shown.corrected_by.is_none_or(|by| places.contains(&by)));
        }
    }
}

#[test]
fn the_histories_have_entries_of_every_kind() {
    let mut runner = TestRunner::deterministic();
    let kinds: BTreeSet<&str> = (0..2000)
        .map(|_| fact().new_tree(&mut runner).unwrap().current().kind())
        .collect();
    let all: BTreeSet<&str> = Fact::KINDS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, all);
}

#[test]
fn each_sight_sees_what_it_should() {
    let [me, other, _] = WORKERS;
    let named = |who| Visibility::Named(vec![who]);
    for (sight, shared, team, mine, theirs) in [
        (Sight::Shared, true, false, false, false),
        (Sight::Team(me), true, true, true, false),
        (Sight::Service, true, true, true, true),
    ] {
        assert_eq!(sight.sees(&Visibility::Shared), shared, "{sight:?}");
        assert_eq!(sight.sees(&Visibility::Team), team, "{sight:?}");
        assert_eq!(sight.sees(&named(me)), mine, "{sight:?}");
        assert_eq!(sight.sees(&named(other)), theirs, "{sight:?}");
    }
}

fn session(reference: &str) -> Fact {
    let counted = DataSet::new(Sheet::EmergencySessions);
    Fact::EmergencySession(EmergencySession::new(reference.to_owned(), counted))
}

fn sessions(entries: &[Entry], as_at: Date) -> Vec<String> {
    let family = fold(FAMILY, entries, AsAt::day(as_at));
    family
        .sessions
        .into_iter()
        .map(|s| s.what.reference)
        .collect()
}

fn corrected_by(entries: &[Entry]) -> Vec<Option<i64>> {
    let family = whole(entries);
    family
        .chronology
        .iter()
        .map(|c| c.corrected_by.map(|s| s.0))
        .collect()
}

#[test]
fn a_correction_holds_for_days_before_its_own() {
    let entries = [
        told(1, "2021-03-01", session("E1")),
        correcting(1, told(2, "2021-05-01", session("E2"))),
    ];
    assert!(sessions(&entries, date(2021, 4, 1)).is_empty());
    assert_eq!(sessions(&entries, date(2021, 5, 1)), ["E2"]);
    let april = fold(FAMILY, &entries, AsAt::day(date(2021, 4, 1)));
    assert_eq!(april.chronology[0].corrected_by, Some(Sequence(2)));
    // As believed before the correction was recorded, it was as first told.
    let believed = AsAt {
        day: date(2021, 4, 1),
        believed: Some(entries[0].recorded_at),
    };
    assert_eq!(fold(FAMILY, &entries, believed).sessions.len(), 1);
}

#[test]
fn of_a_chain_or_several_corrections_only_the_last_stands() {
    let chain = [
        told(1, "2021-03-01", session("E1")),
        correcting(1, told(2, "2021-03-02", session("E2"))),
        correcting(2, told(3, "2021-03-03", session("E3"))),
    ];
    assert_eq!(sessions(&chain, Date::MAX), ["E3"]);
    assert_eq!(corrected_by(&chain), [Some(2), Some(3), None]);

    let twice = [
        told(1, "2021-03-01", session("E1")),
        correcting(1, told(2, "2021-03-02", session("E2"))),
        correcting(2, told(3, "2021-03-03", session("E3"))),
        correcting(1, told(4, "2021-03-04", session("E4"))),
    ];
    assert_eq!(sessions(&twice, Date::MAX), ["E4"]);
    assert_eq!(corrected_by(&twice), [Some(2), Some(3), Some(4), None]);
}

#[test]
fn nothing_puts_itself_or_something_later_right() {
    let entries = [
        correcting(2, told(1, "2021-03-01", session("E1"))),
        correcting(2, told(2, "2021-03-02", session("E2"))),
    ];
    assert_eq!(sessions(&entries, Date::MAX), ["E1", "E2"]);
}

#[test]
fn what_is_known_to_a_month_counts_from_its_first_day() {
    let entries = [told(1, "2021-03", session("E1"))];
    assert!(sessions(&entries, date(2021, 2, 28)).is_empty());
    assert_eq!(sessions(&entries, date(2021, 3, 1)), ["E1"]);
}
