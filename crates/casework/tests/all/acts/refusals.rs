//! Everything that is refused, in the words a person reads.

use std::fmt::Write as _;

use calendar::date;
use casework::*;
use record::lists::*;
use record::*;

use super::entries::{appointment, call, consultation, emergency, plain, refused};
use super::family::*;
use crate::recorded::id;

#[test]
fn a_referral_and_a_decision() {
    let mut told = String::new();
    refused!(told, "not on the list", Refer, |it| it.list = OnTheList::No);
    refused!(told, "held by the team", Refer, |it| it.employer =
        Employer::Team);
    refused!(told, "nobody", Refer, |it| it.household.people.clear());
    refused!(told, "for nobody", Refer, |it| it.referral.asks.clear());
    refused!(told, "for a stranger", Refer, |it| it.referral.asks[0]
        .person =
        id(STRANGER));
    refused!(told, "answers of a stranger", Refer, |it| it.baseline =
        vec![(
            Subject::Person(id(STRANGER)),
            DataSet::new(Sheet::Children)
        )]);
    refused!(told, "no reference", Refer, |it| it
        .household
        .reference
        .clear());
    refused!(told, "open", supported(), refer(6));
    refused!(told, "before it closed", closed(), refer(19));
    refused!(
        told,
        "not referred",
        Case::default(),
        threshold(4, Threshold::Met)
    );
    let early = Case::default().then(&refer(3));
    refused!(told, "not yet", early, threshold(2, Threshold::Met));
    refused!(told, "closed", closed(), threshold(21, Threshold::Met));
    refused!(told, "of a stranger", DecideThreshold, |it| it
        .decision
        .of =
        Subject::Person(id(STRANGER)));
    refused!(told, "no criteria", DecideThreshold, |it| it
        .decision
        .criteria
        .clear());
    refused!(told, "with nothing", DecideThreshold, |it| it.decision =
        ThresholdDecision::new(Subject::Family, Threshold::NotMet));
    refused!(told, "without grounds", DecideThreshold, |it| it.decision =
        ThresholdDecision {
            advice: "ring Home-Start".to_owned(),
            ..ThresholdDecision::new(Subject::Family, Threshold::NotMet)
        });
    refused!(told, "nobody there", HoldConsultation, |it| it
        .consultation
        .present
        .clear());
    refused!(told, "nothing came of it", HoldConsultation, |it| it
        .consultation =
        Consultation {
            questions: String::new(),
            ..consultation()
        });
    let added = |person, reason: &str| DisciplineChange {
        person,
        discipline: Discipline::YouthWork,
        change: AddedOrDropped::Added,
        reason: reason.to_owned(),
    };
    refused!(told, "no reason", HoldConsultation, |it| it
        .consultation
        .changes =
        vec![added(child(), " ")]);
    refused!(told, "stranger", HoldConsultation, |it| it
        .consultation
        .changes =
        vec![added(id(STRANGER), "she asked")]);
    refused!(told, "no question", AdviseProfessional, |it| it
        .advice
        .subject
        .clear());
    refused!(told, "to nobody", AdviseProfessional, |it| it
        .advice
        .to
        .words
        .clear());
    insta::assert_snapshot!(told);
}

#[test]
fn support() {
    let mut told = String::new();
    let undecided = Case::default().then(&refer(3));
    let not_met = undecided.clone().then(&threshold(4, Threshold::NotMet));
    refused!(told, "undecided", undecided, allocate(5, mother(), 30));
    refused!(told, "not met", not_met, allocate(5, mother(), 30));
    refused!(told, "stranger", accepted(), allocate(5, id(STRANGER), 30));
    refused!(told, "twice", supported(), allocate(6, mother(), 30));
    refused!(
        told,
        "an adult's for a child",
        accepted(),
        allocate(5, child(), 30)
    );
    refused!(told, "holding", Allocate, |it| it.allocation.kind =
        AllocationKind::Holding);
    refused!(told, "not yet", accepted(), allocate(2, mother(), 30));
    refused!(told, "closed", closed(), allocate(21, mother(), 31));
    refused!(
        told,
        "the day it closed",
        closed(),
        allocate(20, mother(), 31)
    );
    let it = supported().last("allocation");
    let paused = AllocationStep::Paused { look_again: None };
    let to = |number| AllocationStep::HandedOver { to: worker(number) };
    let full = AllocationStep::Converted { worker: worker(31) };
    let earlier = AllocationStep::Paused {
        look_again: Some(date(2022, 1, 5)),
    };
    let resting = supported().then(&change(7, it, paused.clone()));
    refused!(
        told,
        "unknown",
        supported(),
        change(6, Sequence(1), paused.clone())
    );
    refused!(told, "ended", closed(), change(20, it, paused.clone()));
    refused!(told, "no reason", ChangeAllocation, |it| it
        .change
        .reason
        .clear());
    refused!(
        told,
        "before it began",
        supported(),
        change(4, it, AllocationStep::Ended)
    );
    refused!(told, "paused", resting.clone(), change(8, it, paused));
    refused!(
        told,
        "before the pause",
        resting,
        change(6, it, AllocationStep::Resumed)
    );
    refused!(
        told,
        "not paused",
        supported(),
        change(6, it, AllocationStep::Resumed)
    );
    refused!(told, "look again", supported(), change(6, it, earlier));
    refused!(told, "full already", supported(), change(6, it, full));
    refused!(told, "to the same", supported(), change(6, it, to(30)));
    refused!(told, "stranger", ChangeKeyWorker, |it| it
        .key_worker
        .person =
        id(STRANGER));
    refused!(told, "no reason", ChangeKeyWorker, |it| it
        .key_worker
        .reason
        .clear());
    refused!(told, "of the team", ChangeCaseHolder, |it| it.employer =
        Employer::Team);
    insta::assert_snapshot!(told);
}

#[test]
fn contact_and_engagement() {
    let mut told = String::new();
    refused!(told, "stranger", supported(), attempt(6, id(STRANGER)));
    refused!(told, "closed", closed(), attempt(21, mother()));
    refused!(told, "next try", RecordContact, |it| it.attempt.next_try =
        Some(date(2022, 1, 5)));
    refused!(told, "no words", TakeCall, |it| it.call.words.clear());
    refused!(told, "stranger", TakeCall, |it| it.call = InboundCall {
        person: id(STRANGER),
        ..call()
    });
    refused!(told, "no call", CallBack, |it| it.back.call = Sequence(1));
    refused!(told, "no words", SaySafeContact, |it| it.safe.words.clear());
    refused!(told, "stranger", SaySafeContact, |it| it.safe.about =
        Subject::Person(id(STRANGER)));
    refused!(told, "too early", MakeAppointment, |it| it
        .appointment
        .day =
        date(2022, 1, 5));
    refused!(told, "no worker", MakeAppointment, |it| it
        .appointment
        .workers
        .clear());
    refused!(told, "stranger", MakeAppointment, |it| it.appointment =
        Appointment {
            person: id(STRANGER),
            ..appointment()
        });
    refused!(told, "stranger", SayConsent, |it| it.consent.person =
        id(STRANGER));
    refused!(told, "how", SayConsent, |it| it.consent.how.clear());
    refused!(told, "never given", SayConsent, |it| it.consent.state =
        ConsentState::Withdrawn);
    let stage = |on, stage| engagement(on, mother(), stage);
    let given = |on| supported().then(&consent(on, mother(), ConsentState::Given));
    refused!(
        told,
        "no consent",
        supported(),
        stage(6, EngagementStage::Engaged)
    );
    refused!(
        told,
        "before consent",
        given(8),
        stage(7, EngagementStage::Engaged)
    );
    refused!(
        told,
        "never away",
        given(6),
        stage(7, EngagementStage::BackAgain)
    );
    refused!(told, "stranger", SayEngagement, |it| it.engagement.person =
        id(STRANGER));
    for stage in [EngagementStage::SteppedBack, EngagementStage::Ended] {
        refused!(told, "no words", SayEngagement, |it| {
            it.engagement.stage = stage;
            it.engagement.words.clear();
        });
    }
    refused!(told, "look again", SayEngagement, |it| it
        .engagement
        .look_again =
        Some(date(2022, 1, 5)));
    refused!(told, "stranger", AskToStart, |it| it.asked.person =
        id(STRANGER));
    insta::assert_snapshot!(told);
}

#[test]
fn sessions_and_goals() {
    let mut told = String::new();
    refused!(told, "nobody", RecordSession, |it| it
        .session
        .people
        .clear());
    refused!(told, "stranger", RecordSession, |it| it.session.people[0]
        .person =
        id(STRANGER));
    refused!(told, "no worker", RecordSession, |it| it
        .session
        .workers
        .clear());
    refused!(told, "emergency", RecordSession, |it| it.session.kind =
        SessionKind::Emergency);
    for minutes in [None, Some(0), Some(1441)] {
        refused!(told, "minutes", RecordSession, |it| it.session.minutes =
            minutes);
    }
    refused!(told, "next", RecordSession, |it| it
        .next
        .as_mut()
        .unwrap()
        .day =
        date(2022, 1, 5));
    refused!(told, "next with a stranger", RecordSession, |it| it
        .next
        .as_mut()
        .unwrap()
        .person =
        id(STRANGER));
    refused!(told, "rebooked", RecordSession, |it| it.session.people[0]
        .rebooked =
        Some(date(2022, 1, 5)));
    refused!(told, "closed", closed(), held(21, session(mother())));
    refused!(told, "nobody", RecordEmergency, |it| it
        .session
        .people
        .clear());
    refused!(told, "stranger", RecordEmergency, |it| it.session.people
        [0] =
        id(STRANGER));
    refused!(told, "no worker", RecordEmergency, |it| it
        .session
        .workers
        .clear());
    refused!(told, "no words", RecordEmergency, |it| it
        .session
        .what_happened
        .clear());
    let counted = Sheet::EmergencySessions.fields().iter().copied();
    let mut counted = counted.filter(|field| matches!(field.kind(), Kind::Number { .. }));
    let service = counted.next_back().unwrap();
    refused!(told, "how known", RecordEmergency, |it| it
        .session
        .answers
        .set(service, Value::Number(1)));
    refused!(told, "one event", RecordEmergency, |it| it.session =
        EmergencySession {
            linked: vec![vec![Counted(service)]],
            ..emergency()
        });
    let counted = |count| {
        let mut session = emergency();
        session.answers.set(service, Value::Number(count));
        let how = HowKnown::WorkerJudgement;
        let of = Counted(service);
        session.known.push(Known { service: of, how });
        session
    };
    refused!(told, "an event of one", RecordEmergency, |it| it.session =
        EmergencySession {
            linked: vec![vec![Counted(service)]],
            ..counted(1)
        });
    refused!(told, "an event of one twice", RecordEmergency, |it| it
        .session =
        EmergencySession {
            linked: vec![vec![Counted(service), Counted(service)]],
            ..counted(2)
        });
    refused!(told, "no words", WriteNote, |it| it.note.text.clear());
    refused!(told, "stranger", WriteNote, |it| it.note.about =
        Subject::Person(id(STRANGER)));
    refused!(told, "no words", SetGoal, |it| it.goal.words.clear());
    refused!(told, "stranger", SetGoal, |it| it.goal.person =
        id(STRANGER));
    refused!(told, "no goal", SayProgress, |it| it.progress.goal =
        Sequence(1));
    refused!(told, "no issue", SpeakUp, |it| it.advocacy.issue.clear());
    refused!(told, "stranger", SpeakUp, |it| it.advocacy.person =
        id(STRANGER));
    refused!(told, "no service", ReferToCommunity, |it| it
        .referral
        .service
        .clear());
    refused!(told, "stranger", ReferToCommunity, |it| it.referral.about =
        Subject::Person(id(STRANGER)));
    refused!(told, "no service", StepIntoCommunity, |it| it
        .step
        .referral =
        Sequence(1));
    refused!(told, "stranger", AnswerDataSet, |it| it.of =
        Subject::Person(id(STRANGER)));
    refused!(told, "answered since", AnswerDataSet, |it| it.seen =
        Some(Sequence(1)));
    refused!(told, "told by", SayStatus, |it| it.status.told_by.clear());
    refused!(told, "stranger", SayResidence, |it| it.residence.person =
        id(STRANGER));
    refused!(told, "stranger", SayStatus, |it| it.status.person =
        id(STRANGER));
    insta::assert_snapshot!(told);
}
