"""Makes families, children and emergency sessions of the pilot's form, as CSV and as Parquet: make.py FAMILIES FOLDER.

The same number of families gives the same bytes. Shares of answers are near the pilot's; nobody is real.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl

from shape import CHILD_BOTH, CHILD_ONCE, PARENT_BOTH, SAFEGUARDING, SHEETS

SEED = 20221130
FIRST = np.datetime64("2021-02-01")
LAST = np.datetime64("2022-08-30")
CLOSED, OPEN, NEW, NOT_MET, NO_DIRECT = range(5)
YES, NO, UNKNOWN = range(3)
NONE = -1  # A blank cell.
LEFT_BLANK = 0.004  # Answers at closure that were due and not written.

random = np.random.default_rng(SEED)


def pick(weights, size):
    """Positions in a list of codes, with these weights."""
    shares = np.cumsum(np.asarray(weights, float))
    return np.searchsorted(shares / shares[-1], random.random(size), side="right").astype(np.int16)


def answers(size, yes, unknown):
    return pick([yes, 1 - yes - unknown, unknown], size)


def at_closure(before, closed, keep, start, unknown):
    """Yes stays yes with `keep`, no becomes yes with `start`; blank where the case is not closed."""
    chance = np.where(before == YES, keep, start)
    after = np.where(random.random(before.size) < chance, YES, NO)
    after[random.random(before.size) < unknown] = UNKNOWN
    after[random.random(before.size) < LEFT_BLANK] = NONE
    return np.where(closed, after, NONE)


def only(where, values):
    return np.where(where, values, NONE)


def families(size):
    status = pick([41, 26, 4, 9, 10], size)
    closed = status == CLOSED
    span = int((LAST - FIRST).astype(int))
    latest = np.where(closed, span - 31, np.where(status == NEW, span, span - 5))
    referred = (random.random(size) * latest).astype(int)
    referred[status == NEW] = span - (referred[status == NEW] % 30)
    lasted = 28 + (random.random(size) * np.minimum(span - referred - 28, 480)).astype(int)
    out = {
        "family_id": references("F", np.arange(1, size + 1)),
        "case_status": status,
        "referral_date": FIRST + referred,
        "closure_date": np.where(closed, FIRST + referred + lasted, np.datetime64("NaT")),
        "intervention_months": only(closed, lasted * 12 // 365),
        "re_referred": answers(size, 0.08, 0),
        "parent_direct_support": np.where(status <= NEW, YES, NO),
        "home_town": pick([54, 10, 8, 7, 4, 3, 1, 1, 1, 1], size),
        "housing": pick([53, 4, 8, 1, 24], size),
        "sc_generations": pick([28, 22, 8, 32], size),
        "engagement_social_care_ref": pick([20, 32, 18, 16, 4], size),
        "engagement_community_ref": pick([11, 21, 28, 24, 6], size),
        "parent_previous_trauma": answers(size, 0.62, 0.31),
    }
    for name, yes, unknown in [("alcohol", 0.47, 0.04), ("drugs", 0.47, 0.04), ("mental_health", 0.72, 0.03),
                               ("pnd", 0.19, 0.32), ("da_12m", 0.46, 0.03), ("da_historic", 0.39, 0.03)]:
        out[f"{name}_ref"] = answers(size, yes, unknown)
    for name in PARENT_BOTH:
        out[f"{name}_clo"] = at_closure(out[f"{name}_ref"], closed, 0.55, 0.06, 0.18)
    for name, yes in [("home_stability_improved", 0.54), ("family_wellbeing_improved", 0.56)]:
        out[name] = only(closed, answers(size, yes, 0.2))
    return out


def children(status_of_family):
    each = 1 + pick([33, 34, 19, 9, 3.5, 1.5], status_of_family.size)
    of = np.repeat(np.arange(status_of_family.size), each)
    size = of.size
    family = status_of_family[of]
    first = np.concatenate([[True], of[1:] != of[:-1]])
    # The first child of a closed case is closed; a brother or sister may never have had a case.
    own = first | (random.random(size) < 0.35)
    status = np.where((family == OPEN) & ~own, NO_DIRECT, np.where((family == CLOSED) & ~own, NO_DIRECT, family))
    closed = status == CLOSED
    sex = pick([99, 98, 2, 2], size)
    age = np.minimum(random.gamma(3.2, 2.4, size).astype(int), 17)
    safe_ref = pick([0, 0, 74, 108, 2, 14, 3], size)
    steps = np.array([  # from each status, lowest first, and from unknown
        [90, 5, 3, 2, 0, 0], [30, 50, 12, 8, 0, 0], [38, 14, 34, 13, 1, 0], [14, 7, 32, 37, 6, 4],
        [2, 3, 15, 35, 35, 10], [3, 1, 8, 14, 3, 71], [15, 10, 40, 25, 4, 6]])
    limits = np.cumsum(steps, axis=1) / steps.sum(axis=1, keepdims=True)
    safe_clo = (random.random(size)[:, None] >= limits[safe_ref]).sum(axis=1)
    safe_clo[random.random(size) < LEFT_BLANK] = NONE
    out = {
        "child_id": references("C", np.arange(1, size + 1)),
        "family_id": references("F", of + 1),
        "case_status": status,
        "direct_work": np.where((closed & (random.random(size) < 0.46)) | (status == OPEN), YES, NO),
        "re_referred": answers(size, 0.015, 0),
        "sex": sex,
        "age_at_referral": np.where(sex == 2, NONE, age),
        "ethnicity": pick([182, 4, 5, 3, 0.5, 0.5, 7], size),
        "lgbtq": answers(size, 0.06, 0.40),
        "lives_with": pick([77, 29, 31, 20, 27, 17], size),
        "years_sc_involvement": np.minimum(random.gamma(2.2, 2.2, size).astype(int), 17),
        "n_sc_referrals": 1 + pick([36, 30, 50, 26, 33, 26], size),
        "at_risk_accommodation": answers(size, 0.62, 0.01),
        "safeguarding_ref": safe_ref,
        "safeguarding_clo": only(closed, safe_clo),
    }
    shares = {"gang": (.015, .003), "alcohol": (.04, .01), "drugs": (.05, .01), "cse_6m": (.02, .01),
              "police": (.09, .035), "cjs": (.04, .015), "mental_health": (.36, .24),
              "poor_attendance": (.16, .45), "low_stimulation": (.24, .21), "cse_historic": (.03, .01),
              "not_eet": (.07, .24), "trauma": (.14, .24), "sexually_active": (.05, .01),
              "depression_anxiety": (.27, .24), "self_harm": (.06, .24), "suicidal_ideation": (.05, .24)}
    for name in [*CHILD_BOTH, *CHILD_ONCE]:
        out[f"{name}_ref"] = answers(size, *shares[name])
    went = random.random(size) < 0.05
    out["missing_episodes_ref"] = np.where(went, np.minimum(random.geometric(0.25, size), 30), 0)
    for name in CHILD_BOTH:
        out[f"{name}_clo"] = at_closure(out[f"{name}_ref"], closed, 0.6, shares[name][0] / 5, shares[name][1] / 2)
    still = np.where(went, random.random(size) < 0.5, random.random(size) < 0.02)
    out["missing_episodes_clo"] = only(closed, np.where(still, np.minimum(random.geometric(0.5, size), 12), 0))
    for name, yes, unknown in [("school_attendance_improved", .28, .56), ("asb_reduced", .14, .79),
                               ("risk_taking_reduced", .21, .72)]:
        out[name] = only(closed, answers(size, yes, unknown))
    return out


def sessions(size, of_families):
    accepted = np.flatnonzero(of_families["case_status"] <= OPEN)
    of = accepted[random.integers(0, accepted.size, size)]
    start = of_families["referral_date"][of]
    closed = of_families["closure_date"][of]
    end = np.where(np.isnat(closed), LAST, closed)
    date = start + (random.random(size) * ((end - start).astype(int) + 1)).astype(int)
    order = np.argsort(date, kind="stable")  # As they come in, not family by family.
    out = {
        "session_id": references("E", np.arange(1, size + 1)),
        "family_id": references("F", of[order] + 1),
        "date": date[order],
        "sw_hours": (1 + pick([10, 21, 47, 42, 22, 18, 7, 0.5, 1], size)) / 2,
    }
    for name, weights in [("ae_attendances", [106, 54, 6, 2]), ("gp_visits", [152, 16]),
                          ("ambulance_callouts", [111, 45, 9, 3]), ("police_callouts", [121, 40, 7]),
                          ("da_police_callouts", [161, 7]), ("da_deescalations", [131, 33, 4]),
                          ("school_incidents", [103, 51, 11, 3]), ("camhs_crisis", [143, 21, 4]),
                          ("adult_crisis", [106, 50, 11, 1])]:
        out[name] = pick(weights, size)
    recalled = random.random(size) < 0.006
    out["prison_recalls_avoided"] = np.where(recalled, 1 + pick([5, 3, 2], size), 0)
    out["prison_weeks_avoided"] = np.where(recalled, 4 + pick(np.ones(31), size), 0)
    return {"session_id": out.pop("session_id"), **{name: out[name] for name in SHEETS["emergency_sessions"] if name in out}}


def references(letter, numbers):
    return pl.select(pl.lit(letter) + pl.lit(pl.Series(numbers)).cast(pl.String).str.zfill(7)).to_series()


def column(name, kind, values):
    if kind == "text":
        return values.alias(name)
    series = pl.Series(name, values)
    if kind == "decimal" or kind == "date":
        return series.cast(pl.Float32 if kind == "decimal" else pl.Date)
    series = series.set(series == NONE, None)
    if kind == "int":
        return series.cast(pl.UInt8)
    # Through a table of the codes: a position is not otherwise an answer.
    return pl.Series(kind, dtype=pl.Enum(kind)).gather(series.cast(pl.UInt32)).alias(name)


def main():
    size, folder = int(sys.argv[1]), Path(sys.argv[2])
    made = families(size)
    tables = {"families": made, "children": children(made["case_status"]),
              "emergency_sessions": sessions(size * 6 // 10, made)}
    for part in ["csv", "parquet"]:
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, values in tables.items():
        frame = pl.DataFrame([column(field, kind, values[field]) for field, kind in SHEETS[name].items()])
        frame.write_csv(folder / "csv" / f"{name}.csv", line_terminator="\r\n")
        frame.write_parquet(folder / "parquet" / f"{name}.parquet", compression="zstd")


main()
