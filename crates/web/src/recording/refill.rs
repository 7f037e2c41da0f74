//! What would have been typed for an entry, so that it can be put right with the fields it was
//! written with.

use record::{Entry, Family, Sequence, Subject};

use super::act::number;
use super::fields::FAMILY;
use super::typed::Typed;

/// What would have been typed for an entry; nothing for entries of other kinds.
pub(crate) type Refill = fn(&Family, &Entry) -> Option<Typed>;

/// No entry is put right with these fields.
pub(crate) fn no_refill(_: &Family, _: &Entry) -> Option<Typed> {
    None
}

impl Typed {
    /// The day of an entry, to add its other fields to.
    pub(crate) fn of(entry: &Entry) -> Self {
        Self::default().each("day", [entry.happened.sort_date()])
    }

    /// The same fields with one more for each value: none for what is not known.
    #[must_use]
    pub(crate) fn each<T: ToString>(self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values = values.into_iter();
        values.fold(self, |typed, value| typed.with(name, value.to_string()))
    }

    /// The same fields with the family or a person of it.
    #[must_use]
    pub(crate) fn subject(self, name: &str, of: Subject) -> Self {
        match of {
            Subject::Family => self.with(name, FAMILY),
            Subject::Person(person) => self.each(name, [person]),
        }
    }

    /// The same fields with another entry, by its number among those the viewer sees.
    #[must_use]
    pub(crate) fn entry(self, name: &str, family: &Family, entry: Sequence) -> Self {
        self.each(name, [number(family, entry)])
    }
}

/// The refill of a kind of entry: its day as typed, what it says, and where it names another entry,
/// the family.
macro_rules! refill {
    ($kind:ident, |$typed:ident, $it:ident $(, $family:ident)?| $filled:expr) => {
        |_family: &record::Family, entry: &record::Entry| {
            let record::Fact::$kind($it) = &entry.fact else {
                return None;
            };
            let $typed = $crate::recording::typed::Typed::of(entry);
            $(let $family = _family;)?
            Some($filled)
        }
    };
}
pub(crate) use refill;
