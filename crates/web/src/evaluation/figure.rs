//! A figure opened: what it counts, how sure it is, and the rows behind it.

use std::sync::Arc;

use access::{Act, Viewer};
use axum::Extension;
use axum::extract::{Query, State};
use costs::Line;
use evaluation::{
    Change, Figure, Measure, NonAnswers, Number, Share, plain_range, question_in_words,
};
use govuk::{BackLink, Cell, Head, Size, SummaryList, Table};
use maud::{Markup, html};
use record::Field;
use report::Links;
use serde::Deserialize;

use super::behind::{Behind, Price, find};
use super::cache::{Cache, Evaluated};
use super::listing;
use super::setting::{Asked, Setting};
use crate::app::Shared;
use crate::error::Problem;
use crate::session::SignedIn;
use crate::shell::{self, Area};

/// Which figure, and which page of its rows. Ids hold spaces and slashes, so they are no paths.
#[derive(Debug, Deserialize)]
pub(super) struct Which {
    id: String,
    page: Option<usize>,
}

pub(super) async fn show(
    State(app): State<Shared>,
    Extension(cache): Extension<Arc<Cache>>,
    SignedIn(viewer): SignedIn,
    Query(which): Query<Which>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    if !viewer.may(Act::SeeFigureRows) {
        return Err(Problem::NotFound);
    }
    let setting = Setting::read(&app, &asked).map_err(|_| Problem::NotFound)?;
    let evaluated = cache.evaluated(&app, &viewer, setting).await?;
    let behind = find(&evaluated, &which.id).ok_or(Problem::NotFound)?;
    let groups = behind.groups(&evaluated);
    let turn = |page: usize| {
        let page = page.to_string();
        setting.href("/evaluation/figures", &[("id", &which.id), ("page", &page)])
    };
    let number = which.page.unwrap_or(1);
    let rows = listing::page(&app, &viewer, &evaluated, &groups, number, turn).await?;
    let from = report::page_of_figure(behind.table());
    let content = html! {
        @if let Some(page) = from { span.govuk-caption-l { (page.title) } }
        h1.govuk-heading-l { (behind.title()) }
        (behind.definition(&evaluated, &setting))
        @if !groups.is_empty() {
            h2.govuk-heading-m { (rows_title(&behind)) }
            (who_they_are(&viewer))
            (rows)
        }
    };
    let mut page = shell::page(&app, &viewer, Area::Evaluation, "Behind a figure", content);
    let back = from.map_or_else(
        || setting.href("/evaluation", &[]),
        |page| setting.page(page.slug),
    );
    page.back_link = Some(BackLink::new(back).content(match from {
        Some(page) => format!("Back to {}", page.title),
        None => "Back to the evaluation".to_owned(),
    }));
    page.as_at = Some(setting.in_words());
    Ok(govuk::page(&page))
}

fn rows_title(behind: &Behind) -> &'static str {
    match behind {
        Behind::Measured(..) => "The rows behind it",
        Behind::Changed(..) => "Everybody with both answers, by what became of it",
        Behind::Priced(..) => "The rows it counts",
    }
}

/// How rows are named, for whoever looks.
fn who_they_are(viewer: &Viewer) -> Markup {
    html! {
        @if viewer.may(Act::LinkRowsToFamilies) {
            p.govuk-body { "Only the answers that decide are shown. The rest is on the family’s own page. A row with a number is of a family that only named people see." }
        } @else {
            p.govuk-body {
                "Only the answers that decide are shown. The numbers of rows are made up for this \
                 evaluation: they are not the families’ references and cannot be worked out from \
                 them. A row has the same number on every page, until something is recorded or the \
                 service is started again."
            }
        }
    }
}

impl Behind<'_> {
    fn title(&self) -> &str {
        match self {
            Self::Measured(figure, _) | Self::Priced(figure, _) => &figure.title,
            Self::Changed(change, _) => &change.title,
        }
    }

    fn table(&self) -> &str {
        match self {
            Self::Measured(figure, _) | Self::Priced(figure, _) => &figure.table,
            Self::Changed(change, _) => &change.table,
        }
    }

    /// What the figure is, how it is defined and how sure it is.
    fn definition(&self, evaluated: &Evaluated, setting: &Setting) -> Markup {
        match self {
            Self::Measured(figure, measure) => measured(evaluated, setting, figure, measure),
            Self::Changed(change, pair) => {
                changed(evaluated, setting, change, [pair.before, pair.after])
            }
            Self::Priced(figure, price) => priced(evaluated, setting, figure, price),
        }
    }
}

/// The figure as printed, large.
fn printed(id: &str, text: &str) -> Markup {
    html! { p.govuk-heading-xl { span data-figure=(id) { (text) } } }
}

fn measured(
    evaluated: &Evaluated,
    setting: &Setting,
    figure: &Figure,
    measure: &Measure,
) -> Markup {
    let mut list = SummaryList::new()
        .pair("Who is counted", figure.population.as_str())
        .pair("Question", coded(&question_in_words(&measure.question)));
    let asked: Vec<Field> = measure.fields().into_iter().collect();
    if !asked.is_empty() {
        list = list.pair("Fields", titles(&asked));
    }
    match &figure.number {
        Number::Share(share) => list = of_share(list, share),
        Number::Value {
            sum, base, none, ..
        } => {
            if let (Some(sum), Some(base)) = (sum, base) {
                list = list.pair("Sum and number", format!("{sum} over {base}"));
            }
            list = list.pair("No answer", no_answer(*none));
        }
        Number::Spread(spread) => {
            list = list
                .pair("Over how many", costs::plain(spread.base))
                .pair(
                    "Middle half, between the quartiles",
                    between(spread.quartiles),
                )
                .pair(
                    "All, from the smallest to the largest",
                    between(spread.range),
                )
                .pair("No answer", no_answer(spread.none));
        }
        Number::List { .. } => {}
    }
    list = list.pair("Source of the definition", measure.source);
    html! {
        (printed(&figure.id, &figure.display))
        (versions(list, evaluated, setting, &figure.id))
    }
}

fn of_share(list: SummaryList, share: &Share) -> SummaryList {
    let none = NonAnswers::from(share.none);
    let list = list
        .pair(
            "n (N)",
            format!("{} of the {} counted", share.n, share.base),
        )
        .pair("No answer", no_answer(none));
    let list = match share.ci95 {
        Some(ends) => list.pair("95% interval (Wilson)", range(ends)),
        None => list,
    };
    match share.bounds {
        Some(ends) if none.could_be() > 0 => {
            list.pair("If every no-answer were no, or yes", range(ends))
        }
        _ => list,
    }
}

fn between(ends: Option<[f64; 2]>) -> String {
    ends.map_or_else(|| "None".to_owned(), plain_range)
}

fn no_answer(none: NonAnswers) -> String {
    let words = none.in_words();
    if words.is_empty() {
        "Nobody: every answer is known".to_owned()
    } else {
        words
    }
}

/// "8.3% to 33.5%": opened, a figure is told to one decimal.
fn range([low, high]: [f64; 2]) -> String {
    format!("{low:.1}% to {high:.1}%")
}

fn points([low, high]: [f64; 2]) -> String {
    format!("{low:+.1} to {high:+.1} points").replace('-', "−")
}

fn changed(evaluated: &Evaluated, setting: &Setting, change: &Change, asked: [Field; 2]) -> Markup {
    let text = match change.difference {
        Some(difference) => format!("{difference:+.0} points").replace('-', "−"),
        None => "Nobody has both answers".to_owned(),
    };
    let mut list = SummaryList::new()
        .pair(
            "Who is counted",
            format!("{}, known at both points", change.population),
        )
        .pair(
            "Question",
            "Percentage with yes at closure, less the percentage at referral, of the same people",
        )
        .pair("Fields", titles(&asked))
        .pair("People with both answers", costs::plain(change.pairs))
        .pair("What the test says", change.verdict());
    let intervals = [
        ("95% interval (Tango)", change.ci95),
        (
            "95% interval, resampling whole families",
            change.ci95_families,
        ),
        (
            "If no-answers all fell one way, or the other",
            change.bounds,
        ),
    ];
    for (name, ends) in intervals {
        if let Some(ends) = ends {
            list = list.pair(name, points(ends));
        }
    }
    let tests = [
        ("McNemar’s mid-p", change.p_mid),
        ("McNemar’s exact p", change.p_exact),
        ("Adjusted for the rows of the table (Holm)", change.p_holm),
    ];
    for (name, p) in tests {
        if let Some(p) = p {
            list = list.pair(name, format!("{p:.4}"));
        }
    }
    list = list.pair("What the design can show", change.design);
    html! {
        (printed(&change.id, &text))
        (versions(list, evaluated, setting, &change.id))
    }
}

fn priced(evaluated: &Evaluated, setting: &Setting, figure: &Figure, price: &Price) -> Markup {
    let mut list = SummaryList::new().pair("Worked out as", figure.population.as_str());
    if let Some(line) = price.line {
        list = of_line(list, line, &figure.title);
    }
    html! {
        (printed(&figure.id, &figure.display))
        (versions(list, evaluated, setting, &figure.id))
        @if !price.sum.is_empty() { (summed(evaluated, setting, &price.sum)) }
    }
}

fn of_line(mut list: SummaryList, line: &Line, title: &str) -> SummaryList {
    if line.title != title {
        list = list.pair("A step of", format!("{}: {}", line.title, line.formula));
    }
    list = list
        .pair("For how long", line.basis.title())
        .pair("Who would have paid", line.agency.as_str())
        .pair("Prices of", line.price_year.as_str())
        .pair("Source of the price", line.source.as_str());
    if let Some(evidence) = line.evidence {
        list = list.pair(
            "Evidence",
            format!("Grade {} of 6: {}", evidence.grade(), evidence.title()),
        );
    }
    if !line.caution.is_empty() {
        list = list.pair("To beware of", line.caution);
    }
    list
}

/// The lines that a total adds up, each leading to its own page.
fn summed(evaluated: &Evaluated, setting: &Setting, lines: &[&Line]) -> Markup {
    let rows = lines.iter().map(|line| {
        let of = evaluated
            .evaluation
            .table("costs")
            .find(|f| f.title == line.title);
        let title = html! {
            @match of.and_then(|figure| setting.figure(&figure.id)) {
                Some(href) => a.govuk-link href=(href) { (line.title) },
                None => (line.title),
            }
        };
        let less = if line.side == costs::Side::Cost {
            "−"
        } else {
            ""
        };
        let amount = format!("{less}{}", costs::pounds_and_pence(line.shown));
        vec![
            Cell::new(title),
            Cell::new(line.formula.as_str()),
            Cell::numeric(amount),
        ]
    });
    let heads = [
        Head::new("Line"),
        Head::new("Worked out as"),
        Head::numeric("Pounds"),
    ];
    let table = Table::new()
        .caption("The lines it adds up", Size::M)
        .head(heads)
        .rows(rows);
    html! { (table.row_headers().compact().scrolls()) }
}

/// What made the figure, so that it can be made again.
fn versions(list: SummaryList, evaluated: &Evaluated, setting: &Setting, id: &str) -> Markup {
    let versions = &evaluated.evaluation.versions;
    let start = |digest: &str| digest.chars().take(12).collect::<String>();
    let made = SummaryList::new()
        .pair("Id", html! { code { (id) } })
        .pair("Program", versions.program.as_str())
        .pair("Definitions", start(&versions.measures))
        .pair("Unit costs", start(&versions.unit_costs))
        .pair("Data", start(&versions.data_sha256));
    html! {
        (list.pair("Counted", setting.in_words()))
        (govuk::Details::new("What made this figure", html! { (made) }))
    }
}

/// The fields' headings with what they ask.
fn titles(fields: &[Field]) -> Markup {
    html! {
        ul.govuk-list {
            @for field in fields { li { code { (field.code()) } " " (field.title()) } }
        }
    }
}

/// Words in which headings stand between back ticks.
fn coded(words: &str) -> Markup {
    html! {
        @for (at, part) in words.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
