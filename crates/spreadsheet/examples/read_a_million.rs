//! How long a large folder takes: `cargo run --release -p spreadsheet --example read_a_million -- FOLDER [FAMILIES]`.
//! With a number of families, the folder is first filled with that many made-up ones.

#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use record::{Due, Kind, Sheet};
use spreadsheet::fast::{self, FastLimits};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "speed".to_owned());
    let folder = Path::new(&folder);
    if let Some(families) = arguments.next().and_then(|n| n.parse().ok()) {
        std::fs::create_dir_all(folder)?;
        write(folder, families)?;
    }
    for _ in 0..5 {
        let start = Instant::now();
        match fast::cohort(folder, &FastLimits::default()) {
            Ok(read) => println!(
                "{:.3} s: {} families, {} children, {} sessions, {}",
                start.elapsed().as_secs_f64(),
                read.cohort.families.len(),
                read.cohort.children.len(),
                read.cohort.sessions.len(),
                read.digest
            ),
            Err(why) => println!("{why}"),
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{}", peak.unwrap_or("peak memory unknown"));
    Ok(())
}

/// A small generator of numbers that are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % end
    }
}

fn write(folder: &Path, families: usize) -> io::Result<()> {
    let mut dice = Dice(7);
    for sheet in Sheet::ALL {
        let file = File::create(folder.join(format!("{}.csv", sheet.name())))?;
        let mut out = BufWriter::new(file);
        let codes: Vec<&str> = sheet.fields().iter().map(|f| f.code()).collect();
        writeln!(out, "{}", codes.join(","))?;
        let rows = match sheet {
            Sheet::Families => families,
            Sheet::Children => families * 11 / 5,
            _ => families * 3 / 5,
        };
        for row in 0..rows {
            let family = match sheet {
                Sheet::Families => row,
                Sheet::Children => row * 5 / 11,
                _ => dice.below(families),
            };
            write_row(&mut out, sheet, row, family, &mut dice)?;
        }
        out.flush()?;
    }
    Ok(())
}

fn write_row(
    out: &mut impl Write,
    sheet: Sheet,
    row: usize,
    family: usize,
    dice: &mut Dice,
) -> io::Result<()> {
    const TOWNS: [&str; 4] = [
        "Clacton/Holland",
        "Harwich",
        "Frinton/Kirby/Walton",
        "Jaywick",
    ];
    let closed = dice.below(2) == 0;
    for (field, column) in sheet.fields().iter().zip(0..) {
        if column > 0 {
            out.write_all(b",")?;
        }
        if field.due() == Due::WhenClosed && !closed {
            continue;
        }
        match field.kind() {
            Kind::Reference if column == 0 => write!(out, "{}{row:07}", &sheet.title()[..1])?,
            Kind::Reference => write!(out, "F{family:07}")?,
            Kind::Place => out.write_all(TOWNS[dice.below(4)].as_bytes())?,
            Kind::Code(list) if field.code() == "case_status" => {
                let other = &list.codes[1 + dice.below(list.codes.len() - 1)];
                let status = if closed { &list.codes[0] } else { other };
                out.write_all(status.code.as_bytes())?;
            }
            Kind::Code(list) => {
                let answer = dice.below(list.codes.len() * 5 + 1);
                let code = list.codes.get(answer / 5).map_or("unknown", |c| c.code);
                out.write_all(code.as_bytes())?;
            }
            Kind::Number { decimals: 0, max } => {
                write!(out, "{}", dice.below(max.min(9) as usize))?;
            }
            Kind::Number { .. } => write!(out, "{}.5", dice.below(4))?,
            Kind::Date => {
                let [month, day] = [12, 28].map(|most| 1 + dice.below(most));
                write!(out, "202{}-{month:02}-{day:02}", dice.below(3))?;
            }
        }
    }
    out.write_all(b"\n")
}
