//! A lapse of the safety plan. Whom it is shared with, and why, is seen before it is saved: where
//! scripts run a line follows the answers, and otherwise the form comes back once to say it.

use access::Act as Leave;
use casework::{Command, RecordLapse, Shared, who_is_told};
use govuk::{Errors, InsetText};
use maud::{Markup, html};
use record::lists::YesNo;
use record::{Entry, Fact, ItemStands, Lapse, PersonId};

use super::contact::entry;
use super::plan::{being_put_right, items_now, which_item};
use crate::families::words::named;
use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{Form, clock, pairs, picked};
use crate::recording::typed::{Reader, Typed};

pub(super) static LAPSE: Act = Act {
    name: "lapse",
    title: "Record a lapse of the safety plan",
    done: "The lapse is recorded",
    button: "Save the lapse",
    leave: Leave::RecordWork,
    offered: |family| items_now(family).any(|it| it.stands() == ItemStands::Agreed),
    start: |ctx| {
        let typed = Typed::default().with("day", picked(ctx.today));
        match &children(ctx)[..] {
            [(only, _)] => typed.with("child", only.as_str()),
            _ => typed,
        }
    },
    fields,
    command,
    refill,
};

/// An answer to either question. Nothing stands for "not known".
#[derive(Clone, Copy)]
struct Answer(Option<YesNo>);

impl Answer {
    const ALL: [Self; 3] = [Self(Some(YesNo::Yes)), Self(Some(YesNo::No)), Self(None)];

    fn code(self) -> &'static str {
        self.0.map_or("not_known", YesNo::code)
    }

    fn label(self) -> &'static str {
        self.0.map_or("Not known", YesNo::label)
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

fn children(ctx: &Ctx) -> Vec<(String, String)> {
    let children = ctx.family.children();
    children
        .map(|child| (child.person.to_string(), named(child)))
        .collect()
}

/// What has been decided on, as far as both questions are answered.
fn decided(typed: &Typed) -> Option<(Shared, &'static str)> {
    let in_care = Answer::from_code(typed.get("in_care"))?;
    let followed = Answer::from_code(typed.get("followed"))?;
    Some(who_is_told(in_care.0, followed.0))
}

fn fields(form: Form<'_>) -> Markup {
    let agreed = items_now(&form.ctx.family).filter(|it| it.stands() == ItemStands::Agreed);
    let answers = || Answer::ALL.map(|it| (it.code(), it.label()));
    let children = children(form.ctx);
    let now = decided(form.typed);
    html! {
        (which_item(form, agreed))
        (form.person("person", "Whose lapse"))
        (form.day("day", "Day"))
        (form.time("time", "Time"))
        (form.radios("in_care", "Was a child in their care?", answers()))
        (form.radios("followed", "Was the plan followed?", answers()))
        div.app-decides data-decides="decided" aria-live="polite" {
            @for in_care in Answer::ALL {
                @for followed in Answer::ALL {
                    @let (shared, why) = who_is_told(in_care.0, followed.0);
                    @let here = form.typed.get("in_care") == in_care.code() && form.typed.get("followed") == followed.code();
                    div hidden[!here] data-in_care=(in_care.code()) data-followed=(followed.code()) data-value=(shared.code()) {
                        (InsetText::new(decision(form.ctx, shared, why)))
                    }
                }
            }
        }
        // What the writer has been shown: without scripts, what this page says as it is sent.
        input type="hidden" id="decided" name="decided" value=(now.map_or("", |(shared, _)| shared.code()));
        @if let Some(why) = form.errors.of("decided") {
            p.govuk-error-message { span.govuk-visually-hidden { "Error: " } (why) }
        }
        (form.text("words", "What happened, in their words", "", 5))
        @if !children.is_empty() {
            (form.checkboxes("child", "If it must be told: which children the concern is about", pairs(&children)))
        }
    }
}

fn decision(ctx: &Ctx, shared: Shared, why: &str) -> Markup {
    html! {
        strong {
            @match shared {
                Shared::SocialWorker => { "This must be told: " (ctx.holder()) " will see it, and is asked to acknowledge it at once." }
                Shared::Team => "This stays in the team\u{2019}s confidence.",
            }
        }
        " " (why)
        @if shared == Shared::Team { " If something worries you all the same, raise a concern." }
    }
}

fn command(ctx: &Ctx, typed: &Typed) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let before = match being_put_right(ctx) {
        Some(Fact::Lapse(before)) => Some(before),
        _ => None,
    };
    let item = match before {
        Some(before) => Some(before.item),
        None => entry(ctx, &mut read, "item", "Choose the item of the plan"),
    };
    let person = read.person("person", "Say whose lapse it was");
    let day = read.past_day("day");
    let time = read.time("time");
    let in_care = read.choice(
        "in_care",
        "Say whether a child was in their care",
        Answer::from_code,
    );
    let followed = read.choice(
        "followed",
        "Say whether the plan was followed",
        Answer::from_code,
    );
    let words = read.needed("words", "Say what happened, in their words");
    let known = children(ctx);
    let of = read.codes("child", |id| {
        let known = known.iter().any(|(child, _)| child == id);
        id.parse::<PersonId>().ok().filter(|_| known)
    });
    if let Some((shared, _)) = decided(typed).filter(|_| before.is_none()) {
        if shared == Shared::SocialWorker && of.is_empty() && !known.is_empty() {
            read.errors.add("child", "Say which children it is about");
        }
        // Nothing is told, or kept, before its writer has read which it is.
        if typed.get("decided") != shared.code() && read.errors.is_empty() {
            read.errors
                .add("decided", "Read who will be told, and save it once more");
        }
    }
    let act = (|| {
        Some(RecordLapse {
            happened: day?.into(),
            lapse: Lapse {
                item: item?,
                person: person?,
                time,
                in_care: in_care?.0,
                followed: followed?.0,
                words: words?,
            },
            children: of,
            by: ctx.viewer.worker,
            now: ctx.now,
        })
    })();
    read.done(act).map(Command::RecordLapse)
}

fn refill(_: &record::Family, entry: &Entry) -> Option<Typed> {
    let Fact::Lapse(it) = &entry.fact else {
        return None;
    };
    Some(
        Typed::default()
            .with("person", it.person.to_string())
            .with("day", picked(entry.happened.sort_date()))
            .with("time", clock(it.time))
            .with("in_care", Answer(it.in_care).code())
            .with("followed", Answer(it.followed).code())
            .with("words", it.words.as_str()),
    )
}
