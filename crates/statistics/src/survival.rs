//! How long until something happens, when for some it has not happened yet.

use crate::interval::{Interval, Z};

/// How somebody's time ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// What was waited for happened at the time.
    Event,
    /// It had not happened by the time, after which nothing more is known.
    Censored,
}

/// One fall of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The time of it, in the units given.
    pub time: u32,
    /// How many were still waiting just before.
    pub at_risk: u64,
    /// For how many it happened then.
    pub events: u64,
    /// The estimated proportion for whom it has still not happened, in 0 to 1.
    pub survival: f64,
    /// Greenwood's variance of `survival`; none once that is 0.
    pub variance: Option<f64>,
    /// The 95 % interval on the log(−log) scale, within 0 to 1; none once `survival` is 0.
    pub interval: Option<Interval>,
}

/// The Kaplan–Meier curve.
///
/// At each time with events, `S ← S·(1 − events/at risk)`; somebody censored at that time was still
/// at risk. The variance is `S²·Σ events/(at risk·(at risk − events))`. The interval is
/// `S^exp(±z·√variance/(S·ln S))`, which stays within 0 to 1.
/// Sources: Kaplan and Meier, JASA 53 (1958), 457–481; Greenwood (1926); Kalbfleisch and Prentice
/// (1980) for the interval.
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMeier {
    steps: Vec<Step>,
}

impl KaplanMeier {
    /// The curve of these people's times; none without people.
    pub fn of(people: &[(u32, Outcome)]) -> Option<Self> {
        if people.is_empty() {
            return None;
        }
        let mut sorted = people.to_vec();
        sorted.sort_unstable_by_key(|person| person.0);
        let mut steps = Vec::new();
        let mut at_risk = sorted.len() as u64;
        let (mut survival, mut greenwood) = (1.0, 0.0);
        for together in sorted.chunk_by(|a, b| a.0 == b.0) {
            let event = |person: &&(u32, Outcome)| person.1 == Outcome::Event;
            let events = together.iter().filter(event).count() as u64;
            if events > 0 {
                let (d, r) = (events as f64, at_risk as f64);
                survival *= (r - d) / r;
                greenwood += d / (r * (r - d));
                steps.push(step(together[0].0, at_risk, events, survival, greenwood));
            }
            at_risk -= together.len() as u64;
        }
        Some(Self { steps })
    }

    /// The falls of the curve, in order of time; before the first it is at 1.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The proportion for whom it has still not happened at a time, in 0 to 1.
    pub fn survival_at(&self, time: u32) -> f64 {
        let passed = self.steps.partition_point(|step| step.time <= time);
        passed
            .checked_sub(1)
            .map_or(1.0, |last| self.steps[last].survival)
    }

    /// The median time: the first at which the curve is at or below one half; none if it never is.
    pub fn median(&self) -> Option<u32> {
        // Fractions such as 3/4 · 2/3 must count as one half in spite of rounding.
        let half = 0.5 + 1e-12;
        let step = self.steps.iter().find(|step| step.survival <= half)?;
        Some(step.time)
    }
}

fn step(time: u32, at_risk: u64, events: u64, survival: f64, greenwood: f64) -> Step {
    let known = survival > 0.0;
    let interval = || {
        let reach = Z * greenwood.sqrt() / survival.ln();
        // The logarithm is negative, so adding the reach gives the higher limit.
        Interval {
            low: survival.powf((-reach).exp()),
            high: survival.powf(reach.exp()),
        }
    };
    Step {
        time,
        at_risk,
        events,
        survival,
        variance: known.then_some(survival * survival * greenwood),
        interval: known.then(interval),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_close, assert_interval};
    use Outcome::{Censored, Event};

    /// Weeks in remission in the 6-MP arm of Freireich and others (1963), a standard example.
    const REMISSION: &[(u32, Outcome)] = &[
        (6, Event),
        (6, Event),
        (6, Event),
        (6, Censored),
        (7, Event),
        (9, Censored),
        (10, Event),
        (10, Censored),
        (11, Censored),
        (13, Event),
        (16, Event),
        (17, Censored),
        (19, Censored),
        (20, Censored),
        (22, Event),
        (23, Event),
        (25, Censored),
        (32, Censored),
        (32, Censored),
        (34, Censored),
        (35, Censored),
    ];

    #[test]
    fn agrees_with_statsmodels_and_lifelines() {
        // statsmodels 0.15.0 SurvfuncRight (survival, variance); lifelines 0.30.3
        // KaplanMeierFitter (interval, median).
        let expected = [
            (
                6,
                21,
                3,
                0.857_142_857_142_857_2,
                0.005_830_903_790_087_463_5,
            ),
            (7, 17, 1, 0.806_722_689_075_630_3, 0.007_557_743_809_337_874),
            (
                10,
                15,
                1,
                0.752_941_176_470_588_3,
                0.009_283_255_632_125_977,
            ),
            (
                13,
                12,
                1,
                0.690_196_078_431_372_5,
                0.011_409_381_797_060_745,
            ),
            (
                16,
                11,
                1,
                0.627_450_980_392_156_9,
                0.013_008_284_180_005_464,
            ),
            (22, 7, 1, 0.537_815_126_050_420_3, 0.016_443_895_073_270_706),
            (
                23,
                6,
                1,
                0.448_179_271_708_683_55,
                0.018_114_860_231_637_744,
            ),
        ];
        let intervals = [
            (0.619_717_955_265_983_8, 0.951_551_747_646_996_9),
            (0.563_146_564_622_233_3, 0.922_809_019_202_880_2),
            (0.503_199_510_799_956_4, 0.889_361_835_169_265_1),
            (0.431_610_222_486_183_9, 0.849_065_963_349_450_5),
            (0.367_510_855_987_501_94, 0.804_912_189_471_841_1),
            (0.267_778_936_767_134_93, 0.746_790_717_635_394_3),
            (0.188_052_005_959_232_33, 0.680_142_628_495_241_2),
        ];
        let curve = KaplanMeier::of(REMISSION).unwrap();
        assert_eq!(curve.steps().len(), expected.len());
        for ((step, expected), interval) in curve.steps().iter().zip(expected).zip(intervals) {
            let (time, at_risk, events, survival, variance) = expected;
            assert_eq!(
                (step.time, step.at_risk, step.events),
                (time, at_risk, events)
            );
            assert_close(step.survival, survival);
            assert_close(step.variance.unwrap(), variance);
            assert_interval(step.interval, interval);
        }
        assert_eq!(curve.median(), Some(23));
    }

    #[test]
    fn reads_the_curve_between_its_steps() {
        let curve = KaplanMeier::of(REMISSION).unwrap();
        assert_close(curve.survival_at(5), 1.0);
        assert_close(curve.survival_at(6), 6.0 / 7.0);
        assert_close(curve.survival_at(9), 0.806_722_689_075_630_3);
        assert_close(curve.survival_at(1000), 0.448_179_271_708_683_55);
    }

    #[test]
    fn a_curve_that_reaches_nothing_has_no_variance_there() {
        let curve = KaplanMeier::of(&[(1, Event), (2, Event)]).unwrap();
        assert_eq!(curve.median(), Some(1));
        let last = curve.steps()[1];
        assert_eq!(
            (last.survival, last.variance, last.interval),
            (0.0, None, None)
        );
    }

    #[test]
    fn half_reached_by_fractions_is_half() {
        // 5/6 · 4/5 · 3/4 is one half but for rounding.
        let curve = KaplanMeier::of(&[
            (1, Event),
            (2, Event),
            (3, Event),
            (4, Censored),
            (4, Censored),
            (4, Censored),
        ]);
        assert_eq!(curve.unwrap().median(), Some(3));
    }

    #[test]
    fn nobody_or_no_event() {
        assert_eq!(KaplanMeier::of(&[]), None);
        let curve = KaplanMeier::of(&[(5, Censored)]).unwrap();
        assert_eq!((curve.steps().len(), curve.median()), (0, None));
    }
}
