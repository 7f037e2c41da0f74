//! The rows of a family: over random histories there is always one of each, and a few told by hand.

use calendar::{AsAt, Date, date};
use proptest::prelude::*;
use record::lists::{CaseStatus, ClosureReason, Safeguarding, Threshold, YesNo};
use record::*;

use crate::history::{CHILDREN, FAMILY, PARENT, history, told, when};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn there_is_a_row_for_each_with_one_status(
        entries in history(),
        day in when().prop_map(calendar::When::sort_date),
    ) {
        let family = fold(FAMILY, &entries, AsAt::day(day));
        let rows = rows(&family);
        prop_assert_eq!(rows.children.len(), family.children().count());
        prop_assert_eq!(rows.sessions.len(), family.sessions.len());
        for (child, row) in family.children().zip(&rows.children) {
            prop_assert_eq!(row.reference(), &child.reference);
            let recorded = family.recorded(Subject::Person(child.person), Field::ChildStatus);
            prop_assert!(row.status().is_some() || recorded == Some(row.get(Field::ChildStatus)));
        }
        let recorded = family.recorded(Subject::Family, Field::FamilyStatus);
        prop_assert!(
            rows.family.status().is_some() || recorded == Some(rows.family.get(Field::FamilyStatus))
        );
        let all = [&[rows.family][..], &rows.children, &rows.sessions].concat();
        for row in all {
            for field in row.sheet().fields() {
                // A family without a household entry has no reference yet.
                prop_assert!(row.get(*field).fits(*field) || field.point() == Point::Identity);
            }
        }
    }
}

/// A family's history told by hand.
pub(crate) struct Telling(pub(crate) Vec<Entry>);

impl Telling {
    pub(crate) fn of_a_family() -> Self {
        let record = |person, relation, reference: &str| PersonRecord {
            person,
            relation,
            reference: reference.to_owned(),
            name: None,
            born: None,
        };
        Self(Vec::new())
            .then(
                "2021-01-10",
                Fact::Household(Household {
                    reference: "F001".to_owned(),
                    answers: DataSet::new(Sheet::Families),
                    people: vec![
                        record(PARENT, Relation::Parent, "P1"),
                        record(CHILDREN[0], Relation::Child, "C001"),
                    ],
                }),
            )
            .then("2021-01-10", Fact::Referral(Referral::default()))
    }

    pub(crate) fn then(mut self, happened: &str, fact: Fact) -> Self {
        let place = self.0.len() as i64 + 1;
        self.0.push(told(place, happened, fact));
        self
    }

    pub(crate) fn support(self, happened: &str, person: PersonId, stage: Stage) -> Self {
        let started = SupportStarted {
            person,
            stage,
            disciplines: Vec::new(),
            key_worker: None,
        };
        self.then(happened, Fact::SupportStarted(started))
    }

    pub(crate) fn closure(self, happened: &str) -> Self {
        let reason = ClosureReason::CommunitySupport;
        self.then(happened, Fact::Closure(Closure::new(reason)))
    }

    pub(crate) fn workbook(self, happened: &str, answers: &[(Field, Value)]) -> Self {
        let mut set = DataSet::new(Sheet::Families);
        for (field, value) in answers {
            set.set(*field, value.clone());
        }
        let sets = vec![(Subject::Family, set)];
        self.then(happened, Fact::AsRecorded(Sets { sets }))
    }

    pub(crate) fn family(&self) -> Family {
        fold(FAMILY, &self.0, AsAt::day(Date::MAX))
    }

    pub(crate) fn row(&self) -> Row {
        rows(&self.family()).family
    }

    pub(crate) fn status(&self) -> CaseStatus {
        self.row().status().unwrap()
    }
}

#[test]
fn a_case_goes_from_referral_to_closure_and_back() {
    let case = Telling::of_a_family();
    assert_eq!(
        case.status(),
        CaseStatus::New,
        "nothing is decided yet: it is too early to say that there is no support"
    );
    let case = case.support("2021-02-01", PARENT, Stage::JustStarted);
    assert_eq!(case.status(), CaseStatus::New);
    let case = case.support("2021-03-01", PARENT, Stage::UnderWay);
    assert_eq!(case.status(), CaseStatus::Open);
    assert_eq!(
        case.family().support.len(),
        1,
        "a new stage is no new support"
    );

    let case = case.closure("2021-09-10");
    assert_eq!(case.status(), CaseStatus::Closed);
    assert_eq!(*case.row().get(Field::InterventionMonths), Value::Number(8));
    assert_eq!(
        case.family().support[0].until,
        Some(date(2021, 9, 10).into())
    );
    let child = case.family().child_standing(CHILDREN[0]);
    assert_eq!(child.closed, Some(date(2021, 9, 10)));

    let case = case.then(
        "2021-12-01",
        Fact::ReReferral(ReReferral {
            of: Subject::Family,
        }),
    );
    assert_eq!(
        case.status(),
        CaseStatus::New,
        "the old support is over, and nothing is decided of the new"
    );
    assert_eq!(*case.row().get(Field::FamilyReReferred), YesNo::Yes.value());
    assert_eq!(
        *case.row().get(Field::ParentDirectSupport),
        YesNo::Yes.value()
    );
    assert_eq!(
        *case.row().get(Field::ClosureDate),
        Value::Not(NonAnswer::NotApplicable)
    );
    let case = case.support("2022-01-05", PARENT, Stage::UnderWay);
    assert_eq!(case.status(), CaseStatus::Open);
    assert_eq!(case.family().support.len(), 2);
}

#[test]
fn part_of_a_first_month_counts_as_one_and_a_slip_of_a_date_as_none() {
    let months = |closed| {
        let row = Telling::of_a_family().closure(closed).row();
        row.get(Field::InterventionMonths).clone()
    };
    assert_eq!(months("2021-01-10"), Value::Number(1));
    assert_eq!(months("2021-03-09"), Value::Number(1));
    assert_eq!(months("2021-03-10"), Value::Number(2));
    assert_eq!(months("2221-03-10"), Value::Not(NonAnswer::Missing));
}

#[test]
fn the_latest_threshold_decision_stands_and_the_familys_is_its_childrens() {
    let decided = |case: Telling, day, of, outcome| {
        let decision = ThresholdDecision::new(of, outcome);
        case.then(day, Fact::ThresholdDecision(decision))
    };
    let child = |case: &Telling| case.family().child_standing(CHILDREN[0]).status;
    let case = Telling::of_a_family();
    let case = decided(case, "2021-01-20", Subject::Family, Threshold::NotMet);
    assert_eq!(case.status(), CaseStatus::NotMetThreshold);
    assert_eq!(child(&case), CaseStatus::NotMetThreshold);
    let case = decided(case, "2021-02-20", Subject::Family, Threshold::Met);
    assert_eq!(child(&case), CaseStatus::NoDirectSupport);
    let of_child = Subject::Person(CHILDREN[0]);
    let case = decided(case, "2021-02-21", of_child, Threshold::NotMet);
    assert_eq!(case.status(), CaseStatus::NoDirectSupport);
    assert_eq!(child(&case), CaseStatus::NotMetThreshold);
}

#[test]
fn the_workbooks_word_holds_until_the_chronology_tells_something_newer() {
    let unknown = Value::UNKNOWN;
    let case = Telling::of_a_family().workbook(
        "2021-01-10",
        &[
            (Field::FamilyStatus, CaseStatus::Open.value()),
            (Field::ReferralDate, unknown.clone()),
            (Field::ParentDirectSupport, unknown.clone()),
        ],
    );
    assert_eq!(case.status(), CaseStatus::Open);
    let case = case.closure("2021-06-01");
    let row = case.row();
    assert_eq!(row.status(), Some(CaseStatus::Closed));
    assert_eq!(*row.get(Field::ClosureDate), Value::Date(date(2021, 6, 1)));
    assert_eq!(
        *row.get(Field::ReferralDate),
        unknown,
        "nothing newer is known of it"
    );
    assert_eq!(*row.get(Field::ParentDirectSupport), unknown);
    assert_eq!(
        *row.get(Field::InterventionMonths),
        Value::Not(NonAnswer::Missing),
        "no months are counted from a day that is not known"
    );
    let case = case.support("2021-07-01", PARENT, Stage::UnderWay);
    assert_eq!(
        *case.row().get(Field::ParentDirectSupport),
        YesNo::Yes.value()
    );
}

#[test]
fn an_answer_not_asked_is_missing_where_it_is_due_and_not_applicable_elsewhere() {
    let case = Telling::of_a_family();
    assert_eq!(
        *case.row().get(Field::HomeTown),
        Value::Not(NonAnswer::Missing)
    );
    assert_eq!(
        *case.row().get(Field::ParentAlcoholClo),
        Value::Not(NonAnswer::NotApplicable)
    );
    let closed = case.closure("2021-06-01");
    assert_eq!(
        *closed.row().get(Field::ParentAlcoholClo),
        Value::Not(NonAnswer::Missing)
    );

    let mut unborn = Row::new(Sheet::Children);
    assert_eq!(
        unborn.blank(Field::AgeAtReferral),
        Value::Not(NonAnswer::Missing)
    );
    unborn.set(Field::ChildSex, record::lists::Sex::Unborn.value());
    assert_eq!(
        unborn.blank(Field::AgeAtReferral),
        Value::Not(NonAnswer::NotApplicable)
    );
}

#[test]
fn a_status_told_on_its_own_is_that_at_the_referral_or_at_the_closure() {
    let told = |case: Telling, day, status: Safeguarding| {
        let fact = SafeguardingStatus {
            person: CHILDREN[0],
            status: Some(status),
            told_by: "A review conference".to_owned(),
        };
        case.then(day, Fact::SafeguardingStatus(fact))
    };
    let at = |case: &Telling, field| rows(&case.family()).children[0].get(field).clone();
    let (referral, closure) = (Field::SafeguardingRef, Field::SafeguardingClo);
    let missing = Value::Not(NonAnswer::Missing);

    let case = told(
        Telling::of_a_family(),
        "2021-01-05",
        Safeguarding::ChildProtectionPlan,
    );
    assert_eq!(
        at(&case, referral),
        Safeguarding::ChildProtectionPlan.value()
    );
    let unsaid = told(
        Telling::of_a_family(),
        "2021-01-05",
        Safeguarding::ChildProtectionPlan,
    );
    let unsaid = unsaid.closure("2021-09-01");
    assert_eq!(
        at(&unsaid, closure),
        missing,
        "nobody has said how it was at the closure"
    );
    let case = told(case, "2021-06-01", Safeguarding::ChildInNeed);
    assert_eq!(
        at(&case, closure),
        Value::Not(NonAnswer::NotApplicable),
        "the case is not closed"
    );
    let case = case.closure("2021-09-01");
    assert_eq!(at(&case, closure), Safeguarding::ChildInNeed.value());
    let later = told(case, "2021-10-01", Safeguarding::Closed);
    assert_eq!(
        at(&later, closure),
        Safeguarding::ChildInNeed.value(),
        "what came after the closure was not so at the closure"
    );
    assert_eq!(
        at(&later, referral),
        Safeguarding::ChildProtectionPlan.value()
    );

    let mut answers = DataSet::new(Sheet::Children);
    answers.set(closure, Value::UNKNOWN);
    let sets = vec![(Subject::Person(CHILDREN[0]), answers)];
    let answered = later.then("2021-11-01", Fact::ClosureData(Sets { sets }));
    assert_eq!(
        at(&answered, closure),
        Value::UNKNOWN,
        "an answer of the data set goes before"
    );
}
