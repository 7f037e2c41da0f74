//! The cohort as it was on a day.

use calendar::{AsAt, Date};
use record::{FamilyRows, Field, PersonId, Row, Sheet};
use uuid::Uuid;

use crate::cohort::{Cohort, NO_FAMILY, Table, day_number, non_answer};
use crate::work;

impl Cohort {
    /// The cohort as at a day, of families referred from another day on.
    ///
    /// A family in which anything happened later is told as a chronology and folded as at the
    /// day, so that a file and a live service agree. A family without a date of referral stays.
    #[must_use]
    pub fn as_at(self, from: Option<Date>, as_at: Date) -> Self {
        let mut then = if self.any_outside(from, as_at) {
            self.within(from, as_at)
        } else {
            self
        };
        work::settle(&mut then, as_at);
        then
    }

    fn within(self, from: Option<Date>, as_at: Date) -> Self {
        let mut within = Self::default();
        for rows in self.by_family() {
            let referred = rows.family.get(Field::ReferralDate).date();
            if referred.is_some_and(|r| r > as_at || from.is_some_and(|from| r < from)) {
                continue;
            }
            match latest(&rows) {
                Some(latest) if latest > as_at => {
                    if let Some(then) = then(&rows, as_at) {
                        within.push(&then);
                    }
                }
                _ => within.push(&rows),
            }
        }
        for (block, row) in self.orphans(Sheet::Children) {
            within.children.push(&block.row(row), NO_FAMILY);
        }
        for (block, row) in self.orphans(Sheet::EmergencySessions) {
            if block.numbers(Field::SessionDate)[row] <= day_number(as_at) {
                within.sessions.push(&block.row(row), NO_FAMILY);
            }
        }
        within
    }

    fn any_outside(&self, from: Option<Date>, as_at: Date) -> bool {
        let last = day_number(as_at);
        let first = from.map(day_number);
        let later = |table: &Table, field| {
            table
                .blocks
                .iter()
                .any(|b| b.numbers(field).iter().any(|n| *n > last))
        };
        later(&self.families, Field::ReferralDate)
            || later(&self.families, Field::ClosureDate)
            || later(&self.sessions, Field::SessionDate)
            || first.is_some_and(|first| {
                self.families.blocks.iter().any(|b| {
                    b.numbers(Field::ReferralDate)
                        .iter()
                        .any(|n| non_answer(*n).is_none() && *n < first)
                })
            })
    }
}

/// The latest day anything in these rows happened.
pub fn latest(rows: &FamilyRows) -> Option<Date> {
    let family = [Field::ReferralDate, Field::ClosureDate]
        .into_iter()
        .filter_map(|field| rows.family.get(field).date());
    let sessions = rows
        .sessions
        .iter()
        .filter_map(|s| s.get(Field::SessionDate).date());
    family.chain(sessions).max()
}

/// A family's rows as at a day, by telling them as a chronology; none if it was not there yet.
fn then(rows: &FamilyRows, as_at: Date) -> Option<FamilyRows> {
    // A session that nobody can date cannot be told of, and is not forgotten for that.
    let dated = |session: &Row| session.get(Field::SessionDate).date().is_some();
    let (dated, undated) = rows.sessions.iter().cloned().partition(dated);
    let act = casework::BringIn {
        rows: FamilyRows {
            sessions: dated,
            ..rows.clone()
        },
        parent: PersonId(Uuid::nil()),
        children: (1..=rows.children.len() as u128)
            .map(|n| PersonId(Uuid::from_u128(n)))
            .collect(),
        told_on: as_at,
    };
    let Ok(entries) = casework::entries_of(&act) else {
        // Rows that make no family, such as one child twice, are refused where they are read.
        // Here they are counted as they stand: a family is never lost in silence.
        return Some(rows.clone());
    };
    let family = casework::folded(&entries, AsAt::day(as_at));
    if family.referrals.is_empty() {
        return None;
    }
    let mut then = record::rows(&family);
    then.sessions.extend::<Vec<Row>>(undated);
    // A live family's rows are as at the day when they come here.
    then.work.clone_from(&rows.work);
    Some(then)
}
