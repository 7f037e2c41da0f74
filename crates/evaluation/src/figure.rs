//! A figure as printed: numbers, population, and how far no-answers could move it.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::cohort::non_answer;
use crate::condition::answer;
use crate::measure::{Base, Measure, Question, Tally};

/// A figure of the evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Its id, which tests, pages and reports rely on.
    pub id: String,
    /// What it says.
    pub title: String,
    /// Who is counted.
    pub population: String,
    /// The table it stands in.
    pub table: String,
    /// The numbers.
    #[serde(flatten)]
    pub number: Number,
    /// The figure as printed, rounded once, half up.
    pub display: String,
}

/// The numbers of a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Number {
    /// A count with its base, as a percentage.
    Share(Share),
    /// A single number; nothing where there is none (the mean of nobody).
    Value {
        /// The number, rounded as the measure says.
        #[serde(serialize_with = "optional_number")]
        value: Option<Decimal>,
        /// For a mean: the exact sum.
        #[serde(
            skip_serializing_if = "Option::is_none",
            serialize_with = "optional_number"
        )]
        sum: Option<Decimal>,
        /// For a mean: over how many.
        #[serde(skip_serializing_if = "Option::is_none")]
        base: Option<u64>,
        /// No-answers among those counted.
        #[serde(flatten)]
        none: NonAnswers,
    },
    /// Typical values of a number.
    Spread(Spread),
    /// Several numbers.
    List {
        /// The numbers.
        value: Vec<i32>,
    },
}

/// The median of a number, with the quartiles and range around it; nothing of nobody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// The median.
    pub value: Option<f64>,
    /// Over how many.
    pub base: u64,
    /// The lower and upper quartile.
    pub quartiles: Option<[f64; 2]>,
    /// The smallest and largest.
    pub range: Option<[f64; 2]>,
    /// No-answers among those counted.
    #[serde(flatten)]
    pub none: NonAnswers,
}

impl Spread {
    fn of(tally: &Tally, unit: i32, none: NonAnswers) -> Self {
        let numbers = tally.numbers.iter();
        let numbers: Vec<i64> = numbers
            .flat_map(|(number, times)| std::iter::repeat_n(i64::from(*number), *times as usize))
            .collect();
        let summary = statistics::Summary::of(&numbers);
        let scaled = |number: f64| tidy(number / f64::from(unit));
        Self {
            value: summary.map(|s| scaled(s.median)),
            base: numbers.len() as u64,
            quartiles: summary.map(|s| [s.lower_quartile, s.upper_quartile].map(scaled)),
            range: summary.map(|s| [s.least as f64, s.most as f64].map(scaled)),
            none,
        }
    }

    /// "median 1 (14)": with how many it is the middle of.
    fn display(&self) -> String {
        self.value.map_or_else(
            || "none".to_owned(),
            |median| format!("median {} ({})", plain_number(median), self.base),
        )
    }
}

/// A number to at most two decimals, without needless zeros: quartiles fall on quarters.
pub fn plain_number(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// "0 to 3".
pub fn plain_range([low, high]: [f64; 2]) -> String {
    format!("{} to {}", plain_number(low), plain_number(high))
}

/// How many gave no answer, by kind; kinds that nobody gave are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct NonAnswers {
    /// Asked, and not known.
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown: u64,
    /// Due, and not written.
    #[serde(skip_serializing_if = "is_zero")]
    pub missing: u64,
    /// Too early to say.
    #[serde(skip_serializing_if = "is_zero")]
    pub too_early: u64,
    /// Not applicable.
    #[serde(skip_serializing_if = "is_zero")]
    pub not_applicable: u64,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl NonAnswers {
    /// Counts in the usual order.
    pub fn new([unknown, missing, too_early, not_applicable]: [u64; 4]) -> Self {
        Self {
            unknown,
            missing,
            too_early,
            not_applicable,
        }
    }

    /// Those whose answer could still turn out to be yes: all but not applicable.
    pub fn could_be(self) -> u64 {
        self.unknown + self.missing + self.too_early
    }

    /// "8 unknown, 2 missing", or nothing.
    pub fn in_words(self) -> String {
        let parts = [
            (self.unknown, "unknown"),
            (self.missing, "missing"),
            (self.too_early, "too early"),
            (self.not_applicable, "not applicable"),
        ];
        let said: Vec<_> = parts
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}"))
            .collect();
        said.join(", ")
    }
}

/// A count with its base.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub n: u64,
    /// Of how many with an answer.
    pub base: u64,
    /// No-answers, all four always written.
    #[serde(flatten)]
    pub none: AllNonAnswers,
    /// The percentage, unrounded; nothing of a base of nobody.
    pub percent: Option<f64>,
    /// Its 95 per cent Wilson interval, in per cent.
    pub ci95: Option<[f64; 2]>,
    /// The percentage if all no-answers that could be yes were no, and if they were yes.
    pub bounds: Option<[f64; 2]>,
}

/// The four kinds, each written even when nobody gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct AllNonAnswers {
    /// Asked, and not known.
    pub unknown: u64,
    /// Due, and not written.
    pub missing: u64,
    /// Too early to say.
    pub too_early: u64,
    /// Not applicable.
    pub not_applicable: u64,
}

impl From<NonAnswers> for AllNonAnswers {
    fn from(n: NonAnswers) -> Self {
        let NonAnswers {
            unknown,
            missing,
            too_early,
            not_applicable,
        } = n;
        Self {
            unknown,
            missing,
            too_early,
            not_applicable,
        }
    }
}

impl From<AllNonAnswers> for NonAnswers {
    fn from(n: AllNonAnswers) -> Self {
        let AllNonAnswers {
            unknown,
            missing,
            too_early,
            not_applicable,
        } = n;
        Self {
            unknown,
            missing,
            too_early,
            not_applicable,
        }
    }
}

#[expect(clippy::ref_option, reason = "serde asks for a reference")]
fn optional_number<S: serde::Serializer>(
    value: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => costs::as_number(value, serializer),
        None => serializer.serialize_none(),
    }
}

impl Figure {
    /// The figure of a measure's tally.
    pub fn of(measure: &Measure, tally: &Tally) -> Self {
        let (number, display) = number(measure, tally);
        Self {
            id: measure.id.clone(),
            title: measure.title.clone(),
            population: measure.population.title.to_owned(),
            table: measure.table.to_owned(),
            number,
            display,
        }
    }

    /// The figure of a cost.
    pub fn of_cost(cost: &costs::CostFigure) -> Self {
        let display = match cost.unit {
            "pounds" if cost.value.fract().is_zero() => costs::pounds(cost.value),
            "pounds" => costs::pounds_and_pence(cost.value),
            _ => cost.value.normalize().to_string(),
        };
        Self {
            id: cost.id.to_owned(),
            title: cost.title.to_owned(),
            population: cost.formula.clone(),
            table: "costs".to_owned(),
            number: Number::Value {
                value: Some(cost.value),
                sum: None,
                base: None,
                none: NonAnswers::default(),
            },
            display,
        }
    }

    /// The share, if the figure is one.
    pub fn share(&self) -> Option<&Share> {
        match &self.number {
            Number::Share(share) => Some(share),
            _ => None,
        }
    }

    /// The single number, if the figure is one.
    pub fn value(&self) -> Option<Decimal> {
        match &self.number {
            Number::Value { value, .. } => *value,
            _ => None,
        }
    }
}

fn number(measure: &Measure, tally: &Tally) -> (Number, String) {
    let none = NonAnswers::new(tally.non_answers());
    let plain = |value: Option<Decimal>| {
        let display = value.map_or_else(|| "none".to_owned(), |v| v.normalize().to_string());
        (
            Number::Value {
                value,
                sum: None,
                base: None,
                none,
            },
            display,
        )
    };
    let unit = Decimal::from(measure.unit());
    match &measure.question {
        Question::Count(_) => plain(Some(tally.yes().into())),
        Question::Share(_, base) => {
            let share = share(tally, *base);
            let display = share_display(share.n, share.base);
            (Number::Share(share), display)
        }
        Question::WholePercent(_) => {
            plain((tally.known() > 0).then(|| half_up(tally.yes() * 100, tally.known(), 0)))
        }
        Question::Spread(..) => {
            let spread = Spread::of(tally, measure.unit(), none);
            let display = spread.display();
            (Number::Spread(spread), display)
        }
        Question::Sum(_) => plain(Some(Decimal::from(tally.sum) / unit)),
        Question::Mean(_, _, decimals) => {
            let base = tally.yes();
            let sum = Decimal::from(tally.sum) / unit;
            let value = (base > 0).then(|| {
                (sum / Decimal::from(base)).round_dp_with_strategy(
                    u32::from(*decimals),
                    RoundingStrategy::MidpointAwayFromZero,
                )
            });
            let display = value.map_or_else(|| "none".to_owned(), |v| v.to_string());
            (
                Number::Value {
                    value,
                    sum: Some(sum),
                    base: Some(base),
                    none,
                },
                display,
            )
        }
        Question::Least(..) => plain(tally.least.map(|n| Decimal::from(n) / unit)),
        Question::Greatest(..) => plain(tally.greatest.map(|n| Decimal::from(n) / unit)),
        Question::TopTwo(..) => {
            let seconds = tally.top.iter().map(|(_, second)| *second);
            let value = seconds.clone().filter(|n| non_answer(*n).is_none());
            let value = value.collect();
            // One that is not known is said, and is not replaced by the third largest.
            let words = seconds.map(|n| match non_answer(n) {
                Some(non) => non.label().to_lowercase(),
                None => n.to_string(),
            });
            let display = words.collect::<Vec<_>>().join(" and ");
            (
                Number::List { value },
                if display.is_empty() {
                    "none".to_owned()
                } else {
                    display
                },
            )
        }
    }
}

fn share(tally: &Tally, counted: Base) -> Share {
    let none = NonAnswers::new(tally.non_answers());
    let n = tally.answers[usize::from(answer::YES)];
    let base = match counted {
        Base::Known => tally.known(),
        Base::Everybody => tally.population(),
    };
    let everyone = match counted {
        Base::Known => tally.known() + none.could_be(),
        Base::Everybody => tally.population(),
    };
    Share {
        n,
        base,
        none: none.into(),
        percent: percent(n, base),
        ci95: statistics::wilson(n, base).map(|i| [tidy(i.low * 100.0), tidy(i.high * 100.0)]),
        bounds: percent(n, everyone)
            .zip(percent(n + none.could_be(), everyone))
            .map(|(a, b)| [a, b]),
    }
}

/// n of base in per cent, unrounded; nothing of a base of nobody.
pub fn percent(n: u64, base: u64) -> Option<f64> {
    (base > 0).then(|| tidy(n as f64 * 100.0 / base as f64))
}

/// Ten decimals are kept, far beyond any printed digit, so that the last bit of a machine's
/// arithmetic does not change the bytes of the output.
pub(crate) fn tidy(number: f64) -> f64 {
    let kept = (number * 1e10).round() / 1e10;
    if kept == 0.0 { 0.0 } else { kept }
}

/// `n / base` rounded half up to so many decimals, exactly.
fn half_up(n: u64, base: u64, decimals: u32) -> Decimal {
    let unit = 10_u128.pow(decimals);
    let units = (u128::from(n) * unit * 2 + u128::from(base)) / (u128::from(base) * 2);
    Decimal::new(units as i64, decimals)
}

/// "6 (34) 18%": whole per cents, with one decimal of a thousand or more.
pub fn share_display(n: u64, base: u64) -> String {
    if base == 0 {
        return format!("{n} (0)");
    }
    let decimals = u32::from(base >= 1_000);
    format!("{n} ({base}) {}%", half_up(n * 100, base, decimals))
}

/// A percentage as printed beside its base, rounded half up.
pub fn percent_display(n: u64, base: u64) -> String {
    if base == 0 {
        return "–".to_owned();
    }
    format!("{}%", half_up(n * 100, base, u32::from(base >= 1_000)))
}
