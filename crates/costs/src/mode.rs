//! The modes of an estimate and every setting in which they differ.

use serde::Serialize;

/// Which unit costs the lines read and how amounts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Every line from the rows of the catalogue as they stand.
    FromRows,
    /// The settings that give the source report's Table 1, Table 7 and Appendix 2 to the pound.
    AsReported,
    /// The unit costs that the source report states in words.
    AsPrinted,
}

/// How an amount is shown. Amounts themselves are always whole pence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Lines and totals to the penny.
    ToThePenny,
    /// Lines as the source report prints them, totals to the pound. Totals add the pence first, so
    /// a total may differ by a pound from the sum of the lines as shown.
    AsTheReportPrints,
}

/// One way in which a mode departs from [`Mode::FromRows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// The code of the line it changes.
    pub line: &'static str,
    /// The catalogue row that the line reads in every other mode.
    pub instead_of: &'static str,
    /// The catalogue row that it reads in this one.
    pub reads: &'static str,
    /// What the row's value is then divided by (weeks in a year, where the row is a year's price).
    pub over: Option<u32>,
    /// Why.
    pub why: &'static str,
}

const AS_REPORTED: &[Setting] = &[
    Setting {
        line: "school",
        instead_of: "teacher_hour",
        reads: "teacher_hour_used",
        over: None,
        why: "£27 an hour gives £3,321; the £3,314 printed and the partner total of £110,736 both \
              need an hour at £26.9453 to £26.9472",
    },
    Setting {
        line: "prison",
        instead_of: "prison_week",
        reads: "prison_year",
        over: Some(52),
        why: "the report divided a year's price by 52 and did not round the result",
    },
];

const AS_PRINTED: &[Setting] = &[Setting {
    line: "proceedings",
    instead_of: "care_proceedings_used",
    reads: "care_proceedings_stated",
    over: None,
    why: "the report states £44,300 a child, but its total is 31 × £39,141",
}];

impl Mode {
    /// All modes, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::FromRows, Self::AsReported, Self::AsPrinted];

    /// The name in files: `from_rows`, `as_reported`, `as_printed`.
    pub fn code(self) -> &'static str {
        match self {
            Self::FromRows => "from_rows",
            Self::AsReported => "as_reported",
            Self::AsPrinted => "as_printed",
        }
    }

    /// The name on a page.
    pub fn title(self) -> &'static str {
        match self {
            Self::FromRows => "From the unit costs",
            Self::AsReported => "As reported",
            Self::AsPrinted => "As printed",
        }
    }

    /// Every way in which this mode departs from [`Mode::FromRows`], its rounding apart.
    pub fn settings(self) -> &'static [Setting] {
        match self {
            Self::FromRows => &[],
            Self::AsReported => AS_REPORTED,
            Self::AsPrinted => AS_PRINTED,
        }
    }

    /// How amounts are shown.
    pub fn rounding(self) -> Rounding {
        match self {
            Self::FromRows | Self::AsPrinted => Rounding::ToThePenny,
            Self::AsReported => Rounding::AsTheReportPrints,
        }
    }
}
