#![doc = include_str!("../README.md")]

mod acts;
mod advice;
mod bring_in;
mod escalation;
mod folded;
mod invariants;
mod offer;
mod rules;

pub use acts::allocation::{
    Allocate, ChangeAllocation, ChangeCaseHolder, ChangeKeyWorker, Employer,
};
pub use acts::closing::{
    Bar, CallAfterwards, CloseCase, Closer, HoldReview, InCommunity, TakeFeedback,
    bars as closure_bars, in_community, still_missing as missing_to_close,
};
pub use acts::community::{ReferToCommunity, SpeakUp, StepIntoCommunity};
pub use acts::concern::{RaiseConcern, TakeConcernOn};
pub use acts::consultation::{AdviseProfessional, HoldConsultation};
pub use acts::contact::{CallThemBack, MakeAppointment, RecordContact, SaySafeContact, TakeCall};
pub use acts::correction::PutRight;
pub use acts::data::{AnswerDataSet, At, SayResidence, SayStatus};
pub use acts::engagement::{AskToStart, SayConsent, SayEngagement};
pub use acts::goal::{SayProgress, SetGoal};
pub use acts::lapse::{RecordLapse, Shared, who_is_told};
pub use acts::note::WriteNote;
pub use acts::plan::{AddPlanItem, EndSafetyPlan, SayPlanItem, WriteSafetyPlan};
pub use acts::reading::{
    AnswerToRead, AskToRead, OpenReading, ReadingTimes, ReviewReading, kept_from, may_read,
};
pub use acts::referral::{OnTheList, Refer};
pub use acts::restriction::{Lifter, Restrict};
pub use acts::session::{RecordEmergency, RecordSession};
pub use acts::threshold::DecideThreshold;
pub use advice::{AdviceCommand, decide_advice};
pub use bring_in::{BringIn, entries_of};
pub use escalation::{Escalation, Reached, told_by_mail};
pub use folded::folded;
pub use invariants::{Broken, broken};
pub use offer::{Allocator, Offer, Room};

use calendar::When;
use record::{Correction, Fact, Family, Visibility};

/// An entry before it has a place in the chronology.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When it happened.
    pub happened: When,
    /// Who may see it.
    pub visibility: Visibility,
    /// The entry it puts right.
    pub correction: Option<Correction>,
    /// What it says.
    pub fact: Fact,
}

impl NewEntry {
    /// An entry for the team and the family's social workers.
    pub fn shared(happened: When, fact: Fact) -> Self {
        Self {
            happened,
            visibility: Visibility::Shared,
            correction: None,
            fact,
        }
    }
}

/// Something a person asks to have happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Bring in a family from a workbook.
    BringIn(Box<BringIn>),
    /// Refer a family.
    Refer(Box<Refer>),
    /// Decide the threshold.
    DecideThreshold(DecideThreshold),
    /// Record a consultation.
    HoldConsultation(HoldConsultation),
    /// Record advice to a professional.
    AdviseProfessional(AdviseProfessional),
    /// Allocate support.
    Allocate(Allocate),
    /// Change support.
    ChangeAllocation(ChangeAllocation),
    /// Change the key worker.
    ChangeKeyWorker(ChangeKeyWorker),
    /// Change the case holder.
    ChangeCaseHolder(ChangeCaseHolder),
    /// Record an attempt at contact.
    RecordContact(RecordContact),
    /// Record a call from the family.
    TakeCall(TakeCall),
    /// Call back.
    CallBack(CallThemBack),
    /// Say how to be in touch safely.
    SaySafeContact(SaySafeContact),
    /// Make an appointment.
    MakeAppointment(MakeAppointment),
    /// Record consent.
    SayConsent(SayConsent),
    /// Say how far somebody has come.
    SayEngagement(SayEngagement),
    /// Record that somebody asks to start.
    AskToStart(AskToStart),
    /// Record a session.
    RecordSession(Box<RecordSession>),
    /// Record an emergency session.
    RecordEmergency(Box<RecordEmergency>),
    /// Write a note.
    WriteNote(WriteNote),
    /// Set a goal.
    SetGoal(SetGoal),
    /// Say how a goal stands.
    SayProgress(SayProgress),
    /// Record advocacy.
    SpeakUp(SpeakUp),
    /// Refer to a service in the community.
    ReferToCommunity(ReferToCommunity),
    /// Record a step into a service.
    StepIntoCommunity(StepIntoCommunity),
    /// Answer a data set.
    AnswerDataSet(Box<AnswerDataSet>),
    /// Record a safeguarding status.
    SayStatus(SayStatus),
    /// Record where somebody lives.
    SayResidence(SayResidence),
    /// Record a review.
    HoldReview(HoldReview),
    /// Close the case.
    CloseCase(Box<CloseCase>),
    /// Record a follow-up call.
    CallAfterwards(CallAfterwards),
    /// Record feedback.
    TakeFeedback(TakeFeedback),
    /// Raise a concern.
    RaiseConcern(RaiseConcern),
    /// Add to a concern, or acknowledge it.
    TakeConcernOn(TakeConcernOn),
    /// Write a safety plan.
    WriteSafetyPlan(WriteSafetyPlan),
    /// Add to a safety plan, or propose to.
    AddPlanItem(AddPlanItem),
    /// Agree to an item of a safety plan, or let it go.
    SayPlanItem(SayPlanItem),
    /// End a safety plan.
    EndSafetyPlan(EndSafetyPlan),
    /// Record a lapse of the safety plan.
    RecordLapse(RecordLapse),
    /// Restrict a family to named people, or lift it.
    Restrict(Restrict),
    /// Ask to read in an emergency what is kept from somebody.
    AskToRead(AskToRead),
    /// Answer it.
    AnswerToRead(AnswerToRead),
    /// Open what may be read.
    OpenReading(OpenReading),
    /// Review what was read.
    ReviewReading(ReviewReading),
    /// Put an entry right.
    PutRight(Box<PutRight>),
}

/// Why a command cannot be done, in words for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A rule of the service; the words say what to do.
    #[error("{0}")]
    Rule(String),
    /// The workbook tells something else of a family that is here already.
    #[error(
        "family {reference} is here already and the workbook says something else: {differences}. \
         Nothing was changed. Correct the family on its page, or take it out of the workbook"
    )]
    Different {
        /// The family.
        reference: String,
        /// What differs, as "F001, Housing: Rented here, Owned in the workbook".
        differences: String,
    },
    /// The rows do not make a family.
    #[error(
        "family {reference} cannot be brought in: {problems}. Nothing was changed. Put the \
         workbook right and bring it in again"
    )]
    Unfit {
        /// The family, as far as the workbook names it.
        reference: String,
        /// What is wrong, as "E003, Date of the session has no date".
        problems: String,
    },
    /// The rows cannot be told as a chronology; a mistake in the program.
    #[error("family {reference} could not be brought in exactly: {differences}")]
    Inexact {
        /// The family.
        reference: String,
        /// What would have changed.
        differences: String,
    },
}

impl Refusal {
    /// A refusal by a rule, in words for the person who asked.
    pub(crate) fn because(words: impl Into<String>) -> Self {
        Self::Rule(words.into())
    }
}

/// What a command tells first, for putting an earlier entry right with: when, and what. What it tells
/// besides, such as the note of a session, is an entry of its own. Nothing for commands whose
/// entries are not put right one by one in this way.
pub fn told(command: &Command) -> Option<(When, Fact)> {
    macro_rules! told {
        ($act:ident.$what:ident as $kind:ident) => {
            Some(($act.happened, Fact::$kind($act.$what.clone())))
        };
    }
    match command {
        Command::DecideThreshold(act) => told!(act.decision as ThresholdDecision),
        Command::HoldConsultation(act) => told!(act.consultation as Consultation),
        Command::AdviseProfessional(act) => told!(act.advice as ProfessionalAdvice),
        Command::Allocate(act) => told!(act.allocation as Allocation),
        Command::ChangeAllocation(act) => told!(act.change as AllocationChange),
        Command::ChangeKeyWorker(act) => told!(act.key_worker as KeyWorker),
        Command::ChangeCaseHolder(act) => told!(act.holder as CaseHolder),
        Command::RecordContact(act) => told!(act.attempt as ContactAttempt),
        Command::TakeCall(act) => told!(act.call as InboundCall),
        Command::CallBack(act) => told!(act.back as CallBack),
        Command::SaySafeContact(act) => told!(act.safe as SafeContact),
        Command::MakeAppointment(act) => told!(act.appointment as Appointment),
        Command::SayConsent(act) => told!(act.consent as Consent),
        Command::SayEngagement(act) => told!(act.engagement as Engagement),
        Command::AskToStart(act) => told!(act.asked as AskedToStart),
        Command::RecordSession(act) => told!(act.session as Session),
        Command::RecordEmergency(act) => told!(act.session as EmergencySession),
        Command::WriteNote(act) => told!(act.note as Note),
        Command::SetGoal(act) => told!(act.goal as Goal),
        Command::SayProgress(act) => told!(act.progress as GoalProgress),
        Command::SpeakUp(act) => told!(act.advocacy as Advocacy),
        Command::ReferToCommunity(act) => told!(act.referral as CommunityReferral),
        Command::StepIntoCommunity(act) => told!(act.step as CommunityStep),
        Command::SayStatus(act) => told!(act.status as SafeguardingStatus),
        Command::SayResidence(act) => told!(act.residence as Residence),
        Command::HoldReview(act) => told!(act.review as Review),
        Command::CloseCase(act) => told!(act.closure as Closure),
        Command::CallAfterwards(act) => told!(act.call as FollowUp),
        Command::TakeFeedback(act) => told!(act.feedback as Feedback),
        Command::RaiseConcern(act) => told!(act.concern as Concern),
        Command::TakeConcernOn(act) => told!(act.step as ConcernStep),
        Command::WriteSafetyPlan(act) => told!(act.plan as SafetyPlan),
        Command::AddPlanItem(act) => told!(act.item as PlanItem),
        Command::SayPlanItem(act) => told!(act.step as PlanStep),
        Command::EndSafetyPlan(act) => told!(act.end as PlanEnd),
        Command::RecordLapse(act) => told!(act.lapse as Lapse),
        // Several entries alike, none that this command could tell anew, or what is said anew instead.
        Command::BringIn(_)
        | Command::Refer(_)
        | Command::AnswerDataSet(_)
        | Command::AskToRead(_)
        | Command::AnswerToRead(_)
        | Command::OpenReading(_)
        | Command::ReviewReading(_)
        | Command::Restrict(_)
        | Command::PutRight(_) => None,
    }
}

/// Decides a command against the family as it is now: the entries to append, none if it has
/// already happened. `family` is folded from every entry, whatever its day and visibility.
pub fn decide(family: &Family, command: &Command) -> Result<Vec<NewEntry>, Refusal> {
    let entries = entries(family, command)?;
    // What a workbook tells is taken as it is.
    if !matches!(command, Command::BringIn(_)) {
        invariants::kept(family, &entries)?;
    }
    Ok(entries)
}

fn entries(family: &Family, command: &Command) -> Result<Vec<NewEntry>, Refusal> {
    match command {
        Command::BringIn(act) => bring_in::decide(family, act),
        Command::Refer(act) => acts::referral::decide(family, act),
        Command::DecideThreshold(act) => acts::threshold::decide(family, act),
        Command::HoldConsultation(act) => acts::consultation::consult(family, act),
        Command::AdviseProfessional(act) => acts::consultation::advise(family, act),
        Command::Allocate(act) => acts::allocation::allocate(family, act),
        Command::ChangeAllocation(act) => acts::allocation::change(family, act),
        Command::ChangeKeyWorker(act) => acts::allocation::key_worker(family, act),
        Command::ChangeCaseHolder(act) => acts::allocation::case_holder(family, act),
        Command::RecordContact(act) => acts::contact::decide(family, act),
        Command::TakeCall(act) => acts::contact::take_call(family, act),
        Command::CallBack(act) => acts::contact::call_back(family, act),
        Command::SaySafeContact(act) => acts::contact::safe(family, act),
        Command::MakeAppointment(act) => acts::contact::appoint(family, act),
        Command::SayConsent(act) => acts::engagement::consent(family, act),
        Command::SayEngagement(act) => acts::engagement::engagement(family, act),
        Command::AskToStart(act) => acts::engagement::ask_to_start(family, act),
        Command::RecordSession(act) => acts::session::decide(family, act),
        Command::RecordEmergency(act) => acts::session::decide_emergency(family, act),
        Command::WriteNote(act) => acts::note::decide(family, act),
        Command::SetGoal(act) => acts::goal::set(family, act),
        Command::SayProgress(act) => acts::goal::progress(family, act),
        Command::SpeakUp(act) => acts::community::speak_up(family, act),
        Command::ReferToCommunity(act) => acts::community::refer(family, act),
        Command::StepIntoCommunity(act) => acts::community::step(family, act),
        Command::AnswerDataSet(act) => acts::data::answer(family, act),
        Command::SayStatus(act) => acts::data::status(family, act),
        Command::SayResidence(act) => acts::data::residence(family, act),
        Command::HoldReview(act) => acts::closing::review(family, act),
        Command::CloseCase(act) => acts::closing::close(family, act),
        Command::CallAfterwards(act) => acts::closing::follow_up(family, act),
        Command::TakeFeedback(act) => acts::closing::feedback(family, act),
        Command::RaiseConcern(act) => acts::concern::raise(family, act),
        Command::TakeConcernOn(act) => acts::concern::take_on(family, act),
        Command::WriteSafetyPlan(act) => acts::plan::write(family, act),
        Command::AddPlanItem(act) => acts::plan::add(family, act),
        Command::SayPlanItem(act) => acts::plan::say(family, act),
        Command::EndSafetyPlan(act) => acts::plan::end(family, act),
        Command::RecordLapse(act) => acts::lapse::decide(family, act),
        Command::Restrict(act) => acts::restriction::decide(family, act),
        Command::AskToRead(act) => acts::reading::ask(family, act),
        Command::AnswerToRead(act) => acts::reading::answer(family, act),
        Command::OpenReading(act) => acts::reading::open(family, act),
        Command::ReviewReading(act) => acts::reading::review(family, act),
        Command::PutRight(act) => acts::correction::decide(family, act),
    }
}
