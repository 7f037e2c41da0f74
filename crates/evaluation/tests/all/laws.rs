//! What holds for every cohort.

use evaluation::{Cohort, Evaluation, Figure, Levels, Number, evaluate, measures_of};
use proptest::prelude::*;
use record::Field;
use record::lists::CaseStatus;

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

#[test]
fn two_threads_count_as_one() {
    let pilot = pilot::families();
    let cohort = cohort((0..160).flat_map(|_| &pilot));
    assert!(cohort.families.len() + cohort.children.len() > 45_000);
    let together = counted_together(&in_blocks_of(&cohort, 5_000));
    let once = counted_together(&pilot::cohort());
    for (many, one) in together.iter().zip(&once) {
        match (&many.number, &one.number) {
            (Number::Share(many), Number::Share(one)) => {
                assert_eq!((many.n, many.base), (one.n * 160, one.base * 160));
                assert_eq!((many.percent, many.bounds), (one.percent, one.bounds));
            }
            (Number::Value { none: many, .. }, Number::Value { none: one, .. }) => {
                assert_eq!(many.could_be(), one.could_be() * 160);
            }
            (many, one) => assert!(matches!(
                (many, one),
                (Number::List { .. }, Number::List { .. })
            )),
        }
    }
    assert_eq!(together.len(), once.len());
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
