//! Review, closing, and the time after.

use access::{Act as Leave, Role, Viewer};
use casework::{CallAfterwards, CloseCase, Closer, Command, HoldReview, TakeFeedback};
use govuk::InsetText;
use maud::html;
use record::lists::{
    ClosureReason, FeedbackFrom, FollowUpResult, PredictionResult, Reliance, YesNo,
};
use record::{Closure, Fact, Feedback, FollowUp, Prediction, PredictionOutcome, Review, Subject};

use super::put_right::Own;
use crate::families::words::{counted, subject as subject_words};
use crate::recording::act::{Act, Ctx, number};
use crate::recording::fields::{options, picked, subject, worker};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

pub(super) static REVIEW: Act = Act {
    name: "review",
    title: "Record a review",
    done: "The review is recorded",
    button: "Save the review",
    leave: Leave::RecordWork,
    offered: record::Family::is_open,
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        html! {
            p.govuk-body { "A review never ends support. It looks at how things are and how far the family can manage on their own." }
            (form.text("words", "How things are", "", 4))
            (form.radios("reliance", "Leaning on the worker", options!(Reliance)))
            (form.text("plan", "Plan for independence", "", 2))
            (form.day("next", "Look again on"))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let words = read.needed("words", "Say how things are");
        let reliance = read.code("reliance", Reliance::from_code);
        let plan = read.words("plan");
        let next = read.maybe_day("next");
        let day = read.past_day("day");
        let act = (|| {
            Some(HoldReview {
                happened: day?.into(),
                review: Review {
                    words: words?,
                    reliance,
                    plan,
                    next,
                },
            })
        })();
        read.done(act).map(Command::HoldReview)
    },
    refill: refill!(Review, |typed, it| typed
        .with("words", it.words.as_str())
        .each("reliance", it.reliance.map(Reliance::code))
        .with("plan", it.plan.as_str())
        .each("next", it.next)),
};

/// As whom somebody closes a case.
pub(super) fn closer(viewer: &Viewer) -> Closer {
    match viewer.role {
        Role::Manager => Closer::Manager,
        _ => Closer::Practitioner,
    }
}

pub(super) static CLOSE: Act = Act {
    name: "close",
    title: "Close the case",
    done: "The case is closed",
    button: "Close the case",
    leave: Leave::RecordWork,
    offered: record::Family::is_open,
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        let family = &form.ctx.family;
        let reasons = options!(ClosureReason).filter(|(code, _)| {
            *code != ClosureReason::AsRecorded.code() || form.said("reason", code)
        });
        html! {
            (InsetText::new("Closing is a hand-over. A case closes when the family is engaging with something in the community, or has said no in their own words. Other reasons are for the manager."))
            @if family.work.community.is_empty() {
                p.govuk-body { "No service in the community has been recorded for this family yet." }
            } @else {
                ul.govuk-list.govuk-list--bullet {
                    @for service in &family.work.community {
                        li {
                            (service.referral.service) " for " (subject_words(family, service.referral.about))
                            ": " strong { (service.stands().label()) }
                        }
                    }
                }
            }
            (crate::recording::unanswered(family))
            (form.radios("reason", "How the case comes to close", reasons))
            (form.text("words", "In the family's words", "", 3))
            (form.text("manager_reason", "The manager's reason, for another way of closing", "", 2))
            (form.text("signposts", "Services they were shown the way to", "One to a line.", 2))
            // Each prediction is an entry of its own.
            @if !form.puts_right() {
                (form.text("predictions", &format!("What they would like to have achieved in {}", months(form.ctx)), "In their words, one to a line.", 4))
            }
            (form.radios("follow_up", &format!("May we call in {}?", months(form.ctx)), options!(YesNo)))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let reason = read.choice(
            "reason",
            "Choose how the case comes to close",
            ClosureReason::from_code,
        );
        let words = read.words("words");
        let manager_reason = read.words("manager_reason");
        let signposts = super::lines(&read.words("signposts"));
        let predictions = super::lines(&read.words("predictions"))
            .into_iter()
            .map(|words| Prediction {
                person: None,
                words,
            })
            .collect();
        let call = read.choice("follow_up", "Say whether we may call", YesNo::from_code);
        let day = read.past_day("day");
        let act = (|| {
            let day = day?;
            Some(Box::new(CloseCase {
                happened: day.into(),
                closure: Closure {
                    words,
                    manager_reason,
                    signposts,
                    follow_up: (call? == YesNo::Yes).then(|| {
                        calendar::months::after(day, ctx.settings.follow_up_months.into())
                    }),
                    ..Closure::new(reason?)
                },
                predictions,
                closer: closer(&ctx.viewer),
            }))
        })();
        read.done(act).map(Command::CloseCase)
    },
    refill: refill!(Closure, |typed, it| {
        let call = match it.follow_up {
            Some(_) => YesNo::Yes,
            None => YesNo::No,
        };
        typed
            .with("reason", it.reason.code())
            .with("words", it.words.as_str())
            .with("manager_reason", it.manager_reason.as_str())
            .with("signposts", it.signposts.join("\n"))
            .with("follow_up", call.code())
    }),
};

/// How long after closing the service calls, in words.
fn months(ctx: &Ctx) -> String {
    counted(ctx.settings.follow_up_months.into(), "month", "months")
}

pub(super) static FOLLOW_UP: Act = Act {
    name: "follow-up",
    title: "Record a follow-up call",
    done: "The follow-up call is recorded",
    button: "Save the call",
    leave: Leave::RecordWork,
    offered: |family| family.closed.is_some(),
    start: |ctx| {
        Typed::default()
            .with("day", picked(ctx.today))
            .with("worker", ctx.me())
    },
    fields: |form| {
        let predictions = &form.ctx.family.work.predictions;
        html! {
            (form.radios("result", "What came of the call", options!(FollowUpResult)))
            @for prediction in predictions {
                @let (result, words) = prediction_fields(form.ctx.number(prediction.entry));
                (form.radios(&result, &format!("“{}”", prediction.what.words), options!(PredictionResult)))
                (form.line(&words, "In their words", ""))
            }
            (form.text("words", "How things are", "", 3))
            (form.text("advice", "One-off advice", "", 2))
            (form.day("next_try", "If nobody was reached: next try"))
            (form.worker("worker", "Worker"))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let result = read.choice(
            "result",
            "Say what came of the call",
            FollowUpResult::from_code,
        );
        let mut predictions = Vec::new();
        for prediction in &ctx.family.work.predictions {
            let (name, words) = prediction_fields(ctx.number(prediction.entry));
            let words = read.words(&words);
            match read.code(&name, PredictionResult::from_code) {
                Some(result) => predictions.push(PredictionOutcome {
                    prediction: prediction.entry,
                    result,
                    words,
                }),
                None if words.is_empty() => {}
                None => read.errors.add(name, "Say what became of it"),
            }
        }
        let words = read.words("words");
        let advice = read.words("advice");
        let next_try = read.maybe_day("next_try");
        let worker = worker(ctx, &mut read, "worker", "Choose the worker");
        let day = read.past_day("day");
        let act = (|| {
            Some(CallAfterwards {
                happened: day?.into(),
                call: FollowUp {
                    worker: worker?,
                    result: result?,
                    predictions,
                    words,
                    advice,
                    next_try,
                },
            })
        })();
        read.done(act).map(Command::CallAfterwards)
    },
    refill: refill!(FollowUp, |typed, it, family| {
        let typed = typed
            .with("result", it.result.code())
            .with("words", it.words.as_str())
            .with("advice", it.advice.as_str())
            .each("next_try", it.next_try)
            .each("worker", [it.worker]);
        it.predictions.iter().fold(typed, |typed, outcome| {
            let (result, words) = prediction_fields(number(family, outcome.prediction));
            typed
                .with(&result, outcome.result.code())
                .with(&words, outcome.words.as_str())
        })
    }),
};

/// The fields of what became of a prediction, and of their words on it.
fn prediction_fields(number: usize) -> (String, String) {
    let name = format!("prediction_{number}");
    let words = format!("{name}_words");
    (name, words)
}

/// A prediction is made with the closure, and put right on its own.
pub(super) static PREDICTION: Own = Own {
    leave: Leave::RecordWork,
    refill: refill!(Prediction, |typed, it| typed
        .subject("about", it.person.map_or(Subject::Family, Subject::Person))
        .with("words", it.words.as_str())),
    fields: |form| {
        html! {
            (form.subject("about", "Whose"))
            (form.text("words", "What they would like to have achieved in six months", "In their words.", 2))
            (form.day("day", "Day"))
        }
    },
    said: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let about = subject(&mut read, "about", "Say whose prediction it is");
        let words = read.needed("words", "Write the prediction in their words");
        let day = read.past_day("day");
        let said = (|| {
            let person = match about? {
                Subject::Family => None,
                Subject::Person(person) => Some(person),
            };
            let words = words?;
            Some((day?.into(), Fact::Prediction(Prediction { person, words })))
        })();
        read.done(said)
    },
};

pub(super) static FEEDBACK: Act = Act {
    name: "feedback",
    title: "Record feedback",
    done: "The feedback is recorded",
    button: "Save the feedback",
    leave: Leave::ChangeFamily,
    offered: |_| true,
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        html! {
            (form.radios("from", "From", options!(FeedbackFrom)))
            (form.person("person", "Who, if they wish to be named"))
            (form.text("words", "In their words", "", 4))
            (form.radios("may_quote", "May we quote this without their name?", options!(YesNo)))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let from = read.choice("from", "Say from whom", FeedbackFrom::from_code);
        let person = read.code("person", |id| id.parse().ok());
        let words = read.needed("words", "Write down what they said");
        let may_quote = read.choice(
            "may_quote",
            "Say whether it may be quoted",
            YesNo::from_code,
        );
        let day = read.past_day("day");
        let act = (|| {
            Some(TakeFeedback {
                happened: day?.into(),
                feedback: Feedback {
                    person,
                    from: from?,
                    words: words?,
                    may_quote: may_quote?,
                },
            })
        })();
        read.done(act).map(Command::TakeFeedback)
    },
    refill: refill!(Feedback, |typed, it| typed
        .with("from", it.from.code())
        .each("person", it.person)
        .with("words", it.words.as_str())
        .with("may_quote", it.may_quote.code())),
};
