"""The tables with DuckDB: with_duckdb.py FOLDER, of CSV files or of Parquet.

Types are declared, nothing is sniffed; answers are ENUMs in a table in memory, and each factor is counted by
one GROUP BY, which DuckDB does faster than many filtered counts on text.
"""

import json
import sys
from pathlib import Path

import duckdb

from shape import (APPENDIX_2, NEEDED, SAFEGUARDING, SHARES_OF_CHILDREN, SHEETS, TABLE_3, TABLE_4, TABLE_5, TABLE_6)

TYPES = {"text": "VARCHAR", "date": "DATE", "int": "UTINYINT", "decimal": "FLOAT"}
db = duckdb.connect()
db.execute("SET preserve_insertion_order = false")


def rows(query):
    return db.execute(query).fetchall()


def quoted(text):
    return "'" + str(text).replace("'", "''") + "'"


def kind_in_sql(kind):
    return f"ENUM({', '.join(map(quoted, kind))})" if isinstance(kind, list) else TYPES[kind]


def load(folder, name):
    columns = {field: kind_in_sql(kind) for field, kind in SHEETS[name].items()}
    parquet = folder / f"{name}.parquet"
    needed = NEEDED[name]
    if parquet.exists():
        chosen = ", ".join(f'"{field}"::{columns[field]} AS "{field}"' for field in needed)
        source = f"read_parquet({quoted(parquet)})"
    else:
        chosen = ", ".join(f'"{field}"' for field in needed)
        types = ", ".join(f"{quoted(field)}: {quoted(kind)}" for field, kind in columns.items())
        source = (f"read_csv({quoted(folder / f'{name}.csv')}, auto_detect = false, header = true, delim = ',', "
                  f"quote = '\"', escape = '\"', new_line = '\\r\\n', columns = {{{types}}})")
    db.execute(f"CREATE TABLE {name} AS SELECT {chosen} FROM {source}")


def sizes(table, *columns, where="true"):
    """How many rows have each answer, or each combination of answers."""
    names = ", ".join(f'"{column}"' for column in columns)
    return {tuple(answers): size for *answers, size in
            rows(f"SELECT {names}, count(*) FROM {table} WHERE {where} GROUP BY ALL")}


def total(counts, *wanted):
    """Rows whose answers are these; None stands for any."""
    return sum(size for answers, size in counts.items()
               if all(want is None or answer == want for answer, want in zip(answers, wanted)))


def share(counts):
    return [total(counts, "yes"), total(counts, "yes") + total(counts, "no")]


def either(a, b):
    """Yes if any is yes, no if all are no, else not known."""
    return "yes" if "yes" in (a, b) else "no" if a == b == "no" else "unknown"


def all_of(*answers):
    return "no" if "no" in answers else "yes" if set(answers) == {"yes"} else "unknown"


def combined(counts, rule):
    out = {}
    for answers, size in counts.items():
        out[(rule(*answers),)] = out.get((rule(*answers),), 0) + size
    return share(out)


def families(folder):
    load(folder, "families")
    ((size,),) = rows("SELECT count(*) FROM families")
    out = {"fam.total": size, "t2.total": size}
    for id, column in TABLE_3.items():
        out[id] = share(sizes("families", column))
    five = sizes("families", "da_12m_ref", "da_historic_ref", "mental_health_ref", "alcohol_ref", "drugs_ref")
    out["t3.da_any"] = combined(five, lambda recent, earlier, *_: either(recent, earlier))
    out["t3.trio"] = combined(five, lambda recent, earlier, health, alcohol, drugs: all_of(
        either(recent, earlier), health, either(alcohol, drugs)))
    out["t3.both"] = combined(five, lambda _r, _e, _h, alcohol, drugs: all_of(alcohol, drugs))
    out |= {f"fam.status.{status}": size for (status,), size in sizes("families", "case_status").items()}
    out |= {f"t2.{town}": size for (town,), size in sizes("families", "home_town").items()}
    return out | before_and_after("families", TABLE_5)


def before_and_after(table, pairs):
    out = {}
    for id, (before, after) in pairs.items():
        cells = sizes(table, before, after, where="case_status = 'closed'")
        out |= {f"{id}.ref": [total(cells, "yes"), total(cells, "yes") + total(cells, "no")],
                f"{id}.clo": [total(cells, None, "yes"), total(cells, None, "yes") + total(cells, None, "no")],
                f"{id}.both": total(cells, "yes", "yes"), f"{id}.stopped": total(cells, "yes", "no"),
                f"{id}.started": total(cells, "no", "yes"), f"{id}.neither": total(cells, "no", "no")}
    return out


def children(folder):
    load(folder, "children")
    ages = {age: size for (age,), size in sizes("children", "age_at_referral").items()}
    everybody = sum(ages.values())
    known = {age: size for age, size in ages.items() if age is not None}
    out = {"ch.total": everybody, "age.max": max(known),
           "age.mean": [sum(age * size for age, size in known.items()), sum(known.values())],
           **{f"age.{age}": size for age, size in known.items()}}
    for id, column, chosen, of_everybody in SHARES_OF_CHILDREN:
        counts = sizes("children", column)
        base = everybody if of_everybody else everybody - total(counts, "unknown") - counts.get((None,), 0)
        out[id] = [sum(total(counts, code) for code in chosen), base]
    for id, column in TABLE_4.items():
        out[id] = share(sizes("children", column))
    out["t4.substance_union"] = combined(sizes("children", "alcohol_ref", "drugs_ref"), either)
    out |= {f"ch.status.{status}": size for (status,), size in sizes("children", "case_status").items()}
    out |= missing("n4.missing", "missing_episodes_ref", "true")
    for point in ["ref", "clo"]:
        out |= missing(f"miss.{point}", f"missing_episodes_{point}", "case_status = 'closed'")
    return out | before_and_after("children", TABLE_6) | safeguarding()


def missing(id, column, where):
    ((n, episodes, most),) = rows(f"SELECT count(*) FILTER ({column} > 0), sum({column})::BIGINT, max({column}) "
                                  f"FROM children WHERE {where}")
    return {f"{id}.n": n, f"{id}.episodes": episodes, f"{id}.max": most}


def safeguarding():
    cells = sizes("children", "safeguarding_ref", "safeguarding_clo", where="case_status = 'closed'")
    matrix, steps = {}, [0, 0, 0]
    for (before, after), size in cells.items():
        if before in SAFEGUARDING and after in SAFEGUARDING:
            matrix[f"{before}>{after}"] = size
            move = SAFEGUARDING.index(after) - SAFEGUARDING.index(before)
            steps[(move > 0) - (move < 0) + 1] += size
    return {"sg.matrix": matrix, "sg.step.down": steps[0], "sg.step.same": steps[1], "sg.step.up": steps[2]}


def sessions(folder):
    load(folder, "emergency_sessions")
    sums = ", ".join(f"sum({column})::DOUBLE" for column in APPENDIX_2.values())
    ((size, *found),) = rows(f"SELECT count(*), {sums} FROM emergency_sessions")
    return {"em.total": size, **dict(zip(APPENDIX_2, found))}


folder = Path(sys.argv[1])
print(json.dumps(families(folder) | children(folder) | sessions(folder)))
