"""The form of the data and the rows of the tables: what the maker of the data and every peer share.

Nothing here is computed. Columns and codes are those of the data dictionary; a row of a table is the id of
the figure in `alongside evaluate` and the column (or columns) it is counted from.
"""

YES_NO = ["yes", "no", "unknown"]
STATUS = ["closed", "open", "new", "not_met_threshold", "no_direct_support"]
SCALE = ["very_poor", "poor", "fair", "good", "very_good"]
SAFEGUARDING = ["closed", "family_solutions", "CIN", "CPP", "CPP_PLO", "CIC"]  # lowest first
TOWNS = [
    "Clacton/Holland", "Dovercourt/Harwich", "Jaywick", "Frinton/Kirby/Walton", "Thorpe/Weeley",
    "Brightlingsea", "Out of area", "Ardleigh/Bentley/Bromley/Frating", "Harwich & Kingsway",
    "Mistley/Oakley/Wrabness/Wix",
]
TEXT, DATE, INT, DECIMAL = "text", "date", "int", "decimal"

PARENT_BOTH = ["alcohol", "drugs", "mental_health", "da_12m"]
CHILD_BOTH = [
    "gang", "alcohol", "drugs", "cse_6m", "police", "cjs", "mental_health", "poor_attendance", "low_stimulation",
]
CHILD_ONCE = ["cse_historic", "not_eet", "trauma", "sexually_active", "depression_anxiety", "self_harm",
              "suicidal_ideation"]


def _answers(names, point):
    return {f"{name}_{point}": YES_NO for name in names}


# Column to kind, in the order of the files; a list is the codes a column may hold.
FAMILIES = {
    "family_id": TEXT, "case_status": STATUS, "referral_date": DATE, "closure_date": DATE,
    "intervention_months": INT, "re_referred": YES_NO, "parent_direct_support": YES_NO, "home_town": TOWNS,
    "housing": ["rented", "owned", "temporary", "homeless", "unknown"],
    "sc_generations": ["1", "2", "3+", "unknown"],
    "engagement_social_care_ref": SCALE, "engagement_community_ref": SCALE, "parent_previous_trauma": YES_NO,
    **_answers(["alcohol", "drugs", "mental_health", "pnd", "da_12m", "da_historic"], "ref"),
    **_answers(PARENT_BOTH, "clo"),
    "home_stability_improved": YES_NO, "family_wellbeing_improved": YES_NO,
}
CHILDREN = {
    "child_id": TEXT, "family_id": TEXT, "case_status": STATUS, "direct_work": YES_NO, "re_referred": YES_NO,
    "sex": ["female", "male", "unborn", "unknown"], "age_at_referral": INT,
    "ethnicity": ["White British", "White other", "Mixed", "Black", "Asian", "Other", "unknown"],
    "lgbtq": YES_NO, "lives_with": ["mother", "father", "both_parents", "relative", "other", "unknown"],
    "years_sc_involvement": INT, "n_sc_referrals": INT, "at_risk_accommodation": YES_NO,
    "safeguarding_ref": [*SAFEGUARDING, "unknown"], "safeguarding_clo": [*SAFEGUARDING, "unknown"],
    **_answers([*CHILD_BOTH, *CHILD_ONCE], "ref"), "missing_episodes_ref": INT,
    **_answers(CHILD_BOTH, "clo"), "missing_episodes_clo": INT,
    "school_attendance_improved": YES_NO, "asb_reduced": YES_NO, "risk_taking_reduced": YES_NO,
}
# Appendix 2: the figure and the column it sums.
APPENDIX_2 = {
    "app2.sw.qty": "sw_hours", "app2.ae.qty": "ae_attendances", "app2.gp.qty": "gp_visits",
    "app2.ambulance.qty": "ambulance_callouts", "app2.police.qty": "police_callouts",
    "app2.da_callout.qty": "da_police_callouts", "app2.da_deesc.qty": "da_deescalations",
    "app2.school.qty": "school_incidents", "app2.camhs.qty": "camhs_crisis", "app2.adult.qty": "adult_crisis",
    "app2.prison.qty": "prison_recalls_avoided", "em.prison_weeks": "prison_weeks_avoided",
}
SESSIONS = {
    "session_id": TEXT, "family_id": TEXT, "date": DATE, "sw_hours": DECIMAL,
    **{column: INT for column in APPENDIX_2.values() if column != "sw_hours"},
}
SHEETS = {"families": FAMILIES, "children": CHILDREN, "emergency_sessions": SESSIONS}

TABLE_3 = {f"t3.{name}": f"{name}_ref" for name in ["alcohol", "drugs", "mental_health", "pnd"]}
TABLE_4 = {f"t4.{name}": f"{name}_ref" for name in [*CHILD_BOTH, "not_eet"]}
# Figure, column, codes that count, whether the base is everybody.
SHARES_OF_CHILDREN = [
    ("sex.female", "sex", ["female"], False), ("sex.male", "sex", ["male"], False),
    ("sex.unborn", "sex", ["unborn"], False),
    ("eth.White British", "ethnicity", ["White British"], True),
    ("eth.White other", "ethnicity", ["White other"], True),
    ("eth.Mixed or Black", "ethnicity", ["Mixed", "Black"], True),
]
TABLE_5 = {f"t5.{name}": (f"{name}_ref", f"{name}_clo") for name in PARENT_BOTH}
TABLE_6 = {f"t6.{name}": (f"{name}_ref", f"{name}_clo") for name in CHILD_BOTH}

# The columns that the tables need: a peer may leave the others unread.
NEEDED = {
    "families": ["case_status", "home_town", *TABLE_3.values(), "da_12m_ref", "da_historic_ref",
                 *(after for _, after in TABLE_5.values())],
    "children": ["case_status", "sex", "age_at_referral", "ethnicity", "safeguarding_ref", "safeguarding_clo",
                 *TABLE_4.values(), "missing_episodes_ref",
                 *(after for _, after in TABLE_6.values()), "missing_episodes_clo"],
    "emergency_sessions": list(APPENDIX_2.values()),
}
