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

    /// How far a person has come: what was last said, or trying if there was an attempt, or not
    /// yet contacted.
    pub fn stage(&self, person: PersonId) -> EngagementStage {
        let said = self
            .engagement
            .iter()
            .rev()
            .find(|e| e.what.person == person);
        match said {
            Some(said) => said.what.stage,
            None if self.attempts.iter().any(|a| a.what.person == person) => {
                EngagementStage::Trying
            }
            None => EngagementStage::NotYetContacted,
        }
    }

    /// How far a person was last said to have come by the end of a day.
    pub fn said_stage(&self, person: PersonId, day: Date) -> Option<EngagementStage> {
        let said = self.engagement.iter().rev();
        said.filter(|e| e.what.person == person)
            .find(|e| e.happened.sort_date() <= day)
            .map(|e| e.what.stage)
    }

    /// The first day somebody of the team was in touch with the person: an attempt in which they
    /// spoke, or a session they came to.
    pub fn first_contact(&self, person: PersonId) -> Option<When> {
        use crate::lists::ContactResult::{NotNow, SaidNo, Spoke};
        let spoke = self.attempts.iter().filter(|a| {
            a.what.person == person && matches!(a.what.result, Spoke | NotNow | SaidNo)
        });
        let came = self.sessions.iter().filter(|s| came(&s.what, person));
        let calls = self.calls.iter().filter(|c| c.call.person == person);
        spoke
            .map(|a| a.happened)
            .chain(came.map(|s| s.happened))
            .chain(calls.map(|c| c.happened))
            .min_by_key(|when| when.sort_date())
    }

    /// The last day somebody tried to be in touch with the person or was.
    pub fn last_touch(&self, person: PersonId) -> Option<When> {
        let attempts = self.attempts.iter().filter(|a| a.what.person == person);
        let sessions = self
            .sessions
            .iter()
            .filter(|s| s.what.people.iter().any(|p| p.person == person));
        let calls = self.calls.iter().filter(|c| c.call.person == person);
        attempts
            .map(|a| a.happened)
            .chain(sessions.map(|s| s.happened))
            .chain(calls.map(|c| c.happened))
            .max_by_key(|when| when.sort_date())
    }

    /// The next appointment of a person on or after a day, if no later entry took its place.
    pub fn next_appointment(&self, person: PersonId, from: Date) -> Option<&Appointment> {
        let latest = self
            .appointments
            .iter()
            .rev()
            .find(|a| a.what.person == person)?;
        Some(&latest.what).filter(|a| a.day >= from)
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
