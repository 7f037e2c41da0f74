//! The data sets at referral and at closure, about the family or one child: a field for each
//! question of the dictionary.

use access::Act as Leave;
use casework::{AnswerDataSet, At, Command};
use govuk::{Details, Errors, Table};
use maud::{Markup, html};
use record::{
    DataSet, Dated, Fact, Family, Field, Kind, NonAnswer, Point, Sets, Sheet, Subject, Value,
};

use super::put_right::{Own, put_right_address};
use crate::families::words::subject as subject_words;
use crate::recording::act::{Act, Ctx, Of};
use crate::recording::fields::{Form, picked};
use crate::recording::refill::no_refill;
use crate::recording::typed::{Reader, Typed};

pub(super) static BASELINE: Act = Act {
    name: "baseline",
    title: "Answer the baseline",
    done: "The baseline is in the chronology",
    button: "Save the answers",
    leave: Leave::ChangeFamily,
    offered: |_| false,
    start: |ctx| start(ctx, At::Referral),
    fields: |form| fields(form, At::Referral),
    command: |ctx, typed| command(ctx, typed, At::Referral),
    // An entry may hold the answers about several: see `ANSWERS`.
    refill: no_refill,
};

pub(super) static OUTCOMES: Act = Act {
    name: "outcomes",
    title: "Answer the outcomes at closure",
    done: "The outcomes are in the chronology",
    button: "Save the answers",
    leave: Leave::ChangeFamily,
    offered: |_| false,
    start: |ctx| start(ctx, At::Closure),
    fields: |form| fields(form, At::Closure),
    command: |ctx, typed| command(ctx, typed, At::Closure),
    // An entry may hold the answers about several: see `ANSWERS`.
    refill: no_refill,
};

/// The answers of an entry are put right all together: a referral tells those about the family and
/// its children at once.
pub(super) static ANSWERS: Own = Own {
    leave: Leave::ChangeFamily,
    refill: |_, entry| {
        let (_, sets) = told(&entry.fact)?;
        let answers = sets.sets.iter().flat_map(|(of, set)| {
            set.iter()
                .map(|(field, value)| (name(*of, field), value.text(field)))
        });
        let typed = Typed::of(entry);
        Some(answers.fold(typed, |typed, (name, text)| typed.with(&name, text)))
    },
    fields: |form| {
        let was = form.ctx.was.as_ref().and_then(|was| told(&was.entry.fact));
        html! {
            @if let Some((at, sets)) = was {
                @for (of, _) in &sets.sets {
                    @let about = subject_words(&form.ctx.family, *of);
                    @let asked = html! {
                        @for field in questions(at, *of) { (question(form, at, *of, field, &name(*of, field))) }
                    };
                    @if sets.sets.len() == 1 {
                        p.govuk-body { "About " strong { (about) } "." }
                        (asked)
                    } @else {
                        @let names: Vec<String> = questions(at, *of).map(|field| name(*of, field)).collect();
                        @let names: Vec<&str> = names.iter().map(String::as_str).collect();
                        (form.folded(&about, &names, asked))
                    }
                }
            }
            (form.day("day", "As of"))
        }
    },
    said: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let was = ctx.was.as_ref().and_then(|was| told(&was.entry.fact));
        let said = was.map(|(at, sets)| {
            let sets = sets.sets.iter().map(|(of, before)| {
                let mut answers = answers(&mut read, at, *of, |field| name(*of, field));
                // What the form does not ask stays as it was.
                let asked: Vec<Field> = questions(at, *of).collect();
                let unasked = before.iter().filter(|(field, _)| !asked.contains(field));
                for (field, value) in unasked {
                    answers.set(field, value.clone());
                }
                (*of, answers)
            });
            (
                at,
                Sets {
                    sets: sets.collect(),
                },
            )
        });
        let day = read.past_day("day");
        let said = day.zip(said).map(|(day, (at, sets))| {
            let fact = match at {
                At::Referral => Fact::Baseline(sets),
                At::Closure => Fact::ClosureData(sets),
            };
            (day.into(), fact)
        });
        read.done(said)
    },
};

/// What an entry tells of data sets, and at which point of the case.
fn told(fact: &Fact) -> Option<(At, &Sets)> {
    match fact {
        Fact::Baseline(sets) => Some((At::Referral, sets)),
        Fact::ClosureData(sets) => Some((At::Closure, sets)),
        _ => None,
    }
}

/// The name of a question's field where several are asked about.
fn name(of: Subject, field: Field) -> String {
    match of {
        Subject::Family => field.code().to_owned(),
        Subject::Person(child) => format!("{}_{child}", field.code()),
    }
}

/// Where the data set of somebody is answered.
pub(crate) fn data_set_address(family: &Family, at: At, of: Subject) -> String {
    let act = match at {
        At::Referral => &BASELINE,
        At::Closure => &OUTCOMES,
    };
    act.address_of(family.id, Of::Subject(of))
}

/// The person or family the form is about; nothing if its address names nobody of this family.
fn about(ctx: &Ctx) -> Option<Subject> {
    match ctx.of {
        Of::Subject(Subject::Family) => Some(Subject::Family),
        Of::Subject(Subject::Person(child)) => ctx
            .family
            .children()
            .find(|each| each.person == child)
            .map(|each| Subject::Person(each.person)),
        _ => None,
    }
}

/// The questions asked of a subject at a point of the case.
fn questions(at: At, of: Subject) -> impl Iterator<Item = Field> {
    let point = match at {
        At::Referral => Point::Referral,
        At::Closure => Point::Closure,
    };
    // Where the family lives is the household's, which changes without a new baseline.
    let household = [Field::HomeTown, Field::HousingTenure];
    let fields = sheet(of).fields().iter().copied();
    fields.filter(move |field| field.point() == point && !household.contains(field))
}

fn now(ctx: &Ctx, at: At, of: Subject) -> Option<&Dated<DataSet>> {
    match at {
        At::Referral => ctx.family.baseline.get(&of),
        At::Closure => ctx.family.closure_data.get(&of),
    }
}

fn start(ctx: &Ctx, at: At) -> Typed {
    let day = match at {
        At::Referral => ctx.family.referred().unwrap_or(ctx.today),
        At::Closure => ctx.family.closed.unwrap_or(ctx.today),
    };
    let mut typed = Typed::default().with("day", picked(day));
    let Some(of) = about(ctx) else { return typed };
    if let Some(now) = now(ctx, at, of) {
        typed = typed.with("seen", ctx.number(now.entry).to_string());
        for (field, value) in now.what.iter() {
            typed = typed.with(field.code(), value.text(field));
        }
    }
    typed
}

fn fields(form: Form<'_>, at: At) -> Markup {
    let ctx = form.ctx;
    let Some(of) = about(ctx) else {
        return html! { p.app-empty { "There are no questions about this person." } };
    };
    let asked = questions(at, of).count();
    let answered = questions(at, of)
        .filter(|field| !form.typed.get(field.code()).is_empty())
        .count();
    let stale = form.errors.of("act").is_some();
    html! {
        p.govuk-body {
            "About " strong { (subject_words(&ctx.family, of)) } ". "
            (answered) " of " (asked) " questions have an answer. "
            "“Not known” is an honest answer; leave empty what has not been asked."
        }
        input type="hidden" name="seen" value=(seen(form, at, of));
        @if stale { (theirs(ctx, at, of)) }
        (slip(form, at, of))
        @for field in questions(at, of) { (question(form, at, of, field, field.code())) }
        (form.day("day", "As of"))
    }
}

/// That a slip in the answers there are is put right with a reason, and not answered over.
fn slip(form: Form<'_>, at: At, of: Subject) -> Markup {
    let ctx = form.ctx;
    let entry = now(ctx, at, of).and_then(|now| {
        let number = ctx.number(now.entry);
        Some((number, ctx.entry(number)?))
    });
    let Some((number, entry)) = entry else {
        return Markup::default();
    };
    let address = put_right_address(&ctx.viewer, &ctx.family, entry, number);
    html! {
        p.govuk-body {
            "Answer here when more has become known since: the earlier answers stay in the chronology. "
            @if let Some(address) = address {
                "If they were a slip, " a.govuk-link href=(address) { "put the answers of " (entry.happened.in_words()) " right" } " and say why."
            } @else {
                "If they were a slip, ask " (ctx.names.worker(entry.recorded_by)) ", who recorded them, or the manager to put them right."
            }
        }
    }
}

/// The entry whose answers the writer has before them: the latest, once both have been shown.
fn seen(form: Form<'_>, at: At, of: Subject) -> String {
    if form.errors.of("act").is_some() {
        return now(form.ctx, at, of)
            .map_or_else(String::new, |now| form.ctx.number(now.entry).to_string());
    }
    form.typed.get("seen").to_owned()
}

/// The answers that somebody else has given meanwhile.
fn theirs(ctx: &Ctx, at: At, of: Subject) -> Markup {
    let Some(now) = now(ctx, at, of) else {
        return Markup::default();
    };
    let table = now.what.iter().fold(
        Table::new()
            .hidden_caption("Answers in the record now")
            .head(["Question", "Answer in the record now"])
            .compact(),
        |table, (field, value)| table.row([field.title().to_owned(), value.label(field)]),
    );
    html! { (Details::new("The answers in the record now", html! { (table) }).open()) }
}

/// The answers that are not answers, as a person may choose them.
const NOT: [NonAnswer; 3] = [
    NonAnswer::Unknown,
    NonAnswer::TooEarly,
    NonAnswer::NotApplicable,
];

fn question(form: Form<'_>, at: At, of: Subject, field: Field, name: &str) -> Markup {
    let before = match at {
        At::Referral => None,
        At::Closure => counterpart(field)
            .and_then(|asked| {
                let set = form.ctx.family.baseline.get(&of)?;
                Some((asked, set.what.get(asked)?.clone()))
            })
            .map(|(asked, value)| format!("At referral: {}", value.label(asked))),
    };
    let hint = before.unwrap_or_default();
    // What a workbook left out stays so until it is answered.
    let missing = Some(NonAnswer::Missing).filter(|it| form.typed.get(name) == it.code());
    let none = NOT.into_iter().chain(missing);
    let none: Vec<(&str, &str)> = none.map(|not| (not.code(), not.label())).collect();
    if let Kind::Code(list) = field.kind() {
        let codes = list.codes.iter().map(|code| (code.code, code.label));
        return form.select_with_hint(name, field.title(), &hint, codes.chain(none));
    }
    let allowed = field.allowed();
    let hint = if hint.is_empty() {
        format!("{allowed}, or “unknown”")
    } else {
        format!("{hint}. {allowed}, or “unknown”")
    };
    form.line(name, field.title(), &hint)
}

/// The question at referral that a question at closure asks again.
fn counterpart(field: Field) -> Option<Field> {
    let code = field.code().strip_suffix("_clo")?;
    field.sheet().field(&format!("{code}_ref"))
}

fn command(ctx: &Ctx, typed: &Typed, at: At) -> Result<Command, Errors> {
    let mut read = Reader::new(typed, ctx.today);
    let Some(of) = about(ctx) else {
        let mut errors = Errors::new();
        errors.add("act", "There are no questions about this person");
        return Err(errors);
    };
    let answers = answers(&mut read, at, of, |field| field.code().to_owned());
    if answers.is_empty() {
        read.errors.add("act", "Answer at least one question");
    }
    let day = read.past_day("day");
    let seen = typed.get("seen").parse().ok();
    let seen = seen
        .and_then(|number| ctx.entry(number))
        .map(|entry| entry.sequence);
    let act = day.map(|day| {
        Box::new(AnswerDataSet {
            happened: day.into(),
            at,
            of,
            answers,
            seen,
        })
    });
    read.done(act).map(Command::AnswerDataSet)
}

/// The answers about somebody, from fields of these names.
fn answers(read: &mut Reader<'_>, at: At, of: Subject, name: impl Fn(Field) -> String) -> DataSet {
    let mut answers = DataSet::new(sheet(of));
    for field in questions(at, of) {
        let name = name(field);
        let words = read.typed().get(&name).trim();
        if words.is_empty() {
            continue;
        }
        match Value::parse(field, words) {
            Ok(value) => answers.set(field, value),
            Err(_) => read.errors.add(
                name,
                format!("{}: this must be {}", field.title(), field.allowed()),
            ),
        }
    }
    answers
}

fn sheet(of: Subject) -> Sheet {
    match of {
        Subject::Family => Sheet::Families,
        Subject::Person(_) => Sheet::Children,
    }
}
