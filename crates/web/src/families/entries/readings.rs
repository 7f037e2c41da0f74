//! What entries say of reading in an emergency.

use maud::{Markup, html};
use record::Fact;
use record::lists::YesNo;

use super::{Opened, typed};
use crate::families::words::day;

/// What an entry on an emergency reading says; nothing for any other.
pub(super) fn content(opened: &Opened, fact: &Fact) -> Option<Markup> {
    let names = &opened.names;
    let asker = |asked| {
        let reading = opened.family.safety.reading(asked);
        reading.map_or("Somebody", |it| names.worker(it.asked.by))
    };
    Some(match fact {
        Fact::ReadingAsked(it) => html! {
            p {
                (names.worker(it.by)) " asked to read what is confidential of " (day(it.from)) " to " (day(it.to))
                ". Ground: " (it.basis.label().to_lowercase()) "."
            }
            (typed(&it.danger))
        },
        Fact::ReadingAnswer(it) => html! {
            p {
                (names.worker(it.by))
                @if it.allowed == YesNo::Yes { " allowed " (asker(it.asked)) " to read some of it." }
                @else { " refused it." }
            }
            (typed(&it.words))
        },
        Fact::NoteShown(it) => {
            let mut seen = opened.family.chronology.iter();
            let note = seen.find(|seen| seen.entry.sequence == it.note);
            html! {
                p {
                    (asker(it.asked)) " may read, in an emergency, "
                    @if let Some(note) = note {
                        (note.entry.fact.title().to_lowercase()) " of " (note.entry.happened.in_words()) "."
                    } @else { "an entry of this family." }
                }
            }
        }
        Fact::ReadingOpened(it) => html! {
            p {
                (asker(it.asked)) " opened it on " (it.at.in_words()) ", to read until " (it.until.in_words())
                ". It is to be reviewed by " (day(it.review_by)) "."
            }
        },
        Fact::ReadingReview(it) => html! {
            p {
                (names.worker(it.by)) " reviewed it. " (it.found.label()) ". Has the family been told? "
                (it.told.label()) "."
            }
            (typed(&it.words))
        },
        _ => return None,
    })
}
