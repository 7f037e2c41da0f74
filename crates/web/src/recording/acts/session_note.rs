//! What was said in a session: written with it, and put right on its own.

use access::Act as Leave;
use maud::html;
use record::lists::{Approach, ChildrenDiscussed, YesNo};
use record::{Fact, SessionNote, Visibility};

use super::put_right::Own;
use crate::recording::act::Ctx;
use crate::recording::fields::{options, visibility};
use crate::recording::refill::refill;
use crate::recording::typed::Reader;

pub(super) static SESSION_NOTE: Own = Own {
    leave: Leave::RecordWork,
    refill: refill!(SessionNote, |typed, it| typed
        .with("text", it.text.as_str())
        .with("own_words", it.own_words.as_str())
        .each("approach", it.approaches.iter().map(|it| it.code()))
        .with("strengths", it.strengths.as_str())),
    fields: |form| {
        html! {
            (form.text("text", "Note", "", 8))
            (form.text("own_words", "In their own words", "", 3))
            (form.checkboxes("approach", "Approaches", options!(Approach)))
            (form.text("strengths", "Strengths", "", 2))
            (form.day("day", "Day"))
        }
    },
    said: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let day = read.past_day("day");
        let note = said(&mut read);
        if note.is_none() {
            read.errors.add("text", "Write what was said");
        }
        let said = day.zip(note);
        read.done(said)
            .map(|(day, note)| (day.into(), Fact::SessionNote(note)))
    },
};

/// What was said, if anything was written of it. Which session it is of is filled in later.
fn said(read: &mut Reader<'_>) -> Option<SessionNote> {
    let note = SessionNote {
        session: record::Sequence(0),
        approaches: read.codes("approach", Approach::from_code),
        text: read.words("text"),
        own_words: read.words("own_words"),
        strengths: read.words("strengths"),
    };
    Some(note).filter(|note| *note != SessionNote::default())
}

/// What was said, if anything was written of it, and who may see it.
pub(super) fn written(ctx: &Ctx, read: &mut Reader<'_>) -> Option<(SessionNote, Visibility)> {
    let note = said(read)?;
    // What bears on a child's protection is shared with Social Care, nobody's leave is needed.
    let immediate = read.typed().get("children") == ChildrenDiscussed::ImmediateSafeguarding.code();
    if immediate || read.typed().get("protection") == YesNo::Yes.code() {
        if read.typed().get("visibility") != "shared" {
            read.errors.add(
                "visibility",
                "What bears on a child's protection is shared with the social worker. Choose that, \
                 or put the rest in a note of its own",
            );
        }
        return Some((note, Visibility::Shared));
    }
    visibility(ctx, read).map(|visibility| (note, visibility))
}
