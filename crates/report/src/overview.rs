//! The first page: what matters most, each beside what it rests on.

use costs::Mode;
use evaluation::{Evaluation, NonAnswers};
use maud::{Markup, html};

use crate::limits::limits;
use crate::links::Links;
use crate::numbers;
use crate::pages::{PAGES, costs_estimate, warning_list};
use crate::parts::{Level, View};

/// The overview's content, beginning with its `h1`: the headlines, the checks, the pages, what the
/// figures rest on.
pub fn overview(evaluation: &Evaluation, links: &dyn Links) -> Markup {
    let view = View { evaluation, links };
    html! {
        h1.govuk-heading-l { "Evaluation" }
        p.app-lead { (evaluation.service) ", " (period(evaluation)) }
        (content(&view, Level::Page))
        (contents(&view, Level::Page))
        (limits(&view, Level::Page))
        (basis(&view, Level::Page))
    }
}

/// "as at 30 August 2022", and from when.
pub(crate) fn period(evaluation: &Evaluation) -> String {
    let as_at = calendar::as_at_in_words(evaluation.as_at, evaluation.known_on);
    match evaluation.from {
        Some(from) => format!(
            "families referred from {}, {as_at}",
            calendar::day::in_words(from)
        ),
        None => as_at,
    }
}

pub(crate) fn content(view: &View, level: Level) -> Markup {
    html! {
        @if view.is_empty() {
            p.app-empty { "No families have been referred in this period, so there is nothing to count yet." }
        }
        ul.report-cards {
            (card(&view.shown("fam.total"), "families referred", &html! { "with " (view.shown("ch.total")) " children" }))
            (engaged(view))
            (stepped_down(view))
            (change(view, "t5.alcohol"))
            (card(
                &view.shown("cost.avoided"),
                "children at risk of care were not in it at closure",
                &html! { "of " (view.shown("cost.atrisk")) " closed children whom workers judged at risk" },
            ))
            (net(view))
        }
        p.report-note {
            "Changes are " (evaluation::DESIGN) ": what would have happened without the service is not known."
        }
        (level.heading("What to beware of"))
        (checks(view))
        @if let Some(rows) = costs_estimate(view.evaluation, Mode::FromRows) {
            @if !rows.warnings.is_empty() { (warning_list(rows)) }
        }
    }
}

fn card(figure: &Markup, label: &str, note: &Markup) -> Markup {
    html! {
        li.report-card {
            span.report-card__figure { (figure) }
            span.report-card__label { (label) }
            span.report-card__note { (note) }
        }
    }
}

fn engaged(view: &View) -> Markup {
    let Some((figure, share)) = view
        .figure("fam.engaged")
        .and_then(|figure| Some((figure, figure.share()?)))
    else {
        return html! {};
    };
    let interval = share
        .ci95
        .map(|ci| format!("95% interval {}", numbers::interval(ci, share.base)));
    let none = NonAnswers::from(share.none).in_words();
    let notes: Vec<String> = interval
        .into_iter()
        .chain((!none.is_empty()).then_some(none))
        .collect();
    card(
        &view.linked(&figure.id, &numbers::share(share)),
        "accepted families engaged",
        &html! { (notes.join("; ")) },
    )
}

fn stepped_down(view: &View) -> Markup {
    let Some(flow) = view.evaluation.flows.first() else {
        return html! {};
    };
    let known = flow.down + flow.same + flow.up;
    let interval = statistics::wilson(flow.down, known).map(|i| {
        let ends = [i.low * 100.0, i.high * 100.0];
        format!("95% interval {}; ", numbers::interval(ends, known))
    });
    card(
        &view.linked("sg.step.down", &numbers::of(flow.down, known)),
        "closed children stepped down",
        &html! {
            (interval.unwrap_or_default())
            (view.shown("sg.step.same")) " stayed, " (view.shown("sg.step.up")) " stepped up"
        },
    )
}

fn change(view: &View, id: &str) -> Markup {
    let Some(change) = view.evaluation.change(id) else {
        return html! {};
    };
    let figure = change.difference.map_or_else(
        || "no pairs".to_owned(),
        |d| format!("{} points", numbers::points(d, change.pairs)),
    );
    card(
        &view.linked(&change.id, &figure),
        "parents’ alcohol problems, referral to closure",
        &html! {
            @if let Some(ci) = change.ci95 {
                "95% interval " (numbers::points_interval(ci, change.pairs)) "; "
            }
            (numbers::counted(change.pairs, "family", "families")) " known at both. " (change.verdict()) "."
        },
    )
}

fn net(view: &View) -> Markup {
    let warnings = costs_estimate(view.evaluation, Mode::FromRows).map_or(0, |e| e.warnings.len());
    html! {
        li.report-card.report-card--wide {
            span.report-card__figure {
                (pounds(view, "t7.net_min"))
                @if value(view, "t7.net_min") != value(view, "t7.net_max") {
                    " to " (pounds(view, "t7.net_max"))
                }
            }
            span.report-card__label { "estimated net costs avoided" }
            span.report-card__note {
                @if warnings > 0 {
                    "Not to be quoted without "
                    a.govuk-link href=(view.links.page("costs")) {
                        (numbers::counted(warnings as u64, "warning", "warnings"))
                    }
                } @else {
                    a.govuk-link href=(view.links.page("costs")) { "How it is worked out" }
                }
            }
        }
    }
}

/// An estimate in whole pounds: its pence would say more than is known.
fn pounds(view: &View, id: &str) -> Markup {
    html! {
        @match value(view, id) {
            Some(amount) => (view.linked(id, &costs::pounds(amount))),
            None => (view.shown(id)),
        }
    }
}

fn value(view: &View, id: &str) -> Option<rust_decimal::Decimal> {
    view.figure(id)?.value()
}

fn checks(view: &View) -> Markup {
    let checks = &view.evaluation.checks;
    html! {
        p.govuk-body {
            @if checks.is_empty() { "Every check of the data holds." }
            @else {
                a.govuk-link href=(view.links.page("checks")) {
                    (numbers::counted(checks.len() as u64, "check", "checks"))
                }
                " of the data found something that does not agree."
            }
        }
        @if !checks.is_empty() {
            ul.govuk-list.govuk-list--bullet {
                @for check in checks { li { (check.text) ": " (check.count) } }
            }
        }
    }
}

/// The list of pages.
pub(crate) fn contents(view: &View, level: Level) -> Markup {
    html! {
        (level.heading("Contents"))
        ol.govuk-list.report-contents {
            @for page in PAGES {
                li { a.govuk-link href=(view.links.page(page.slug)) { (page.title) } }
            }
        }
    }
}

/// What made these figures.
pub(crate) fn basis(view: &View, level: Level) -> Markup {
    let versions = &view.evaluation.versions;
    let short = |digest: &str| match digest.get(..12) {
        Some(start) => start.to_owned(),
        None if digest.is_empty() => "not given".to_owned(),
        None => digest.to_owned(),
    };
    let list = govuk::SummaryList::new()
        .pair("Service", view.evaluation.service.as_str())
        .pair("Counted", period(view.evaluation))
        .pair("Program", versions.program.as_str())
        .pair("Definitions", short(&versions.measures))
        .pair("Unit costs", short(&versions.unit_costs))
        .pair("Data", short(&versions.data_sha256));
    html! {
        (level.heading("What these figures rest on"))
        (list)
        p.report-note {
            "The same data and versions give the same figures. Codes are the beginnings of SHA-256 digests."
        }
    }
}
