//! The catalogue of measures as a document.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::condition::{Condition, Levels};
use crate::measure::Measure;
use crate::measures::catalogue;

/// The catalogue in Markdown: id, title, population, condition, source.
pub fn document() -> String {
    let mut out = String::from(
        "# Measures\n\nEvery figure of the evaluation of service data, from the code that counts it. \
         Table 2 has one line more for each place in the data (`t2.PLACE`), and the book of advice one for \
         each team or agency (`book.team.TEAM`); where there is no entry of the book its figures are left \
         out. The cost figures are \
         defined in the crate `costs`.\n\n\
         A figure's condition is on the answers of one row; `Known` bases leave out unknown, missing, \
         too early and not applicable.\n\n\
         | id | figure | population | question | table | source |\n|---|---|---|---|---|---|\n",
    );
    let mut measures = catalogue(Levels::Separate);
    measures.extend(crate::measures::places(&[]));
    measures.extend(crate::measures::book(&[]));
    for m in measures {
        let question = crate::words::question(&m.question);
        writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} |",
            m.id,
            m.title,
            population(&m),
            question,
            m.table,
            m.source
        )
        .expect("strings take all");
    }
    out
}

fn population(measure: &Measure) -> String {
    let population = &measure.population;
    match &population.condition {
        Condition::Every => population.title.to_owned(),
        condition => format!(
            "{}: {}",
            population.title,
            crate::words::condition(condition)
        ),
    }
}

/// A digest of the catalogue: it changes when any definition does.
pub fn digest() -> String {
    let mut hasher = Sha256::new();
    hasher.update(document());
    hasher
        .finalize()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("strings take all");
            hex
        })
}
