//! Families come out one by one with their own rows, in whatever order the rows stand.

use evaluation::Cohort;
use evaluation::cohort::NO_FAMILY;
use proptest::prelude::*;
use record::Sheet;

use crate::random::{cohort, families};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_family_has_its_own_rows(families in families()) {
        let all = cohort(&families);
        prop_assert!(all.by_family().eq(families.iter().cloned()));
        prop_assert_eq!(all.by_family().size_hint(), (families.len(), Some(families.len())));
        prop_assert!(all.into_families().eq(families));
    }

    #[test]
    fn rows_need_not_stand_in_the_order_of_families(families in families()) {
        let mut mixed = Cohort::default();
        for rows in &families {
            mixed.families.push(&rows.family, 0);
        }
        for (family, rows) in families.iter().enumerate().rev() {
            for child in &rows.children {
                mixed.children.push(child, family as u32);
            }
            for session in &rows.sessions {
                mixed.sessions.push(session, family as u32);
                // A row of no family is of none of these.
                mixed.sessions.push(session, NO_FAMILY);
            }
            for row in &rows.work {
                let of = Sheet::WORK.iter().position(|sheet| *sheet == row.sheet());
                mixed.work[of.unwrap()].push(row, family as u32);
            }
        }
        prop_assert!(mixed.into_families().eq(families));
    }
}
