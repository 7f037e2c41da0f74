//! Writes the report of the pilot's data, and of nobody's, to a directory, to be looked at:
//! `cargo run -p report --example pilot -- DIRECTORY`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/report".to_owned());
    let directory = Path::new(&directory);
    std::fs::create_dir_all(directory)?;
    let pilot = common::pilot();
    std::fs::write(directory.join("pilot.html"), report::html(&pilot))?;
    std::fs::write(directory.join("pilot.xlsx"), report::xlsx(&pilot)?)?;
    std::fs::write(directory.join("pilot.json"), report::json(&pilot))?;
    for (name, text) in report::csv_all(&pilot) {
        std::fs::write(directory.join(name), text)?;
    }
    let nobody = common::nobody();
    std::fs::write(directory.join("nobody.html"), report::html(&nobody))?;
    Ok(())
}
