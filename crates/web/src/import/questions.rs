//! The questions about a workbook: which sheet, heading and word is what.

use access::Viewer;
use govuk::{
    Button, Colour, Details, Field as _, FileUpload, Input, InputWidth, InsetText, Label, Select,
    SelectOption, Size, Tag,
};
use maud::{Markup, html};
use record::{Field, Kind, NonAnswer, Value};
use spreadsheet::mapping::{
    Dates, FoundValue, Meaning, Proposal, ProposedColumn, ProposedSheet, SheetMapping,
};
use uuid::Uuid;

use super::answers::{
    ABSENT, AS_WRITTEN, IGNORED, OPEN, column_name, dates_name, row_name, sheet_name, value_name,
};
use super::jobs::{Job, Understanding};
use super::step;
use crate::app::App;

pub(super) fn page(
    app: &App,
    viewer: &Viewer,
    id: Uuid,
    job: &Job,
    asked: &Understanding,
) -> Markup {
    let proposal = &asked.proposal;
    let open = proposal.mapping().to_be_answered();
    let names: Vec<&str> = asked
        .workbook
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    let address = format!("/import/{id}");
    let content = html! {
        span.govuk-caption-l { (job.file) }
        h1.govuk-heading-l { "What the workbook says" }
        (how_far(open))
        form id="questions" method="post" action=(format!("{address}/answers")) novalidate {
            input type="hidden" name="turn" value=(asked.turn);
            @for (at, sheet) in proposal.sheets.iter().enumerate() {
                (sheet_questions(at, sheet, &names))
            }
            (others(proposal))
            div.govuk-button-group {
                (Button::new("Check the workbook").named("act", "check").once())
                (Button::new("Keep these answers for now").secondary().named("act", "update"))
                (Button::new("Save the mapping").secondary().named("act", "save").repeatable())
            }
        }
        h2.govuk-heading-m { "Use a saved mapping" }
        p.govuk-body { "If you saved the answers for a workbook like this one, they can be used again." }
        form method="post" action=(format!("{address}/saved-mapping")) enctype="multipart/form-data" novalidate {
            (FileUpload::new("mapping", Label::new("Mapping file (.json)").size(Size::S))
                .error(asked.errors.of("mapping")))
            (Button::new("Use it").secondary())
        }
    };
    let mut page = step::page(app, viewer, "What the workbook says", &content, Some(id));
    page.errors = asked.errors.clone();
    govuk::page(&page)
}

fn how_far(open: usize) -> Markup {
    let words = match open {
        0 => "Everything is answered. Look through it, then check the workbook.".to_owned(),
        1 => "1 question is still to be answered; it is marked.".to_owned(),
        many => format!("{many} questions are still to be answered; they are marked."),
    };
    html! {
        p.app-lead {
            "What could only mean one thing has been filled in. Nothing is guessed beyond that."
        }
        (InsetText::new(words))
    }
}

fn to_be_answered() -> Tag {
    Tag::new("To be answered").colour(Colour::Yellow)
}

fn sheet_questions(at: usize, sheet: &ProposedSheet, names: &[&str]) -> Markup {
    let title = sheet.sheet.title();
    let (chosen, row) = match &sheet.place {
        SheetMapping::ToBeAnswered => (OPEN.to_owned(), None),
        SheetMapping::Absent => (ABSENT.to_owned(), None),
        SheetMapping::At(place) => {
            let number = names.iter().position(|name| *name == place.name);
            (
                number.map_or_else(String::new, |n| n.to_string()),
                Some(place.heading_row),
            )
        }
    };
    let options = names
        .iter()
        .enumerate()
        .map(|(n, name)| SelectOption::new(n.to_string(), *name));
    html! {
        section aria-labelledby=(format!("sheet-title-{at}")) {
            h2.govuk-heading-m id=(format!("sheet-title-{at}")) {
                (title) " "
                @if sheet.place == SheetMapping::ToBeAnswered { (to_be_answered()) }
            }
            (Select::new(sheet_name(at), Label::new(format!("Where the {} are", title.to_lowercase())).size(Size::S))
                .option(OPEN, "To be answered")
                .options(options)
                .option(ABSENT, "Not in this workbook")
                .value(chosen))
            @if let Some(row) = row {
                (Input::whole_number(row_name(at), Label::new("Row with the headings").size(Size::S))
                    .width(InputWidth::Three).value(row.to_string()))
                p.app-list-count { (sheet.rows) @if sheet.rows == 1 { " row" } @else { " rows" } " below the headings" }
                (columns(at, sheet))
            }
        }
    }
}

/// The columns: first those that are to be answered, then the others, folded.
fn columns(at: usize, sheet: &ProposedSheet) -> Markup {
    let (open, settled): (Vec<_>, Vec<_>) = sheet
        .columns
        .iter()
        .enumerate()
        .partition(|(_, found)| is_open(found));
    let questions = |columns: &[(usize, &ProposedColumn)]| {
        html! {
            @for (column, found) in columns {
                (column_question(at, *column, sheet, found))
                (values(at, *column, found))
            }
        }
    };
    let summary = match settled.len() {
        1 => "1 column is understood: look at it".to_owned(),
        many => format!("{many} columns are understood: look through them"),
    };
    html! {
        (questions(&open))
        @if !settled.is_empty() { (Details::new(summary, questions(&settled))) }
    }
}

/// Whether anything of a column is to be answered.
fn is_open(found: &ProposedColumn) -> bool {
    match &found.mapping.meaning {
        Meaning::ToBeAnswered => true,
        Meaning::Ignored => false,
        Meaning::Field(is) => {
            is.dates == Dates::ToBeAnswered || is.values.values().any(Option::is_none)
        }
    }
}

fn column_question(
    at: usize,
    column: usize,
    sheet: &ProposedSheet,
    found: &ProposedColumn,
) -> Markup {
    let chosen = match &found.mapping.meaning {
        Meaning::ToBeAnswered => OPEN,
        Meaning::Ignored => IGNORED,
        Meaning::Field(is) => is.field.code(),
    };
    let fields = sheet.sheet.fields().iter();
    let label = Label::new(html! {
        "What “" (found.heading) "” is "
        @if is_open(found) { (to_be_answered()) }
    });
    let filled = match found.filled {
        1 => "Filled in 1 row".to_owned(),
        many => format!("Filled in {many} rows"),
    };
    html! {
        (Select::new(column_name(at, column), label.size(Size::S))
            .hint(filled)
            .option(OPEN, "To be answered")
            .option(IGNORED, "Not read")
            .options(fields.map(|field| SelectOption::new(field.code(), field.title())))
            .value(chosen))
    }
}

/// What the words of a column mean: unfolded where one is to be answered.
fn values(at: usize, column: usize, found: &ProposedColumn) -> Markup {
    let Meaning::Field(is) = &found.mapping.meaning else {
        return Markup::default();
    };
    let dates = matches!(is.field.kind(), Kind::Date).then(|| dates(at, column, is.dates));
    if found.values.is_empty() && found.not_listed == 0 {
        return dates.unwrap_or_default();
    }
    let open = found
        .values
        .iter()
        .filter(|value| value.value.is_none())
        .count();
    let summary = match (found.values.len(), open) {
        (1, 0) => "1 word".to_owned(),
        (many, 0) => format!("{many} words"),
        (many, open) => format!("{many} words, {open} to be answered"),
    };
    let list = html! {
        @for (number, value) in found.values.iter().enumerate() {
            (value_question(at, column, number, is.field, value))
        }
        @if found.not_listed > 0 {
            p.govuk-body {
                (found.not_listed) " more are too long or too many to be answers. If the column is "
                "what you say it is, they will be listed as problems."
            }
        }
    };
    let mut details = Details::new(summary, list);
    if open > 0 {
        details = details.open();
    }
    html! {
        @if let Some(dates) = dates { (dates) }
        (details)
    }
}

fn value_question(
    at: usize,
    column: usize,
    number: usize,
    field: Field,
    found: &FoundValue,
) -> Markup {
    let times = match found.count {
        0 => "not in this workbook".to_owned(),
        1 => "once".to_owned(),
        many => format!("{many} times"),
    };
    let shown = if found.text.is_empty() {
        "a blank"
    } else {
        found.text.as_str()
    };
    let chosen = match &found.value {
        None => OPEN.to_owned(),
        Some(Value::Text(_)) => AS_WRITTEN.to_owned(),
        Some(value) => value.text(field),
    };
    let mut options = answers_of(field);
    let is_listed = chosen == OPEN || options.iter().any(|(code, _)| *code == chosen);
    if let Some(value) = found.value.as_ref().filter(|_| !is_listed) {
        options.push((chosen.clone(), value.label(field)));
    }
    html! {
        (Select::new(value_name(at, column, number), Label::new(format!("{shown} ({times})")))
            .option(OPEN, "To be answered")
            .options(options.into_iter().map(|(code, label)| SelectOption::new(code, label)))
            .value(chosen))
    }
}

/// What a word of a field can be said to mean.
fn answers_of(field: Field) -> Vec<(String, String)> {
    let mut answers: Vec<(String, String)> = match field.kind() {
        Kind::Code(list) => list
            .codes
            .iter()
            .map(|c| (c.code.to_owned(), c.label.to_owned()))
            .collect(),
        Kind::Place => vec![(AS_WRITTEN.to_owned(), "As it is written".to_owned())],
        Kind::Reference | Kind::Number { .. } | Kind::Date => Vec::new(),
    };
    if !matches!(field.kind(), Kind::Reference) {
        let non = NonAnswer::ALL.map(|non| (non.code().to_owned(), non.label().to_owned()));
        answers.extend(non);
    }
    answers
}

fn dates(at: usize, column: usize, dates: Dates) -> Markup {
    let chosen = match dates {
        Dates::DayFirst => "day_first",
        Dates::MonthFirst => "month_first",
        Dates::ToBeAnswered => OPEN,
    };
    html! {
        (Select::new(dates_name(at, column), "Dates such as 05/04/2021")
            .option(OPEN, "To be answered")
            .option("day_first", "5 April, day first")
            .option("month_first", "4 May, month first")
            .value(chosen))
    }
}

/// What is not read at all.
fn others(proposal: &Proposal) -> Markup {
    html! {
        @if !proposal.other_sheets.is_empty() {
            p.govuk-body {
                "Not read: " (proposal.other_sheets.join(", ")) "."
            }
        }
    }
}
