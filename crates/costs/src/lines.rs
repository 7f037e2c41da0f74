//! The lines: one table, in the order of the source report. To add a line, add it here.

use rust_decimal::Decimal;

use crate::definition::{Amount, Assumption, Definition, FigureIds, Part, StepDefinition};
use crate::line::{Basis, Counted, Evidence, Group, Operation, Side};
use crate::quantities::Quantity;

/// `tenths(15)` is 1.5.
const fn tenths(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 1)
}

const fn whole(count: u32) -> Decimal {
    Decimal::from_parts(count, 0, 0, false, 0)
}

const fn times(value: Decimal, of: &'static str) -> Assumption {
    Assumption {
        operation: Operation::Times,
        value: Amount::Fixed(value),
        of,
    }
}

/// Half a working day for each crisis episode: the source report's footnote 16 ("a half day of
/// work"), which is 3.5 hours in its products.
const CRISIS_HOURS: Assumption = times(tenths(35), "hours");
/// A teacher's time for each school incident: Appendix 2 of the source report.
const SCHOOL_HOURS: Assumption = times(tenths(15), "hours");
/// A social worker's time saved for each family: the source report's average of what staff said.
const HOUR_A_WEEK: Assumption = times(whole(1), "hour a week");
const WEEKS_A_YEAR: Assumption = times(whole(52), "weeks");
const PROGRAMME: Assumption = Assumption {
    operation: Operation::Times,
    value: Amount::Counted(Quantity::ProgrammeMonths),
    of: "months",
};
const MONTHS_A_YEAR: Assumption = Assumption {
    operation: Operation::Over,
    value: Amount::Fixed(whole(12)),
    of: "months in a year",
};

const fn part(quantity: Quantity, unit_cost: &'static str) -> Part {
    Part {
        quantity,
        factors: &[],
        unit_cost,
    }
}

/// The residential part of the larger placement saving.
const RESIDENTIAL: Part = part(Quantity::Avoided13To17, "residential_care_year");
/// A social worker's time for one family for a year.
const SW_FAMILY_YEAR: Part = Part {
    quantity: Quantity::Once,
    factors: &[HOUR_A_WEEK, WEEKS_A_YEAR],
    unit_cost: "social_worker_hour",
};

/// Every step that the source report states.
pub(crate) const STEPS: &[StepDefinition] = &[
    StepDefinition {
        code: "residential13",
        title: "Residential care for those aged 13 to 17",
        figure: "cost.residential13",
        line: "place_max",
        part: RESIDENTIAL,
    },
    StepDefinition {
        code: "sw_family_year",
        title: "Social worker's time for one family for a year",
        figure: "cost.sw_family_year",
        line: "sw_time",
        part: SW_FAMILY_YEAR,
    },
    StepDefinition {
        code: "sw_year",
        title: "Social workers' time for all families for a year",
        figure: "cost.sw_year",
        line: "sw_time",
        part: Part {
            quantity: Quantity::Families,
            ..SW_FAMILY_YEAR
        },
    },
];

const fn figure(amount: &'static str) -> FigureIds {
    FigureIds {
        amount,
        count: None,
    }
}

const fn counted(amount: &'static str, count: &'static str, quantity: Quantity) -> FigureIds {
    FigureIds {
        amount,
        count: Some((count, quantity)),
    }
}

const JUDGED_AVOIDED: &str = "Whether it would have happened is the worker's judgement in the \
    session; there is no comparison.";

/// A saving by emergency sessions: a count of avoided events, for the period, at grade 6.
const fn emergency(
    code: &'static str,
    title: &'static str,
    figures: FigureIds,
    group: Group,
    parts: &'static [Part],
) -> Definition {
    Definition {
        code,
        title,
        figures,
        group,
        side: Side::Saving,
        counted: Counted::Both,
        parts,
        basis: Basis::ForThePeriod,
        evidence: Some(Evidence::ExpertJudgement),
        report_places: 0,
        overlaps: None,
        caution: JUDGED_AVOIDED,
    }
}

/// A saving by children staying out of care, at grade 6.
const fn care(
    code: &'static str,
    title: &'static str,
    figures: FigureIds,
    counted: Counted,
    basis: Basis,
    parts: &'static [Part],
    caution: &'static str,
) -> Definition {
    Definition {
        counted,
        basis,
        caution,
        ..emergency(code, title, figures, Group::Care, parts)
    }
}

/// Every line, in the order of Table 7 and then of Appendix 2 of the source report.
pub(crate) const LINES: &[Definition] = &[
    care(
        "proceedings",
        "Avoiding care proceedings",
        figure("cost.proceedings"),
        Counted::Both,
        Basis::OneOff,
        &[part(Quantity::Avoided, "care_proceedings_used")],
        "Takes every child marked at risk at referral and not in care at closure as one who would \
         otherwise have come into care; the mark is one box and there is no comparison.",
    ),
    care(
        "place_min",
        "Annual placement costs, all in foster care",
        figure("cost.place_min"),
        Counted::AtLeast,
        Basis::PerYear,
        &[part(Quantity::Avoided, "foster_care_year")],
        "A per-year amount added to amounts for the whole programme; takes every placement to last \
         a full year.",
    ),
    care(
        "place_max",
        "Annual placement costs, ages 13 to 17 in residential care",
        figure("cost.place_max"),
        Counted::UpTo,
        Basis::PerYear,
        &[
            RESIDENTIAL,
            part(Quantity::AvoidedUnder13, "foster_care_year"),
        ],
        "A per-year amount added to amounts for the whole programme; takes every young person aged \
         13 to 17 to need residential care for a full year.",
    ),
    Definition {
        caution: "One hour a week is an average of replies that ran from a small amount to four \
                  hours; takes every family as open for the whole programme.",
        ..emergency(
            "sw_time",
            "Social workers' time saved",
            figure("cost.sw_18m"),
            Group::SocialWork,
            &[Part {
                quantity: Quantity::Families,
                factors: &[HOUR_A_WEEK, WEEKS_A_YEAR, PROGRAMME, MONTHS_A_YEAR],
                unit_cost: "social_worker_hour",
            }],
        )
    },
    Definition {
        basis: Basis::PerYear,
        evidence: Some(Evidence::PractitionerMonitoring),
        caution: "A per-year amount added to amounts for the whole programme; moves up are not \
                  taken off, and Family Solutions is taken as free.",
        ..emergency(
            "stepdown",
            "Children stepped down from CPP or CiN",
            figure("cost.stepdown"),
            Group::Safeguarding,
            &[
                part(Quantity::StepdownsFromCpp, "cpp_year"),
                part(Quantity::StepdownsFromCin, "cin_year"),
            ],
        )
    },
    Definition {
        overlaps: Some("sw_time"),
        caution: "The hours may be the same hours as in social workers' time saved; what would \
                  have happened is the worker's judgement in the session.",
        ..emergency(
            "emergency_sw",
            "Social workers' hours in emergencies",
            counted("app2.sw.gbp", "app2.sw.qty", Quantity::SwHours),
            Group::SocialWork,
            &[part(Quantity::SwHours, "social_worker_hour")],
        )
    },
    emergency(
        "ae",
        "A&E attendances",
        counted("app2.ae.gbp", "app2.ae.qty", Quantity::Ae),
        Group::Health,
        &[part(Quantity::Ae, "ae")],
    ),
    emergency(
        "gp",
        "GP visits",
        counted("app2.gp.gbp", "app2.gp.qty", Quantity::Gp),
        Group::Health,
        &[part(Quantity::Gp, "gp")],
    ),
    Definition {
        caution: "A call out and an A&E attendance may be one event; both were priced. Whether it \
                  would have happened is the worker's judgement in the session.",
        ..emergency(
            "ambulance",
            "Ambulance call outs",
            counted(
                "app2.ambulance.gbp",
                "app2.ambulance.qty",
                Quantity::Ambulance,
            ),
            Group::Health,
            &[part(Quantity::Ambulance, "ambulance")],
        )
    },
    Definition {
        caution: "Priced as a crime of any type, though most call outs were for substance misuse \
                  or mental health. Whether it would have happened is the worker's judgement.",
        ..emergency(
            "police",
            "Police call outs",
            counted("app2.police.gbp", "app2.police.qty", Quantity::Police),
            Group::Police,
            &[part(Quantity::Police, "police")],
        )
    },
    emergency(
        "da_callout",
        "Police: domestic abuse call outs",
        counted(
            "app2.da_callout.gbp",
            "app2.da_callout.qty",
            Quantity::DaCallout,
        ),
        Group::Police,
        &[part(Quantity::DaCallout, "police_da")],
    ),
    emergency(
        "da_deesc",
        "Police: domestic abuse de-escalation",
        counted("app2.da_deesc.gbp", "app2.da_deesc.qty", Quantity::DaDeesc),
        Group::Police,
        &[part(Quantity::DaDeesc, "police_da")],
    ),
    Definition {
        caution: "An hour and a half for each incident is an assumption, and pay is not the full \
                  cost of a teacher's hour.",
        ..emergency(
            "school",
            "School incidents",
            counted("app2.school.gbp", "app2.school.qty", Quantity::School),
            Group::School,
            &[Part {
                quantity: Quantity::School,
                factors: &[SCHOOL_HOURS],
                unit_cost: "teacher_hour",
            }],
        )
    },
    Definition {
        caution: "Half a day of one team member for each episode is an assumption, and the price \
                  is that of an adult team.",
        ..emergency(
            "camhs",
            "CAMHS crisis team",
            counted("app2.camhs.gbp", "app2.camhs.qty", Quantity::Camhs),
            Group::MentalHealth,
            &[Part {
                quantity: Quantity::Camhs,
                factors: &[CRISIS_HOURS],
                unit_cost: "crisis_team_hour",
            }],
        )
    },
    Definition {
        caution: "Half a day of one team member for each episode is an assumption.",
        ..emergency(
            "adult",
            "Adult crisis team",
            counted("app2.adult.gbp", "app2.adult.qty", Quantity::Adult),
            Group::MentalHealth,
            &[Part {
                quantity: Quantity::Adult,
                factors: &[CRISIS_HOURS],
                unit_cost: "crisis_team_hour",
            }],
        )
    },
    Definition {
        report_places: 2,
        caution: "Priced by weeks of custody, not by recalls; the source report counts 34 weeks in \
                  12 months for one parent. An average price: one place fewer saves less.",
        ..emergency(
            "prison",
            "Avoiding prison custody",
            counted(
                "app2.prison.gbp",
                "app2.prison.qty",
                Quantity::PrisonRecalls,
            ),
            Group::Prison,
            &[part(Quantity::PrisonWeeks, "prison_week")],
        )
    },
    Definition {
        side: Side::Cost,
        evidence: None,
        caution: "Said to be the cost of staffing; overheads are not stated.",
        ..emergency(
            "service",
            "Cost of the service",
            figure("t7.service"),
            Group::Service,
            &[part(Quantity::Once, "mdt_service")],
        )
    },
];
