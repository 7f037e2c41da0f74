//! Answers about people and their homes.

use crate::codes::code_list;

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
    /// A parent's previous trauma.
    Trauma "trauma" "Previous trauma" {
        SexualAbuse "sexual_abuse" "Sexual abuse" [];
        PhysicalAbuse "physical_abuse" "Physical abuse" [];
        EmotionalAbuse "emotional_abuse" "Emotional abuse" [];
        Other "other" "Another trauma" [];
    }
}
