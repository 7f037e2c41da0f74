//! The fields that forms of casework share.

use std::ops::Deref;

use calendar::Date;
use govuk::{
    Checkboxes, Choice, Details, Errors, Extras, Field as _, Input, Label, Legend, Radios, Select,
    SelectOption, Size, Textarea,
};
use maud::{Markup, html};
use record::lists::{Discipline, Urgency};
use record::{PersonId, Visibility, WorkerId};

use super::act::Ctx;
use super::typed::{Reader, Typed};
use crate::families::words::person;

/// Fields being shown: what was typed into them and what is wrong with it.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    pub(crate) typed: &'a Typed,
    pub(crate) errors: &'a Errors,
}

/// The fields of an act, with the family it is done to.
#[derive(Clone, Copy)]
pub(crate) struct Form<'a> {
    pub(crate) ctx: &'a Ctx,
    pub(crate) fields: Fields<'a>,
}

impl<'a> Deref for Form<'a> {
    type Target = Fields<'a>;

    fn deref(&self) -> &Self::Target {
        &self.fields
    }
}

impl Fields<'_> {
    pub(crate) fn legend(words: &str) -> Legend {
        Legend::new(words).size(Size::S)
    }

    /// Fields folded away, in sight when something in them is wrong.
    pub(crate) fn folded(&self, summary: &str, fields: &[&str], content: Markup) -> Markup {
        let details = Details::new(summary, content);
        let wrong = fields.iter().any(|field| self.errors.of(field).is_some());
        html! { (if wrong { details.open() } else { details }) }
    }

    /// Fields folded away, in sight when something stands in one of them or is wrong.
    pub(crate) fn folded_unless_filled(
        &self,
        summary: &str,
        fields: &[&str],
        content: Markup,
    ) -> Markup {
        let filled = fields.iter().any(|field| !self.typed.get(field).is_empty());
        if filled {
            return html! { (Details::new(summary, content).open()) };
        }
        self.folded(summary, fields, content)
    }

    /// Lines of words.
    pub(crate) fn text(&self, name: &str, label: &str, hint: &str, rows: u32) -> Markup {
        let mut field = Textarea::new(name, Label::new(label).size(Size::S))
            .value(self.typed.get(name))
            .rows(rows)
            .error(self.errors.of(name));
        if !hint.is_empty() {
            field = field.hint(hint);
        }
        html! { (field) }
    }

    /// One line of words.
    pub(crate) fn line(&self, name: &str, label: &str, hint: &str) -> Markup {
        let mut field = Input::new(name, Label::new(label).size(Size::S))
            .value(self.typed.get(name))
            .error(self.errors.of(name));
        if !hint.is_empty() {
            field = field.hint(hint);
        }
        html! { (field) }
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &str, label: &str) -> Markup {
        let field = Input::whole_number(name, Label::new(label).size(Size::S))
            .value(self.typed.get(name))
            .error(self.errors.of(name));
        html! { (field) }
    }

    /// A day, with the browser's own picker.
    pub(crate) fn day(&self, name: &str, label: &str) -> Markup {
        self.picker(name, label, "", "date")
    }

    /// A day with a line of help.
    pub(crate) fn day_with_hint(&self, name: &str, label: &str, hint: &str) -> Markup {
        self.picker(name, label, hint, "date")
    }

    /// A time of day.
    pub(crate) fn time(&self, name: &str, label: &str) -> Markup {
        self.picker(name, label, "", "time")
    }

    fn picker(&self, name: &str, label: &str, hint: &str, kind: &'static str) -> Markup {
        let mut field = Input::new(name, Label::new(label).size(Size::S))
            .kind(kind)
            .class("app-picker")
            .value(self.typed.get(name))
            .error(self.errors.of(name));
        if !hint.is_empty() {
            field = field.hint(hint);
        }
        html! { (field) }
    }

    /// One of a list, all in sight.
    pub(crate) fn radios<'b>(
        &self,
        name: &str,
        legend: &str,
        options: impl IntoIterator<Item = (&'b str, &'b str)>,
    ) -> Markup {
        let options = options
            .into_iter()
            .map(|(code, label)| Choice::new(code, label));
        let field = Radios::new(name, Self::legend(legend))
            .choices(options)
            .small()
            .value(self.typed.get(name))
            .error(self.errors.of(name));
        html! { (field) }
    }

    /// Any of a list.
    pub(crate) fn checkboxes<'b>(
        &self,
        name: &str,
        legend: &str,
        options: impl IntoIterator<Item = (&'b str, &'b str)>,
    ) -> Markup {
        let options = options
            .into_iter()
            .map(|(code, label)| Choice::new(code, label));
        let field = Checkboxes::new(name, Self::legend(legend))
            .choices(options)
            .small()
            .values(self.typed.all(name))
            .error(self.errors.of(name));
        html! { (field) }
    }

    /// One of a longer list.
    pub(crate) fn select<'b>(
        &self,
        name: &str,
        label: &str,
        options: impl IntoIterator<Item = (&'b str, &'b str)>,
    ) -> Markup {
        let options = options
            .into_iter()
            .map(|(code, label)| SelectOption::new(code, label));
        let field = Select::new(name, Label::new(label).size(Size::S))
            .option("", "Choose")
            .options(options)
            .value(self.typed.get(name))
            .error(self.errors.of(name));
        html! { (field) }
    }

    /// One of a longer list, with a line of help.
    pub(crate) fn select_with_hint<'b>(
        &self,
        name: &str,
        label: &str,
        hint: &str,
        options: impl IntoIterator<Item = (&'b str, &'b str)>,
    ) -> Markup {
        let options = options
            .into_iter()
            .map(|(code, label)| SelectOption::new(code, label));
        let mut field = Select::new(name, Label::new(label).size(Size::S))
            .option("", "Not asked")
            .options(options)
            .value(self.typed.get(name))
            .error(self.errors.of(name));
        if !hint.is_empty() {
            field = field.hint(hint);
        }
        html! { (field) }
    }
}

impl Form<'_> {
    /// One person of the family.
    pub(crate) fn person(&self, name: &str, legend: &str) -> Markup {
        let people = self.people(name);
        self.radios(name, legend, pairs(&people))
    }

    /// Any people of the family.
    pub(crate) fn several_people(&self, name: &str, legend: &str) -> Markup {
        let people = self.people(name);
        self.checkboxes(name, legend, pairs(&people))
    }

    /// The family or one of its people.
    pub(crate) fn subject(&self, name: &str, legend: &str) -> Markup {
        let mut people = self.people(name);
        people.insert(0, (FAMILY.to_owned(), "The whole family".to_owned()));
        self.radios(name, legend, pairs(&people))
    }

    /// The people of the household, and whoever the entry that is put right names in the field.
    fn people(&self, name: &str) -> Vec<(String, String)> {
        let family = &self.ctx.family;
        let mut people: Vec<PersonId> = family.people.iter().map(|each| each.person).collect();
        let before = self.ctx.said(name).filter_map(|id| id.parse().ok());
        let gone: Vec<PersonId> = before.filter(|id| !people.contains(id)).collect();
        people.extend(gone);
        people
            .into_iter()
            .map(|id| (id.to_string(), person(family, id)))
            .collect()
    }

    /// Fields that mostly stay as a new form begins, folded away there. Of an entry that is put right
    /// all is in sight.
    pub(crate) fn mostly_so(&self, summary: &str, fields: &[&str], content: Markup) -> Markup {
        if self.puts_right() {
            return content;
        }
        self.folded(summary, fields, content)
    }

    /// Whether the form puts an entry right.
    pub(crate) fn puts_right(&self) -> bool {
        self.ctx.was.is_some()
    }

    /// Whether the entry that is put right says this in a field: then it is offered there, though
    /// nobody could choose it anew.
    pub(crate) fn said(&self, name: &str, value: &str) -> bool {
        self.ctx.said(name).any(|said| said == value)
    }

    /// A worker of the team.
    pub(crate) fn worker(&self, name: &str, label: &str) -> Markup {
        self.select(name, label, pairs(&self.ctx.workers(name)))
    }

    /// A worker of the team, each with what they carry. What they carry today says nothing of an
    /// entry that is put right.
    pub(crate) fn worker_with_room(&self, name: &str, legend: &str) -> Markup {
        if self.puts_right() {
            return self.worker(name, legend);
        }
        let today = self.ctx.today;
        let choices = self
            .ctx
            .carries
            .iter()
            .map(|it| Choice::new(it.worker().to_string(), it.name()).hint(it.words(today)));
        let field = Radios::new(name, Fields::legend(legend))
            .choices(choices)
            .small()
            .value(self.typed.get(name))
            .error(self.errors.of(name));
        html! { (field) }
    }

    /// A discipline that the service offers, or that the entry which is put right names.
    pub(crate) fn discipline(&self, name: &str, label: &str) -> Markup {
        let offers = |it: &Discipline| self.ctx.offers.iter().any(|offer| offer.discipline == *it);
        let all = Discipline::ALL.iter().copied();
        let offered = all.filter(|it| offers(it) || self.said(name, it.code()));
        self.select(name, label, offered.map(|it| (it.code(), it.label())))
    }

    /// Any workers of the team.
    pub(crate) fn several_workers(&self, name: &str, legend: &str) -> Markup {
        self.checkboxes(name, legend, pairs(&self.ctx.workers(name)))
    }

    /// Whether some of what is written is about a child's safety: then the form of a concern follows.
    pub(crate) fn safety(&self) -> Markup {
        if self.puts_right() {
            return Markup::default();
        }
        let answers = [
            ("no", "No"),
            (Urgency::NotImmediate.code(), "Yes"),
            (
                Urgency::Immediate.code(),
                "Yes, and a child may be in danger now",
            ),
        ];
        self.radios("safety", "Is any of it about a child's safety?", answers)
    }

    /// Who may see what is written, with what that means for the case holder.
    pub(crate) fn visibility(&self) -> Markup {
        if self.puts_right() {
            return Markup::default();
        }
        let holder = self.ctx.holder();
        if !self.ctx.viewer_is_of_the_team() {
            return html! {
                p.govuk-body { "The team and the family's social workers will see this." }
            };
        }
        let radios = Radios::new("visibility", Fields::legend("Who may see this"))
            .choice(
                Choice::new("team", "The team only")
                    .hint(format!("{holder} will not be shown it.")),
            )
            .choice(
                Choice::new("shared", "The team and the family's social workers")
                    .hint(format!("{holder} will see it.")),
            )
            .choice(
                Choice::new("named", "You and workers you choose")
                    .hint("Choose them below. Nobody else will be shown it."),
            )
            .small()
            .value(self.typed.get("visibility"))
            .error(self.errors.of("visibility"));
        let chosen = Details::new(
            "Workers you choose",
            self.several_workers("named", "Which workers"),
        );
        let chosen = match self.typed.get("visibility") {
            "named" => chosen.open(),
            _ => chosen,
        };
        html! { (radios) (chosen) }
    }
}

/// What the family as a whole is called in a field that may also name a person.
pub(crate) const FAMILY: &str = "family";

pub(crate) fn pairs(options: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    options
        .iter()
        .map(|(code, label)| (code.as_str(), label.as_str()))
}

/// Code and label of each answer of a list.
macro_rules! options {
    ($list:ty) => {
        <$list>::ALL.iter().map(|it| (it.code(), it.label()))
    };
}
pub(crate) use options;

/// Who may see what is written, as chosen; a social worker's words are always shared. It does not
/// change when an entry is put right.
pub(crate) fn visibility(ctx: &Ctx, reader: &mut Reader<'_>) -> Option<Visibility> {
    if let Some(was) = &ctx.was {
        return Some(was.entry.visibility.clone());
    }
    if !ctx.viewer_is_of_the_team() {
        return Some(Visibility::Shared);
    }
    match reader.typed().get("visibility") {
        "shared" => Some(Visibility::Shared),
        "team" => Some(Visibility::Team),
        "named" => {
            let mut named = workers(ctx, reader, "named");
            // Whoever writes a note can read it.
            named.push(ctx.viewer.worker);
            named.sort_unstable();
            named.dedup();
            Some(Visibility::Named(named))
        }
        _ => {
            reader.errors.add("visibility", "Choose who may see this");
            None
        }
    }
}

/// Workers of the team that were chosen.
pub(crate) fn workers(ctx: &Ctx, reader: &mut Reader<'_>, name: &str) -> Vec<WorkerId> {
    reader.codes(name, |id| ctx.worker(name, id))
}

/// A worker of the team that was chosen.
pub(crate) fn worker(
    ctx: &Ctx,
    reader: &mut Reader<'_>,
    name: &str,
    missing: &str,
) -> Option<WorkerId> {
    reader.choice(name, missing, |id| ctx.worker(name, id))
}

/// The family or a person of it.
pub(crate) fn subject(
    reader: &mut Reader<'_>,
    name: &str,
    missing: &str,
) -> Option<record::Subject> {
    reader.choice(name, missing, |typed| match typed {
        FAMILY => Some(record::Subject::Family),
        id => id.parse::<PersonId>().ok().map(record::Subject::Person),
    })
}

/// A day as a date picker writes it.
pub(crate) fn picked(day: Date) -> String {
    day.to_string()
}

/// A time of day as a picker writes it; empty if there is none.
pub(crate) fn clock(time: Option<calendar::Time>) -> String {
    time.map(crate::families::words::time).unwrap_or_default()
}
