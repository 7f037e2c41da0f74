//! What goes on beside support, and what comes after it.

use calendar::day;
use record::lists::{AdvocacyWith, CommunityStepCode, FeedbackFrom, YesNo};
use record::{
    Advocacy, CommunityReferral, CommunityStep, Fact, Feedback, PersonId, Prediction, Sequence,
    Subject,
};

use super::{Days, Told};
use crate::demo::{AS_AT, key_worker, worker};

/// Speaking up for people, and services in the community.
pub(super) fn spoken_for(told: &mut Told, place: usize, person: PersonId, days: Days) {
    const WITH: [AdvocacyWith; 5] = [
        AdvocacyWith::School,
        AdvocacyWith::Housing,
        AdvocacyWith::SocialWorker,
        AdvocacyWith::Legal,
        AdvocacyWith::Benefits,
    ];
    if let Some(day) = days.day(45).filter(|_| place % 3 == 1) {
        let with = WITH[place % 5];
        let hours = with == AdvocacyWith::School;
        let advocacy = Advocacy {
            person,
            worker: worker(key_worker(place, 0)),
            with,
            issue: "To be listened to before it is decided".to_owned(),
            outcome: if place.is_multiple_of(4) {
                String::new()
            } else {
                "They were heard, and a plan was made together".to_owned()
            },
            quarters_before: hours.then_some(20),
            quarters_after: hours.then(|| [60, 80, 100, 70][place % 4]),
        };
        told.tell(day, Fact::Advocacy(advocacy));
    }
    let closes = days.last < AS_AT;
    if closes || place.is_multiple_of(5) {
        let before = |days_before: i32| day::plus_days(days.last, -days_before).max(days.began);
        let referral = CommunityReferral {
            about: Subject::Person(person),
            service: "The Monday group in the library".to_owned(),
            words: String::new(),
        };
        let referral = told.tell(before(40), Fact::CommunityReferral(referral));
        let mut step = |days_before, step| {
            let step = CommunityStep {
                referral,
                step,
                words: String::new(),
            };
            told.tell(before(days_before), Fact::CommunityStep(step));
        };
        if place.is_multiple_of(2) {
            step(25, CommunityStepCode::Accompanied);
        }
        if closes && place % 10 < 7 {
            step(7, CommunityStepCode::Engaging);
        } else if place % 10 == 8 {
            step(10, CommunityStepCode::NotTakenUp);
        }
    }
}

/// What was hoped for and said at closure.
pub(super) fn closed(told: &mut Told, place: usize, person: PersonId, days: Days) -> Vec<Sequence> {
    let hopes = ["To be at college", "Mornings without shouting"];
    let predictions = hopes.iter().take(1 + place % 2).map(|words| {
        let prediction = Prediction {
            person: Some(person),
            words: (*words).to_owned(),
        };
        told.tell(days.last, Fact::Prediction(prediction))
    });
    let predictions = predictions.collect();
    for (every, from, words) in [
        (3, FeedbackFrom::Parent, "Somebody listened, and came back."),
        (5, FeedbackFrom::Child, "We made a plan and it was mine."),
    ] {
        if place.is_multiple_of(every) {
            // Of some who may be quoted, the words are still to be written.
            let [may_quote, written] = [2, 4].map(|each| place.is_multiple_of(each));
            let quote = if written { words } else { "" };
            let feedback = Feedback {
                person: None,
                from,
                words: words.to_owned(),
                may_quote: if may_quote { YesNo::Yes } else { YesNo::No },
                quote: quote.to_owned(),
            };
            told.tell(days.last, Fact::Feedback(feedback));
        }
    }
    predictions
}
