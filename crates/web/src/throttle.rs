//! Tries to get in, each slower than the one before. Kept in memory: a restart forgets them, which
//! gives away a few tries, and nobody can fill the disc with them.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use calendar::Stamp;
use sha2::{Digest as _, Sha256};

/// Tries are forgotten this long after the last.
const REMEMBERED: Duration = Duration::from_hours(24);
/// Places and people of whom tries are remembered.
const MOST: usize = 20_000;

/// Whose tries are counted together, and how soon they are slowed down.
pub(crate) struct Counted {
    key: [u8; 32],
    free: u32,
    longest: Duration,
}

impl Counted {
    fn new(kind: &str, whose: &[u8], free: u32, longest: Duration) -> Self {
        let key = Sha256::new()
            .chain_update(kind)
            .chain_update([0])
            .chain_update(whose);
        Self {
            key: key.finalize().into(),
            free,
            longest,
        }
    }

    /// From a browser that this person has signed in with before: no stranger's tries are among
    /// them.
    pub(crate) fn browser(mark: &str) -> Self {
        Self::new("browser", mark.as_bytes(), 10, Duration::from_mins(1))
    }

    /// For this name, from browsers that are not known.
    pub(crate) fn name(folded: &str) -> Self {
        Self::new("name", folded.as_bytes(), 5, Duration::from_mins(15))
    }

    /// From this address, from browsers that are not known. A whole office may share one.
    pub(crate) fn address(network: IpAddr) -> Self {
        Self::from_network("address", network)
    }

    /// Answers of the identity provider that come from this network.
    pub(crate) fn at_provider(network: IpAddr) -> Self {
        Self::from_network("provider", network)
    }

    fn from_network(kind: &str, network: IpAddr) -> Self {
        let network = network.to_string();
        Self::new(kind, network.as_bytes(), 30, Duration::from_mins(5))
    }

    /// Codes from a browser that this person has signed in with before.
    pub(crate) fn browser_code(mark: &str) -> Self {
        Self::new("browser code", mark.as_bytes(), 10, Duration::from_mins(1))
    }

    /// Codes of somebody who has shown their password.
    pub(crate) fn code(worker: record::WorkerId) -> Self {
        Self::new("code", worker.0.as_bytes(), 5, Duration::from_mins(15))
    }

    /// By somebody who is signed in.
    pub(crate) fn worker(worker: record::WorkerId) -> Self {
        Self::new("worker", worker.0.as_bytes(), 5, Duration::from_mins(15))
    }

    /// How long to wait after so many tries in vain.
    fn wait(&self, tries: u32) -> Duration {
        let Some(over) = tries.checked_sub(self.free) else {
            return Duration::ZERO;
        };
        let seconds = 1_u64 << over.min(20);
        Duration::from_secs(seconds).min(self.longest)
    }
}

struct Tries {
    count: u32,
    last: Stamp,
}

/// The tries in vain.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<[u8; 32], Tries>>);

impl Throttle {
    /// Lets a try be made, or says how long to wait. It counts as in vain until
    /// [`Throttle::succeeded`] says otherwise, so that many at once are no way round.
    pub(crate) fn begin(&self, of: &[Counted], now: Stamp) -> Result<(), Duration> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = |counted: &Counted| {
            let tries = all.get(&counted.key)?;
            let since = now.since(tries.last);
            if since >= REMEMBERED {
                return None;
            }
            counted.wait(tries.count).checked_sub(since)
        };
        let longest = of.iter().filter_map(left).max().unwrap_or_default();
        if longest > Duration::ZERO {
            return Err(longest);
        }
        for counted in of {
            let tries = all.entry(counted.key);
            let tries = tries.or_insert(Tries {
                count: 0,
                last: now,
            });
            if now.since(tries.last) >= REMEMBERED {
                tries.count = 0;
            }
            *tries = Tries {
                count: tries.count.saturating_add(1),
                last: now,
            };
        }
        if all.len() > MOST {
            forget(&mut all, now);
        }
        Ok(())
    }

    /// The try was right after all: those before it are forgotten.
    pub(crate) fn succeeded(&self, of: &Counted) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&of.key);
    }
}

/// Makes room: what is oldest goes first.
fn forget(all: &mut HashMap<[u8; 32], Tries>, now: Stamp) {
    let mut ages: Vec<Duration> = all.values().map(|tries| now.since(tries.last)).collect();
    ages.sort_unstable();
    let median = ages[ages.len() / 2];
    all.retain(|_, tries| now.since(tries.last) < median.max(Duration::from_secs(1)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Stamp {
        let start: Stamp = "2022-08-30T09:00:00.000000Z".parse().unwrap();
        start.plus(Duration::from_secs(seconds))
    }

    fn try_at(throttle: &Throttle, counted: Counted, seconds: u64) -> Result<(), u64> {
        let begun = throttle.begin(&[counted], at(seconds));
        begun.map_err(|wait| wait.as_secs())
    }

    #[test]
    fn each_try_after_the_free_ones_waits_twice_as_long_up_to_a_limit() {
        let throttle = Throttle::default();
        let name = || Counted::name("priya");
        for _ in 0..5 {
            assert_eq!(try_at(&throttle, name(), 0), Ok(()));
        }
        let mut now = 0;
        for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900] {
            assert_eq!(try_at(&throttle, name(), now), Err(wait));
            now += wait;
            assert_eq!(try_at(&throttle, name(), now), Ok(()));
        }
        // A refused try makes nobody wait longer, and a day later all is forgotten.
        assert_eq!(try_at(&throttle, name(), now + 1), Err(899));
        assert_eq!(try_at(&throttle, name(), now + 2), Err(898));
        assert_eq!(try_at(&throttle, name(), now + 86_400), Ok(()));
        assert_eq!(try_at(&throttle, name(), now + 86_400), Ok(()));
    }

    #[test]
    fn a_right_try_and_another_place_start_anew() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            assert_eq!(try_at(&throttle, Counted::name("priya"), 0), Ok(()));
        }
        assert!(try_at(&throttle, Counted::name("priya"), 0).is_err());
        assert_eq!(try_at(&throttle, Counted::browser("priya"), 0), Ok(()));
        assert_eq!(try_at(&throttle, Counted::name("moira"), 0), Ok(()));
        throttle.succeeded(&Counted::name("priya"));
        assert_eq!(try_at(&throttle, Counted::name("priya"), 0), Ok(()));
    }

    #[test]
    fn a_try_that_one_count_refuses_adds_to_none() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            assert_eq!(try_at(&throttle, Counted::name("priya"), 0), Ok(()));
        }
        for _ in 0..100 {
            let both = [
                Counted::name("priya"),
                Counted::address([192, 0, 2, 1].into()),
            ];
            assert!(throttle.begin(&both, at(0)).is_err());
        }
        assert_eq!(
            try_at(&throttle, Counted::address([192, 0, 2, 1].into()), 0),
            Ok(())
        );
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let throttle = Throttle::default();
        for number in 0..MOST as u64 + 5 {
            let counted = Counted::name(&number.to_string());
            assert_eq!(try_at(&throttle, counted, number), Ok(()));
        }
        let all = throttle.0.lock().unwrap();
        assert!(all.len() <= MOST / 2 + 5, "{}", all.len());
    }
}
