"""The tables with polars: with_polars.py FOLDER, of CSV files or of Parquet.

Lazy, with every count of a table in one query: the file is streamed once and never held. That is faster than
reading it first, and needs less memory.
"""

import json
import sys
from pathlib import Path

import polars as pl

from shape import (APPENDIX_2, SAFEGUARDING, SHARES_OF_CHILDREN, SHEETS, STATUS, TABLE_3, TABLE_4, TABLE_5, TABLE_6,
                   TOWNS)

TYPES = {"text": pl.String, "date": pl.Date, "int": pl.UInt8, "decimal": pl.Float32}
OLDEST = 25  # The greatest age that the data dictionary allows.
CLOSED = pl.col("case_status") == "closed"


def table(folder, name):
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        return pl.scan_parquet(parquet)
    schema = {field: pl.Enum(kind) if isinstance(kind, list) else TYPES[kind] for field, kind in SHEETS[name].items()}
    return pl.scan_csv(folder / f"{name}.csv", schema=schema)


def yes(column):
    return pl.col(column) == "yes"


def no(column):
    return pl.col(column) == "no"


def both_ways(id, is_yes, is_no):
    """n and the number with an answer."""
    return {f"{id}|n": is_yes.sum(), f"{id}|no": is_no.sum()}


def counted(frame, expressions):
    """Every expression in one query; ids ending in |n and |no become n and known base, |each leaves out none."""
    row = frame.select(**expressions).collect(engine="streaming").row(0, named=True)
    out = {}
    for key, value in row.items():
        id, _, part = key.partition("|")
        if part == "n":
            out[id] = [value, value + row[f"{id}|no"]]
        elif not part or (part == "each" and value):
            out[id] = value
    return out


def each(id, column, values):
    return {f"{id}.{value}|each": (pl.col(column) == value).sum() for value in values}


def families(folder):
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
    count |= each("fam.status", "case_status", STATUS) | each("t2", "home_town", TOWNS)
    return counted(table(folder, "families"), count | before_and_after(TABLE_5))


def before_and_after(rows):
    count = {}
    for id, (before, after) in rows.items():
        was, was_not = CLOSED & yes(before), CLOSED & no(before)
        count |= both_ways(f"{id}.ref", was, was_not)
        count |= both_ways(f"{id}.clo", CLOSED & yes(after), CLOSED & no(after))
        count |= {f"{id}.both": (was & yes(after)).sum(), f"{id}.stopped": (was & no(after)).sum(),
                  f"{id}.started": (was_not & yes(after)).sum(), f"{id}.neither": (was_not & no(after)).sum()}
    return count


def children(folder):
    age = pl.col("age_at_referral")
    count = {"ch.total": pl.len(), "age.sum": age.sum(), "age.base": age.count(), "age.max": age.max()}
    count |= each("age", "age_at_referral", range(OLDEST + 1))
    for id, column, codes, everybody in SHARES_OF_CHILDREN:
        chosen = pl.col(column).is_in(codes) if len(codes) > 1 else pl.col(column) == codes[0]
        count |= both_ways(id, chosen, ~chosen if everybody else ~chosen & (pl.col(column) != "unknown"))
    for id, column in TABLE_4.items():
        count |= both_ways(id, yes(column), no(column))
    count |= both_ways("t4.substance_union", yes("alcohol_ref") | yes("drugs_ref"),
                       no("alcohol_ref") & no("drugs_ref"))
    before, after = pl.col("missing_episodes_ref"), pl.col("missing_episodes_clo")
    count |= missing("n4.missing", before) | missing("miss.ref", before.filter(CLOSED))
    count |= missing("miss.clo", after.filter(CLOSED)) | each("ch.status", "case_status", STATUS)
    for was in SAFEGUARDING:
        count |= {f"{was}>{is_}": (CLOSED & (pl.col("safeguarding_ref") == was)
                                   & (pl.col("safeguarding_clo") == is_)).sum() for is_ in SAFEGUARDING}
    out = counted(table(folder, "children"), count | before_and_after(TABLE_6))
    out["age.mean"] = [out.pop("age.sum"), out.pop("age.base")]
    return out | safeguarding(out)


def missing(id, episodes):
    return {f"{id}.n": (episodes > 0).sum(), f"{id}.episodes": episodes.sum(), f"{id}.max": episodes.max()}


def safeguarding(out):
    """The matrix from its cells, which are taken out, and how many went down, stayed and went up."""
    matrix, steps = {}, [0, 0, 0]
    for i, was in enumerate(SAFEGUARDING):
        for j, is_ in enumerate(SAFEGUARDING):
            if size := out.pop(f"{was}>{is_}"):
                matrix[f"{was}>{is_}"] = size
                steps[(j > i) - (j < i) + 1] += size
    return {"sg.matrix": matrix, "sg.step.down": steps[0], "sg.step.same": steps[1], "sg.step.up": steps[2]}


def sessions(folder):
    sums = {id: pl.col(column).cast(pl.Float64).sum() for id, column in APPENDIX_2.items()}
    return counted(table(folder, "emergency_sessions"), {"em.total": pl.len(), **sums})


folder = Path(sys.argv[1])
print(json.dumps(families(folder) | children(folder) | sessions(folder)))
