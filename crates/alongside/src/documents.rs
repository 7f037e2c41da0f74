//! What the program prints about itself, as documents.

use std::fmt::Write;

/// The help of every command.
pub(crate) fn help(mut program: clap::Command) -> String {
    // A fixed width, whatever terminal it is made in.
    program = program.term_width(100);
    program.build();
    let mut out = String::from(
        "# The command line\n\nWhat `alongside COMMAND --help` prints, for every command.\n\n",
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

/// Who may do what.
pub(crate) fn permissions() -> String {
    format!(
        "# Who may do what\n\n`yes` is for every family of the service; `own families` are those whose case \
         the social worker holds. What nobody may see is not named either: an unknown \
         family and a forbidden one answer alike.\n\nA family that a manager has restricted is there \
         for those who work with it (its case holder, and whoever of the team supports somebody) and \
         for those a manager has named, one of whom is a manager. To everybody else there is no such \
         family, whatever the table says.\n\n{}\n## Every address\n\nTo whoever may not, \
         there is no such page. Who has not signed in is led to signing in. Within an address what is shown \
         and changed depends on the family as above.\n\n{}",
        access::permissions(),
        web::routes_table()
    )
}
