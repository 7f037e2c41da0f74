//! A note.

use access::Act as Leave;
use casework::{Command, WriteNote};
use govuk::Errors;
use maud::{Markup, html};
use record::{Entry, Fact, Note, Subject};

use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{FAMILY, Form, picked, subject, visibility};
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
    refill,
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

fn refill(entry: &Entry) -> Option<Typed> {
    let Fact::Note(note) = &entry.fact else {
        return None;
    };
    let about = match note.about {
        Subject::Family => FAMILY.to_owned(),
        Subject::Person(person) => person.to_string(),
    };
    let typed = Typed::default()
        .with("about", about)
        .with("day", picked(entry.happened.sort_date()))
        .with("text", note.text.as_str());
    Some(typed.with("visibility", entry.visibility.code()))
}
