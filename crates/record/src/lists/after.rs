//! Answers about review and the time after closing.

use crate::codes::code_list;

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
    /// What became of a prediction at the six-month call.
    PredictionResult "prediction_result" "Six months on" {
        Achieved "achieved" "Achieved" [];
        Partly "partly" "Partly" [];
        NotYet "not" "Not yet" [];
        Changed "changed" "Changed" [];
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
