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
