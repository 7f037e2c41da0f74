//! A family as its chronology tells it, to one viewer, as at one day.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{AsAt, Date, When};

use crate::dataset::DataSet;
use crate::dictionary::Field;
use crate::entry::{Entry, Sequence};
use crate::fact::{
    CaseHolder, Closure, EmergencySession, PersonRecord, ReReferral, Referral, Residence,
    Restriction, Stage, Subject, ThresholdDecision,
};
use crate::ids::{FamilyId, PersonId, WorkerId};
use crate::lists::{AddedOrDropped, CaseStatus, Discipline, Safeguarding, Threshold};
use crate::safety::Safety;
use crate::value::Value;
use crate::work::{Call, Work};

/// Something with the day it happened and the entry that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// When it happened.
    pub happened: When,
    /// The entry that first said so. Corrections of that entry do not change this; only answers of
    /// a data set go by the entry that holds them as they stand.
    pub entry: Sequence,
    /// What happened.
    pub what: T,
}

/// An entry as the family page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChronologyEntry {
    /// The entry as recorded.
    pub entry: Entry,
    /// The entry that put it right, if one did: then this one has no effect.
    pub corrected_by: Option<Sequence>,
}

/// A person of the family.
pub type Person = PersonRecord;

/// Support to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// Who is supported.
    pub person: PersonId,
    /// How far it has come.
    pub stage: Stage,
    /// The disciplines.
    pub disciplines: Vec<Discipline>,
    /// The key worker.
    pub key_worker: Option<WorkerId>,
    /// Since when.
    pub from: When,
    /// Until when, if it ended.
    pub until: Option<When>,
}

/// A child's safeguarding status at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusPoint {
    /// Which child.
    pub person: PersonId,
    /// Since when.
    pub since: When,
    /// The status, or why there is none.
    pub status: Value,
    /// The entry that first said so.
    pub entry: Sequence,
    /// Whether it was told on its own, and not as an answer of a data set.
    pub on_its_own: bool,
}

/// The time from a referral to the closure that ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Episode {
    /// The day the case was opened.
    pub from: Date,
    /// The day it closed; nothing while it is open.
    pub until: Option<Date>,
}

/// Where a case stands: its status, and the day it closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The status.
    pub status: CaseStatus,
    /// The day of the latest closure, while the case is closed.
    pub closed: Option<Date>,
}

/// A family, folded from the entries a viewer may see, as at a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Which family.
    pub id: FamilyId,
    /// The day (and, if asked, the instant of knowledge) it is folded as at.
    pub as_at: AsAt,
    /// The last entry seen of those that had happened; 0 before the first. Entries hidden from the
    /// viewer do not show in it, so it says nothing of how many there are.
    pub sequence: Sequence,
    /// The readable reference.
    pub reference: String,
    /// Home town and housing, from the latest household entry.
    pub household: Option<DataSet>,
    /// The people, in order.
    pub people: Vec<Person>,
    /// Where people live, latest last.
    pub residences: Vec<Dated<Residence>>,
    /// The case holders, latest last.
    pub case_holders: Vec<Dated<CaseHolder>>,
    /// The referrals, latest last.
    pub referrals: Vec<Dated<Referral>>,
    /// Referrals again.
    pub re_referrals: Vec<Dated<ReReferral>>,
    /// Threshold decisions, latest last.
    pub thresholds: Vec<Dated<ThresholdDecision>>,
    /// How many of these were made before the latest referral: they decide nothing of it.
    pub decided_before: usize,
    /// Support to people, in order of starting. A person has at most one that has not ended, and a
    /// closure ends all.
    pub support: Vec<Support>,
    /// The latest baseline by subject.
    pub baseline: BTreeMap<Subject, Dated<DataSet>>,
    /// The latest outcomes at closure by subject: none once a referral has opened the case again.
    pub closure_data: BTreeMap<Subject, Dated<DataSet>>,
    /// Closures, latest last.
    pub closures: Vec<Dated<Closure>>,
    /// The day of the latest closure, if no referral reopened the case since.
    pub closed: Option<Date>,
    /// Safeguarding statuses of all children, in order of time: those told on their own and those
    /// answered in a baseline or at closure.
    pub safeguarding: Vec<StatusPoint>,
    /// Emergency sessions, in order of time.
    pub sessions: Vec<Dated<EmergencySession>>,
    /// What a workbook says of things the chronology would otherwise tell, by subject. A later
    /// act that tells of the same thing puts it aside.
    pub as_recorded: BTreeMap<Subject, DataSet>,
    /// What the team does with the family.
    pub work: Work,
    /// What is known of its children's safety.
    pub safety: Safety,
    /// Why and for whom the family is restricted, if it is.
    pub restriction: Option<Dated<Restriction>>,
    /// The entries seen, in order of happening; corrected ones stay in their place.
    pub chronology: Vec<ChronologyEntry>,
}

impl Family {
    /// The children, in order.
    pub fn children(&self) -> impl Iterator<Item = &Person> {
        self.people
            .iter()
            .filter(|p| p.relation == crate::Relation::Child)
    }

    /// The parents, in order.
    pub fn parents(&self) -> impl Iterator<Item = &Person> {
        self.people
            .iter()
            .filter(|p| p.relation == crate::Relation::Parent)
    }

    /// A person of the family.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|p| p.person == id)
    }

    /// The case holder now.
    pub fn case_holder(&self) -> Option<&CaseHolder> {
        self.case_holders.last().map(|d| &d.what)
    }

    /// Who works with the family: the case holder, and of the team whoever supports somebody, is
    /// their key worker, owes them a call, or was there last when the case closed.
    pub fn works_with(&self) -> BTreeSet<WorkerId> {
        let allocations = self.work.allocations.iter().filter(|it| it.goes_on());
        let support = self.support.iter().filter(|it| it.until.is_none());
        let people = self.people.iter().filter(|_| self.closed.is_none());
        let closed = self.closed.and_then(|_| self.last_worker());
        allocations
            .map(|it| it.worker)
            .chain(support.filter_map(|it| it.key_worker))
            .chain(people.filter_map(|it| self.worker_of(it.person)))
            .chain(self.work.calls.iter().filter_map(Call::owed_by))
            .chain(self.case_holder().map(|it| it.worker))
            .chain(closed)
            .collect()
    }

    /// Who alone may see the family, if it is restricted: those who work with it and those named.
    pub fn named(&self) -> Option<BTreeSet<WorkerId>> {
        let named = &self.restriction.as_ref()?.what.named;
        Some(
            self.works_with()
                .into_iter()
                .chain(named.iter().copied())
                .collect(),
        )
    }

    /// The day of the first referral.
    pub fn referred(&self) -> Option<Date> {
        self.referrals.first().map(|d| d.happened.sort_date())
    }

    /// The episodes of support, one after the other: from a referral to the closure that ended it. A
    /// family that was never referred has none; the last may go on.
    pub fn episodes(&self) -> Vec<Episode> {
        let Some(mut from) = self.referred() else {
            return Vec::new();
        };
        let mut episodes = Vec::new();
        for anew in &self.work.anew {
            episodes.push(Episode {
                from,
                until: Some(anew.closed),
            });
            from = anew.day;
        }
        episodes.push(Episode {
            from,
            until: self.closed,
        });
        episodes
    }

    /// Which disciplines are asked for whom: those of the latest referral, with what consultations
    /// since added and dropped. Each once, in order.
    pub fn asked_for(&self) -> Vec<(PersonId, Discipline)> {
        let Some(last) = self.referrals.last() else {
            return Vec::new();
        };
        let asks = last.what.asks.iter();
        let mut asked: Vec<_> = asks
            .flat_map(|ask| ask.disciplines.iter().map(|each| (ask.person, *each)))
            .collect();
        let consultations = self.work.consultations.iter();
        let since = consultations.filter(|it| it.happened.sort_date() >= last.happened.sort_date());
        for change in since.flat_map(|it| &it.what.changes) {
            let one = (change.person, change.discipline);
            asked.retain(|it| *it != one);
            if change.change == AddedOrDropped::Added {
                asked.push(one);
            }
        }
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    /// What a workbook recorded for a field, where that overrides the chronology.
    pub fn recorded(&self, subject: Subject, field: Field) -> Option<&Value> {
        self.as_recorded.get(&subject)?.get(field)
    }

    /// Where the family's case stands, from what happened: support to its parents.
    pub fn standing(&self) -> Standing {
        let parents = self.parents().map(|p| p.person).collect::<Vec<_>>();
        self.standing_of(Subject::Family, |s| parents.contains(&s.person))
    }

    /// Where a child's case stands, from what happened: a child's case closes with the family's.
    pub fn child_standing(&self, child: PersonId) -> Standing {
        self.standing_of(Subject::Person(child), |s| s.person == child)
    }

    fn standing_of(&self, subject: Subject, own: impl Fn(&Support) -> bool) -> Standing {
        let status = if self.not_met(Subject::Family) || self.not_met(subject) {
            CaseStatus::NotMetThreshold
        } else if self.closed.is_some() {
            CaseStatus::Closed
        } else {
            // A case that was opened again starts afresh: support that the closure ended is over.
            let closure = self.closures.last().map(|c| c.happened);
            let over = |s: &Support| s.until.zip(closure).is_some_and(|(end, day)| end <= day);
            let mine = self.support.iter().filter(|s| own(s) && !over(s));
            let mine: Vec<_> = mine.collect();
            if mine.is_empty() && !self.decided() {
                // Referred and not decided yet: too early to say that there is no support.
                CaseStatus::New
            } else if mine.is_empty() {
                CaseStatus::NoDirectSupport
            } else if mine
                .iter()
                .any(|s| s.stage == Stage::UnderWay || s.until.is_some())
            {
                // Support that has ended closes nothing: only a closure does.
                CaseStatus::Open
            } else {
                CaseStatus::New
            }
        };
        Standing {
            status,
            closed: self.closed.filter(|_| status == CaseStatus::Closed),
        }
    }

    /// The threshold decisions since the latest referral.
    pub fn decisions(&self) -> &[Dated<ThresholdDecision>] {
        self.thresholds.get(self.decided_before..).unwrap_or(&[])
    }

    /// Whether the threshold was decided since the latest referral.
    pub fn decided(&self) -> bool {
        self.decisions()
            .iter()
            .any(|t| t.what.of == Subject::Family)
    }

    /// Whether the decision since the latest referral is that the family does not meet the
    /// threshold.
    pub fn refused(&self) -> bool {
        self.not_met(Subject::Family)
    }

    /// Whether the family or this person of it does not meet the threshold.
    pub fn refused_for(&self, person: PersonId) -> bool {
        self.refused() || self.not_met(Subject::Person(person))
    }

    fn not_met(&self, of: Subject) -> bool {
        let mut decisions = self.decisions().iter().rev();
        let latest = decisions.find(|t| t.what.of == of);
        latest.is_some_and(|t| t.what.outcome == Threshold::NotMet)
    }

    /// Whether the case is open: referred, not refused, not closed. Support that has ended leaves
    /// it open.
    pub fn is_open(&self) -> bool {
        self.is_open_or_refused() && !self.refused()
    }

    /// Whether the threshold can be decided: referred, and not closed.
    pub fn is_open_or_refused(&self) -> bool {
        !self.referrals.is_empty() && self.closed.is_none()
    }

    /// A child's latest safeguarding status.
    pub fn safeguarding_of(&self, child: PersonId) -> Option<&StatusPoint> {
        self.safeguarding.iter().rev().find(|s| s.person == child)
    }

    /// The latest status of a child as an answer, if it is one.
    pub fn safeguarding_level(&self, child: PersonId) -> Option<Safeguarding> {
        self.safeguarding_of(child)
            .and_then(|s| s.status.code())
            .and_then(Safeguarding::at)
    }
}
