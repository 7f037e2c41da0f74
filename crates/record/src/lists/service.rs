//! Answers about the service itself: its teams and workers.

use crate::codes::code_list;

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
