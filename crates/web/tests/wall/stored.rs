//! Everything that is stored, to be compared with what is stored later.

use std::collections::BTreeMap;

use rusqlite::{Connection, OpenFlags};

use crate::stage::Pilot;

/// What every request writes: that somebody looked, and when a session was last used.
const OF_EVERY_REQUEST: [&str; 4] = ["look", "session", "checkpoint", "tree"];

/// All rows of all other tables, by the table.
pub(crate) fn stored(pilot: &Pilot) -> BTreeMap<String, Vec<String>> {
    let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = Connection::open_with_flags(pilot.database(), read_only).unwrap();
    let mut names = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .unwrap();
    let names = names.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut all = BTreeMap::new();
    for name in names.map(Result::unwrap) {
        if OF_EVERY_REQUEST.contains(&name.as_str()) {
            continue;
        }
        let mut rows = database.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let values = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
            lines.push(values.collect::<Vec<_>>().join(" "));
        }
        lines.sort();
        all.insert(name, lines);
    }
    all
}
