//! Answers about referring and consulting.

use crate::codes::code_list;

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
    /// What a professional came for.
    HelpKind "help_kind" "Consultation, advice or coaching" {
        Consultation "consultation" "Consultation" [];
        Advice "advice" "Advice" [];
        Coaching "coaching" "Coaching" [];
    }
}
code_list! {
    /// What came of a consultation or of advice about no recorded family.
    CameOf "came_of" "What came of it" {
        NothingMore "nothing_more" "Nothing more for now" [];
        ReferralComing "referral_coming" "A referral is coming" [];
        Linked "linked" "It is about a family that is here now" [];
    }
}
