//! What is asked of an evaluation: the day, the period and the levels. It stands in the address of
//! every page, so that a page can be kept, sent on and printed again; nothing of it is personal.

use calendar::stamp::StampError;
use calendar::{AsAt, Date, day};
use evaluation::Levels;
use govuk::{Button, Details, Errors, Field, Input, InputWidth, Legend, Radios, Size};
use maud::{Markup, html};
use report::Links;
use serde::Deserialize;

use crate::app::App;
use crate::form::capital;
use crate::known::Known;

/// The length of the pilot's programme, which the standard unit costs are for.
const PROGRAMME_MONTHS: u64 = 18;
/// A programme of fifty years is a slip of the keyboard.
const MOST_MONTHS: u64 = 600;

/// What is asked, as typed. What is left out is as usual.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    as_at: Option<String>,
    #[serde(default)]
    known: Known,
    from: Option<String>,
    plo: Option<String>,
    months: Option<String>,
}

/// What is asked, understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    /// The day everything is counted as at.
    pub(crate) as_at: Date,
    /// By how much knowledge.
    pub(crate) known: Known,
    /// Only families referred from this day on.
    pub(crate) from: Option<Date>,
    /// Public Law Outline as a level of its own, or within a plan.
    pub(crate) plo: Levels,
    /// The length of the programme, for what is saved over the period.
    pub(crate) months: u64,
}

impl Setting {
    /// What is asked when nothing is said.
    pub(crate) fn usual(app: &App) -> Self {
        Self {
            as_at: app.today(),
            known: Known::Now,
            from: None,
            plo: Levels::Separate,
            months: PROGRAMME_MONTHS,
        }
    }

    /// What is asked, or what is wrong with it.
    pub(crate) fn read(app: &App, asked: &Asked) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let mut setting = Self::usual(app);
        if let Some(text) = given(asked.as_at.as_ref()) {
            match day::parse(text) {
                Ok(date) => setting.as_at = date,
                Err(error) => errors.add("as_at", format!("As at: {error}")),
            }
        }
        setting.known = asked.known;
        if let Err(error) = setting.looked_at() {
            errors.add("as_at", format!("As at: {error}"));
        }
        if let Some(text) = given(asked.from.as_ref()) {
            match day::parse(text) {
                Ok(date) => setting.from = Some(date),
                Err(error) => errors.add("from", format!("Referred from: {error}")),
            }
        }
        if errors.is_empty() && setting.from.is_some_and(|from| from > setting.as_at) {
            errors.add(
                "from",
                "Referred from is after the day of the evaluation: no day lies between them",
            );
        }
        if given(asked.plo.as_ref()) == Some(Levels::Within.code()) {
            setting.plo = Levels::Within;
        }
        if let Some(text) = given(asked.months.as_ref()) {
            match text.parse() {
                Ok(months) if (1..=MOST_MONTHS).contains(&months) => setting.months = months,
                _ => errors.add(
                    "months",
                    format!("Length of the programme must be 1 to {MOST_MONTHS} months"),
                ),
            }
        }
        if errors.is_empty() {
            Ok(setting)
        } else {
            Err(errors)
        }
    }

    /// The day, and the instant by which something must have been recorded to count.
    pub(crate) fn looked_at(&self) -> Result<AsAt, StampError> {
        AsAt::as_known_on(self.as_at, self.known_on())
    }

    /// The day by the end of which something must have been recorded to count, if not all does.
    pub(crate) fn known_on(&self) -> Option<Date> {
        self.known.on(self.as_at)
    }

    /// The address of a page with this setting, and `more` in its query.
    pub(crate) fn href(&self, path: &str, more: &[(&str, &str)]) -> String {
        let as_at = self.as_at.to_string();
        let from = self.from.map(|day| day.to_string());
        let months = self.months.to_string();
        let mut query: Vec<(&str, &str)> = more.to_vec();
        query.push(("as_at", &as_at));
        query.extend(self.known.asked().map(|known| ("known", known)));
        if let Some(from) = &from {
            query.push(("from", from));
        }
        if self.plo == Levels::Within {
            query.push(("plo", self.plo.code()));
        }
        if self.months != PROGRAMME_MONTHS {
            query.push(("months", &months));
        }
        let query = serde_urlencoded::to_string(query).expect("pairs of texts are always encoded");
        format!("{path}?{query}")
    }

    /// "As at 30 August 2022, of families referred from 1 April 2021".
    pub(crate) fn in_words(&self) -> String {
        let mut words = self.as_at_in_words();
        if let Some(from) = self.from {
            words.push_str(", of families referred from ");
            words.push_str(&day::in_words(from));
        }
        if self.plo == Levels::Within {
            words.push_str(", Public Law Outline within a plan");
        }
        words
    }

    fn as_at_in_words(&self) -> String {
        capital(&calendar::as_at_in_words(self.as_at, self.known_on()))
    }

    fn plo_in_words(&self) -> &'static str {
        match self.plo {
            Levels::Separate => "a level of its own",
            Levels::Within => "within a child protection plan",
        }
    }
}

/// Figures and pages lead to this service's own.
impl Links for Setting {
    fn figure(&self, id: &str) -> Option<String> {
        Some(self.href("/evaluation/figures", &[("id", id)]))
    }

    fn page(&self, slug: &str) -> String {
        self.href(&format!("/evaluation/{slug}"), &[])
    }
}

fn given(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// What the page is as at, and the form to change it: open if something typed cannot be used.
pub(crate) fn controls(setting: &Setting, path: &str, wrong: Option<(&Asked, &Errors)>) -> Markup {
    let typed = |of: fn(&Asked) -> &Option<String>, usual: String| {
        wrong
            .and_then(|(asked, _)| of(asked).clone())
            .unwrap_or(usual)
    };
    let error = |id: &str| {
        wrong
            .and_then(|(_, errors)| errors.of(id))
            .map(str::to_owned)
    };
    let known = wrong.map_or(setting.known, |(asked, _)| asked.known);
    let from = setting.from.map(day::in_words).unwrap_or_default();
    let form = html! {
        form method="get" action=(path) novalidate {
            (Input::new("as_at", govuk::Label::new("As at").size(Size::S))
                .hint("For example, 30 August 2022").width(InputWidth::Ten)
                .value(typed(|a| &a.as_at, day::in_words(setting.as_at))).error(error("as_at")))
            (Radios::new("known", Legend::new("Counted of that day").size(Size::S)).small()
                .option("now", "What is known of it now, with what has been put right since")
                .option(Known::THEN, "What was known on that day: what had been recorded by the end of it")
                .value(known.asked().unwrap_or("now")))
            (Input::new("from", govuk::Label::new("Only families referred from").size(Size::S))
                .hint("Leave empty to count every family").width(InputWidth::Ten)
                .value(typed(|a| &a.from, from)).error(error("from")))
            (Radios::new("plo", Legend::new("Public Law Outline").size(Size::S)).small()
                .option("separate", "A level of its own, above a child protection plan")
                .option("within", "Within a child protection plan")
                .value(typed(|a| &a.plo, setting.plo.code().to_owned())))
            (Input::whole_number("months", govuk::Label::new("Length of the programme").size(Size::S))
                .hint("For costs over the whole period").suffix("months").width(InputWidth::Three)
                .value(typed(|a| &a.months, setting.months.to_string())).error(error("months")))
            (Button::new("Show"))
        }
    };
    let mut details = Details::new("Change the day, period or levels", form);
    if wrong.is_some() {
        details = details.open();
    }
    html! {
        div.app-panel {
            p.govuk-body {
                strong { (setting.as_at_in_words()) } ". "
                @if setting.known == Known::Then { "What was recorded later is left out. " }
                @match setting.from {
                    Some(from) => { "Families referred from " (day::in_words(from)) ". " }
                    None => "All families referred by then. ",
                }
                "Public Law Outline is " (setting.plo_in_words()) "."
            }
            (details)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_spaces_slashes_and_signs_are_kept_in_an_address() {
        let setting = Setting {
            as_at: calendar::date(2022, 8, 30),
            known: Known::Then,
            from: Some(calendar::date(2021, 4, 1)),
            plo: Levels::Within,
            months: 12,
        };
        assert_eq!(
            setting.figure("eth.Gypsy/Roma & ü").as_deref(),
            Some(
                "/evaluation/figures?id=eth.Gypsy%2FRoma+%26+%C3%BC&as_at=2022-08-30\
                 &known=then&from=2021-04-01&plo=within&months=12"
            )
        );
    }
}
