//! Writes what each target begins with into a folder.

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_default());
    for (target, _) in fuzz::TARGETS {
        let folder = folder.join(target);
        std::fs::create_dir_all(&folder)?;
        for (nth, seed) in fuzz::seeds(target).iter().enumerate() {
            std::fs::write(folder.join(nth.to_string()), seed)?;
        }
    }
    Ok(())
}
