//! The counts an evaluation supplies. Each is counted from records by a measure; none is typed.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::number::as_number;

/// The largest count or measure accepted. Nothing in one service comes near it, and below it every
/// line fits a JSON number.
const MOST: u64 = 10_000_000;

/// How much of everything there was in the programme, each counted from records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Quantities {
    /// Children with closed cases who were at risk of being accommodated at referral.
    pub at_risk: u64,
    /// Of those, children not in care at closure.
    pub avoided: u64,
    /// Of those, young people aged 13 to 17.
    pub avoided_13_17: u64,
    /// Families accepted.
    pub families: u64,
    /// Children who moved from a Child Protection Plan to Family Solutions or to closed.
    pub stepdowns_from_cpp: u64,
    /// Children who moved from Child in Need to Family Solutions or to closed.
    pub stepdowns_from_cin: u64,
    /// Children who moved from a Child Protection Plan to Child in Need. No line prices them; a
    /// warning says what they would come to.
    pub cpp_to_cin: u64,
    /// Children whose safeguarding level rose, where the evaluation knows. No line prices them.
    pub escalations: Option<u64>,
    /// Hours of social workers' time that emergency sessions saved.
    #[serde(serialize_with = "as_number")]
    pub sw_hours: Decimal,
    /// A&E attendances avoided.
    pub ae: u64,
    /// GP visits avoided.
    pub gp: u64,
    /// Ambulance call outs avoided.
    pub ambulance: u64,
    /// Police call outs avoided, other than for domestic abuse.
    pub police: u64,
    /// Police call outs for domestic abuse avoided.
    pub da_callout: u64,
    /// Police call outs avoided by de-escalation of domestic abuse.
    pub da_deesc: u64,
    /// School incidents avoided.
    pub school: u64,
    /// Uses of the CAMHS crisis team avoided.
    pub camhs: u64,
    /// Uses of the adult crisis team avoided.
    pub adult: u64,
    /// Recalls to prison avoided. Shown, not priced: the price is by the week.
    pub prison_recalls: u64,
    /// Weeks in prison avoided.
    pub prison_weeks: u64,
    /// Length of the programme in months.
    pub programme_months: u64,
}

/// The name of one quantity that a line prices, so that a line, a formula and later a range can
/// point to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// The line happens once, whatever the counts (the cost of the service).
    Once,
    /// [`Quantities::avoided`].
    Avoided,
    /// [`Quantities::avoided_13_17`].
    #[serde(rename = "avoided_13_17")]
    Avoided13To17,
    /// The rest of [`Quantities::avoided`].
    #[serde(rename = "avoided_under_13")]
    AvoidedUnder13,
    /// [`Quantities::families`].
    Families,
    /// [`Quantities::stepdowns_from_cpp`].
    StepdownsFromCpp,
    /// [`Quantities::stepdowns_from_cin`].
    StepdownsFromCin,
    /// [`Quantities::sw_hours`].
    SwHours,
    /// [`Quantities::ae`].
    Ae,
    /// [`Quantities::gp`].
    Gp,
    /// [`Quantities::ambulance`].
    Ambulance,
    /// [`Quantities::police`].
    Police,
    /// [`Quantities::da_callout`].
    DaCallout,
    /// [`Quantities::da_deesc`].
    DaDeesc,
    /// [`Quantities::school`].
    School,
    /// [`Quantities::camhs`].
    Camhs,
    /// [`Quantities::adult`].
    Adult,
    /// [`Quantities::prison_recalls`].
    PrisonRecalls,
    /// [`Quantities::prison_weeks`].
    PrisonWeeks,
    /// [`Quantities::programme_months`].
    ProgrammeMonths,
}

impl Quantity {
    /// What is counted, in the plural.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Once => "programme",
            Self::Avoided | Self::StepdownsFromCpp | Self::StepdownsFromCin => "children",
            Self::Avoided13To17 => "young people aged 13 to 17",
            Self::AvoidedUnder13 => "children under 13",
            Self::Families => "families",
            Self::SwHours => "hours",
            Self::Ae => "attendances",
            Self::Gp => "visits",
            Self::Ambulance | Self::Police | Self::DaCallout | Self::DaDeesc => "call outs",
            Self::School => "incidents",
            Self::Camhs | Self::Adult => "crisis episodes",
            Self::PrisonRecalls => "recalls",
            Self::PrisonWeeks => "weeks",
            Self::ProgrammeMonths => "months",
        }
    }
}

/// Counts that cannot all hold, or that are out of range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// A part is larger than its whole.
    #[error("{part} {part_name} are more than the {whole} {whole_name} they are part of")]
    PartAboveWhole {
        /// The count of the part.
        part: u64,
        /// What the part counts.
        part_name: &'static str,
        /// The count of the whole.
        whole: u64,
        /// What the whole counts.
        whole_name: &'static str,
    },
    /// A count or measure is negative, too large, or has too many decimal places.
    #[error("{name} is {value}; it must be from 0 to {MOST} with at most four decimal places")]
    OutOfRange {
        /// The field.
        name: &'static str,
        /// What it holds.
        value: Decimal,
    },
}

impl Quantities {
    /// The value of one named quantity.
    pub fn get(&self, quantity: Quantity) -> Decimal {
        let count = match quantity {
            Quantity::SwHours => return self.sw_hours,
            Quantity::Once => 1,
            Quantity::Avoided => self.avoided,
            Quantity::Avoided13To17 => self.avoided_13_17,
            Quantity::AvoidedUnder13 => self.avoided.saturating_sub(self.avoided_13_17),
            Quantity::Families => self.families,
            Quantity::StepdownsFromCpp => self.stepdowns_from_cpp,
            Quantity::StepdownsFromCin => self.stepdowns_from_cin,
            Quantity::Ae => self.ae,
            Quantity::Gp => self.gp,
            Quantity::Ambulance => self.ambulance,
            Quantity::Police => self.police,
            Quantity::DaCallout => self.da_callout,
            Quantity::DaDeesc => self.da_deesc,
            Quantity::School => self.school,
            Quantity::Camhs => self.camhs,
            Quantity::Adult => self.adult,
            Quantity::PrisonRecalls => self.prison_recalls,
            Quantity::PrisonWeeks => self.prison_weeks,
            Quantity::ProgrammeMonths => self.programme_months,
        };
        Decimal::from(count)
    }

    /// Whether the counts can all hold.
    pub fn check(&self) -> Result<(), QuantityError> {
        let parts = [
            (
                self.avoided,
                "children not in care at closure",
                self.at_risk,
                "children at risk",
            ),
            (
                self.avoided_13_17,
                "young people aged 13 to 17",
                self.avoided,
                "children not in care at closure",
            ),
        ];
        for (part, part_name, whole, whole_name) in parts {
            if part > whole {
                return Err(QuantityError::PartAboveWhole {
                    part,
                    part_name,
                    whole,
                    whole_name,
                });
            }
        }
        for (name, value) in self.measures() {
            let fits = (Decimal::ZERO..=Decimal::from(MOST)).contains(&value);
            if !fits || value.normalize().scale() > 4 {
                return Err(QuantityError::OutOfRange { name, value });
            }
        }
        Ok(())
    }

    fn measures(&self) -> [(&'static str, Decimal); 21] {
        [
            ("at_risk", self.at_risk.into()),
            ("avoided", self.avoided.into()),
            ("avoided_13_17", self.avoided_13_17.into()),
            ("families", self.families.into()),
            ("stepdowns_from_cpp", self.stepdowns_from_cpp.into()),
            ("stepdowns_from_cin", self.stepdowns_from_cin.into()),
            ("cpp_to_cin", self.cpp_to_cin.into()),
            ("escalations", self.escalations.unwrap_or(0).into()),
            ("sw_hours", self.sw_hours),
            ("ae", self.ae.into()),
            ("gp", self.gp.into()),
            ("ambulance", self.ambulance.into()),
            ("police", self.police.into()),
            ("da_callout", self.da_callout.into()),
            ("da_deesc", self.da_deesc.into()),
            ("school", self.school.into()),
            ("camhs", self.camhs.into()),
            ("adult", self.adult.into()),
            ("prison_recalls", self.prison_recalls.into()),
            ("prison_weeks", self.prison_weeks.into()),
            ("programme_months", self.programme_months.into()),
        ]
    }
}
