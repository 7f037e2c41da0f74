//! Answers about sessions, goals and help.

use crate::codes::code_list;

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
