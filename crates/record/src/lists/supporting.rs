//! Answers about who supports whom, contact and engagement.

use crate::codes::code_list;

code_list! {
    /// How far an allocation goes.
    AllocationKind "allocation_kind" "Kind of support" {
        Full "full" "Full support" [];
        Holding "holding" "Holding support until there is room" [];
    }
}
code_list! {
    /// Where a person's consent to support stands.
    ConsentState "consent" "Consent" {
        Given "given" "Given" [];
        NotYet "not_yet" "Not yet" [];
        Declined "declined" "Declined" [];
        Withdrawn "withdrawn" "Withdrawn" [];
    }
}
code_list! {
    /// How an attempt at contact was made.
    ContactMode "contact_mode" "How" {
        Phone "phone" "Phone call" [];
        Text "text" "Text or message" [];
        Email "email" "Email" [];
        Visit "visit" "Visit" [];
        Letter "letter" "Letter" [];
        ThroughOthers "through_others" "Through another professional" [];
    }
}
code_list! {
    /// What came of an attempt at contact.
    ContactResult "contact_result" "What came of it" {
        Spoke "spoke" "Were in touch" [];
        LeftWord "left_word" "Left word" [];
        NoReply "no_reply" "No reply yet" [];
        NotNow "not_now" "In touch, not the right time" [];
        SaidNo "said_no" "Said no for now" [];
    }
}
code_list! {
    /// How far a person has come in taking up support.
    EngagementStage "engagement_stage" "Engagement" {
        NotYetContacted "not_yet_contacted" "Not yet contacted" [];
        Trying "trying" "Trying to be in touch" [];
        Exploring "exploring" "Exploring what would help" [];
        Engaged "engaged" "Engaged" [];
        SteppedBack "stepped_back" "Stepped back for now" [];
        BackAgain "back_again" "Back again" [];
        Ended "ended" "Ended" [];
    }
}
code_list! {
    /// What stood in the way of first engagement.
    Obstacle "obstacle" "Obstacle to first engagement" {
        NoReply "no_reply" "No reply to calls or texts" [];
        DidNotFeelReady "not_ready" "Did not feel ready" [];
        CancelledFirst "cancelled_first" "First appointment cancelled" [];
        NoGoodTime "no_good_time" "No time that suited" [];
        NeedsMoreTime "needs_time" "Needs more time" [];
        NumberChanged "number_changed" "Phone number changed or wrong" [];
        ChangingSchool "changing_school" "Young person changing school" [];
        InRefuge "in_refuge" "Living in a refuge" [];
        ProfessionalDelay "professional_delay" "Delay by professionals (schools on holiday, other services)" [];
        StaffShortage "staff_shortage" "No worker free" [];
        Other "other" "Something else" [];
    }
}
