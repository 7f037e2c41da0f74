//! Putting an entry right with the fields of the act that made it. The original stays.

mod kept;

use access::{Act as Leave, Role, Viewer};
use calendar::When;
use casework::{Command, PutRight, told};
use govuk::{Errors, InsetText};
use maud::{Markup, html};
use record::{Entry, Fact, Family};

use super::{ALL, closing, data_set, referred, session_note};
use crate::recording::act::{Act, Ctx, Of, Was};
use crate::recording::fields::Form;
use crate::recording::refill::{Refill, no_refill};
use crate::recording::typed::{Reader, Typed};

pub(crate) static PUT_RIGHT: Act = Act {
    name: "put-right",
    title: "Put an entry right",
    done: "The entry is put right; the original stays",
    button: "Put it right",
    leave: Leave::ChangeFamily,
    offered: |_| false,
    start: |ctx| {
        let was = ctx.was.as_ref();
        was.map(|was| was.typed.clone()).unwrap_or_default()
    },
    fields,
    command,
    // A correction is put right by the act that its entry is of.
    refill: no_refill,
};

/// Fields of their own for entries that are made together with another, or several at once.
pub(super) struct Own {
    pub(super) leave: Leave,
    pub(super) refill: Refill,
    pub(super) fields: fn(Form<'_>) -> Markup,
    pub(super) said: fn(&Ctx, &Typed) -> Said,
}

/// When it happened and what is said of it, or what is wrong with how it was typed.
pub(super) type Said = Result<(When, Fact), Errors>;

static OWN: [&Own; 6] = [
    &referred::HOUSEHOLD,
    &referred::REFERRAL,
    &referred::RE_REFERRAL,
    &session_note::SESSION_NOTE,
    &closing::PREDICTION,
    &data_set::ANSWERS,
];

/// The fields an entry is put right with.
#[derive(Clone, Copy)]
enum By {
    Act(&'static Act),
    Own(&'static Own),
}

impl By {
    fn all() -> impl Iterator<Item = Self> {
        let acts = ALL.iter().copied().map(Self::Act);
        acts.chain(OWN.iter().copied().map(Self::Own))
    }

    fn leave(self) -> Leave {
        match self {
            Self::Act(act) => act.leave,
            Self::Own(own) => own.leave,
        }
    }

    fn refill(self, family: &Family, entry: &Entry) -> Option<Typed> {
        match self {
            Self::Act(act) => (act.refill)(family, entry),
            Self::Own(own) => (own.refill)(family, entry),
        }
    }

    fn fields(self, form: Form<'_>) -> Markup {
        match self {
            Self::Act(act) => (act.fields)(form),
            Self::Own(own) => (own.fields)(form),
        }
    }

    fn said(self, ctx: &Ctx, typed: &Typed) -> Said {
        match self {
            Self::Act(act) => {
                let command = (act.command)(ctx, typed)?;
                told(&command).ok_or_else(nothing)
            }
            Self::Own(own) => (own.said)(ctx, typed),
        }
    }
}

/// Where an entry is put right, if this viewer can.
pub(crate) fn put_right_address(
    viewer: &Viewer,
    family: &Family,
    entry: &Entry,
    number: usize,
) -> Option<String> {
    with(viewer, family, entry)?;
    Some(PUT_RIGHT.address_of(family.id, Of::Entry(number)))
}

/// The fields with which a viewer may put an entry right, and what they begin with. People put
/// right what they wrote themselves; the manager puts right what others wrote too.
fn with(viewer: &Viewer, family: &Family, entry: &Entry) -> Option<(By, Typed)> {
    if entry.recorded_by != viewer.worker && viewer.role != Role::Manager {
        return None;
    }
    let mut all = By::all().filter(|by| viewer.may(by.leave()));
    all.find_map(|by| Some((by, by.refill(family, entry)?)))
}

/// The entry that the form at this address puts right, if there is one and this viewer may.
pub(crate) fn was(ctx: &Ctx) -> Option<Was> {
    let Of::Entry(number) = ctx.of else {
        return None;
    };
    let entry = ctx.entry(number)?;
    let (_, typed) = with(&ctx.viewer, &ctx.family, entry)?;
    Some(Was {
        entry: entry.clone(),
        typed,
    })
}

fn of(ctx: &Ctx) -> Option<(By, &Entry)> {
    let was = ctx.was.as_ref()?;
    let (by, _) = with(&ctx.viewer, &ctx.family, &was.entry)?;
    Some((by, &was.entry))
}

fn fields(form: Form<'_>) -> Markup {
    let Some((by, entry)) = of(form.ctx) else {
        return Markup::default();
    };
    let title = entry.fact.title();
    let (happened, writer) = (
        entry.happened.in_words(),
        form.ctx.names.worker(entry.recorded_by),
    );
    html! {
        p.govuk-body-l { (title) ", " (happened) ", recorded by " (writer) }
        (InsetText::new("The entry as it was stays in the chronology, with what it was put right by. Who may see it does not change."))
        (by.fields(form))
        (form.text("why", "Why it is put right", "", 2))
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let (by, entry) = of(ctx).ok_or_else(nothing)?;
    let said = by.said(ctx, typed);
    let mut read = Reader::new(typed, ctx.today);
    let why = read.needed("why", "Say why it is put right");
    let said = match said {
        Ok(said) => Some(said),
        Err(errors) => {
            for (field, words) in errors.iter() {
                read.errors.add(field, words);
            }
            None
        }
    };
    let right = said.zip(why).map(|((happened, fact), why)| {
        let (happened, fact) = kept::kept(happened, fact, entry);
        Box::new(PutRight {
            of: entry.sequence,
            why,
            happened,
            fact,
            by: closing::closer(&ctx.viewer),
        })
    });
    read.done(right).map(Command::PutRight)
}

fn nothing() -> Errors {
    let mut errors = Errors::new();
    errors.add("act", "This entry cannot be put right here");
    errors
}
