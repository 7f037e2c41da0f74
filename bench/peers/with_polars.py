"""The tables with polars: with_polars.py FOLDER, of CSV files or of Parquet. One pass over each table."""

import json
import sys
from pathlib import Path

import polars as pl

from shape import (APPENDIX_2, NEEDED, SAFEGUARDING, SHARES_OF_CHILDREN, SHEETS, STATUS, TABLE_3, TABLE_4,
                   TABLE_5, TABLE_6, TOWNS)

TYPES = {"text": pl.String, "date": pl.Date, "int": pl.UInt8, "decimal": pl.Float32}


def table(folder, name):
    needed = NEEDED[name]
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        return pl.read_parquet(parquet, columns=needed)
    types = {field: pl.Enum(kind) if isinstance(kind, list) else TYPES[kind] for field, kind in SHEETS[name].items()}
    return pl.read_csv(folder / f"{name}.csv", columns=needed,
                       schema_overrides={field: types[field] for field in needed})


def yes(column):
    return pl.col(column) == "yes"


def no(column):
    return pl.col(column) == "no"


def n(condition):
    return condition.sum()


def both_ways(id, is_yes, is_no):
    """n and the number with an answer."""
    return {f"{id}|n": n(is_yes), f"{id}|no": n(is_no)}


def counted(frame, expressions):
    """Every expression in one go; ids ending in |n and |no become n and known base."""
    row = frame.select(**expressions).row(0, named=True)
    out = {}
    for key, value in row.items():
        id, _, part = key.partition("|")
        if part == "n":
            out[id] = [value, value + row[f"{id}|no"]]
        elif not part:
            out[id] = value
    return out


def families(folder):
    frame = table(folder, "families")
    count = {"fam.total": pl.len(), "t2.total": pl.len()}
    for id, column in TABLE_3.items():
        count |= both_ways(id, yes(column), no(column))
    any_abuse = yes("da_12m_ref") | yes("da_historic_ref")
    no_abuse = no("da_12m_ref") & no("da_historic_ref")
    any_substance = yes("alcohol_ref") | yes("drugs_ref")
    no_substance = no("alcohol_ref") & no("drugs_ref")
    count |= both_ways("t3.da_any", any_abuse, no_abuse)
    count |= both_ways("t3.trio", any_abuse & yes("mental_health_ref") & any_substance,
                       no_abuse | no("mental_health_ref") | no_substance)
    count |= both_ways("t3.both", yes("alcohol_ref") & yes("drugs_ref"), no("alcohol_ref") | no("drugs_ref"))
    out = counted(frame, count)
    for (status, size) in frame["case_status"].value_counts().iter_rows():
        out[f"fam.status.{status}"] = size
    for (town, size) in frame["home_town"].value_counts().iter_rows():
        out[f"t2.{town}"] = size
    return out | before_and_after(frame, TABLE_5)


def before_and_after(frame, rows):
    closed = frame.filter(pl.col("case_status") == "closed")
    count = {}
    for id, (before, after) in rows.items():
        count |= both_ways(f"{id}.ref", yes(before), no(before)) | both_ways(f"{id}.clo", yes(after), no(after))
        count |= {f"{id}.both": n(yes(before) & yes(after)), f"{id}.stopped": n(yes(before) & no(after)),
                  f"{id}.started": n(no(before) & yes(after)), f"{id}.neither": n(no(before) & no(after))}
    return counted(closed, count)


def children(folder):
    frame = table(folder, "children")
    count = {"ch.total": pl.len(), "age.sum": pl.col("age_at_referral").sum().cast(pl.Int64),
             "age.base": pl.col("age_at_referral").count(), "age.max": pl.col("age_at_referral").max()}
    for id, column, codes, everybody in SHARES_OF_CHILDREN:
        chosen = pl.col(column).is_in(codes) if len(codes) > 1 else pl.col(column) == codes[0]
        count |= both_ways(id, chosen, ~chosen if everybody else ~chosen & (pl.col(column) != "unknown"))
    for id, column in TABLE_4.items():
        count |= both_ways(id, yes(column), no(column))
    count |= both_ways("t4.substance_union", yes("alcohol_ref") | yes("drugs_ref"),
                       no("alcohol_ref") & no("drugs_ref"))
    count |= missing("n4.missing", "missing_episodes_ref")
    out = counted(frame, count)
    out["age.mean"] = [out.pop("age.sum"), out.pop("age.base")]
    for (status, size) in frame["case_status"].value_counts().iter_rows():
        out[f"ch.status.{status}"] = size
    for (age, size) in frame["age_at_referral"].drop_nulls().value_counts().iter_rows():
        out[f"age.{age}"] = size
    closed = frame.filter(pl.col("case_status") == "closed")
    out |= counted(closed, missing("miss.ref", "missing_episodes_ref") | missing("miss.clo", "missing_episodes_clo"))
    return out | before_and_after(frame, TABLE_6) | safeguarding(closed)


def missing(id, column):
    return {f"{id}.n": n(pl.col(column) > 0), f"{id}.episodes": pl.col(column).sum().cast(pl.Int64),
            f"{id}.max": pl.col(column).max()}


def safeguarding(closed):
    pairs = closed.group_by("safeguarding_ref", "safeguarding_clo").len()
    matrix, steps = {}, [0, 0, 0]
    for before, after, size in pairs.iter_rows():
        if before in SAFEGUARDING and after in SAFEGUARDING:
            matrix[f"{before}>{after}"] = size
            move = SAFEGUARDING.index(after) - SAFEGUARDING.index(before)
            steps[(move > 0) - (move < 0) + 1] += size
    return {"sg.matrix": matrix, "sg.step.down": steps[0], "sg.step.same": steps[1], "sg.step.up": steps[2]}


def sessions(folder):
    frame = table(folder, "emergency_sessions")
    sums = {id: pl.col(column).cast(pl.Float64).sum() for id, column in APPENDIX_2.items()}
    return counted(frame, {"em.total": pl.len(), **sums})


folder = Path(sys.argv[1])
print(json.dumps(families(folder) | children(folder) | sessions(folder)))
