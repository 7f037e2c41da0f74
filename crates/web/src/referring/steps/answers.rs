//! Questions of the data dictionary, asked and read from the dictionary itself.

use govuk::{
    Checkboxes, Extras as _, Field as _, Input, InputWidth, Label, Radios, Size, WarningText,
};
use maud::{Markup, html};
use record::{DataSet, NonAnswer, Value};
use record::{Field, Kind};

use super::super::draft::Referral;
use super::Step;
use crate::recording::fields::Fields;
use crate::recording::typed::{Reader, Typed};

const NOT_KNOWN: (&str, &str) = ("unknown", "Not known");
/// Up to so many answers stand side by side.
const SIDE_BY_SIDE: usize = 2;

/// The name of a question's field. `whose` is a person's id, or the family.
pub(crate) fn name(field: Field, whose: &str) -> String {
    format!("{}-{whose}", field.code())
}

fn not_known_name(name: &str) -> String {
    format!("{name}-not-known")
}

/// The fields with an answer as it would have been given; no-answers that nobody gives are blank.
pub(crate) fn given(typed: Typed, field: Field, whose: &str, value: &Value) -> Typed {
    let name = name(field, whose);
    match (value, field.kind()) {
        (Value::Not(NonAnswer::Unknown), Kind::Code(_)) => typed.with(&name, NOT_KNOWN.0),
        (Value::Not(NonAnswer::Unknown), _) => typed.with(&not_known_name(&name), NOT_KNOWN.0),
        (Value::Not(_), _) => typed,
        (value, _) => typed.with(&name, value.text(field)),
    }
}

/// The names of all fields of a step.
pub(crate) fn names(step: Step) -> Vec<String> {
    let Some((_, fields, whose)) = step.questions() else {
        return Vec::new();
    };
    let names = fields.into_iter().flat_map(|field| {
        let name = name(field, &whose);
        let not_known = not_known_name(&name);
        [name, not_known]
    });
    names.collect()
}

/// The questions of a step.
pub(crate) fn fields(step: Step, referral: &Referral, form: Fields<'_>) -> Markup {
    let Some((_, fields, whose)) = step.questions() else {
        return Markup::default();
    };
    html! {
        @match step {
            Step::Household => {}
            Step::Child(person) => {
                p.govuk-body { (HOW) }
                @if referral.is_unborn(person) {
                    p.govuk-body { "This child is not born yet: leave out what does not apply." }
                }
                (WarningText::new("If the child is in immediate danger, call 999 or the council's duty line now."))
            }
            _ => p.govuk-body { (HOW) },
        }
        @for (heading, fields) in groups(step, fields) {
            @if !heading.is_empty() { h2.govuk-heading-m { (heading) } }
            div.app-questions[fields.len() > 2] {
                @for field in fields { (question(form, field, &name(field, &whose))) }
            }
        }
    }
}

const HOW: &str = "Answer what you can, as it is on the day of the referral. \"Not known\" is an \
    honest answer; what you leave blank counts as not answered.";

/// The questions under their headings.
fn groups(step: Step, fields: Vec<Field>) -> Vec<(&'static str, Vec<Field>)> {
    let mut groups: Vec<(&str, Vec<Field>)> = vec![("", Vec::new())];
    for field in fields {
        let heading = match field {
            Field::SafeguardingRef => Some("Safeguarding"),
            Field::ChildSex => Some("About the child"),
            Field::GangRef => Some("Risks and worries"),
            _ => None,
        };
        if let Some(heading) = heading.filter(|_| matches!(step, Step::Child(_))) {
            groups.push((heading, Vec::new()));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.push(field);
        }
    }
    groups.retain(|(_, group)| !group.is_empty());
    groups
}

fn question(form: Fields<'_>, field: Field, name: &str) -> Markup {
    match field.kind() {
        Kind::Code(list) => {
            let options = list.codes.iter().map(|code| (code.code, code.label));
            let options = options.chain([NOT_KNOWN]);
            if list.codes.len() > SIDE_BY_SIDE {
                return form.select(name, field.title(), options);
            }
            let radios = Radios::new(name, Fields::legend(field.title()));
            let radios = options.fold(radios, |radios, (code, label)| radios.option(code, label));
            let radios = radios
                .small()
                .inline()
                .value(form.typed.get(name))
                .error(form.errors.of(name));
            html! { (radios) }
        }
        kind => {
            let label = Label::new(field.title()).size(Size::S);
            let input = match kind {
                Kind::Number { .. } => Input::whole_number(name, label).width(InputWidth::Three),
                _ => Input::new(name, label).class("govuk-input--width-20"),
            };
            let input = input
                .value(form.typed.get(name))
                .error(form.errors.of(name));
            let other = not_known_name(name);
            let not_known = Checkboxes::bare(other.as_str())
                .option(NOT_KNOWN.0, NOT_KNOWN.1)
                .small()
                .values(form.typed.all(&other));
            html! { div.app-or { (input) (not_known) } }
        }
    }
}

/// What was answered of a step.
pub(crate) fn read(step: Step, read: &mut Reader<'_>) -> DataSet {
    let Some((sheet, fields, whose)) = step.questions() else {
        return DataSet::new(record::Sheet::Families);
    };
    let mut set = DataSet::new(sheet);
    for field in fields {
        match answer(field, &whose, read.typed()) {
            Some(Ok(value)) => set.set(field, value),
            Some(Err(words)) => read.errors.add(name(field, &whose), words),
            None => {}
        }
    }
    set
}

fn answer(field: Field, whose: &str, typed: &Typed) -> Option<Result<Value, String>> {
    let name = name(field, whose);
    let text = typed.get(&name).trim();
    let not_known = typed.get(&not_known_name(&name)) == NOT_KNOWN.0;
    if text.is_empty() {
        return not_known.then_some(Ok(Value::UNKNOWN));
    }
    if not_known {
        let words = format!(
            "{}: give the answer or tick Not known, not both",
            field.title()
        );
        return Some(Err(words));
    }
    Some(match Value::parse(field, text) {
        // The other kinds of no-answer are worked out and never said.
        Ok(Value::Not(NonAnswer::Unknown)) => Ok(Value::UNKNOWN),
        Ok(Value::Not(_)) | Err(_) => Err(format!("{}: {}", field.title(), wanted(field))),
        Ok(value) => Ok(value),
    })
}

fn wanted(field: Field) -> String {
    match field.kind() {
        Kind::Code(_) => "choose one of the answers".to_owned(),
        Kind::Number { max, .. } => format!("give a whole number from 0 to {max}"),
        _ => "give a name of at most 200 letters".to_owned(),
    }
}

/// How many questions of a step are answered, and how many there are.
pub(crate) fn answered(step: Step, typed: &Typed) -> (usize, usize) {
    let Some((_, fields, whose)) = step.questions() else {
        return (0, 0);
    };
    let told = fields
        .iter()
        .filter(|f| answer(**f, &whose, typed).is_some());
    (told.count(), fields.len())
}

/// The answers to check, and how many questions have none.
pub(crate) fn rows(step: Step, typed: &Typed) -> Vec<(String, String)> {
    let Some((_, fields, whose)) = step.questions() else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for field in &fields {
        let words = match answer(*field, &whose, typed) {
            Some(Ok(value)) if value == Value::UNKNOWN => NOT_KNOWN.1.to_owned(),
            Some(Ok(value)) => value.label(*field),
            Some(Err(_)) => typed.get(&name(*field, &whose)).to_owned(),
            None => continue,
        };
        rows.push((field.title().to_owned(), words));
    }
    let blank = fields.len() - rows.len();
    if blank > 0 {
        let questions = if blank == 1 { "question" } else { "questions" };
        rows.push(("Not answered".to_owned(), format!("{blank} {questions}")));
    }
    rows
}
