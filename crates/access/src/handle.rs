//! What shows that access was checked: a handle that only this crate can make.

use std::marker::PhantomData;

use record::{ServiceId, Sight, WorkerId};

macro_rules! mark {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {}
    };
}

mark!(
    /// Reading a family's chronology.
    Read
);
mark!(
    /// Writing in a family's chronology.
    Write
);
mark!(
    /// Referring a family that is not here yet.
    Open
);
mark!(
    /// Counting a service's families.
    Evaluate
);
mark!(
    /// Bringing in a workbook.
    Import
);
mark!(
    /// Setting up a service.
    SetUp
);
mark!(
    /// Asking the team for a consultation.
    Ask
);
mark!(
    /// Keeping the book of advice.
    Advise
);
mark!(
    /// Confirming what changes somebody's rights.
    ConfirmRights
);
mark!(
    /// Reading the trail: who has looked at what.
    Audit
);
mark!(
    /// Saying what the team's workers can take on.
    SetCapacity
);

/// Leave for one worker to do `A` with `T`. It cannot be made outside this crate: only the methods
/// of [`crate::Viewer`] give one, after the policy was asked.
///
/// It holds for one request. Do not keep it: who holds a case may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorised<T, A> {
    of: T,
    service: ServiceId,
    by: WorkerId,
    sight: Sight,
    act: PhantomData<fn() -> A>,
}

impl<T: Copy, A> Authorised<T, A> {
    pub(crate) fn new(of: T, service: ServiceId, by: WorkerId, sight: Sight) -> Self {
        Self {
            of,
            service,
            by,
            sight,
            act: PhantomData,
        }
    }

    /// What the leave is for: a family or a service.
    pub fn id(&self) -> T {
        self.of
    }

    /// The service it belongs to.
    pub fn service(&self) -> ServiceId {
        self.service
    }

    /// Who was given it, and so who is recorded as having done it.
    pub fn by(&self) -> WorkerId {
        self.by
    }

    /// How far its holder sees into chronologies.
    pub fn sight(&self) -> Sight {
        self.sight
    }

    /// The same leave with only what is shared beyond the team in sight, to show what a social
    /// worker would see. Sight is never widened.
    #[must_use]
    pub fn narrowed(self) -> Self {
        Self {
            sight: Sight::Shared,
            ..self
        }
    }
}
