//! Changes and intervals against values worked out by other libraries from the same rows.
//!
//! pandas 3.1.1 read the pilot's tables. Exact p: scipy 1.17.1 `binomtest`. Mid-p: the exact value
//! less the probability of the split seen, or 1 − ½C(2b,b)/2^(2b) where as many stopped as started.
//! Tango's interval: scipy `brentq` on the score of Tango (1998), to 1e-14. Holm: statsmodels
//! 0.15.0 `multipletests`, over the rows of one table. Wilson: statsmodels `proportion_confint`.
//!
//! Alcohol in Table 5 (12 stopped, 1 started of 34) gives −32.4 points, Tango −50.1 to −13.7 and
//! mid-p 0.0018. Over all 13 rows of both tables its Holm value would be 0.024, the only one below
//! 0.05; over the rows of its own table, as printed, it is 0.0073 and again the only one.

use crate::pilot::evaluation;

/// An id; both, stopped, started and neither; the difference and its interval; mid-p, exact p and
/// Holm's.
type Row = (&'static str, [u64; 4], f64, [f64; 2], [Option<f64>; 3]);

#[rustfmt::skip]
#[expect(clippy::unreadable_literal, reason = "as the libraries print them")]
const CHANGES: [Row; 13] = [
    ("t5.alcohol", [5, 12, 1, 16], -32.35294117647059, [-50.14278128738773, -13.711379891210482], [Some(0.0018310546875), Some(0.00341796875), Some(0.00732421875)]),
    ("t5.drugs", [7, 8, 1, 18], -20.58823529411765, [-37.938611876529805, -4.047202059971046], [Some(0.021484375), Some(0.0390625), Some(0.064453125)]),
    ("t5.mental_health", [21, 3, 1, 8], -6.0606060606060606, [-21.27874579878171, 7.981114613508078], [Some(0.375), Some(0.625), Some(0.75)]),
    ("t5.da_12m", [11, 6, 4, 12], -6.0606060606060606, [-25.644112231009746, 13.724335929838869], [Some(0.548828125), Some(0.75390625), Some(0.75)]),
    ("t6.gang", [2, 1, 0, 54], -1.7543859649122806, [-9.290749178567683, 4.670267406092594], [Some(0.5), Some(1.0), Some(1.0)]),
    ("t6.alcohol", [4, 2, 1, 50], -1.7543859649122806, [-10.466944247268858, 6.293317184004597], [Some(0.625), Some(1.0), Some(1.0)]),
    ("t6.drugs", [4, 2, 1, 50], -1.7543859649122806, [-10.466944247268858, 6.293317184004597], [Some(0.625), Some(1.0), Some(1.0)]),
    ("t6.cse_6m", [1, 1, 0, 55], -1.7543859649122806, [-9.290749178567683, 4.670267406092594], [Some(0.5), Some(1.0), Some(1.0)]),
    ("t6.police", [8, 4, 1, 43], -5.357142857142857, [-15.547980071990978, 3.3982889483150633], [Some(0.21875), Some(0.375), Some(1.0)]),
    ("t6.cjs", [2, 5, 0, 49], -8.928571428571429, [-19.25600138551116, -1.9360176074204136], [Some(0.03125), Some(0.0625), Some(0.25)]),
    ("t6.mental_health", [22, 6, 2, 14], -9.090909090909092, [-23.268212262736885, 4.188788849270078], [Some(0.1796875), Some(0.2890625), Some(1.0)]),
    ("t6.poor_attendance", [3, 9, 1, 10], -34.78260869565217, [-56.6073572007505, -9.271645210328948], [Some(0.01171875), Some(0.021484375), Some(0.10546875)]),
    ("t6.low_stimulation", [6, 5, 2, 34], -6.382978723404255, [-19.304528880653624, 5.651639962682957], [Some(0.2890625), Some(0.453125), Some(1.0)]),
];

/// An id, n, the base, and the ends of the interval in per cent.
#[rustfmt::skip]
#[expect(clippy::unreadable_literal, reason = "as the library prints them")]
const WILSON: &[(&str, u64, u64, f64, f64)] = &[
    ("t3.alcohol", 45, 90, 39.88372282354734, 60.11627717645266),
    ("t3.drugs", 45, 90, 39.88372282354734, 60.11627717645266),
    ("t3.mental_health", 67, 90, 64.56235101244654, 82.32524062663083),
    ("t3.pnd", 17, 61, 18.188543892565967, 40.17143058817017),
    ("t3.da_any", 54, 90, 49.67030736405094, 69.51098012466252),
    ("t3.trio", 36, 90, 30.489019875337487, 50.329692635949066),
    ("t3.both", 28, 90, 22.48585464700913, 41.28282454097656),
    ("t4.gang", 3, 201, 0.5088729700224184, 4.295554257430959),
    ("t4.alcohol", 8, 199, 2.0508874081002584, 7.730869702133006),
    ("t4.drugs", 10, 199, 2.752139436355971, 9.001601125019734),
    ("t4.cse_6m", 4, 199, 0.7843781102347628, 5.0534120977136165),
    ("t4.police", 18, 194, 5.949659595911889, 14.188414121388629),
    ("t4.cjs", 8, 198, 2.0613166178095255, 7.768903068781369),
    ("t4.mental_health", 72, 152, 39.59377545194448, 55.27280237622861),
    ("t4.poor_attendance", 33, 69, 36.46872121356355, 59.412745126388856),
    ("t4.not_eet", 14, 152, 5.565865274054948, 14.866091062628103),
    ("t4.low_stimulation", 48, 158, 23.744784802863915, 37.946119090500964),
    ("t4.substance_union", 10, 199, 2.752139436355971, 9.001601125019734),
    ("t5.alcohol.ref", 21, 41, 36.484508651543806, 65.74557044556735),
    ("t5.alcohol.clo", 6, 34, 8.348969045372318, 33.51373739984275),
    ("t5.drugs.ref", 18, 41, 29.89013173655037, 58.95947277789393),
    ("t5.drugs.clo", 8, 34, 12.436985532639577, 39.99613792253639),
    ("t5.mental_health.ref", 29, 41, 55.52053227700284, 82.39081237388658),
    ("t5.mental_health.clo", 22, 33, 49.607894427805604, 80.24977232077933),
    ("t5.da_12m.ref", 21, 41, 36.484508651543806, 65.74557044556735),
    ("t5.da_12m.clo", 15, 33, 29.842938513876117, 62.01406146378255),
    ("t6.gang.ref", 3, 57, 1.8060295633661654, 14.36955039716353),
    ("t6.gang.clo", 2, 57, 0.9675664344932875, 11.920781367625809),
    ("t6.alcohol.ref", 6, 57, 4.914465852374462, 21.122810583387036),
    ("t6.alcohol.clo", 5, 57, 3.805167177792225, 18.94487709955867),
    ("t6.drugs.ref", 6, 57, 4.914465852374462, 21.122810583387036),
    ("t6.drugs.clo", 5, 57, 3.805167177792225, 18.94487709955867),
    ("t6.cse_6m.ref", 2, 57, 0.9675664344932875, 11.920781367625809),
    ("t6.cse_6m.clo", 1, 57, 0.31036646514081, 9.290749178567687),
    ("t6.police.ref", 13, 57, 13.84189049896219, 35.2060110456735),
    ("t6.police.clo", 9, 56, 8.692667607595139, 27.80620666974953),
    ("t6.cjs.ref", 7, 57, 6.078060158998085, 23.24644843517401),
    ("t6.cjs.clo", 2, 56, 0.9849425148236369, 12.118780180490111),
    ("t6.mental_health.ref", 31, 49, 49.26706756079242, 75.33482703131686),
    ("t6.mental_health.clo", 26, 48, 40.2910745456498, 67.42475770713254),
    ("t6.poor_attendance.ref", 14, 26, 35.457938746858794, 71.2441464696088),
    ("t6.poor_attendance.clo", 6, 35, 8.102640053701588, 32.68228229904497),
    ("t6.low_stimulation.ref", 12, 52, 13.724260925492748, 36.13378255809984),
    ("t6.low_stimulation.clo", 9, 49, 9.976341062070306, 31.357602602899874),
];

/// The output keeps ten decimals.
fn close(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() < 1e-9
}

#[test]
fn changes_agree_with_scipy_and_statsmodels() {
    let evaluation = evaluation();
    assert_eq!(evaluation.changes.len(), CHANGES.len());
    for (change, expected) in evaluation.changes.iter().zip(CHANGES) {
        let (id, counts, difference, interval, p) = expected;
        assert_eq!(change.id, id);
        let found = [change.both, change.stopped, change.started, change.neither];
        assert_eq!(found, counts, "{id}");
        assert_eq!(change.pairs, counts.iter().sum::<u64>(), "{id}");
        assert!(close(change.difference.unwrap(), difference), "{id}");
        for (ours, theirs) in change.ci95.unwrap().into_iter().zip(interval) {
            assert!(close(ours, theirs), "{id}: {ours}, not {theirs}");
        }
        for (ours, theirs) in [change.p_mid, change.p_exact, change.p_holm]
            .into_iter()
            .zip(p)
        {
            assert!(
                close(ours.unwrap(), theirs.unwrap()),
                "{id}: {ours:?}, not {theirs:?}"
            );
        }
    }
}

#[test]
fn intervals_of_tables_3_to_6_agree_with_statsmodels() {
    let evaluation = evaluation();
    for table in ["t3", "t4", "t5", "t6"] {
        for figure in evaluation.table(table).filter(|f| f.share().is_some()) {
            let known = WILSON.iter().any(|(id, ..)| *id == figure.id);
            assert!(known, "{} was worked out elsewhere too", figure.id);
        }
    }
    for (id, n, base, low, high) in WILSON {
        let share = evaluation.figure(id).unwrap().share().unwrap();
        assert_eq!((share.n, share.base), (*n, *base), "{id}");
        let [ours_low, ours_high] = share.ci95.unwrap();
        assert!(close(ours_low, *low) && close(ours_high, *high), "{id}");
    }
}

#[test]
fn only_alcohol_in_table_5_is_unlikely_to_be_chance() {
    let evaluation = evaluation();
    let unlikely: Vec<_> = evaluation
        .changes
        .iter()
        .filter(|c| c.verdict() == "A change this large would be unlikely by chance")
        .map(|c| c.id.as_str())
        .collect();
    assert_eq!(unlikely, ["t5.alcohol"]);
}

/// Resampling families moves the interval little where a family is one row, as in Table 5.
#[test]
fn the_families_interval_is_near_tangos() {
    for change in evaluation().changes {
        let (ours, score) = (change.ci95_families.unwrap(), change.ci95.unwrap());
        let difference = change.difference.unwrap();
        assert!(
            ours[0] <= difference && difference <= ours[1],
            "{}",
            change.id
        );
        assert!(
            (ours[0] - score[0]).abs() < 8.0,
            "{}: {ours:?} {score:?}",
            change.id
        );
        assert!(
            (ours[1] - score[1]).abs() < 8.0,
            "{}: {ours:?} {score:?}",
            change.id
        );
    }
}
