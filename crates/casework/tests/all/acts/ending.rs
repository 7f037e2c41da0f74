//! What is refused of reviewing, closing, the time after, and putting right, in the words a person
//! reads.

use std::fmt::Write as _;

use calendar::date;
use casework::*;
use record::lists::*;
use record::*;

use super::entries::{plain, refused};
use super::family::*;
use crate::recorded::id;

#[test]
fn review_closing_and_after() {
    let mut told = String::new();
    refused!(told, "no words", HoldReview, |it| it.review.words.clear());
    refused!(told, "look again", HoldReview, |it| it.review.next =
        Some(date(2022, 1, 5)));
    refused!(told, "not referred", Case::default(), close(20));
    refused!(told, "closed", closed(), close(21));
    refused!(told, "before the work", supported(), close(4));
    let again = closed().then(&refer(25));
    refused!(told, "before the referral", again, close(24));
    refused!(told, "follow-up", CloseCase, |it| it.closure.follow_up =
        Some(date(2022, 1, 5)));
    for reason in ClosureReason::ALL.iter().copied() {
        let closure = Closure::new(reason);
        refused!(told, "closer", supported(), closing(20, closure.clone()));
        refused!(told, "manager", CloseCase, |it| {
            it.closure = closure;
            it.closer = Closer::Manager;
        });
    }
    let prediction = |person, words: &str| {
        vec![Prediction {
            person,
            words: words.to_owned(),
        }]
    };
    refused!(told, "prediction", CloseCase, |it| it.predictions =
        prediction(None, " "));
    refused!(told, "stranger's", CloseCase, |it| it.predictions =
        prediction(Some(id(STRANGER)), "a job"));
    let outcome = PredictionOutcome {
        prediction: Sequence(1),
        result: PredictionResult::Achieved,
        words: String::new(),
    };
    refused!(told, "no such", CallAfterwards, |it| it.call.predictions =
        vec![outcome.clone()]);
    refused!(told, "next try", CallAfterwards, |it| it.call.next_try =
        Some(date(2022, 1, 5)));
    let (_, call) = plain("CallAfterwards");
    let Command::CloseCase(mut act) = close(20) else {
        panic!("closing is closing");
    };
    act.predictions = prediction(None, "a job");
    let predicted = supported().then(&Command::CloseCase(act));
    let Command::CallAfterwards(mut early) = call.clone() else {
        panic!("a call is a call");
    };
    early.call.predictions = vec![PredictionOutcome {
        prediction: predicted.last("prediction"),
        ..outcome
    }];
    refused!(
        told,
        "not spoken",
        predicted,
        Command::CallAfterwards(early)
    );
    refused!(told, "open", supported(), call);
    refused!(told, "no words", TakeFeedback, |it| it
        .feedback
        .words
        .clear());
    refused!(told, "stranger", TakeFeedback, |it| it.feedback.person =
        Some(id(STRANGER)));
    refused!(told, "no entry", PutRight, |it| it.of = Sequence(99));
    refused!(told, "another kind", PutRight, |it| it.of = Sequence(1));
    refused!(told, "no reason", PutRight, |it| it.why.clear());
    let (case, right) = plain("PutRight");
    let (at, fact) = (case.last("community_referral"), &case.entries[6].fact);
    let same = put_right(at, 6, fact.clone());
    refused!(told, "nothing new", case.clone(), same);
    let case = case.then(&right);
    refused!(told, "right already", case, right);
    insta::assert_snapshot!(told);
}
