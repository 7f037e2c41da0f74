//! How entries of a history name one another.

use record::*;

/// The entry that a fact names, and the kinds it may name: each in turn.
fn named(fact: &mut Fact) -> Vec<(&mut Sequence, &'static [&'static str])> {
    match fact {
        Fact::AllocationChange(it) => vec![(&mut it.allocation, &["allocation"])],
        Fact::CallBack(it) => vec![(&mut it.call, &["inbound_call"])],
        Fact::GoalProgress(it) => vec![(&mut it.goal, &["goal"])],
        Fact::CommunityStep(it) => vec![(&mut it.referral, &["community_referral"])],
        Fact::PlanItem(it) => vec![(&mut it.plan, &["safety_plan"])],
        Fact::PlanStep(it) => vec![(&mut it.item, &["safety_plan_item"])],
        Fact::PlanEnd(it) => vec![(&mut it.plan, &["safety_plan"])],
        Fact::Lapse(it) => vec![(&mut it.item, &["safety_plan_item"])],
        Fact::Concern(it) => {
            let lapse: &[&str] = &["lapse"];
            it.lapse.iter_mut().map(|of| (of, lapse)).collect()
        }
        Fact::ConcernStep(it) => vec![(&mut it.concern, &["concern"])],
        Fact::ReadingAsked(it) => vec![(&mut it.concern, &["concern"])],
        Fact::ReadingAnswer(it) => vec![(&mut it.asked, &["reading_asked"])],
        Fact::NoteShown(it) => vec![
            (&mut it.asked, &["reading_asked"]),
            (&mut it.note, &["note", "session_note"]),
        ],
        Fact::ReadingOpened(it) => vec![(&mut it.asked, &["reading_asked"])],
        Fact::ReadingReview(it) => vec![(&mut it.asked, &["reading_asked"])],
        Fact::SessionNote(it) => vec![(&mut it.session, &["session", "emergency_session"])],
        Fact::FollowUp(it) => {
            let outcomes = it.predictions.iter_mut();
            let kinds: &[&str] = &["prediction"];
            outcomes.map(|o| (&mut o.prediction, kinds)).collect()
        }
        _ => Vec::new(),
    }
}

/// Points what a fact names at earlier entries of a fitting kind, if there are any: by the first
/// of their chain of corrections, as the pages do.
pub(crate) fn point(fact: &mut Fact, before: &[Entry]) {
    for (name, kinds) in named(fact) {
        let fitting = before.iter().filter(|e| kinds.contains(&e.fact.kind()));
        let fitting: Vec<_> = fitting.map(|e| origin(before, e)).collect();
        if !fitting.is_empty() {
            *name = fitting[name.0 as usize % fitting.len()];
        }
    }
}

/// The first entry of a chain of corrections.
pub(crate) fn origin(entries: &[Entry], entry: &Entry) -> Sequence {
    let mut first = entry;
    while let Some(correction) = &first.correction {
        let of = entries.iter().find(|e| e.sequence == correction.of);
        first = of.unwrap();
    }
    first.sequence
}
