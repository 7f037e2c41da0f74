//! The rows of the book of advice: what was given, as at a day. Neither names nor words are in them.

use calendar::AsAt;

use super::{Row, yes_no};
use crate::advice::{AdviceEntry, AdviceFact, Given, advice_book};
use crate::dictionary::{Field, Sheet};
use crate::lists::Discipline;
use crate::value::{NonAnswer, Value};

const BY: [Field; 6] = [
    Field::HelpDaVictims,
    Field::HelpDaPrevention,
    Field::HelpDrugAlcohol,
    Field::HelpAdultMental,
    Field::HelpChildMental,
    Field::HelpYouthWork,
];

/// A row for each consultation, advice or coaching given by a day, as the entries tell of it that
/// were recorded in time. What puts one right holds for every day, as in a family's chronology; what
/// came of one counts from the day it was known.
pub fn advice_rows(entries: &[AdviceEntry], as_at: AsAt) -> Vec<Row> {
    let recorded = |entry: &AdviceEntry| as_at.believed.is_none_or(|by| entry.recorded_at <= by);
    let came = |entry: &AdviceEntry| matches!(entry.fact, AdviceFact::CameOf(_));
    let entries: Vec<AdviceEntry> = entries
        .iter()
        .filter(|entry| recorded(entry) && (!came(entry) || entry.happened <= as_at.day))
        .cloned()
        .collect();
    let book = advice_book(&entries);
    let given = book.given.iter();
    given
        .filter(|given| given.now.happened <= as_at.day)
        .map(row)
        .collect()
}

fn row(given: &Given) -> Row {
    let it = &given.now.what;
    let mut row = Row::new(Sheet::Advice);
    row.set(Field::AdviceEntry, Value::Text(given.id.to_string()));
    row.set(Field::AdviceOn, Value::Date(given.now.happened));
    row.set(Field::HelpedWith, it.kind.value());
    let team = match it.team.trim() {
        "" => Value::UNKNOWN,
        team => Value::Text(team.to_owned()),
    };
    row.set(Field::HelpedTeam, team);
    row.set(Field::HelpMode, it.mode.value());
    row.set(Field::HelpMinutes, Value::Number(it.minutes.into()));
    // Advice of a discipline is given by somebody who speaks for it.
    let there = it.present.iter().filter_map(|who| who.discipline);
    let advised = it.advice.iter().filter_map(|advice| advice.discipline);
    let by: Vec<Discipline> = there.chain(advised).collect();
    for (field, discipline) in BY.into_iter().zip(Discipline::ALL) {
        let by = if by.is_empty() {
            Value::Not(NonAnswer::Unknown)
        } else {
            yes_no(by.contains(discipline))
        };
        row.set(field, by);
    }
    let named = it.signposts.iter().any(|words| !words.trim().is_empty());
    row.set(Field::HelpSignposts, yes_no(named));
    row.set(Field::HelpCame, given.came.value());
    row
}
