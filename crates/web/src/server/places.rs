//! How much of the program one client may take up at once, so that there is room for others.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Places, of which each client may take so many.
pub(super) struct Places {
    each: usize,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

/// A place that is taken until this goes.
pub(super) struct Place {
    places: Arc<Places>,
    whose: IpAddr,
}

impl Places {
    pub(super) fn new(each: usize) -> Arc<Self> {
        Arc::new(Self {
            each,
            taken: Mutex::default(),
        })
    }

    /// A place for whoever comes from this network, if they have not taken theirs.
    pub(super) fn take(self: &Arc<Self>, whose: IpAddr) -> Option<Place> {
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry(whose).or_default();
        if *taken == self.each {
            return None;
        }
        *taken += 1;
        let places = Arc::clone(self);
        Some(Place { places, whose })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let all = self.places.taken.lock();
        let mut all = all.unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = all.get_mut(&self.whose) {
            *taken -= 1;
            // Whoever is gone takes up no memory.
            if *taken == 0 {
                all.remove(&self.whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_client_leaves_room_for_others_and_gives_it_back() {
        let places = Places::new(2);
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|it| it.parse().unwrap());
        let first = places.take(one);
        let second = places.take(one);
        assert!(first.is_some() && second.is_some());
        assert!(places.take(one).is_none());
        assert!(places.take(other).is_some());
        drop(first);
        assert!(places.take(one).is_some());
        drop(second);
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
