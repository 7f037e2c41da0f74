//! The data dictionary: every field of the three sheets, defined once.
//!
//! The headings of an import, the data sets of the chronology, the columns of the cohort, the
//! template workbook, the data-quality page and the measures all come from this table.

use crate::codes::CodeList;
use crate::lists::{
    CaseStatus, Ethnicity, Generations, Housing, LivesWith, Safeguarding, Scale, Sex, YesNo,
};

/// A sheet of the workbook; also what a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// One row a family.
    Families,
    /// One row a child.
    Children,
    /// One row an emergency session.
    EmergencySessions,
}

impl Sheet {
    /// The three sheets.
    pub const ALL: [Self; 3] = [Self::Families, Self::Children, Self::EmergencySessions];

    /// The sheet's name in a workbook or folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Families => "families",
            Self::Children => "children",
            Self::EmergencySessions => "emergency_sessions",
        }
    }

    /// What its rows are, in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Families => "Families",
            Self::Children => "Children",
            Self::EmergencySessions => "Emergency sessions",
        }
    }

    /// Its fields, in order.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Families => FAMILIES,
            Self::Children => CHILDREN,
            Self::EmergencySessions => SESSIONS,
        }
    }

    /// The field with this heading.
    pub fn field(self, code: &str) -> Option<Field> {
        self.fields().iter().copied().find(|f| f.code() == code)
    }
}

/// What may stand in a field.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A reference such as F001, of 1 to 200 letters on one line. It is never a non-answer.
    Reference,
    /// The name of a place, as the service names its areas, of 1 to 200 letters on one line.
    Place,
    /// One of a code list.
    Code(&'static CodeList),
    /// A number from 0 to `max`, with up to `decimals` decimal places.
    Number {
        /// Decimal places kept.
        decimals: u8,
        /// The largest plausible number.
        max: i32,
    },
    /// A civil date from 1900 to 2100.
    Date,
}

/// When in the case a field is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// It says which row this is.
    Identity,
    /// Worked out from the case: status, dates, support.
    Case,
    /// At referral.
    Referral,
    /// At closure.
    Closure,
    /// At the time of the session.
    Session,
}

/// When an answer is due; a blank is missing where it is, and not applicable where it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// For every row.
    Always,
    /// For rows whose case is closed.
    WhenClosed,
    /// For children who were born.
    WhenBorn,
}

struct Info {
    code: &'static str,
    title: &'static str,
    sheet: Sheet,
    kind: Kind,
    point: Point,
    due: Due,
}

macro_rules! fields {
    (@due) => { Due::Always };
    (@due $due:ident) => { Due::$due };
    ($( $list:ident $sheet:ident { $( $name:ident $code:literal $title:literal $kind:expr, $point:ident $($due:ident)? ; )* } )*) => {
        /// A field of the data dictionary.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Field { $($( #[doc = $title] $name, )*)* }

        $( const $list: &[Field] = &[ $( Field::$name, )* ]; )*

        static INFO: &[Info] = &[ $($( Info {
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
}

impl Field {
    fn info(self) -> &'static Info {
        &INFO[self as usize]
    }

    /// Every field of the dictionary.
    pub fn all() -> impl Iterator<Item = Self> {
        Sheet::ALL
            .into_iter()
            .flat_map(|s| s.fields().iter().copied())
    }

    /// The heading in a workbook.
    pub fn code(self) -> &'static str {
        self.info().code
    }

    /// The question, for a person.
    pub fn title(self) -> &'static str {
        self.info().title
    }

    /// The sheet it stands in.
    pub fn sheet(self) -> Sheet {
        self.info().sheet
    }

    /// Its place in the sheet, from 0.
    pub fn column(self) -> usize {
        let first = self.sheet().fields()[0];
        self as usize - first as usize
    }

    /// What may stand in it.
    pub fn kind(self) -> Kind {
        self.info().kind
    }

    /// When it is answered.
    pub fn point(self) -> Point {
        self.info().point
    }

    /// When an answer is due.
    pub fn due(self) -> Due {
        self.info().due
    }

    /// What is allowed, in words for an error message.
    pub fn allowed(self) -> String {
        let answers = match self.kind() {
            Kind::Reference => {
                return "a reference such as F001, of at most 200 letters".to_owned();
            }
            Kind::Place => "the name of a place, of at most 200 letters".to_owned(),
            Kind::Code(list) => list
                .codes
                .iter()
                .map(|c| c.code)
                .collect::<Vec<_>>()
                .join(", "),
            Kind::Number { decimals: 0, max } => format!("a whole number from 0 to {max}"),
            Kind::Number { decimals, max } => {
                format!("a number from 0 to {max} with at most {decimals} decimal places")
            }
            Kind::Date => "a date from 1900 to 2100, such as 2022-08-30".to_owned(),
        };
        format!("{answers}, unknown, missing, too_early or not_applicable")
    }
}
