//! What each act records: the kinds of entries, who may see them, and their days.

use std::collections::BTreeSet;
use std::fmt::Write;

use calendar::date;
use casework::*;
use record::lists::*;
use record::*;

use super::family::*;
use super::readings;

/// The name of an act.
pub(crate) fn name(command: &Command) -> String {
    let told = format!("{command:?}");
    told.split('(').next().unwrap().to_owned()
}

pub(crate) fn to_community(on: i8) -> Command {
    Command::ReferToCommunity(ReferToCommunity {
        happened: day(on),
        referral: CommunityReferral {
            about: Subject::Family,
            service: "Home-Start".to_owned(),
            words: String::new(),
        },
    })
}

pub(crate) fn call() -> InboundCall {
    InboundCall {
        person: mother(),
        worker: worker(30),
        time: None,
        words: "Could somebody ring her?".to_owned(),
        call_back: Some(worker(31)),
    }
}

pub(crate) fn emergency() -> EmergencySession {
    let mut answers = DataSet::new(Sheet::EmergencySessions);
    answers.set(Field::SwHours, Value::Number(200));
    let mut session = EmergencySession::new(String::new(), answers);
    session.what_happened.push_str("A row at home");
    session.people = vec![mother()];
    session.workers = vec![worker(30)];
    session
}

pub(crate) fn consultation() -> Consultation {
    Consultation {
        time: None,
        present: vec![Present {
            worker: Some(worker(20)),
            words: String::new(),
            discipline: None,
        }],
        mode: Mode::Online,
        questions: "Who is there at night?".to_owned(),
        advice: Vec::new(),
        changes: Vec::new(),
        signposts: Vec::new(),
    }
}

pub(crate) fn appointment() -> Appointment {
    Appointment {
        person: mother(),
        workers: vec![worker(30)],
        day: date(2022, 1, 12),
        time: None,
        mode: Mode::InPerson,
        place: String::new(),
    }
}

/// Each act on a family that it fits.
pub(crate) fn all() -> Vec<(Case, Command)> {
    let happened = day(6);
    let words = || "in words".to_owned();
    let team = Visibility::Team;
    let named = Visibility::Named(vec![worker(31)]);
    let goal = Command::SetGoal(SetGoal {
        happened,
        goal: Goal {
            person: mother(),
            words: words(),
        },
        visibility: team.clone(),
    });
    let taken = Command::TakeCall(TakeCall {
        happened,
        call: call(),
    });
    let (has_goal, rang) = (supported().then(&goal), supported().then(&taken));
    let service = supported().then(&to_community(6));
    let right = put_right(
        service.last("community_referral"),
        7,
        Fact::CommunityReferral(CommunityReferral {
            about: Subject::Family,
            service: "Homestart".to_owned(),
            words: String::new(),
        }),
    );
    let mut acts = vec![
        (Case::default(), refer(3)),
        (
            Case::default().then(&refer(3)),
            threshold(4, Threshold::Met),
        ),
        (accepted(), allocate(5, mother(), 30)),
        (
            supported(),
            change(
                6,
                supported().last("allocation"),
                AllocationStep::HandedOver { to: worker(31) },
            ),
        ),
        (supported(), attempt(6, mother())),
        (supported(), taken),
        (supported(), goal),
        (supported(), to_community(6)),
        (supported(), consent(6, mother(), ConsentState::Given)),
        (
            supported(),
            engagement(6, mother(), EngagementStage::Exploring),
        ),
        (supported(), close(20)),
        (service.clone(), right),
        (
            supported()
                .then(&consent(5, mother(), ConsentState::Given))
                .then(&engagement(5, mother(), EngagementStage::Engaged)),
            consent(6, mother(), ConsentState::Withdrawn),
        ),
    ];
    let note = SessionNote {
        text: words(),
        ..SessionNote::default()
    };
    let record = RecordSession {
        happened,
        session: session(mother()),
        note: Some((note.clone(), named.clone())),
        next: Some(appointment()),
    };
    let emergency = RecordEmergency {
        happened,
        session: emergency(),
        note: Some((note, team.clone())),
    };
    let mut answers = DataSet::new(Sheet::Families);
    answers.set(Field::HomeTown, Value::Text("Brightsea".to_owned()));
    let answers = AnswerDataSet {
        happened,
        at: At::Referral,
        of: Subject::Family,
        answers,
        seen: None,
    };
    let supported_acts = [
        Command::HoldConsultation(HoldConsultation {
            happened,
            consultation: consultation(),
        }),
        Command::AdviseProfessional(AdviseProfessional {
            happened,
            advice: ProfessionalAdvice {
                kind: AdviceKind::Coaching,
                to: Present {
                    worker: None,
                    words: "her teacher".to_owned(),
                    discipline: None,
                },
                discipline: None,
                subject: words(),
                words: String::new(),
            },
        }),
        Command::ChangeKeyWorker(ChangeKeyWorker {
            happened,
            key_worker: KeyWorker {
                person: mother(),
                worker: worker(31),
                reason: words(),
            },
        }),
        Command::ChangeCaseHolder(ChangeCaseHolder {
            happened,
            holder: holder(21),
            employer: Employer::SocialCare,
        }),
        Command::SaySafeContact(SaySafeContact {
            happened,
            safe: SafeContact {
                about: Subject::Family,
                words: "no voicemail".to_owned(),
            },
        }),
        Command::MakeAppointment(MakeAppointment {
            happened,
            appointment: appointment(),
        }),
        Command::AskToStart(AskToStart {
            happened,
            asked: AskedToStart {
                person: mother(),
                words: words(),
            },
        }),
        Command::RecordSession(Box::new(record)),
        Command::RecordEmergency(Box::new(emergency)),
        Command::WriteNote(WriteNote {
            happened,
            note: Note {
                about: Subject::Family,
                text: words(),
            },
            visibility: named,
        }),
        Command::SpeakUp(SpeakUp {
            happened,
            advocacy: Advocacy {
                person: child(),
                worker: worker(30),
                with: AdvocacyWith::School,
                issue: words(),
                outcome: String::new(),
                quarters_before: None,
                quarters_after: None,
            },
        }),
        Command::AnswerDataSet(Box::new(answers)),
        Command::SayStatus(SayStatus {
            happened,
            status: SafeguardingStatus {
                person: child(),
                status: Some(Safeguarding::ChildInNeed),
                told_by: words(),
            },
        }),
        Command::SayResidence(SayResidence {
            happened,
            residence: Residence {
                person: child(),
                with: None,
                place: words(),
            },
        }),
        Command::HoldReview(HoldReview {
            happened,
            review: Review {
                words: words(),
                reliance: None,
                plan: String::new(),
                next: None,
            },
        }),
        Command::TakeFeedback(TakeFeedback {
            happened,
            feedback: Feedback {
                person: None,
                from: FeedbackFrom::Parent,
                words: words(),
                may_quote: YesNo::No,
                quote: String::new(),
            },
        }),
    ];
    acts.extend(supported_acts.map(|act| (supported(), act)));
    acts.push((
        has_goal.clone(),
        Command::SayProgress(SayProgress {
            happened,
            progress: GoalProgress {
                goal: has_goal.last("goal"),
                progress: GoalProgressCode::Reached,
                words: String::new(),
            },
        }),
    ));
    acts.push((
        rang.clone(),
        Command::CallBack(CallThemBack {
            happened,
            back: CallBack {
                call: rang.last("inbound_call"),
                worker: worker(31),
                result: ContactResult::Spoke,
                words: String::new(),
            },
        }),
    ));
    acts.push((
        service.clone(),
        Command::StepIntoCommunity(StepIntoCommunity {
            happened,
            step: CommunityStep {
                referral: service.last("community_referral"),
                step: CommunityStepCode::Engaging,
                words: String::new(),
            },
        }),
    ));
    acts.push((closed(), raise(6)));
    acts.push((supported(), write_plan(6)));
    let planned = supported().then(&write_plan(6));
    let item = planned.last("safety_plan_item");
    acts.push((planned.clone(), propose(7, 30)));
    acts.push((planned.clone(), say_item(7, item, PlanStepCode::LetGo, 20)));
    let plan = planned.last("safety_plan");
    acts.push((planned.clone(), end_plan(7, plan, 20)));
    acts.push((planned, lapse(7, item, Some(YesNo::Yes), Some(YesNo::Yes))));
    let raised = supported().then(&raise(6));
    let concern = raised.last("concern");
    acts.push((raised, acknowledge(7, concern, 20)));
    let kept = readings::kept();
    let ask = readings::ask(&kept, 5);
    let waits = kept.clone().then(&ask);
    acts.push((kept, ask));
    let answer = readings::answer(&waits, 40, true, &[]);
    acts.push((waits, answer));
    let allowed = readings::allowed();
    let open = readings::open(&allowed, 20, 20);
    acts.push((allowed, open));
    let opened = readings::opened();
    let review = readings::review(&opened, 90, 41, true);
    acts.push((opened, review));
    acts.push((
        closed(),
        Command::CallAfterwards(CallAfterwards {
            happened: day(28),
            call: FollowUp {
                worker: worker(30),
                result: FollowUpResult::NoReply,
                predictions: Vec::new(),
                words: String::new(),
                advice: String::new(),
                next_try: None,
            },
        }),
    ));
    let rows = crate::sample::rows_of("F032");
    let bring_in = crate::recorded::act(rows, crate::sample::CUT_OFF);
    acts.push((Case::default(), Command::BringIn(Box::new(bring_in))));
    acts
}

/// The plain act of this name and the family that it fits.
pub(crate) fn plain(wanted: &str) -> (Case, Command) {
    let found = all().into_iter().find(|(_, act)| name(act) == wanted);
    found.unwrap()
}

macro_rules! refused {
    // The plain act with something about it changed.
    ($told:ident, $what:literal, $act:ident, |$it:ident| $change:expr) => {{
        let (mut case, mut command) = plain(stringify!($act));
        let Command::$act($it) = &mut command else {
            panic!("{command:?}");
        };
        $change;
        let refusal = case.act(&command).unwrap_err();
        writeln!($told, "{}, {}: {refusal}", stringify!($act), $what).unwrap();
    }};
    ($told:ident, $what:literal, $case:expr, $command:expr) => {{
        let (mut case, command): (Case, Command) = ($case, $command);
        let refusal = case.act(&command).unwrap_err();
        writeln!(
            $told,
            "{}, {}: {refusal}",
            crate::acts::entries::name(&command),
            $what
        )
        .unwrap();
    }};
}
pub(crate) use refused;

#[test]
fn each_act_records_what_it_should_for_whom_it_should() {
    let mut told = String::new();
    let mut names = BTreeSet::new();
    for (mut case, command) in all() {
        let entries = case.act(&command).unwrap();
        let name = name(&command);
        writeln!(told, "{name}: {}", entries.join("; ")).unwrap();
        names.insert(name);
    }
    assert_eq!(names.len(), 44, "each act is here");
    insta::assert_snapshot!(told);
}

#[test]
fn what_has_happened_already_is_recorded_once() {
    let quiet = [
        "ChangeKeyWorker",
        "ChangeCaseHolder",
        "SaySafeContact",
        "AnswerDataSet",
        "BringIn",
    ];
    for (mut case, command) in all() {
        if quiet.contains(&name(&command).as_str()) {
            case.act(&command).unwrap();
            assert_eq!(case.act(&command), Ok(Vec::new()), "{command:?}");
        }
    }
}
