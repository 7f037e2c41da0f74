//! Lists that nobody chooses from: what the evaluation works out of the team's work.

use crate::codes::code_list;

code_list! {
    /// How soon after the consultation the team was first in touch.
    FirstContactBand "first_contact_band" "Time to first contact" {
        NextWorkingDay "next_working_day" "By close of play on the next working day" [];
        TwoWorkingDays "two_working_days" "Within 2 working days" [];
        SameWeek "same_week" "Later in the same week" [];
        Later "later" "Later" [];
        NotYet "not_yet" "Not yet, and the next working day is over" [];
    }
}
code_list! {
    /// A person's part in the family.
    Part "part" "Part in the family" {
        Parent "parent" "Parent or carer" [];
        Child "child" "Child or young person" [];
        OtherAdult "other_adult" "Another adult" [];
    }
}
code_list! {
    /// How a professional was helped.
    Consulted "consulted" "Consultation, advice or coaching" {
        Consultation "consultation" "Consultation" [];
        Advice "advice" "Advice to a professional" [];
        Coaching "coaching" "Coaching of a professional" [];
    }
}
code_list! {
    /// Whom a decision on the threshold is about.
    DecidedOn "decided_on" "Whom it is about" {
        Family "family" "The family" [];
        Person "person" "One person of it" [];
    }
}
code_list! {
    /// Whether a person had engaged by the day of an appointment.
    Engagedness "engagedness" "Before or after engaging" {
        Before "before" "Before they engaged" [];
        After "after" "After they engaged" [];
    }
}
code_list! {
    /// What came of the call after closure.
    FollowUpReached "follow_up_reached" "Follow-up call" {
        Done "done" "Spoke" [];
        NotReached "not_reached" "Called, not reached yet" [];
        CannotBeFound "cannot_be_found" "Cannot be found" [];
        NotWanted "not_wanted" "Did not want a call" [];
        NotCalled "not_called" "Due, not called yet" [];
    }
}
code_list! {
    /// What became of a discipline that was asked for.
    AskedOutcome "asked_outcome" "What was given" {
        Full "full" "Full support" [];
        Holding "holding" "Holding support until there is room" [];
        Over "over" "Support that is over" [];
        NotYet "not_yet" "Nothing yet" [];
    }
}
