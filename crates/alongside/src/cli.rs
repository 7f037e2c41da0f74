//! The command line.

use std::path::PathBuf;

use calendar::Date;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use evaluation::Levels;
use uuid::Uuid;

use crate::mail::Mailing;
use crate::provider::Providing;
use crate::reach::{Listen, Reach};
use crate::{
    demo, documents, evaluate, files, import, looked, outcome, serve, sign_in_link, verify,
};

/// The end of the help.
const AFTER: &str = "\
Exit status: 0 done, 2 problems in the data (all listed on standard error, one a line), 64 wrong usage, \
1 anything else.

What the program logs goes to standard error; ALONGSIDE_LOG chooses how much: error, warn (without it), info or \
debug.";

/// Casework and evaluation for a multi-disciplinary team in children's social care.
#[derive(Parser)]
#[command(name = "alongside", version, disable_help_subcommand = true, after_help = AFTER)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a demo service with invented people and serve it on this machine.
    Demo(Demo),
    /// Serve the service in a database.
    Serve(Box<Serve>),
    /// Print the evaluation of a workbook, a folder of CSV files, or a live service.
    Evaluate(Evaluate),
    /// Bring the families of a workbook or a folder of CSV files into a service.
    Import(Import),
    /// Write the proposal of how a workbook's headings and answers are to be read.
    Mapping(Mapping),
    /// Write an empty workbook (.xlsx) to fill in, with drop-down lists and notes.
    Template(Template),
    /// Make a link with which the administrator sets a password, for when no other way in is left.
    SignInLink(SignInLink),
    /// Check that nothing in a database was changed, removed or added from outside.
    Verify(Verify),
    /// Print who has looked: what a session saw, or everybody who saw a family.
    Looked(Looked),
    /// Print the catalogue of measures.
    Measures,
    /// Print who may do what.
    Permissions,
    /// Print the help of every command.
    HelpAll,
}

/// Where the database is and the key that opens it.
#[derive(Args)]
pub(crate) struct Database {
    /// `sqlite:` and the path of a file, or the `postgres://` address of a database.
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "ALONGSIDE_DATABASE",
        hide_env_values = true
    )]
    pub(crate) database: String,
    /// The file with the installation's key, which only its owner may open; `serve` and `import` make it with a new
    /// database. The key may come in the environment instead: 64 hexadecimal digits in ALONGSIDE_KEY.
    #[arg(
        long,
        value_name = "FILE",
        env = "ALONGSIDE_KEY_FILE",
        hide_env_values = true,
        default_value = "alongside.key"
    )]
    pub(crate) key_file: PathBuf,
}

#[derive(Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    pub(crate) listen: Listen,
    /// A folder to keep the demo in; without it the demo is forgotten when it stops.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// The day it is in the demo when it starts: the last day of its data or a later one.
    #[arg(long, value_name = "DAY", default_value_t = demo::AS_AT, value_parser = day_of_the_demo)]
    pub(crate) today: Date,
}

#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) reach: Reach,
    #[command(flatten)]
    pub(crate) mail: Mailing,
    #[command(flatten)]
    pub(crate) provider: Providing,
    /// Where the signed head of the tree is written each minute in which it grew, at the start and at the end: a file
    /// that is only added to, or - for standard output. May be given more than once. Keep it where whoever has the
    /// database cannot reach, and hold the database against it with `verify`.
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoints: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) database: Database,
    /// Heads that `serve --checkpoints` wrote: a database that was rolled back or written anew is found by them alone.
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoints: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Looked {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) what: What,
}

/// Of what the trail is asked.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct What {
    /// A session, by its id: every look in it, with the families it was shown.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<Uuid>,
    /// A family, by its reference: every look that showed it, alone or among others in a list or a file.
    #[arg(long, value_name = "REFERENCE")]
    pub(crate) family: Option<String>,
}

/// The form an evaluation is written in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Everything, for programs.
    Json,
    /// One page to read and print.
    Html,
    /// A workbook with a sheet for each table.
    Xlsx,
    /// The figures as one CSV; with --out naming a folder, every table as a file in it.
    Csv,
}

/// Whether Public Law Outline is a level of its own.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Plo {
    /// Above a child protection plan.
    Separate,
    /// Part of a child protection plan.
    Within,
}

impl From<Plo> for Levels {
    fn from(plo: Plo) -> Self {
        match plo {
            Plo::Separate => Self::Separate,
            Plo::Within => Self::Within,
        }
    }
}

#[derive(Args)]
pub(crate) struct Evaluate {
    /// A workbook (.xlsx) or a folder of CSV files.
    #[arg(required_unless_present = "database", conflicts_with = "database")]
    pub(crate) path: Option<PathBuf>,
    /// Evaluate the live service in this database instead of a file: `sqlite:` and a path, or a `postgres://` address.
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["mapping", "service"])]
    pub(crate) database: Option<String>,
    /// The file with the installation's key, for a database.
    #[arg(
        long,
        value_name = "FILE",
        env = "ALONGSIDE_KEY_FILE",
        hide_env_values = true,
        default_value = "alongside.key"
    )]
    pub(crate) key_file: PathBuf,
    /// The day everything is counted as at, such as 2022-08-30.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) as_at: Date,
    /// Count only what had been recorded by the end of this day in London, as the live service was known then; without
    /// it everything recorded since counts, with what has been put right. Needs --database: a file does not say when
    /// its rows were written.
    #[arg(long, value_name = "DAY", value_parser = day, requires = "database")]
    pub(crate) as_known_on: Option<Date>,
    /// Only families referred from this day on.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) from: Option<Date>,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,
    /// The file (or for CSV the folder) to write; standard output without it.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Unit costs: a CSV file, or a workbook with the sheet unit_costs. Without it those with the data are taken, or
    /// else the standard ones.
    #[arg(long, value_name = "FILE")]
    pub(crate) costs: Option<PathBuf>,
    /// How the workbook's headings and answers are to be read: a file that `mapping` wrote and a person completed.
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Public Law Outline as a level of its own, or within a child protection plan.
    #[arg(long, value_enum, default_value_t = Plo::Separate)]
    pub(crate) plo: Plo,
    /// The length of the programme in months, for what is saved over the period.
    #[arg(long, value_name = "MONTHS", default_value_t = 18, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) programme_months: u64,
    /// The name of the service on the evaluation of a file.
    #[arg(long, value_name = "NAME", default_value = "Multi-disciplinary team")]
    pub(crate) service: String,
}

#[derive(Args)]
pub(crate) struct Import {
    /// A workbook (.xlsx) or a folder of CSV files.
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) database: Database,
    /// How the workbook's headings and answers are to be read: a file that `mapping` wrote and a person completed.
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// The name of the service, if the database has none yet.
    #[arg(long, value_name = "NAME", default_value = "Multi-disciplinary team")]
    pub(crate) service: String,
    /// The last day the workbook tells of; today without it. What has no date in the workbook is
    /// told on this day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) told_on: Option<Date>,
}

#[derive(Args)]
pub(crate) struct SignInLink {
    #[command(flatten)]
    pub(crate) database: Database,
    /// Where the service is found in a browser.
    #[arg(long, value_name = "ADDRESS", default_value = "http://127.0.0.1:8080")]
    pub(crate) at: String,
    /// Take the administrator's second factor off too: the telephone and the recovery codes are lost.
    #[arg(long)]
    pub(crate) take_off_second_factor: bool,
}

#[derive(Args)]
pub(crate) struct Mapping {
    /// A workbook (.xlsx) or a folder of CSV files.
    pub(crate) workbook: PathBuf,
    /// The mapping file to write; standard output without it.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Template {
    /// The workbook to write.
    #[arg(long, value_name = "FILE", default_value = "alongside-template.xlsx")]
    pub(crate) out: PathBuf,
}

/// A day as it is written everywhere in the program's input and output.
fn day(text: &str) -> Result<Date, String> {
    let wrong = || "write a day that there is as year-month-day, such as 2022-08-30".to_owned();
    text.parse().map_err(|_| wrong())
}

/// A day the demo may start on: what is recorded on it comes after the demo's own data.
fn day_of_the_demo(text: &str) -> Result<Date, String> {
    let told = day(text)?;
    if told < demo::AS_AT {
        return Err(format!(
            "the demo's data end on {}; give that day or a later one",
            demo::AS_AT
        ));
    }
    Ok(told)
}

impl Evaluate {
    /// What each option allows alone and together they do not.
    fn check(&self) -> Result<(), &'static str> {
        if self.from.is_some_and(|from| from > self.as_at) {
            return Err("--from is after --as-at: no day lies between them");
        }
        if self.format == Format::Xlsx && self.out.is_none() {
            return Err("a workbook needs a file to be written to: add --out FILE.xlsx");
        }
        Ok(())
    }
}

/// Whether a word of the command line is an address with a password in it.
fn holds_a_password(word: &str) -> bool {
    let rest = word.split_once("://").map(|(_, rest)| rest);
    let before_host = rest.and_then(|rest| rest.split(['/', '?']).next()?.rsplit_once('@'));
    let in_query = || rest.is_some_and(|rest| rest.contains("password="));
    before_host.is_some_and(|(user, _)| user.contains(':')) || in_query()
}

impl Cli {
    /// The command line, if it can be understood.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let cli = Self::try_parse()?;
        if std::env::args().any(|word| holds_a_password(&word)) {
            let words = "others on this machine can list what a program is started with, so leave the password out of \
                         the address: the whole address may come in ALONGSIDE_DATABASE, or the password in PGPASSWORD";
            return Err(Self::command().error(ErrorKind::ValueValidation, words));
        }
        if let Command::Evaluate(asked) = &cli.command {
            asked.check().map_err(|words| {
                let mut program = Self::command();
                program.build();
                let evaluate = program.find_subcommand_mut("evaluate");
                evaluate
                    .expect("it was just parsed")
                    .error(ErrorKind::ArgumentConflict, words)
            })?;
        }
        Ok(cli)
    }

    /// Does the command.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Demo(asked) => serve::demo(&asked, demo::SERVICE),
            Command::Serve(asked) => serve::serve(&asked),
            Command::Evaluate(asked) => evaluate::run(&asked),
            Command::Import(asked) => import::run(&asked),
            Command::Mapping(asked) => files::mapping(&asked),
            Command::Template(asked) => files::template(&asked),
            Command::SignInLink(asked) => sign_in_link::run(&asked),
            Command::Verify(asked) => verify::run(&asked),
            Command::Looked(asked) => looked::run(&asked),
            Command::Measures => outcome::print(evaluation::measures_document().as_bytes()),
            Command::Permissions => outcome::print(documents::permissions().as_bytes()),
            Command::HelpAll => outcome::print(documents::help(Self::command()).as_bytes()),
        }
    }
}
