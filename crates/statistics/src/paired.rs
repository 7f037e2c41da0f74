//! The same people asked yes or no at two times.

use crate::interval::Interval;
use crate::{paired_interval, sign};

/// How many answered yes and no, before and after: only people with both answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PairedTable {
    /// Yes before and yes after.
    pub both: u64,
    /// Yes before and no after.
    pub stopped: u64,
    /// No before and yes after.
    pub started: u64,
    /// No before and no after.
    pub neither: u64,
}

impl PairedTable {
    /// Counts pairs of answers, (before, after), true for yes.
    pub fn of_pairs(pairs: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let mut table = Self::default();
        for pair in pairs {
            *match pair {
                (true, true) => &mut table.both,
                (true, false) => &mut table.stopped,
                (false, true) => &mut table.started,
                (false, false) => &mut table.neither,
            } += 1;
        }
        table
    }

    /// How many people, n.
    pub fn pairs(self) -> u64 {
        self.both + self.stopped + self.started + self.neither
    }

    /// How many said yes before.
    pub fn before(self) -> u64 {
        self.both + self.stopped
    }

    /// How many said yes after.
    pub fn after(self) -> u64 {
        self.both + self.started
    }

    /// The change in the proportion of yes, after less before: `(started − stopped) / n`, in −1 to
    /// 1, negative when fewer say yes. None without people.
    pub fn difference(self) -> Option<f64> {
        let n = self.pairs();
        (n > 0).then(|| (self.started as f64 - self.stopped as f64) / n as f64)
    }

    /// McNemar's exact conditional p-value, two-sided: the sign test of those who changed. None if
    /// there was no change in either direction.
    ///
    /// Source: McNemar, Psychometrika 12 (1947), 153–157, in its exact binomial form.
    pub fn mcnemar_exact(self) -> Option<f64> {
        sign::two_sided(self.stopped, self.started)
    }

    /// McNemar's mid-p value, two-sided, our default: the exact value less the probability of the
    /// split seen, or `1 − ½P(split)` when as many stopped as started. None if there was no change
    /// in either direction.
    ///
    /// Source: Fagerland, Lydersen and Laake, BMC Med Res Methodol 13:91 (2013), and its
    /// supplement, which states the case of equal numbers.
    pub fn mcnemar_mid_p(self) -> Option<f64> {
        let exact = self.mcnemar_exact()?;
        let split = sign::exactly(self.stopped, self.stopped + self.started);
        Some(if self.stopped == self.started {
            1.0 - 0.5 * split
        } else {
            exact - split
        })
    }

    /// Tango's score interval of [`difference`](Self::difference), our default. None without
    /// people.
    ///
    /// The limits are the differences Δ at which the score statistic
    /// `(started − stopped − nΔ) / √(n(2q + Δ(1−Δ)))` is ±z, with q the most likely proportion that
    /// stopped given Δ. Both are in −1 to 1, and found to within 1e-12.
    /// Source: Tango, Stat Med 17 (1998), 891–908.
    pub fn tango_interval(self) -> Option<Interval> {
        (self.pairs() > 0).then(|| paired_interval::tango(self))
    }

    /// Newcombe's interval of [`difference`](Self::difference) from two Wilson intervals, his
    /// method 10. None without people. Both limits are in −1 to 1.
    ///
    /// Source: Newcombe, Stat Med 17 (1998), 2635–2650.
    pub fn newcombe_interval(self) -> Option<Interval> {
        paired_interval::newcombe(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::assert_close;

    fn changed(stopped: u64, started: u64) -> PairedTable {
        PairedTable {
            stopped,
            started,
            ..PairedTable::default()
        }
    }

    #[test]
    fn mcnemar_agrees_with_statsmodels() {
        // Exact: statsmodels 0.15.0, mcnemar(table, exact=True).pvalue. Mid-p: the same less
        // scipy 1.17.1 binom.pmf(stopped, n, 0.5), or 1 − ½ pmf when the numbers are equal.
        for (stopped, started, exact, mid_p) in [
            (1, 7, 0.070_312_5, 0.039_062_5),
            (12, 1, 0.003_417_968_75, 0.001_831_054_687_5),
            (0, 1, 1.0, 0.5),
            (5, 5, 1.0, 0.876_953_125),
            (0, 6, 0.031_25, 0.015_625),
            (40, 25, 0.081_681_533_941_540_03, 0.064_017_504_137_225_61),
            (1030, 970, 0.187_061_889_771_294_73, 0.179_806_804_059_503_9),
            (
                50_500,
                49_900,
                0.058_700_303_833_965_9,
                0.058_281_066_800_465_69,
            ),
        ] {
            for table in [changed(stopped, started), changed(started, stopped)] {
                assert_close(table.mcnemar_exact().unwrap(), exact);
                assert_close(table.mcnemar_mid_p().unwrap(), mid_p);
            }
        }
    }

    #[test]
    fn no_change_either_way_has_no_p_value() {
        let table = PairedTable {
            both: 5,
            neither: 5,
            ..PairedTable::default()
        };
        assert_eq!(table.mcnemar_exact(), None);
        assert_eq!(table.mcnemar_mid_p(), None);
        assert_eq!(table.difference(), Some(0.0));
    }

    #[test]
    fn counts_pairs_and_margins() {
        let table = PairedTable::of_pairs([
            (true, true),
            (true, false),
            (true, false),
            (false, true),
            (false, false),
        ]);
        assert_eq!((table.pairs(), table.before(), table.after()), (5, 3, 2));
        assert_close(table.difference().unwrap(), -0.2);
    }

    #[test]
    fn nobody_has_no_answer() {
        let nobody = PairedTable::default();
        assert_eq!(nobody.difference(), None);
        assert_eq!(nobody.tango_interval(), None);
        assert_eq!(nobody.newcombe_interval(), None);
    }
}
