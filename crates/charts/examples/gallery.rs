//! Prints the page of sample charts: `cargo run -p charts --example gallery > charts.html`.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    io::stdout().write_all(charts::gallery().as_bytes())
}
