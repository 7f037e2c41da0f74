//! A note.

use access::Act as Leave;
use casework::{Command, WriteNote};
use govuk::Errors;
use maud::{Markup, html};
use record::Note;

use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{FAMILY, Form, picked, subject, visibility};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

pub(super) static NOTE: Act = Act {
    name: "note",
    title: "Write a note",
    done: "The note is in the chronology",
    button: "Save the note",
    leave: Leave::ChangeFamily,
    offered: |_| true,
    start: |ctx| {
        Typed::default()
            .with("about", FAMILY)
            .with("day", picked(ctx.today))
    },
    fields,
    command,
    refill: refill!(Note, |typed, it| typed
        .subject("about", it.about)
        .with("text", it.text.as_str())),
};

fn fields(form: Form<'_>) -> Markup {
    html! {
        (form.subject("about", "Whom it is about"))
        (form.day("day", "Day"))
        (form.text("text", "Note", "", 8))
        (form.visibility())
        (form.safety())
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let about = subject(&mut read, "about", "Say whom it is about");
    let day = read.past_day("day");
    let text = read.needed("text", "Write the note");
    let visibility = visibility(ctx, &mut read);
    let act = (|| {
        Some(WriteNote {
            happened: day?.into(),
            note: Note {
                about: about?,
                text: text?,
            },
            visibility: visibility?,
        })
    })();
    read.done(act).map(Command::WriteNote)
}
