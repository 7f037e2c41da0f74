//! The kinds of things that wait for somebody.

/// What waits. Nothing is ever closed or changed because it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitingKind {
    /// A concern for a child's safety that the case holder has not acknowledged.
    Concern,
    /// Somebody asked to read in an emergency what is kept from them.
    ReadingAnswer,
    /// What somebody read in an emergency is to be reviewed.
    ReadingReview,
    /// Somebody asked to start: an answer is due the same day.
    AskedToStart,
    /// Somebody is to be called back, the same day.
    CallBack,
    /// Referred, and no consultation since.
    Consultation,
    /// Referred, and the threshold is not decided.
    Threshold,
    /// Accepted, and nobody is allocated.
    Allocation,
    /// Nobody has been in touch with a person yet: due on the working day after the consultation.
    FirstContact,
    /// An accepted person has neither contact nor holding support.
    NoTouch,
    /// A discipline was asked for and is not allocated.
    AskedFor,
    /// Holding support is to become full support when there is room.
    Holding,
    /// The next gentle try to be in touch.
    NextTry,
    /// Somebody stepped back, or support is paused, until a day to look again.
    LookAgain,
    /// The day to review.
    Review,
    /// A follow-up call after closure.
    FollowUp,
    /// Questions of closure that nobody has answered.
    ClosureData,
}

impl WaitingKind {
    /// Every kind, the most pressing first.
    pub const ALL: [Self; 17] = [
        Self::Concern,
        Self::ReadingAnswer,
        Self::ReadingReview,
        Self::AskedToStart,
        Self::CallBack,
        Self::Consultation,
        Self::Threshold,
        Self::Allocation,
        Self::FirstContact,
        Self::NoTouch,
        Self::AskedFor,
        Self::Holding,
        Self::NextTry,
        Self::LookAgain,
        Self::Review,
        Self::FollowUp,
        Self::ClosureData,
    ];

    /// The word in storage and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::ReadingAnswer => "reading_answer",
            Self::ReadingReview => "reading_review",
            Self::AskedToStart => "asked_to_start",
            Self::CallBack => "call_back",
            Self::Consultation => "consultation",
            Self::Threshold => "threshold",
            Self::Allocation => "allocation",
            Self::FirstContact => "first_contact",
            Self::NoTouch => "no_touch",
            Self::AskedFor => "asked_for",
            Self::Holding => "holding",
            Self::NextTry => "next_try",
            Self::LookAgain => "look_again",
            Self::Review => "review",
            Self::FollowUp => "follow_up",
            Self::ClosureData => "closure_data",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
