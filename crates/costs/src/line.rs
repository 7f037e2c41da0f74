//! What a worked cost line is.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::catalogue::UnitCost;
use crate::number::as_number;
use crate::pounds::{plain, rate};
use crate::quantities::Quantity;

/// One line of the estimate, worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The name in files: `proceedings`, `place_min`, `ae`, …
    pub code: &'static str,
    /// The name on a page.
    pub title: &'static str,
    /// The heading under which it is added up.
    pub group: Group,
    /// A saving or a cost.
    pub side: Side,
    /// Which of the two totals it is part of.
    pub counted: Counted,
    /// What is multiplied; their sum is the line.
    pub products: Vec<Product>,
    /// The same in words: `72 × £166`.
    pub formula: String,
    /// Pounds, to the penny. Totals add this.
    #[serde(serialize_with = "as_number")]
    pub amount: Decimal,
    /// Pounds, as the mode's rounding shows the line.
    #[serde(serialize_with = "as_number")]
    pub shown: Decimal,
    /// The time that the amount is for.
    pub basis: Basis,
    /// Who bears the cost; more than one where the products differ.
    pub agency: String,
    /// The price years of its unit costs.
    pub price_year: String,
    /// The sources of its unit costs.
    pub source: String,
    /// How well it is known that the saving happened. A cost has none.
    pub evidence: Option<Evidence>,
    /// The known weakness of the line.
    pub caution: &'static str,
}

/// An amount that is a step of a line, or a part of it, shown on its own. No total adds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The name in files: `residential13`, `sw_family_year`, `sw_year`.
    pub code: &'static str,
    /// The name on a page.
    pub title: &'static str,
    /// The line that it is a step of.
    pub line: &'static str,
    /// What is multiplied.
    pub product: Product,
    /// The same in words.
    pub formula: String,
    /// Pounds, to the penny.
    #[serde(serialize_with = "as_number")]
    pub amount: Decimal,
}

/// A quantity times its factors times a unit cost, rounded once to the penny, half up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Which quantity.
    pub quantity: Quantity,
    /// How many.
    #[serde(serialize_with = "as_number")]
    pub count: Decimal,
    /// Of what, in the plural.
    pub unit: &'static str,
    /// Assumptions between the quantity and the unit cost.
    pub factors: Vec<Factor>,
    /// The price, and where it comes from.
    pub unit_cost: UnitCost,
    /// Pounds, to the penny.
    #[serde(serialize_with = "as_number")]
    pub amount: Decimal,
}

/// One assumption between a quantity and a unit cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Factor {
    /// Whether it multiplies or divides.
    pub operation: Operation,
    /// The number.
    #[serde(serialize_with = "as_number")]
    pub value: Decimal,
    /// What the number is: `hours`, `weeks`, `months in a year`.
    pub of: &'static str,
}

/// What a factor does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Multiplies by it.
    Times,
    /// Divides by it.
    Over,
}

/// The heading under which lines are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Care proceedings and placements avoided.
    Care,
    /// Social workers' time.
    SocialWork,
    /// Step-downs of safeguarding.
    Safeguarding,
    /// A&E, GP and ambulance.
    Health,
    /// Police.
    Police,
    /// Schools.
    School,
    /// Mental health crisis teams.
    MentalHealth,
    /// Prison.
    Prison,
    /// The service itself.
    Service,
}

impl Group {
    /// Whether the saving is another organisation's than the local authority's social care.
    pub fn is_partner(self) -> bool {
        match self {
            Self::Health | Self::Police | Self::School | Self::MentalHealth | Self::Prison => true,
            Self::Care | Self::SocialWork | Self::Safeguarding | Self::Service => false,
        }
    }
}

/// Whether a line is a saving or a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Adds to the gross totals.
    Saving,
    /// Is taken from them.
    Cost,
}

/// Which of the two totals, at least and up to, a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Both.
    Both,
    /// Only the total "at least".
    AtLeast,
    /// Only the total "up to".
    UpTo,
}

/// The time that an amount is for. Amounts on different bases are not like with like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Once for each child.
    OneOff,
    /// For twelve months.
    PerYear,
    /// For the whole period of the programme.
    ForThePeriod,
}

impl Basis {
    /// All bases, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::OneOff, Self::PerYear, Self::ForThePeriod];

    /// The name on a page.
    pub fn title(self) -> &'static str {
        match self {
            Self::OneOff => "one-off",
            Self::PerYear => "per year",
            Self::ForThePeriod => "for the period",
        }
    }
}

/// How well it is known that a saving happened: the six-step scale of the Greater Manchester
/// cost-benefit model, 1 the strongest. A worker's record of what would otherwise have happened
/// has no comparison, so it is grade 6 however carefully it was kept; a change of status recorded
/// at two points is grade 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// 1: a randomised trial in the United Kingdom.
    TrialHere = 1,
    /// 2: a randomised trial elsewhere.
    TrialElsewhere = 2,
    /// 3: independent monitoring with a robust plan.
    IndependentMonitoring = 3,
    /// 4: practitioners' monitoring with a robust plan.
    PractitionerMonitoring = 4,
    /// 5: evidence from a similar intervention.
    SimilarIntervention = 5,
    /// 6: expert judgement that nothing else supports.
    ExpertJudgement = 6,
}

impl Evidence {
    /// 1 to 6.
    pub fn grade(self) -> u8 {
        self as u8
    }

    /// The grade in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::TrialHere => "randomised trial in the United Kingdom",
            Self::TrialElsewhere => "randomised trial elsewhere",
            Self::IndependentMonitoring => "independent monitoring with a robust plan",
            Self::PractitionerMonitoring => "practitioners' monitoring with a robust plan",
            Self::SimilarIntervention => "evidence from a similar intervention",
            Self::ExpertJudgement => "expert judgement that nothing else supports",
        }
    }
}

impl Serialize for Evidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.grade())
    }
}

impl Product {
    /// `82 × 1.5 hours × £27`.
    pub fn formula(&self) -> String {
        let mut terms = vec![plain(self.count)];
        let mut divisors = String::new();
        for factor in &self.factors {
            let words = format!("{} {}", plain(factor.value), factor.of);
            match factor.operation {
                Operation::Times => terms.push(words),
                Operation::Over => {
                    divisors.push_str(" ÷ ");
                    divisors.push_str(&words);
                }
            }
        }
        terms.push(rate(self.unit_cost.value));
        // What happens once, or is of one thing, needs no "1 ×".
        if self.quantity == Quantity::Once {
            terms.remove(0);
        }
        format!("{}{divisors}", terms.join(" × "))
    }
}
