//! What the team does with a family, as its chronology tells it: who supports whom, contact,
//! sessions, goals, services in the community, closing and the time after.

use std::collections::BTreeMap;

use calendar::{Date, When};

use crate::entry::Sequence;
use crate::fact::{
    Advocacy, Allocation, Appointment, AskedToStart, CallBack, CommunityReferral, CommunityStep,
    Consent, Consultation, ContactAttempt, Engagement, Feedback, FollowUp, Goal, GoalProgress,
    InboundCall, KeyWorker, Prediction, ProfessionalAdvice, Review, SafeContact, Session,
    SessionNote, Subject,
};
use crate::family::Dated;
use crate::ids::{PersonId, WorkerId};
use crate::lists::{
    AllocationKind, Attended, CommunityStepCode, ConsentState, Discipline, EngagementStage,
    GoalProgressCode,
};

/// An allocation as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocated {
    /// The entry that began it. Corrections of that entry do not change this.
    pub entry: Sequence,
    /// As it began.
    pub began: Allocation,
    /// Since when.
    pub from: When,
    /// Who supports now, or did last.
    pub worker: WorkerId,
    /// Full or holding support now.
    pub kind: AllocationKind,
    /// Since when it has been full support, if it is.
    pub full_from: Option<When>,
    /// Since when it is paused, and the day to look again.
    pub paused: Option<(When, Option<Date>)>,
    /// Until when, if it ended.
    pub until: Option<When>,
    /// Why it last changed.
    pub reason: String,
}

impl Allocated {
    /// Whether it goes on, paused or not.
    pub fn goes_on(&self) -> bool {
        self.until.is_none()
    }
}

/// A goal and how it has gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalSoFar {
    /// The entry that set it.
    pub entry: Sequence,
    /// When.
    pub happened: When,
    /// The goal.
    pub goal: Goal,
    /// Its progress, latest last.
    pub progress: Vec<Dated<GoalProgress>>,
}

impl GoalSoFar {
    /// How it stands: not begun until somebody says otherwise.
    pub fn stands(&self) -> GoalProgressCode {
        self.progress
            .last()
            .map_or(GoalProgressCode::NotYet, |step| step.what.progress)
    }
}

/// A service in the community and how far somebody has come into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommunitySoFar {
    /// The entry of the referral.
    pub entry: Sequence,
    /// When it was made.
    pub happened: When,
    /// The referral.
    pub referral: CommunityReferral,
    /// The steps, latest last.
    pub steps: Vec<Dated<CommunityStep>>,
}

impl CommunitySoFar {
    /// How far: waiting until a step says otherwise. Being accompanied says nothing of whether it
    /// has taken hold, so an earlier "engaging" stands.
    pub fn stands(&self) -> CommunityStepCode {
        self.stood(Date::MAX)
    }

    /// How far it had come on a day.
    pub fn stood(&self, day: Date) -> CommunityStepCode {
        let steps = || {
            let until = self.steps.iter().rev();
            let until = until.filter(|step| step.happened.sort_date() <= day);
            until.map(|step| step.what.step)
        };
        steps()
            .find(|step| *step != CommunityStepCode::Accompanied)
            .or_else(|| steps().next())
            .unwrap_or(CommunityStepCode::Waiting)
    }
}

/// A call from a client and whether they were called back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The entry of the call.
    pub entry: Sequence,
    /// When.
    pub happened: When,
    /// The call.
    pub call: InboundCall,
    /// Calls back, latest last.
    pub back: Vec<Dated<CallBack>>,
}

impl Call {
    /// Who still has to call back.
    pub fn owed_by(&self) -> Option<WorkerId> {
        self.call.call_back.filter(|_| self.back.is_empty())
    }
}

/// Everything of a family that the team does. Lists are in order of happening, latest last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// Consultations.
    pub consultations: Vec<Dated<Consultation>>,
    /// Advice to professionals about the family.
    pub professional_advice: Vec<Dated<ProfessionalAdvice>>,
    /// Who supports whom with what, in order of beginning.
    pub allocations: Vec<Allocated>,
    /// Key workers.
    pub key_workers: Vec<Dated<KeyWorker>>,
    /// Consents.
    pub consents: Vec<Dated<Consent>>,
    /// Attempts at contact.
    pub attempts: Vec<Dated<ContactAttempt>>,
    /// How far people have come.
    pub engagement: Vec<Dated<Engagement>>,
    /// Who asked to start.
    pub asked_to_start: Vec<Dated<AskedToStart>>,
    /// How to be in touch safely, by whom it is about.
    pub safe_contact: BTreeMap<Subject, Dated<SafeContact>>,
    /// Calls from the family.
    pub calls: Vec<Call>,
    /// Appointments made.
    pub appointments: Vec<Dated<Appointment>>,
    /// Sessions held or missed; emergency sessions are apart.
    pub sessions: Vec<Dated<Session>>,
    /// Whom emergency sessions were for, when, and the entry of each.
    pub(crate) emergencies: Vec<(PersonId, When, Sequence)>,
    /// Notes of sessions that this viewer may see.
    pub session_notes: Vec<Dated<SessionNote>>,
    /// Goals.
    pub goals: Vec<GoalSoFar>,
    /// Advocacy and legal support.
    pub advocacy: Vec<Dated<Advocacy>>,
    /// Services in the community.
    pub community: Vec<CommunitySoFar>,
    /// Reviews.
    pub reviews: Vec<Dated<Review>>,
    /// Predictions made at closure.
    pub predictions: Vec<Dated<Prediction>>,
    /// Follow-up calls and attempts at them.
    pub follow_ups: Vec<Dated<FollowUp>>,
    /// What parents and children say.
    pub feedback: Vec<Dated<Feedback>>,
    /// When the case was opened again after a closure.
    pub(crate) anew: Vec<Anew>,
}

/// A day on which the case was opened again, and how much had been said by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Anew {
    /// When it had closed before.
    pub(crate) closed: Date,
    pub(crate) day: Date,
    engagement: usize,
    attempts: usize,
}

impl Work {
    /// The allocation that this entry began.
    pub fn allocation(&self, entry: Sequence) -> Option<&Allocated> {
        self.allocations.iter().find(|a| a.entry == entry)
    }

    /// The allocations to a person that go on.
    pub fn supporting(&self, person: PersonId) -> impl Iterator<Item = &Allocated> {
        self.allocations
            .iter()
            .filter(move |a| a.began.person == person && a.goes_on())
    }

    /// The key worker of a person now.
    pub fn key_worker(&self, person: PersonId) -> Option<WorkerId> {
        self.key_workers
            .iter()
            .rev()
            .find(|k| k.what.person == person)
            .map(|k| k.what.worker)
    }

    /// How often a person's key worker has changed: the first is no change, nor is the same again.
    pub fn key_worker_changes(&self, person: PersonId) -> usize {
        let mut workers: Vec<WorkerId> = self
            .key_workers
            .iter()
            .filter(|k| k.what.person == person)
            .map(|k| k.what.worker)
            .collect();
        workers.dedup();
        workers.len().saturating_sub(1)
    }

    /// Where a person's consent stands, if it was ever asked.
    pub fn consent(&self, person: PersonId) -> Option<ConsentState> {
        self.consents
            .iter()
            .rev()
            .find(|c| c.what.person == person)
            .map(|c| c.what.state)
    }

    /// How far a person has come since the case was last opened: what was last said, or trying if
    /// there was an attempt, or not yet contacted.
    pub fn stage(&self, person: PersonId) -> EngagementStage {
        let attempts = self.began(Date::MAX).attempts;
        let mut attempts = self.attempts.iter().skip(attempts);
        match self.said(person) {
            Some(said) => said.what.stage,
            None if attempts.any(|a| a.what.person == person) => EngagementStage::Trying,
            None => EngagementStage::NotYetContacted,
        }
    }

    /// What was last said of how far a person has come since the case was last opened.
    pub fn said(&self, person: PersonId) -> Option<&Dated<Engagement>> {
        self.said_by(person, Date::MAX)
    }

    /// The same by the end of a day.
    pub fn said_by(&self, person: PersonId, day: Date) -> Option<&Dated<Engagement>> {
        let mut said = self.engagement.iter().skip(self.began(day).engagement);
        said.rfind(|e| e.what.person == person && e.happened.sort_date() <= day)
    }

    /// The case was closed and is open again: people are asked anew.
    pub(crate) fn begin_anew(&mut self, closed: Date, day: Date) {
        self.anew.push(Anew {
            closed,
            day,
            engagement: self.engagement.len(),
            attempts: self.attempts.len(),
        });
    }

    /// Where what belongs to the case as it was open by the end of a day begins.
    fn began(&self, day: Date) -> Anew {
        let mut anew = self.anew.iter().rev();
        anew.find(|anew| anew.day <= day)
            .copied()
            .unwrap_or_default()
    }

    /// Whether the person was met on a day.
    pub(crate) fn met_on(&self, person: PersonId, day: Date) -> bool {
        self.met(person).any(|(on, _)| on == day)
    }

    pub(crate) fn calls_of(&self, person: PersonId) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(move |c| c.call.person == person)
    }

    /// Sessions for the person, held or missed.
    pub(crate) fn sessions_for(&self, person: PersonId) -> impl Iterator<Item = &Dated<Session>> {
        self.sessions
            .iter()
            .filter(move |s| s.what.people.iter().any(|p| p.person == person))
    }

    /// The next appointment of a person on or after a day: the last that was made, until there is
    /// a session, held or missed, in its place.
    pub fn next_appointment(&self, person: PersonId, from: Date) -> Option<&Appointment> {
        let mut made = self.appointments.iter().rev();
        let made = made.find(|a| a.what.person == person)?;
        // One that is made after a session for later that day is not over by that session.
        let over = self.sessions_for(person).any(|s| {
            let day = s.happened.sort_date();
            let later = (day, s.entry) > (made.happened.sort_date(), made.entry);
            later && day >= made.what.day
        });
        Some(&made.what).filter(|a| a.day >= from && !over)
    }

    /// Disciplines that support a person now, each once, in order.
    pub fn disciplines(&self, person: PersonId) -> Vec<Discipline> {
        let mut disciplines: Vec<_> = self
            .supporting(person)
            .map(|a| a.began.discipline)
            .collect();
        disciplines.sort_unstable();
        disciplines.dedup();
        disciplines
    }

    /// The goal that this entry set.
    pub fn goal(&self, entry: Sequence) -> Option<&GoalSoFar> {
        self.goals.iter().find(|g| g.entry == entry)
    }

    /// The community referral of this entry.
    pub fn community(&self, entry: Sequence) -> Option<&CommunitySoFar> {
        self.community.iter().find(|c| c.entry == entry)
    }

    /// Whether any service in the community has taken hold.
    pub fn community_engaging(&self) -> bool {
        self.community
            .iter()
            .any(|c| c.stands() == CommunityStepCode::Engaging)
    }
}

/// Whether a person came to a session.
pub(crate) fn came(session: &Session, person: PersonId) -> bool {
    session
        .people
        .iter()
        .any(|p| p.person == person && p.came == Attended::Came)
}
