//! Referrals, statuses, direct support, months of intervention.

use record::Field;
use record::lists::CaseStatus;

use super::{Part, children, closed_children, closed_families, families, no, yes};
use crate::condition::Condition;
use crate::measure::{Base, Measure, Population, Question};

pub(super) fn measures() -> Vec<Measure> {
    let mut part = Part::new("status");
    part.count(
        "fam.total",
        "Families referred",
        families(),
        Condition::Every,
    );
    part.count(
        "ch.total",
        "Children referred",
        children(),
        Condition::Every,
    );
    for status in CaseStatus::ALL {
        let code = &[status.position()];
        let id = format!("fam.status.{}", status.code());
        let title = format!("Families: {}", status.label().to_lowercase());
        part.count(
            &id,
            &title,
            families(),
            Condition::is(Field::FamilyStatus, code),
        );
    }
    part.count(
        "fam.accepted",
        "Families the service accepted",
        families(),
        accepted(),
    );
    part.count(
        "fam.rereferred",
        "Families re-referred",
        families(),
        yes(Field::FamilyReReferred),
    );
    part.count(
        "ch.rereferred",
        "Children re-referred",
        children(),
        yes(Field::ChildReReferred),
    );
    for status in CaseStatus::ALL {
        let code = &[status.position()];
        let id = format!("ch.status.{}", status.code());
        let title = format!("Children: {}", status.label().to_lowercase());
        part.count(
            &id,
            &title,
            children(),
            Condition::is(Field::ChildStatus, code),
        );
    }
    part.count(
        "ch.direct",
        "Children worked with directly",
        children(),
        yes(Field::DirectWork),
    );
    part.count(
        "ch.closed.direct",
        "Closed children worked with directly",
        closed_children(),
        yes(Field::DirectWork),
    );
    part.count(
        "ch.closed.notdirect",
        "Closed children not worked with directly",
        closed_children(),
        no(Field::DirectWork),
    );

    let mut own = Part::own("status");
    own.add(
        "fam.engaged",
        "Families in which a parent received direct support, of those accepted",
        Population {
            title: "Families accepted",
            condition: accepted(),
            ..families()
        },
        Question::Share(yes(Field::ParentDirectSupport), Base::Known),
    );
    for months in 1..=13 {
        let (id, title, last) = match months {
            13 => (
                "months.13plus".to_owned(),
                "13 months of intervention or more".to_owned(),
                i32::MAX,
            ),
            1 => (
                "months.1".to_owned(),
                "1 month of intervention".to_owned(),
                1,
            ),
            n => (
                format!("months.{n}"),
                format!("{n} months of intervention"),
                n,
            ),
        };
        // Less than a completed month is the first month.
        let first = if months == 1 { 0 } else { months };
        let range = Condition::Between(Field::InterventionMonths, first, last);
        own.add(&id, &title, closed_families(), Question::Count(range));
    }
    for measure in &mut own.measures {
        if measure.id.starts_with("months.") {
            measure.table = "months";
            // Each closure ends one intervention: a sum of two short ones would read as one long one.
            measure.source = "Alongside; of a family that came again its latest episode, since the time \
                 between was no support (OM-170)";
        }
    }
    part.measures.extend(own.measures);
    part.measures
}

fn accepted() -> Condition {
    Condition::is(
        Field::FamilyStatus,
        &[
            CaseStatus::Closed.position(),
            CaseStatus::Open.position(),
            CaseStatus::New.position(),
            CaseStatus::NoDirectSupport.position(),
        ],
    )
}
