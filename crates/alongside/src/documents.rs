//! The help of every command as one document.

use std::fmt::Write;

/// The document.
pub(crate) fn help(mut program: clap::Command) -> String {
    // A fixed width, whatever terminal it is made in.
    program = program.term_width(100);
    program.build();
    let mut out = String::from(
        "# The command line\n\nExit status: 0 done, 2 problems in the data (all listed on standard \
         error, one a line), 64 wrong usage, 1 anything else.\n\n",
    );
    section(&mut out, program.clone(), "alongside");
    for command in program.get_subcommands() {
        section(
            &mut out,
            command.clone(),
            &format!("alongside {}", command.get_name()),
        );
    }
    out
}

fn section(out: &mut String, mut command: clap::Command, name: &str) {
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    write!(
        out,
        "## {name}\n\n```text\n{}\n```\n\n",
        lines.join("\n").trim_end()
    )
    .expect("strings take all");
}
