//! The code lists of the data dictionary. The source is the evaluation report's variables;
//! where it prints only part of a scale, the rest of the usual scale is added.
//! Words follow strength-based practice: none of these labels blames a person.

mod counted;

use crate::codes::code_list;
pub use counted::{Consulted, DecidedOn, Engagedness, FirstContactBand, FollowUpReached, Part};

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
    /// Whom a discipline supports.
    Serves "serves" "Supports" {
        Adults "adults" "Adults" [];
        Children "children" "Children and young people" [];
        Both "both" "Adults and children" [];
    }
}

impl Discipline {
    /// Whom the discipline usually supports.
    pub const fn serves(self) -> Serves {
        match self {
            Self::ChildMentalHealth | Self::YouthWork => Serves::Children,
            _ => Serves::Adults,
        }
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
        Introduction "introduction" "Introduction of another worker" [];
        FamilyTherapy "family_therapy" "Family therapy or mediation" [];
        Respite "respite" "Respite or a family activity" [];
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
        DeEscalation "da_de_escalation" "Calming a dispute at home" [];
        SelfHarm "self_harm" "Self-harm or thoughts of suicide" [];
        Missing "missing" "Somebody missing" [];
        School "school" "Not able to be at school" [];
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
        TakenOver "taken_over" "Another team has taken over" [];
        Died "died" "The person supported has died" [];
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
    /// Whether a discipline was added to or dropped from a request.
    AddedOrDropped "added_or_dropped" "Added or dropped" {
        Added "added" "Added" [];
        Dropped "dropped" "Dropped" [];
    }
}
code_list! {
    /// Help to a professional.
    AdviceKind "advice_kind" "Advice or coaching" {
        Advice "advice" "Advice" [];
        Coaching "coaching" "Coaching" [];
    }
}
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
    /// Whether somebody came to a session.
    Attended "attended" "Attendance" {
        Came "came" "Came" [];
        CancelledByClient "cancelled_client" "Cancelled by the client" [];
        CancelledByWorker "cancelled_worker" "Cancelled by the worker" [];
        WasNotBrought "not_brought" "Was not brought" [];
        DidNotCome "did_not_come" "Was not there" [];
    }
}
code_list! {
    /// What a worker did in a session.
    SessionPart "session_part" "Part in the session" {
        Led "led" "Led" [];
        Joined "joined" "Joined" [];
        Introduced "introduced" "Was introduced" [];
        LookedAfterChildren "looked_after_children" "Looked after the children meanwhile" [];
    }
}
code_list! {
    /// Where a session was held.
    Place "place" "Where" {
        Home "home" "At home" [];
        School "school" "At school" [];
        Walk "walk" "On a walk" [];
        Cafe "cafe" "In a café" [];
        Doorstep "doorstep" "On the doorstep" [];
        Community "community" "Elsewhere in the community" [];
        Office "office" "At the office" [];
        NotInPerson "not_in_person" "Not in person" [];
    }
}
code_list! {
    /// Approaches used in a session.
    Approach "approach" "Approach" {
        PlayTherapy "play_therapy" "Play therapy" [];
        SandTray "sand_tray" "Sand tray" [];
        FigureWork "figure_work" "Figure work" [];
        ArtsBased "arts" "Arts-based" [];
        NonVerbal "non_verbal" "Non-verbal" [];
        Cbt "cbt" "Cognitive behavioural therapy" [];
        TraumaInformed "trauma_informed" "Trauma-informed" [];
        StrengthsBased "strengths" "Strengths-based" [];
        RelationshipBased "relationship" "Relationship-based" [];
        WithSocialCare "with_social_care" "Understanding and working with Social Care" [];
        SafetyPlanning "safety_planning" "Safety planning" [];
        LifeSkills "life_skills" "Practical and life skills" [];
    }
}
code_list! {
    /// Who asked for an emergency session.
    AskedBy "asked_by" "Asked for by" {
        Client "client" "The client" [];
        FamilyMember "family_member" "Somebody of the family" [];
        SocialWorker "social_worker" "The social worker" [];
        School "school" "School" [];
        OtherService "other_service" "Another service" [];
        Worker "worker" "The worker's own judgement" [];
    }
}
code_list! {
    /// How an avoided service is known.
    HowKnown "how_known" "How it is known" {
        WorkerJudgement "worker" "Worker's judgement" [];
        FamilySaid "family" "The family said so" [];
        AgencyConfirmed "agency" "The agency confirmed it" [];
    }
}
code_list! {
    /// How a goal stands.
    GoalProgressCode "goal_progress" "Progress" {
        NotYet "not_yet" "Not begun yet" [];
        OnTheWay "on_the_way" "On the way" [];
        Reached "reached" "Reached" [];
        Changed "changed" "Changed" [];
        LetGo "let_go" "Let go" [];
    }
}
code_list! {
    /// With whom a worker spoke up for somebody.
    AdvocacyWith "advocacy_with" "With whom" {
        School "school" "School" [];
        Housing "housing" "Housing" [];
        SocialWorker "social_worker" "The social worker" [];
        Legal "legal" "Solicitor or court" [];
        Benefits "benefits" "Benefits" [];
        Health "health" "Health" [];
        Other "other" "Somebody else" [];
    }
}
code_list! {
    /// How far somebody has come into a community service.
    CommunityStepCode "community_step" "How far" {
        Waiting "waiting" "Waiting" [];
        FirstAppointment "first_appointment" "First appointment" [];
        Accompanied "accompanied" "Accompanied to an appointment" [];
        Engaging "engaging" "Engaging" [];
        NotTakenUp "not_taken_up" "Not taken up" [];
        Ended "ended" "Ended" [];
    }
}
code_list! {
    /// How far a family leans on the worker.
    Reliance "reliance" "Leaning on the worker" {
        Independent "independent" "Managing on their own" [];
        Growing "growing" "Growing in independence" [];
        Leaning "leaning" "Leaning on the worker for now" [];
        MoreThanWanted "more_than_wanted" "Leaning more than they would like" [];
    }
}
code_list! {
    /// What came of a follow-up call.
    FollowUpResult "follow_up_result" "What came of the call" {
        Spoke "spoke" "Spoke" [];
        NoReply "no_reply" "No reply yet" [];
        NotWanted "not_wanted" "Did not want a call" [];
        CannotBeFound "cannot_be_found" "Cannot be found" [];
    }
}
code_list! {
    /// Who gives feedback.
    FeedbackFrom "feedback_from" "From" {
        Parent "parent" "A parent or carer" [];
        Child "child" "A child or young person" [];
    }
}
code_list! {
    /// Whose a team is.
    TeamKind "team_kind" "Kind of team" {
        Service "service" "The service itself" [];
        SocialCare "social_care" "Social Care" [];
    }
}
code_list! {
    /// Who employs a worker of the service.
    Employment "employment" "Employment" {
        Own "own" "Employed by the service" [];
        Seconded "seconded" "Seconded from another agency" [];
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
    Serves::LIST,
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
    AddedOrDropped::LIST,
    AdviceKind::LIST,
    AllocationKind::LIST,
    ConsentState::LIST,
    ContactMode::LIST,
    ContactResult::LIST,
    EngagementStage::LIST,
    Attended::LIST,
    SessionPart::LIST,
    Place::LIST,
    Approach::LIST,
    AskedBy::LIST,
    HowKnown::LIST,
    GoalProgressCode::LIST,
    AdvocacyWith::LIST,
    CommunityStepCode::LIST,
    Reliance::LIST,
    FollowUpResult::LIST,
    FeedbackFrom::LIST,
    TeamKind::LIST,
    Employment::LIST,
    FirstContactBand::LIST,
    Part::LIST,
    Consulted::LIST,
    DecidedOn::LIST,
    Engagedness::LIST,
    FollowUpReached::LIST,
];
