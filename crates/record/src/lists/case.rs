//! Answers about the case as a whole.

use crate::codes::code_list;

code_list! {
    /// A plain question.
    YesNo "yes_no" "Yes or no" {
        Yes "yes" "Yes" ["y", "true", "1", "x", "✓"];
        No "no" "No" ["n", "false", "0", "none"];
    }
}
code_list! {
    /// Where a family's or child's case stands.
    CaseStatus "case_status" "Case status" {
        Closed "closed" "Closed" ["closed case", "case closed", "ended"];
        Open "open" "Open" ["receiving support", "active", "current"];
        New "new" "Just started" ["just started", "started"];
        NotMetThreshold "not_met_threshold" "Did not meet the threshold" ["not met", "below threshold", "threshold not met", "nmt"];
        NoDirectSupport "no_direct_support" "No direct support" ["no direct", "never open", "indirect only", "nds"];
    }
}
code_list! {
    /// The decision on the threshold.
    Threshold "threshold" "Threshold" {
        Met "met" "Met" [];
        NotMet "not_met" "Not met" [];
    }
}
code_list! {
    /// How a person is supported.
    DirectSupport "direct_support" "Support to this person" {
        Direct "direct" "Worked with directly" [];
        IndirectOnly "indirect_only" "Only through a parent or sibling" [];
        NeverOpen "never_open" "Never open" [];
        BelowThreshold "below_threshold" "Below the threshold" [];
        JustStarted "just_started" "Just started" [];
    }
}
code_list! {
    /// Whether a family took up what was offered.
    Engaged "engaged" "Engaged" {
        Yes "yes" "Yes" [];
        No "no" "No" [];
        NotOffered "not_offered" "Not offered" [];
    }
}
code_list! {
    /// How a case came to close.
    ClosureReason "closure_reason" "How the case closed" {
        CommunitySupport "community_support" "Engaging with support in the community" [];
        ClientSaidNo "client_said_no" "The family said no in their own words" [];
        MovedAway "moved_away" "Moved away" [];
        AsRecorded "as_recorded" "As recorded in the workbook; no reason given" [];
        Other "other" "Another reason, with the manager's words" [];
        TakenOver "taken_over" "Another team has taken over" [];
        Died "died" "The person supported has died" [];
    }
}
