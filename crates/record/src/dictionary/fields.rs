//! The table of the data dictionary. The sheets of a workbook come first; then those of the team's
//! own work, which only the service keeps.

use super::{Due, Kind, Point, Sheet};
use crate::lists::{
    AdvocacyWith, AllocationKind, AskedOutcome, Attended, CaseStatus, ChildrenDiscussed,
    ClosureReason, CommunityStepCode, ConsentState, Consulted, DecidedOn, Discipline, Engaged,
    Engagedness, EngagementStage, Ethnicity, FeedbackFrom, FirstContactBand, FollowUpReached,
    Generations, Housing, LivesWith, Mode, Part, Place, PredictionResult, Safeguarding, Scale,
    SessionKind, Sex, Threshold, YesNo,
};

pub(super) struct Info {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    pub(super) sheet: Sheet,
    pub(super) kind: Kind,
    pub(super) point: Point,
    pub(super) due: Due,
}

macro_rules! fields {
    (@due) => { Due::Always };
    (@due $due:ident) => { Due::$due };
    ($( $list:ident $sheet:ident { $( $name:ident $code:literal $title:literal $kind:expr, $point:ident $($due:ident)? ; )* } )*) => {
        /// A field of the data dictionary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Field { $($( #[doc = $title] $name, )*)* }

        $( pub(super) const $list: &[Field] = &[ $( Field::$name, )* ]; )*

        pub(super) static INFO: &[Info] = &[ $($( Info {
            code: $code, title: $title, sheet: Sheet::$sheet,
            kind: $kind, point: Point::$point, due: fields!(@due $($due)?),
        }, )*)* ];
    };
}

const YES_NO: Kind = Kind::Code(YesNo::LIST);
const COUNT: Kind = Kind::Number {
    decimals: 0,
    max: 1_000,
};
const SCALE: Kind = Kind::Code(Scale::LIST);
const DAYS: Kind = Kind::Number {
    decimals: 0,
    max: 100_000,
};
const HOURS: Kind = Kind::Number {
    decimals: 2,
    max: 168,
};

fields! {
    FAMILIES Families {
        FamilyReference "family_id" "Family reference" Kind::Reference, Identity;
        FamilyStatus "case_status" "Case status" Kind::Code(CaseStatus::LIST), Case;
        ReferralDate "referral_date" "Date of referral" Kind::Date, Case;
        ClosureDate "closure_date" "Date of closure" Kind::Date, Case WhenClosed;
        InterventionMonths "intervention_months" "Months of intervention" COUNT, Case WhenClosed;
        FamilyReReferred "re_referred" "Family re-referred to the service" YES_NO, Case;
        ParentDirectSupport "parent_direct_support" "A parent received direct support" YES_NO, Case;
        HomeTown "home_town" "Home town" Kind::Place, Referral;
        HousingTenure "housing" "Housing" Kind::Code(Housing::LIST), Referral;
        ScGenerations "sc_generations" "Generations with Social Care involvement" Kind::Code(Generations::LIST), Referral;
        EngagementSocialCare "engagement_social_care_ref" "Engagement with Social Care at referral" SCALE, Referral;
        EngagementCommunity "engagement_community_ref" "Engagement with community services at referral" SCALE, Referral;
        ParentTrauma "parent_previous_trauma" "A parent has experienced previous trauma" YES_NO, Referral;
        ParentAlcoholRef "alcohol_ref" "Alcohol is a problem for a parent, at referral" YES_NO, Referral;
        ParentDrugsRef "drugs_ref" "Recreational or street drugs are a problem for a parent, at referral" YES_NO, Referral;
        ParentMentalHealthRef "mental_health_ref" "A parent has a mental health issue, at referral" YES_NO, Referral;
        PostnatalDepression "pnd_ref" "Undiagnosed postnatal depression" YES_NO, Referral;
        DomesticAbuseRef "da_12m_ref" "Domestic abuse in the 12 months before referral" YES_NO, Referral;
        DomesticAbuseHistoric "da_historic_ref" "Domestic abuse more than 12 months before referral" YES_NO, Referral;
        ParentAlcoholClo "alcohol_clo" "Alcohol is a problem for a parent, at closure" YES_NO, Closure WhenClosed;
        ParentDrugsClo "drugs_clo" "Recreational or street drugs are a problem for a parent, at closure" YES_NO, Closure WhenClosed;
        ParentMentalHealthClo "mental_health_clo" "A parent has a mental health issue, at closure" YES_NO, Closure WhenClosed;
        DomesticAbuseClo "da_12m_clo" "Domestic abuse in the 12 months before closure" YES_NO, Closure WhenClosed;
        HomeStability "home_stability_improved" "Stability at home improved" YES_NO, Closure WhenClosed;
        FamilyWellbeing "family_wellbeing_improved" "Family wellbeing improved" YES_NO, Closure WhenClosed;
    }
    CHILDREN Children {
        ChildReference "child_id" "Child reference" Kind::Reference, Identity;
        ChildFamily "family_id" "Family reference" Kind::Reference, Identity;
        ChildStatus "case_status" "Case status" Kind::Code(CaseStatus::LIST), Case;
        DirectWork "direct_work" "Worked with directly" YES_NO, Case;
        ChildReReferred "re_referred" "Child re-referred to the service" YES_NO, Case;
        ChildSex "sex" "Sex" Kind::Code(Sex::LIST), Referral;
        AgeAtReferral "age_at_referral" "Age at referral" Kind::Number { decimals: 0, max: 25 }, Referral WhenBorn;
        ChildEthnicity "ethnicity" "Ethnicity" Kind::Code(Ethnicity::LIST), Referral;
        Lgbtq "lgbtq" "LGBTQ+" YES_NO, Referral;
        ChildLivesWith "lives_with" "Lives with" Kind::Code(LivesWith::LIST), Referral;
        YearsInvolvement "years_sc_involvement" "Years of involvement with Social Care" Kind::Number { decimals: 0, max: 30 }, Referral;
        ScReferrals "n_sc_referrals" "Referrals to Social Care" COUNT, Referral;
        AtRisk "at_risk_accommodation" "At risk of being accommodated" YES_NO, Referral;
        SafeguardingRef "safeguarding_ref" "Safeguarding status at referral" Kind::Code(Safeguarding::LIST), Referral;
        SafeguardingClo "safeguarding_clo" "Safeguarding status at closure" Kind::Code(Safeguarding::LIST), Closure WhenClosed;
        GangRef "gang_ref" "Affiliated to a gang or at risk of it, at referral" YES_NO, Referral;
        AlcoholRef "alcohol_ref" "Alcohol is a problem, at referral" YES_NO, Referral;
        DrugsRef "drugs_ref" "Recreational or street drugs are a problem, at referral" YES_NO, Referral;
        CseRef "cse_6m_ref" "At risk of child sexual exploitation in the 6 months before referral" YES_NO, Referral;
        PoliceRef "police_ref" "Known to the police, at referral" YES_NO, Referral;
        CjsRef "cjs_ref" "Involved with the criminal justice system, at referral" YES_NO, Referral;
        MentalHealthRef "mental_health_ref" "Mental health issue, at referral" YES_NO, Referral;
        AttendanceRef "poor_attendance_ref" "Poor or very poor school attendance, at referral" YES_NO, Referral;
        StimulationRef "low_stimulation_ref" "Lack of stimulation or social interaction, at referral" YES_NO, Referral;
        CseHistoric "cse_historic_ref" "Child sexual exploitation in the past" YES_NO, Referral;
        NotEet "not_eet_ref" "Out of post-16 education, employment or training, or statutory education" YES_NO, Referral;
        ChildTrauma "trauma_ref" "Trauma that affects behaviour" YES_NO, Referral;
        SexuallyActive "sexually_active_ref" "Sexually active" YES_NO, Referral;
        Depression "depression_anxiety_ref" "Depression or anxiety" YES_NO, Referral;
        SelfHarm "self_harm_ref" "Self-harm" YES_NO, Referral;
        SuicidalIdeation "suicidal_ideation_ref" "Thoughts of suicide" YES_NO, Referral;
        MissingRef "missing_episodes_ref" "Missing episodes before referral" COUNT, Referral;
        GangClo "gang_clo" "Affiliated to a gang or at risk of it, at closure" YES_NO, Closure WhenClosed;
        AlcoholClo "alcohol_clo" "Alcohol is a problem, at closure" YES_NO, Closure WhenClosed;
        DrugsClo "drugs_clo" "Recreational or street drugs are a problem, at closure" YES_NO, Closure WhenClosed;
        CseClo "cse_6m_clo" "At risk of child sexual exploitation in the 6 months before closure" YES_NO, Closure WhenClosed;
        PoliceClo "police_clo" "Known to the police, at closure" YES_NO, Closure WhenClosed;
        CjsClo "cjs_clo" "Involved with the criminal justice system, at closure" YES_NO, Closure WhenClosed;
        MentalHealthClo "mental_health_clo" "Mental health issue, at closure" YES_NO, Closure WhenClosed;
        AttendanceClo "poor_attendance_clo" "Poor or very poor school attendance, at closure" YES_NO, Closure WhenClosed;
        StimulationClo "low_stimulation_clo" "Lack of stimulation or social interaction, at closure" YES_NO, Closure WhenClosed;
        MissingClo "missing_episodes_clo" "Missing episodes before closure" COUNT, Closure WhenClosed;
        AttendanceImproved "school_attendance_improved" "School attendance improved" YES_NO, Closure WhenClosed;
        AntiSocialReduced "asb_reduced" "Anti-social behaviour reduced" YES_NO, Closure WhenClosed;
        RiskTakingReduced "risk_taking_reduced" "Risk-taking reduced" YES_NO, Closure WhenClosed;
    }
    SESSIONS EmergencySessions {
        SessionReference "session_id" "Session reference" Kind::Reference, Identity;
        SessionFamily "family_id" "Family reference" Kind::Reference, Identity;
        SessionDate "date" "Date of the session" Kind::Date, Session;
        SwHours "sw_hours" "Social worker hours saved" Kind::Number { decimals: 2, max: 24 }, Session;
        AeAvoided "ae_attendances" "A&E attendances avoided" COUNT, Session;
        GpAvoided "gp_visits" "GP visits avoided" COUNT, Session;
        AmbulanceAvoided "ambulance_callouts" "Ambulance call-outs avoided" COUNT, Session;
        PoliceAvoided "police_callouts" "Police call-outs avoided" COUNT, Session;
        DaPoliceAvoided "da_police_callouts" "Police call-outs for domestic abuse avoided" COUNT, Session;
        DaDeescalations "da_deescalations" "Domestic abuse de-escalated" COUNT, Session;
        SchoolIncidents "school_incidents" "School incidents avoided" COUNT, Session;
        CamhsCrisis "camhs_crisis" "CAMHS crisis team visits avoided" COUNT, Session;
        AdultCrisis "adult_crisis" "Adult crisis team visits avoided" COUNT, Session;
        PrisonRecalls "prison_recalls_avoided" "Prison recalls avoided" COUNT, Session;
        PrisonWeeks "prison_weeks_avoided" "Weeks in prison avoided" COUNT, Session;
    }
    JOURNEYS Journeys {
        JourneyFamily "family_id" "Family reference" Kind::Reference, Identity;
        ConsultedOn "consulted_on" "Consultation from which the family was taken on" Kind::Date, Work;
        ContactFrom "contact_from" "Day from which time to first contact counts" Kind::Date, Work;
        ContactDue "contact_due" "Last day on which first contact is in time" Kind::Date, Work;
        FirstContactOn "first_contact_on" "Day of first contact" Kind::Date, Work;
        FirstContact "first_contact" "Time to first contact" Kind::Code(FirstContactBand::LIST), Work;
        ContactDays "contact_working_days" "Working days to first contact" DAYS, Work;
        ConsultationDays "consultation_days" "Days from referral to consultation" DAYS, Work;
        EngagementDays "engagement_days" "Days from first contact to engagement" DAYS, Work;
        AttemptsBefore "attempts_before_contact" "Attempts before the first contact" COUNT, Work;
        JourneyStage "stage" "How far the family has come" Kind::Code(EngagementStage::LIST), Work;
        TookUp "engaged" "Took up the support offered" Kind::Code(Engaged::LIST), Work;
        SteppedBack "stepped_back" "Somebody stepped back" YES_NO, Work;
        CameBack "came_back" "Somebody who had stepped back came back" YES_NO, Work;
        ObstacleNoReply "obstacle_no_reply" "Obstacle: no reply to calls or texts" YES_NO, Work;
        ObstacleNotReady "obstacle_not_ready" "Obstacle: did not feel ready" YES_NO, Work;
        ObstacleCancelledFirst "obstacle_cancelled_first" "Obstacle: first appointment cancelled" YES_NO, Work;
        ObstacleNoGoodTime "obstacle_no_good_time" "Obstacle: no time that suited" YES_NO, Work;
        ObstacleNeedsTime "obstacle_needs_time" "Obstacle: needs more time" YES_NO, Work;
        ObstacleNumberChanged "obstacle_number_changed" "Obstacle: phone number changed or wrong" YES_NO, Work;
        ObstacleChangingSchool "obstacle_changing_school" "Obstacle: young person changing school" YES_NO, Work;
        ObstacleInRefuge "obstacle_in_refuge" "Obstacle: living in a refuge" YES_NO, Work;
        ObstacleProfessionalDelay "obstacle_professional_delay" "Obstacle: delay by professionals" YES_NO, Work;
        ObstacleStaffShortage "obstacle_staff_shortage" "Obstacle: no worker free" YES_NO, Work;
        ObstacleOther "obstacle_other" "Obstacle: something else" YES_NO, Work;
        FamilyDaVictims "with_da_victim" "Supported: domestic abuse, support for victims" YES_NO, Work;
        FamilyDaPrevention "with_da_prevention" "Supported: domestic abuse, prevention" YES_NO, Work;
        FamilyDrugAlcohol "with_drug_alcohol" "Supported: drug and alcohol" YES_NO, Work;
        FamilyAdultMental "with_adult_mental_health" "Supported: adult emotional wellbeing and mental health" YES_NO, Work;
        FamilyChildMental "with_child_mental_health" "Supported: children’s emotional wellbeing and mental health" YES_NO, Work;
        FamilyYouthWork "with_youth_work" "Supported: youth work" YES_NO, Work;
        MostWorkers "most_workers" "Most workers supporting the family at one time" COUNT, Work;
        WorkerChanges "worker_changes" "Changes of worker without a referral" COUNT, Work;
        DisciplineChanges "discipline_changes" "Disciplines added or ended without a referral" COUNT, Work;
    }
    PEOPLE SupportedPeople {
        PersonFamily "family_id" "Family reference" Kind::Reference, Identity;
        PersonPart "part" "Part in the family" Kind::Code(Part::LIST), Work;
        PersonStage "stage" "How far the person has come" Kind::Code(EngagementStage::LIST), Work;
        PersonConsent "consent" "Consent to support" Kind::Code(ConsentState::LIST), Work;
        PersonDaVictims "with_da_victim" "Supported: domestic abuse, support for victims" YES_NO, Work;
        PersonDaPrevention "with_da_prevention" "Supported: domestic abuse, prevention" YES_NO, Work;
        PersonDrugAlcohol "with_drug_alcohol" "Supported: drug and alcohol" YES_NO, Work;
        PersonAdultMental "with_adult_mental_health" "Supported: adult emotional wellbeing and mental health" YES_NO, Work;
        PersonChildMental "with_child_mental_health" "Supported: children’s emotional wellbeing and mental health" YES_NO, Work;
        PersonYouthWork "with_youth_work" "Supported: youth work" YES_NO, Work;
        KeyWorkerChanges "key_worker_changes" "Changes of key worker" COUNT, Work;
    }
    CONSULTATIONS Consultations {
        ConsultationFamily "family_id" "Family reference" Kind::Reference, Identity;
        ConsultationKind "kind" "Consultation, advice or coaching" Kind::Code(Consulted::LIST), Work;
        ConsultationMode "mode" "How it was held" Kind::Code(Mode::LIST), Work;
        PresentDaVictims "present_da_victim" "Present: domestic abuse, support for victims" YES_NO, Work;
        PresentDaPrevention "present_da_prevention" "Present: domestic abuse, prevention" YES_NO, Work;
        PresentDrugAlcohol "present_drug_alcohol" "Present: drug and alcohol" YES_NO, Work;
        PresentAdultMental "present_adult_mental_health" "Present: adult emotional wellbeing and mental health" YES_NO, Work;
        PresentChildMental "present_child_mental_health" "Present: children’s emotional wellbeing and mental health" YES_NO, Work;
        PresentYouthWork "present_youth_work" "Present: youth work" YES_NO, Work;
        ConsultationAdvice "advice" "Advice was given" YES_NO, Work;
        DisciplinesAdded "added" "Disciplines added to the request" COUNT, Work;
        DisciplinesDropped "dropped" "Disciplines dropped from the request" COUNT, Work;
        ConsultationSignposts "signposted" "Other services were named" YES_NO, Work;
    }
    DECISIONS Decisions {
        DecisionFamily "family_id" "Family reference" Kind::Reference, Identity;
        DecisionOf "of" "Whom it is about" Kind::Code(DecidedOn::LIST), Work;
        DecisionOutcome "outcome" "Threshold" Kind::Code(Threshold::LIST), Work;
        DecisionAdvice "advice" "Advice or signposting was given with it" YES_NO, Work;
        DecisionSignposts "signposted" "Other services were named" YES_NO, Work;
    }
    ALLOCATIONS Allocations {
        AllocationFamily "family_id" "Family reference" Kind::Reference, Identity;
        AllocationPart "part" "Who is supported" Kind::Code(Part::LIST), Work;
        AllocationDiscipline "discipline" "Discipline" Kind::Code(Discipline::LIST), Work;
        AllocationFrom "from" "Supported from" Kind::Date, Work;
        AllocationUntil "until" "Supported until" Kind::Date, Work;
        BeganAs "began_as" "Began as" Kind::Code(AllocationKind::LIST), Work;
        HoldingConverted "converted" "Holding support became full support" YES_NO, Work;
        HoldingDays "holding_days" "Days of holding support until it became full or ended" DAYS, Work;
    }
    ASKED AskedFor {
        AskedFamily "family_id" "Family reference" Kind::Reference, Identity;
        AskedPart "part" "Who is to be supported" Kind::Code(Part::LIST), Work;
        AskedDiscipline "discipline" "Discipline" Kind::Code(Discipline::LIST), Work;
        AskedStands "given" "What was given" Kind::Code(AskedOutcome::LIST), Work;
    }
    MEETINGS Meetings {
        MeetingFamily "family_id" "Family reference" Kind::Reference, Identity;
        MeetingHeld "held" "Somebody came" YES_NO, Work;
        MeetingPlace "place" "Where" Kind::Code(Place::LIST), Work;
        MeetingMode "mode" "How" Kind::Code(Mode::LIST), Work;
        MeetingKind "kind" "Kind of session" Kind::Code(SessionKind::LIST), Work;
        MeetingMinutes "minutes" "Minutes" Kind::Number { decimals: 0, max: 65_535 }, Work;
        MeetingWorkers "workers" "Workers in the session" COUNT, Work;
        MeetingChildren "children" "Children spoken of" Kind::Code(ChildrenDiscussed::LIST), Work;
        MeetingProtection "protection" "Bears on a child’s protection" YES_NO, Work;
    }
    ATTENDANCES Attendances {
        AttendanceFamily "family_id" "Family reference" Kind::Reference, Identity;
        AttendancePart "part" "Who was expected" Kind::Code(Part::LIST), Work;
        AttendanceCame "attendance" "Attendance" Kind::Code(Attended::LIST), Work;
        AttendanceWhen "when" "Before or after the person engaged" Kind::Code(Engagedness::LIST), Work;
        AttendanceRebooked "rebooked" "Another day was booked" YES_NO, Work;
    }
    ADVOCACIES Advocacies {
        AdvocacyFamily "family_id" "Family reference" Kind::Reference, Identity;
        AdvocacyKind "with" "With whom" Kind::Code(AdvocacyWith::LIST), Work;
        AdvocacyOutcome "outcome" "An outcome is written" YES_NO, Work;
        SchoolBefore "school_hours_before" "Hours a week at school before" HOURS, Work;
        SchoolAfter "school_hours_after" "Hours a week at school after" HOURS, Work;
    }
    COMMUNITY CommunityServices {
        CommunityFamily "family_id" "Family reference" Kind::Reference, Identity;
        CommunityStands "step" "How far it has come" Kind::Code(CommunityStepCode::LIST), Work;
        CommunityAccompanied "accompanied" "Somebody of the team came along" YES_NO, Work;
        CommunityAtClosure "engaging_at_closure" "Engaging when the case closed" YES_NO, Work;
    }
    CLOSURES Closures {
        ClosureFamily "family_id" "Family reference" Kind::Reference, Identity;
        ClosureGround "ground" "How the case closed" Kind::Code(ClosureReason::LIST), Work;
        ClosureSignposts "signposted" "Other services were named" YES_NO, Work;
        FollowUpDue "follow_up_due" "Day the follow-up call falls due" Kind::Date, Work;
        FollowUpState "follow_up" "Follow-up call" Kind::Code(FollowUpReached::LIST), Work;
        FollowUpTries "follow_up_calls" "Follow-up calls made or tried" COUNT, Work;
        FollowUpAdvice "follow_up_advice" "One-off advice was given" YES_NO, Work;
    }
    PREDICTIONS Predictions {
        PredictionFamily "family_id" "Family reference" Kind::Reference, Identity;
        PredictionCame "result" "What became of it" Kind::Code(PredictionResult::LIST), Work;
    }
    FEEDBACK Feedback {
        FeedbackFamily "family_id" "Family reference" Kind::Reference, Identity;
        FeedbackGiver "from" "From" Kind::Code(FeedbackFrom::LIST), Work;
        FeedbackQuote "may_quote" "May be quoted without a name" YES_NO, Work;
    }
}
