//! Emergency sessions: how many, and what they avoided (the quantities of Appendix 2).

use record::Field;

use super::{Part, sessions};
use crate::condition::Condition;
use crate::measure::{Measure, Question};

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::own("app2");
    part.count(
        "em.total",
        "Emergency sessions",
        sessions(),
        Condition::Every,
    );
    part.add(
        "em.prison_weeks",
        "Weeks in prison avoided",
        sessions(),
        Question::Sum(Field::PrisonWeeks),
    );
    let mut report = Part::new("app2");
    for (id, title, field) in [
        ("app2.sw.qty", "Social worker hours", Field::SwHours),
        ("app2.ae.qty", "A&E attendances", Field::AeAvoided),
        ("app2.gp.qty", "GP visits", Field::GpAvoided),
        (
            "app2.ambulance.qty",
            "Ambulance call-outs",
            Field::AmbulanceAvoided,
        ),
        ("app2.police.qty", "Police call-outs", Field::PoliceAvoided),
        (
            "app2.da_callout.qty",
            "Police call-outs for domestic abuse",
            Field::DaPoliceAvoided,
        ),
        (
            "app2.da_deesc.qty",
            "Domestic abuse de-escalated",
            Field::DaDeescalations,
        ),
        (
            "app2.school.qty",
            "School incidents",
            Field::SchoolIncidents,
        ),
        ("app2.camhs.qty", "CAMHS crisis team", Field::CamhsCrisis),
        ("app2.adult.qty", "Adult crisis team", Field::AdultCrisis),
        (
            "app2.prison.qty",
            "Prison recalls avoided",
            Field::PrisonRecalls,
        ),
    ] {
        report.add(id, title, sessions(), Question::Sum(field));
    }
    part.measures.extend(report.measures);
    part.measures
}
