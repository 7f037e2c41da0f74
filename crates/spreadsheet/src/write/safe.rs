//! Text that a spreadsheet program would run as a formula.

use std::borrow::Cow;

/// The text with an apostrophe before it if a spreadsheet program could take it for a formula.
///
/// Excel, LibreOffice and Google Sheets run a cell of a CSV file that begins with `=`, `+`, `-` or `@`, and
/// some take `%` and `|` for the start of one (OWASP, "CSV injection"). Spaces, control characters and
/// invisible characters before those are passed over by some programs, so they are passed over here;
/// a tab, line end or NUL at the start is enough by itself. The full-width forms count as well.
pub fn without_formula(text: &str) -> Cow<'_, str> {
    if could_run(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn could_run(text: &str) -> bool {
    text.starts_with(char::is_control)
        || text
            .trim_start_matches(is_passed_over)
            .starts_with(['=', '+', '-', '@', '%', '|', '＝', '＋', '－', '＠'])
}

/// Characters that take no room or only room: spaces, controls, byte order marks, joiners, direction marks.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_prefixed() {
        for text in [
            "=HYPERLINK(\"x\")",
            "+cmd|' /C calc'!A0",
            "-1+1",
            "@SUM(A1)",
            "%a",
            "|a",
            "\t=1",
            "\rx",
            "\nx",
            "\0",
            "\u{FEFF}=1",
            "\u{200B}\u{200B}@a",
            "   =1",
            "\u{A0}-1",
            "＝1",
        ] {
            assert_eq!(without_formula(text), format!("'{text}"));
        }
    }

    #[test]
    fn plain_text_is_left_alone() {
        for text in [
            "",
            "Alcohol (referral)",
            "a=b",
            "0-4",
            "'=1",
            " x",
            "6 (34) 18%",
            "£-5",
        ] {
            assert_eq!(without_formula(text), text);
        }
    }
}
