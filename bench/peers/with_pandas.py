"""The tables with pandas: with_pandas.py FOLDER, of CSV files or of Parquet.

CSV is read by pyarrow's reader with declared types, which is faster than pandas' own and uses both cores;
answers arrive as categories, and counting is numpy's on their small codes.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from shape import (APPENDIX_2, NEEDED, SAFEGUARDING, SHARES_OF_CHILDREN, SHEETS, STATUS, TABLE_3, TABLE_4,
                   TABLE_5, TABLE_6, TOWNS)

TYPES = {"text": pa.string(), "date": pa.date32(), "int": pa.uint8(), "decimal": pa.float32()}
YES, NO = 0, 1


def table(folder, name):
    needed = NEEDED[name]
    kinds = {field: SHEETS[name][field] for field in needed}
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        coded = [field for field, kind in kinds.items() if isinstance(kind, list)]
        arrow = pa.parquet.read_table(parquet, columns=needed, read_dictionary=coded)
    else:
        types = {field: pa.dictionary(pa.int32(), pa.string()) if isinstance(kind, list) else TYPES[kind]
                 for field, kind in kinds.items()}
        arrow = pa.csv.read_csv(
            folder / f"{name}.csv", convert_options=pa.csv.ConvertOptions(
                include_columns=needed, column_types=types, null_values=[""], strings_can_be_null=True))
    frame = arrow.to_pandas()
    # Codes in the order of the dictionary, so that 0 is yes and 1 is no.
    coded = {field: frame[field].cat.set_categories(kind).cat.codes.to_numpy()
             for field, kind in kinds.items() if isinstance(kind, list)}
    return frame.assign(**coded)


def n(condition):
    return int(np.count_nonzero(condition))


def both_ways(is_yes, is_no):
    """n and the number with an answer."""
    return [n(is_yes), n(is_yes) + n(is_no)]


def answer(frame, column):
    codes = frame[column].to_numpy()
    return codes == YES, codes == NO


def families(folder):
    frame = table(folder, "families")
    out = {"fam.total": len(frame), "t2.total": len(frame)}
    for id, column in TABLE_3.items():
        out[id] = both_ways(*answer(frame, column))
    (alcohol, no_alcohol), (drugs, no_drugs) = answer(frame, "alcohol_ref"), answer(frame, "drugs_ref")
    (recent, not_recent), (earlier, not_earlier) = answer(frame, "da_12m_ref"), answer(frame, "da_historic_ref")
    mental_health, no_mental_health = answer(frame, "mental_health_ref")
    abuse, no_abuse = recent | earlier, not_recent & not_earlier
    out["t3.da_any"] = both_ways(abuse, no_abuse)
    out["t3.trio"] = both_ways(abuse & mental_health & (alcohol | drugs),
                               no_abuse | no_mental_health | (no_alcohol & no_drugs))
    out["t3.both"] = both_ways(alcohol & drugs, no_alcohol | no_drugs)
    out |= each(frame, "case_status", STATUS, "fam.status") | each(frame, "home_town", TOWNS, "t2")
    return out | before_and_after(frame[frame["case_status"] == 0], TABLE_5)


def each(frame, column, codes, id):
    sizes = frame[column].value_counts()
    return {f"{id}.{codes[code]}": int(size) for code, size in sizes.items() if code >= 0}


def before_and_after(closed, rows):
    out = {}
    for id, (before, after) in rows.items():
        (was, was_not), (is_, is_not) = answer(closed, before), answer(closed, after)
        out |= {f"{id}.ref": both_ways(was, was_not), f"{id}.clo": both_ways(is_, is_not),
                f"{id}.both": n(was & is_), f"{id}.stopped": n(was & is_not),
                f"{id}.started": n(was_not & is_), f"{id}.neither": n(was_not & is_not)}
    return out


def children(folder):
    frame = table(folder, "children")
    age = frame["age_at_referral"]
    out = {"ch.total": len(frame), "age.mean": [int(age.sum()), int(age.count())], "age.max": int(age.max())}
    for id, column, chosen, everybody in SHARES_OF_CHILDREN:
        codes, kinds = frame[column].to_numpy(), SHEETS["children"][column]
        base = len(frame) if everybody else n((codes >= 0) & (codes != kinds.index("unknown")))
        out[id] = [sum(n(codes == kinds.index(code)) for code in chosen), base]
    for id, column in TABLE_4.items():
        out[id] = both_ways(*answer(frame, column))
    (alcohol, no_alcohol), (drugs, no_drugs) = answer(frame, "alcohol_ref"), answer(frame, "drugs_ref")
    out["t4.substance_union"] = both_ways(alcohol | drugs, no_alcohol & no_drugs)
    out |= missing(frame, "n4.missing", "missing_episodes_ref")
    out |= each(frame, "case_status", STATUS, "ch.status")
    out |= {f"age.{int(years)}": int(size) for years, size in age.value_counts().items()}
    needed = [field for pair in TABLE_6.values() for field in pair]
    needed += ["missing_episodes_ref", "missing_episodes_clo", "safeguarding_ref", "safeguarding_clo"]
    closed = frame.loc[frame["case_status"] == 0, needed]
    out |= missing(closed, "miss.ref", "missing_episodes_ref") | missing(closed, "miss.clo", "missing_episodes_clo")
    return out | before_and_after(closed, TABLE_6) | safeguarding(closed)


def missing(frame, id, column):
    episodes = frame[column]
    return {f"{id}.n": n(episodes > 0), f"{id}.episodes": int(episodes.sum()), f"{id}.max": int(episodes.max())}


def safeguarding(closed):
    levels = len(SAFEGUARDING)
    before, after = closed["safeguarding_ref"].to_numpy(), closed["safeguarding_clo"].to_numpy()
    known = (before >= 0) & (before < levels) & (after >= 0) & (after < levels)
    sizes = np.bincount(before[known] * levels + after[known], minlength=levels**2).reshape(levels, levels)
    matrix = {f"{was}>{is_}": int(sizes[i, j]) for i, was in enumerate(SAFEGUARDING)
              for j, is_ in enumerate(SAFEGUARDING) if sizes[i, j]}
    return {"sg.matrix": matrix, "sg.step.down": int(np.tril(sizes, -1).sum()),
            "sg.step.same": int(np.trace(sizes)), "sg.step.up": int(np.triu(sizes, 1).sum())}


def sessions(folder):
    frame = table(folder, "emergency_sessions")
    sums = frame[list(APPENDIX_2.values())].sum()
    return {"em.total": len(frame), **{id: float(sums[column]) for id, column in APPENDIX_2.items()}}


folder = Path(sys.argv[1])
print(json.dumps(families(folder) | children(folder) | sessions(folder)))
