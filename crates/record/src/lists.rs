//! The code lists of the data dictionary. The source is the evaluation report's variables;
//! where it prints only part of a scale, the rest of the usual scale is added.
//! Words follow strength-based practice: none of these labels blames a person.

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
    /// Housing tenure of the household.
    Housing "housing" "Housing" {
        Rented "rented" "Rented" ["renting", "rented accommodation", "council", "private rent"];
        Owned "owned" "Owned" ["owner", "own", "owner occupied"];
        Temporary "temporary" "Temporary accommodation" ["temp", "temporary accommodation"];
        Homeless "homeless" "Homeless" [];
    }
}
code_list! {
    /// Generations of the family with Social Care involvement.
    Generations "sc_generations" "Generations with Social Care involvement" {
        One "1" "One" ["one"];
        Two "2" "Two" ["two"];
        ThreeOrMore "3+" "Three or more" ["3", "4", "three", "three or more"];
    }
}
code_list! {
    /// A five-point scale.
    Scale "scale" "How good" {
        VeryGood "very_good" "Very good" ["very good", "vg", "excellent"];
        Good "good" "Good" ["g"];
        Fair "fair" "Fair" ["ok", "average", "adequate"];
        Poor "poor" "Poor" ["p"];
        VeryPoor "very_poor" "Very poor" ["very poor", "vp"];
    }
}
code_list! {
    /// Sex as the report breaks it down, in which unborn is an answer.
    Sex "sex" "Sex" {
        Female "female" "Female" ["f", "girl"];
        Male "male" "Male" ["m", "boy"];
        Unborn "unborn" "Unborn" ["u/b", "ub"];
    }
}
code_list! {
    /// Ethnic group, in the groups the report uses.
    Ethnicity "ethnicity" "Ethnicity" {
        WhiteBritish "White British" "White British" ["wb", "white - british", "british"];
        WhiteOther "White other" "White other" ["white - other", "other white", "white european"];
        Mixed "Mixed" "Mixed background" ["mixed background", "dual heritage"];
        Black "Black" "Black" ["black british", "black african", "black caribbean"];
        Asian "Asian" "Asian" ["asian british"];
        Other "Other" "Another background" ["any other"];
    }
}
code_list! {
    /// Whom a child lives with.
    LivesWith "lives_with" "Lives with" {
        Mother "mother" "Mother" ["mum"];
        Father "father" "Father" ["dad"];
        BothParents "both_parents" "Both parents" ["both", "both parents", "mum and dad", "parents"];
        Relative "relative" "Relative" ["grandparent", "grandparents", "kinship", "aunt", "nan"];
        Other "other" "Someone else" ["foster", "foster care", "residential", "friends"];
    }
}
code_list! {
    /// Safeguarding status, lowest level first. `CPP_PLO` is a child protection plan at
    /// Public Law Outline stage and counts as a plan in every published table.
    Safeguarding "safeguarding" "Safeguarding status" {
        Closed "closed" "Closed to Social Care" ["nfa", "closed to social care", "none"];
        FamilySolutions "family_solutions" "Family Solutions" ["fs", "family solutions", "early help"];
        ChildInNeed "CIN" "Child in need" ["cin", "child in need", "cin plan"];
        ChildProtectionPlan "CPP" "Child protection plan" ["cp", "cpp", "child protection", "child protection plan", "cp plan"];
        PublicLawOutline "CPP_PLO" "Child protection plan, Public Law Outline" ["plo", "cp/plo", "cpp plo", "cpp/plo", "public law outline", "pre-proceedings"];
        ChildInCare "CIC" "Child in care" ["cic", "lac", "in care", "child in care", "looked after"];
    }
}
code_list! {
    /// The disciplines of the team.
    Discipline "discipline" "Discipline" {
        DomesticAbuseVictims "da_victim" "Domestic abuse: support for victims" [];
        DomesticAbusePrevention "da_prevention" "Domestic abuse: prevention" [];
        DrugAndAlcohol "drug_alcohol" "Drug and alcohol" [];
        AdultMentalHealth "adult_mental_health" "Adult emotional wellbeing and mental health" [];
        ChildMentalHealth "child_mental_health" "Children's emotional wellbeing and mental health" [];
        YouthWork "youth_work" "Youth work" [];
    }
}
code_list! {
    /// The part of a referring professional.
    ReferrerRole "referrer_role" "Role of the referrer" {
        SocialWorker "social_worker" "Social worker" [];
        SeniorPractitioner "senior_practitioner" "Senior practitioner" [];
        StudentSocialWorker "student_social_worker" "Student social worker" [];
        TeamManager "team_manager" "Team manager" [];
        SupportWorker "support_worker" "Support worker" [];
        BridgingWorker "bridging_worker" "Bridging worker" [];
    }
}
code_list! {
    /// Why earlier support did not work, or change did not last.
    PriorSupport "prior_support_reason" "Why earlier support did not work or last" {
        FamilyDynamics "family_dynamics" "Difficult family dynamics or few positive relationships" [];
        NotAbleToTalk "not_able_to_talk" "Not yet able to recognise or talk about what was happening" [];
        Engagement "engagement" "Services did not succeed in engaging the family" [];
        NotTheRightSupport "not_right_support" "Not the right support" [];
        MentalHealth "mental_health" "Mental health or emotional stability" [];
        OwnNeeds "own_needs" "A parent's own needs took all their strength" [];
        UnresolvedTrauma "unresolved_trauma" "Unresolved trauma" [];
        Other "other" "Another reason" [];
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
code_list! {
    /// A parent's previous trauma.
    Trauma "trauma" "Previous trauma" {
        SexualAbuse "sexual_abuse" "Sexual abuse" [];
        PhysicalAbuse "physical_abuse" "Physical abuse" [];
        EmotionalAbuse "emotional_abuse" "Emotional abuse" [];
        Other "other" "Another trauma" [];
    }
}
code_list! {
    /// How a contact or session was held.
    Mode "mode" "How" {
        InPerson "in_person" "In person" [];
        Phone "phone" "By phone" [];
        Online "online" "Online" [];
    }
}
code_list! {
    /// The kind of a session.
    SessionKind "session_kind" "Kind of session" {
        RelationshipBuilding "relationship_building" "Getting to know each other" [];
        Therapeutic "therapeutic" "Therapeutic" [];
        PracticalHelp "practical_help" "Practical help" [];
        JointVisit "joint_visit" "Joint visit" [];
        School "school" "School" [];
        Family "family" "Family" [];
        Emergency "emergency" "Emergency" [];
    }
}
code_list! {
    /// Whether children were spoken of in a parent's session.
    ChildrenDiscussed "children_discussed" "Children spoken of" {
        NotDiscussed "not_discussed" "Not discussed" [];
        RaisedByClient "raised_by_client" "Raised by the client" [];
        ImmediateSafeguarding "immediate_safeguarding" "Immediate safeguarding" [];
    }
}
code_list! {
    /// What an emergency session was about.
    EmergencyReason "emergency_reason" "What was happening" {
        SubstanceMisuse "substance_misuse" "Substance misuse" [];
        MentalHealth "mental_health" "Mental health" [];
        DomesticAbuse "domestic_abuse" "Domestic abuse" [];
        Other "other" "Something else" [];
    }
}
code_list! {
    /// What became of a prediction at the six-month call.
    PredictionResult "prediction_result" "Six months on" {
        Achieved "achieved" "Achieved" [];
        Partly "partly" "Partly" [];
        NotYet "not" "Not yet" [];
        Changed "changed" "Changed" [];
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
    }
}
code_list! {
    /// The decision on the threshold.
    Threshold "threshold" "Threshold" {
        Met "met" "Met" [];
        NotMet "not_met" "Not met" [];
    }
}

/// Every list, for documents and tests.
pub const ALL: &[&crate::CodeList] = &[
    YesNo::LIST,
    CaseStatus::LIST,
    Housing::LIST,
    Generations::LIST,
    Scale::LIST,
    Sex::LIST,
    Ethnicity::LIST,
    LivesWith::LIST,
    Safeguarding::LIST,
    Discipline::LIST,
    ReferrerRole::LIST,
    PriorSupport::LIST,
    Obstacle::LIST,
    Trauma::LIST,
    Mode::LIST,
    SessionKind::LIST,
    ChildrenDiscussed::LIST,
    EmergencyReason::LIST,
    PredictionResult::LIST,
    DirectSupport::LIST,
    Engaged::LIST,
    ClosureReason::LIST,
    Threshold::LIST,
];
