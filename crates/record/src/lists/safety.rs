//! Answers about children's safety, and about who may see a family.

use crate::codes::code_list;

code_list! {
    /// Whether a child may be in danger now.
    Urgency "urgency" "How soon" {
        Immediate "immediate" "Immediate: a child may be in danger now" [];
        NotImmediate "not_immediate" "Not immediate" [];
    }
}
code_list! {
    /// What became of a concern.
    ConcernStepCode "concern_step" "What became of it" {
        Added "added" "Added to" [];
        Acknowledged "acknowledged" "Acknowledged" [];
    }
}
code_list! {
    /// On which days time passes while a concern waits.
    DaysCounted "days_counted" "Days that count" {
        EveryDay "every_day" "Every day, weekends and bank holidays too" [];
        WorkingDays "working_days" "Working days only" [];
    }
}
code_list! {
    /// What became of an item of a safety plan.
    PlanStepCode "plan_step" "What became of it" {
        Agreed "agreed" "Agreed" [];
        NotAgreed "not_agreed" "Not agreed" [];
        LetGo "let_go" "No longer needed" [];
    }
}
code_list! {
    /// Why only named people see a family.
    RestrictedFor "restricted_for" "Why only named people see it" {
        Staff "staff" "Somebody of the family works here, or did" [];
        Relative "relative" "They are relatives or friends of somebody who works here" [];
        HighProfile "high_profile" "They are known to the public" [];
        Danger "danger" "Somebody would be in danger if it were known that they are here" [];
        Other "other" "Another reason" [];
    }
}
code_list! {
    /// As whom somebody reads in an emergency what is kept from them.
    Reader "reader" "Who asks" {
        SocialWorker "social_worker" "The family's social worker" [];
        Team "team" "A worker of the team" [];
    }
}
code_list! {
    /// On what ground something confidential is shared.
    ReadingBasis "reading_basis" "On what ground" {
        Safeguarding "safeguarding" "To safeguard a child at risk" [];
        Life "life" "To protect somebody's life" [];
        Court "court" "A court or the law requires it" [];
    }
}
code_list! {
    /// What a review of an emergency reading found.
    ReadingFound "reading_found" "What the review found" {
        Right "right" "It was right to read" [];
        InPart "in_part" "Less would have been enough" [];
        Wrong "wrong" "It should not have been read" [];
    }
}
code_list! {
    /// Whether a family was told that something confidential was read.
    FamilyTold "family_told" "Has the family been told?" {
        Told "told" "Yes" [];
        WillBe "will_be" "Not yet, they will be" [];
        NotSafe "not_safe" "No, it would put somebody at risk" [];
    }
}
