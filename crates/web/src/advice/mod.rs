//! Consultations and advice about no recorded family, and asking for a consultation.

mod ask;
mod asked;
mod came;
mod desk;
mod entry;
mod export;
mod give;
mod list;
mod own;
mod waiting;

pub(crate) use own::section as own_askings;
pub(crate) use waiting::hours;

use access::Act;

use crate::recording::LARGEST;
use crate::routes::{For::Those, Routes};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/advice", Those(Act::KeepAdvice), list::show)
        .get("/advice.csv", Those(Act::KeepAdvice), export::csv)
        .get("/advice.xlsx", Those(Act::KeepAdvice), export::xlsx)
        .get("/advice/asked", Those(Act::KeepAdvice), waiting::show)
        .get("/advice/asked.csv", Those(Act::KeepAdvice), waiting::csv)
        .get("/advice/asked.xlsx", Those(Act::KeepAdvice), waiting::xlsx)
        .form(
            "/advice/record",
            Those(Act::KeepAdvice),
            give::show,
            give::submit,
        )
        .form(
            "/advice/record/{of}",
            Those(Act::KeepAdvice),
            give::show_of,
            give::submit_of,
        )
        .get("/advice/entry/{of}", Those(Act::KeepAdvice), entry::show)
        .form(
            "/advice/put-right/{of}",
            Those(Act::KeepAdvice),
            give::show_right,
            give::submit_right,
        )
        .form(
            "/advice/came/{of}",
            Those(Act::KeepAdvice),
            came::show,
            came::submit,
        )
        .form(
            "/ask",
            Those(Act::AskForConsultation),
            ask::show,
            ask::submit,
        )
        .get("/asked/{of}", Those(Act::AskForConsultation), asked::show)
        .post(
            "/asked/{of}/no-longer",
            Those(Act::AskForConsultation),
            asked::no_longer,
        )
        .get("/refer/advice", Those(Act::ReferFamily), ask::instead)
        .up_to(LARGEST)
}
