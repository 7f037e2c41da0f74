//! Time to first contact in every band, before and after the day on which it is known.

use calendar::date;
use record::lists::{ContactResult, EngagementStage, Threshold};
use record::{Fact, Stage, SupportStarted};

use super::told::{MOTHER, Told, cohort, kept, march, threshold};
use super::{evaluated, said};

/// Families consulted on a day and first spoken with on another. In March 2022 the 7th, 14th and
/// 21st are Mondays, and no day is a bank holiday.
fn families() -> Vec<Told> {
    use ContactResult::{LeftWord, NoReply, NotNow, Spoke};
    let referred = |name| Told::referred(name, march(1));
    vec![
        // A Wednesday, and the day after. One attempt found nobody.
        referred("next working day")
            .consulted(march(2))
            .tried(march(2), NoReply)
            .tried(march(3), Spoke)
            .stage(march(3), EngagementStage::Exploring)
            .stage(march(20), EngagementStage::Engaged),
        // A Friday, and the Tuesday after.
        referred("two working days")
            .consulted(march(4))
            .tried(march(8), NotNow),
        // A Monday, and the Thursday of that week: the third working day.
        referred("same week")
            .consulted(march(7))
            .tried(march(8), LeftWord)
            .tried(march(10), Spoke),
        // A Thursday, and the Wednesday after.
        referred("later")
            .consulted(march(10))
            .tried(march(16), Spoke),
        // A Friday: in time until close of play on Monday the 21st.
        referred("not yet").consulted(march(18)),
        // No consultation: from the decision on a Friday to the Monday.
        referred("decided").met(march(4)).tried(march(7), Spoke),
        // Below the threshold: nobody is to be in touch.
        referred("refused")
            .consulted(march(2))
            .then(march(2), threshold(Threshold::NotMet)),
        // Neither consultation nor decision.
        referred("unknown").tried(march(9), Spoke),
        // Support had begun before anybody wrote down a contact.
        referred("as it came")
            .met(march(1))
            .then(
                march(1),
                Fact::SupportStarted(SupportStarted {
                    person: MOTHER,
                    stage: Stage::UnderWay,
                    disciplines: Vec::new(),
                    key_worker: None,
                }),
            )
            .tried(march(15), Spoke),
    ]
}

#[test]
fn each_band_and_each_kind_of_no_answer() {
    let evaluation = evaluated(&cohort(&families(), march(22)));
    insta::assert_snapshot!(said(
        &evaluation,
        &[
            "reach.families",
            "reach.contact",
            "reach.consultation",
            "reach.engagement",
            "reach.attempts"
        ]
    ));
}

#[test]
fn until_close_of_play_it_is_too_early() {
    let bands = |day| said(&evaluated(&cohort(&families(), day)), &["reach.contact."]);
    insta::assert_snapshot!(bands(march(21)));
    insta::assert_snapshot!(bands(march(4)));
}

/// What is kept of a family does not know which day will be asked for.
#[test]
fn rows_kept_and_rows_folded_as_at_the_day_agree() {
    let families = families();
    for number in 1..=31 {
        let day = march(number);
        let (kept, folded) = (kept(&families, day), cohort(&families, day));
        assert_eq!(
            evaluated(&kept).figures,
            evaluated(&folded).figures,
            "{day}"
        );
    }
}

#[test]
fn a_weekend_and_a_bank_holiday_are_no_working_days() {
    // Thursday 14 April 2022 before Easter: the next working day is Tuesday the 19th.
    let easter = |contact| {
        Told::referred("easter", date(2022, 4, 14))
            .consulted(date(2022, 4, 14))
            .tried(contact, ContactResult::Spoke)
    };
    for (contact, band) in [
        (date(2022, 4, 16), "next_working_day"),
        (date(2022, 4, 19), "next_working_day"),
        (date(2022, 4, 20), "two_working_days"),
        (date(2022, 4, 21), "later"),
    ] {
        let evaluation = evaluated(&cohort(&[easter(contact)], date(2022, 5, 1)));
        let figure = evaluation.figure(&format!("reach.contact.{band}")).unwrap();
        assert_eq!(figure.display, "1 (1) 100%", "{contact}");
    }
}
