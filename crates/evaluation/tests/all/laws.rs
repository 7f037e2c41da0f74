//! What holds for every cohort.

use evaluation::{Cohort, Evaluation, Figure, Levels, Number, evaluate, measures_of};
use proptest::prelude::*;
use record::lists::CaseStatus;
use record::{Field, Value};

use crate::pilot;
use crate::random::{cohort, families, in_blocks_of, many_families};

fn evaluated(cohort: &Cohort) -> Evaluation {
    evaluate(cohort, &costs::Catalogue::standard(), &pilot::options()).unwrap()
}

/// The figures of a cohort, counted measure by measure and row by row.
fn one_by_one(cohort: &Cohort) -> Vec<Figure> {
    measures_of(cohort, Levels::Separate)
        .iter()
        .map(|measure| Figure::of(measure, &measure.tally(cohort)))
        .collect()
}

fn counted_together(cohort: &Cohort) -> Vec<Figure> {
    let mut figures = evaluated(cohort).figures;
    figures.retain(|figure| figure.table != "costs");
    figures
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn counting_rows_of_a_kind_together_changes_no_figure(families in many_families()) {
        let cohort = cohort(&families);
        let together = counted_together(&cohort);
        let one_by_one = one_by_one(&cohort);
        prop_assert_eq!(&together[..], &one_by_one[..together.len()]);
        // What is left are figures of `costs` that measures count.
        prop_assert!(one_by_one[together.len()..].is_empty());
    }

    #[test]
    fn neither_blocks_nor_the_order_of_families_matter(
        families in many_families(),
        size in 1_usize..50,
    ) {
        let known = evaluated(&cohort(&families));
        prop_assert_eq!(&evaluated(&in_blocks_of(&cohort(&families), size)), &known);
        prop_assert_eq!(&evaluated(&cohort(families.iter().rev())), &known);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_rows_behind_a_figure_are_as_many_as_it_says(families in families()) {
        let cohort = cohort(&families);
        for measure in measures_of(&cohort, Levels::Within) {
            let tally = measure.tally(&cohort);
            prop_assert_eq!(measure.rows(&cohort).count() as u64, tally.yes(), "{}", measure.id);
            let in_order = cohort.table(measure.population.sheet).rows();
            let population = in_order.filter(|(block, row)| {
                measure.population.condition.answers(block)[*row] == evaluation::condition::answer::YES
            });
            prop_assert_eq!(population.count() as u64, tally.population(), "{}", measure.id);
        }
    }

    #[test]
    fn a_share_is_of_its_base_and_within_its_bounds(families in families()) {
        let cohort = cohort(&families);
        for measure in measures_of(&cohort, Levels::Separate) {
            let tally = measure.tally(&cohort);
            let figure = Figure::of(&measure, &tally);
            let Number::Share(share) = &figure.number else { continue };
            prop_assert!(share.n <= share.base && share.base <= tally.population());
            let none = share.none.unknown
                + share.none.missing
                + share.none.too_early
                + share.none.not_applicable;
            let everybody = matches!(
                measure.question,
                evaluation::measure::Question::Share(_, evaluation::measure::Base::Everybody)
            );
            let base = if everybody { share.base } else { share.base + none };
            prop_assert_eq!(base, tally.population(), "{}", &figure.id);
            if let (Some(percent), Some([low, high]), Some([from, to])) =
                (share.percent, share.bounds, share.ci95)
            {
                prop_assert!((0.0..=100.0).contains(&percent));
                prop_assert!(low <= percent && percent <= high, "{}: {:?}", &figure.id, share);
                prop_assert!(from <= percent && percent <= to, "{}: {:?}", &figure.id, share);
            } else {
                prop_assert_eq!(share.base, 0);
                prop_assert_eq!((share.percent, share.ci95), (None, None));
            }
        }
    }

    #[test]
    fn statuses_partition(families in families()) {
        let cohort = cohort(&families);
        let measures = measures_of(&cohort, Levels::Separate);
        for (who, field) in [("fam", Field::FamilyStatus), ("ch", Field::ChildStatus)] {
            let tally = |id: &str| measures.iter().find(|m| m.id == id).unwrap().tally(&cohort);
            let statuses = CaseStatus::ALL.iter().map(|s| tally(&format!("{who}.status.{}", s.code())));
            let without: u64 = tally(&format!("{who}.status.open")).non_answers().iter().sum();
            let all: u64 = statuses.map(|t| t.yes()).sum();
            prop_assert_eq!(all + without, tally(&format!("{who}.total")).yes(), "{:?}", field);
        }
    }
}

/// Enough rows for two threads, and for fields of different measures to be counted together.
#[test]
fn two_threads_count_as_one() {
    let pilot = pilot::families();
    let cohort = in_blocks_of(&cohort((0..120).flat_map(|_| &pilot)), 5_000);
    let rows = cohort.families.len() + cohort.children.len() + cohort.sessions.len();
    assert!(rows > 50_000, "{rows}");
    assert_eq!(counted_together(&cohort), one_by_one(&cohort));
}

/// Two children alike are two, also where children alike are counted together.
#[test]
fn the_two_who_went_missing_most_may_be_alike() {
    let mut pilot = pilot::families();
    let most = pilot
        .iter_mut()
        .flat_map(|rows| &mut rows.children)
        .find(|child| *child.get(Field::MissingRef) == Value::Number(23));
    most.unwrap().set(Field::MissingClo, Value::Number(3));
    let cohort = cohort((0..20).flat_map(|_| &pilot));
    let figures = counted_together(&cohort);
    assert_eq!(figures, one_by_one(&cohort));
    let two = figures.iter().find(|f| f.id == "miss.2023").unwrap();
    assert_eq!(two.number, Number::List { value: vec![3, 3] });
}

#[test]
fn a_place_called_total_is_not_the_total() {
    let mut families = pilot::families();
    families[0]
        .family
        .set(Field::HomeTown, Value::Text("total".to_owned()));
    let evaluation = evaluated(&cohort(&families));
    let value = |id| evaluation.figure(id).unwrap().value();
    assert_eq!(value("t2.total"), Some(90.into()));
    assert_eq!(value("t2.place:total"), Some(1.into()));
}

#[test]
fn table_2_has_no_line_for_every_address() {
    let family = pilot::families().swap_remove(0);
    let families: Vec<_> = (0..1_003)
        .map(|number| {
            let mut rows = family.clone();
            let town = Value::Text(format!("{number:04} High Street"));
            rows.family.set(Field::HomeTown, town);
            rows
        })
        .collect();
    let evaluation = evaluated(&cohort(&families));
    assert_eq!(evaluation.table("t2").count(), 1_001);
    assert_eq!(
        evaluation.figure("t2.total").unwrap().value(),
        Some(1_003.into())
    );
    let check = evaluation
        .checks
        .iter()
        .find(|c| c.id == "families.many_places")
        .unwrap();
    assert_eq!(check.count, 3);
    assert_eq!(check.rows[0], "1000 High Street");
}

#[test]
fn a_code_that_no_list_has_is_no_and_not_a_panic() {
    let mut cohort = pilot::cohort();
    let column = &mut cohort.children.blocks[0].columns[Field::PoliceRef.column()];
    let evaluation::Column::Codes(codes) = column else {
        panic!("a question of yes or no is coded")
    };
    codes[0] = 200;
    assert_eq!(counted_together(&cohort), one_by_one(&cohort));
}
