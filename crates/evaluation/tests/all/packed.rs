//! The packed form gives the same columns again, and refuses everything else without a panic.

use evaluation::Cohort;
use evaluation::packed::{pack, unpack};
use proptest::collection::vec;
use proptest::prelude::*;
use record::{Field, Sheet, Value};

use crate::pilot;
use crate::random::{cohort, families};

fn packed(families: &[record::FamilyRows]) -> String {
    families.iter().map(pack).collect()
}

/// Every value of every row can be said.
fn read_all(cohort: &Cohort) -> usize {
    let rows = Sheet::every().flat_map(|sheet| cohort.table(sheet).rows());
    let values = rows.flat_map(|(block, row)| {
        let fields = block.sheet.fields().iter();
        fields.map(move |field| block.value(*field, row).label(*field))
    });
    values.map(|label| label.len()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn comes_out_as_it_went_in(families in families()) {
        let mut unpacked = Cohort::default();
        unpack(&mut unpacked, packed(&families).as_bytes()).unwrap();
        prop_assert_eq!(unpacked, cohort(&families));
    }

    #[test]
    fn parts_come_out_like_the_whole(families in families(), at in 0_usize..6) {
        let (first, second) = families.split_at(at.min(families.len()));
        let mut unpacked = Cohort::default();
        unpack(&mut unpacked, packed(first).as_bytes()).unwrap();
        unpack(&mut unpacked, packed(second).as_bytes()).unwrap();
        prop_assert_eq!(unpacked, cohort(&families));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        let mut cohort = Cohort::default();
        if unpack(&mut cohort, &bytes).is_ok() {
            read_all(&cohort);
        }
    }

    #[test]
    fn a_changed_byte_is_read_or_refused(
        families in families(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = packed(&families).into_bytes();
        prop_assume!(!bytes.is_empty());
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let mut cohort = Cohort::default();
        if unpack(&mut cohort, &bytes).is_ok() {
            read_all(&cohort);
        }
    }
}

#[test]
fn places_of_any_name_stay_apart_from_no_answers() {
    let names = [
        "?",
        "-",
        "~",
        ".",
        "=x",
        "=",
        "Þórshöfn á Langanesi",
        "F",
        "Clacton; Holland",
    ];
    let mut families = pilot::families();
    families.truncate(names.len());
    for (rows, name) in families.iter_mut().zip(names) {
        rows.family
            .set(Field::HomeTown, Value::Text(name.to_owned()));
    }
    let mut unpacked = Cohort::default();
    unpack(&mut unpacked, packed(&families).as_bytes()).unwrap();
    assert_eq!(unpacked, cohort(&families));
    let towns = unpacked
        .by_family()
        .map(|rows| rows.family.get(Field::HomeTown).clone());
    assert!(towns.eq(names.map(|name| Value::Text(name.to_owned()))));
}

#[test]
fn what_was_not_packed_is_refused_where_it_fails() {
    let refused = |text: &str| {
        unpack(&mut Cohort::default(), text.as_bytes())
            .unwrap_err()
            .at
    };
    // A child before any family, an unknown kind of row, a status that no list has, half a row.
    let whole = pack(&pilot::families()[0]);
    let child = whole.find("\nC").unwrap() + 1;
    assert_eq!(refused(&whole[child..]), 0);
    assert_eq!(refused("X"), 0);
    assert_eq!(refused("F=F1\tZ"), 5);
    assert_eq!(refused("F=F1\tA"), 6);
}
