//! The empty workbook: the dictionary's sheets and headings, with lists to choose from and a note on each
//! heading, so that what is typed into it is read without questions.

use record::{Due, Field, Kind, NonAnswer, Point, Sheet};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::write::WriteError;

/// The name of the first sheet.
const READ_ME: &str = "read me";
/// The last row with lists and checks, from 0: enough for any team, and small in the file.
const LAST_ROW: u32 = 20_000;
/// Excel's longest prompt.
const LONGEST_PROMPT: usize = 255;

/// The empty workbook as the bytes of an `.xlsx` file; the same bytes every time.
pub fn template() -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // A fixed date, so that nothing in the file depends on when or where it was made.
    let created = ExcelDateTime::from_ymd(2022, 8, 30)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    read_me(workbook.add_worksheet().set_name(READ_ME)?)?;
    for sheet in Sheet::ALL {
        let to = workbook.add_worksheet().set_name(sheet.name())?;
        fill(to, sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn read_me(to: &mut Worksheet) -> Result<(), XlsxError> {
    const TEXT: &[&str] = &[
        "How to fill in this workbook",
        "",
        "There are three sheets: families (one row a family), children (one row a child) and emergency_sessions \
         (one row an emergency session). Leave their names and the first row of each as they are.",
        "Point at a heading to read what the question is, what may be written and when an answer is due. Most \
         cells have a list to choose from.",
        "Give each family, child and session a reference of its own, such as F001, C001 and E001. Write no names, \
         addresses or dates of birth anywhere. A child's and a session's family_id is the reference of their family.",
        "Write dates such as 30/08/2022.",
        "",
        "When there is no answer, say why:",
        "unknown – it was asked, and nobody knows",
        "missing – an answer was due and none was written down",
        "too_early – the case has only just started",
        "not_applicable – the question does not apply",
        "A blank cell counts as missing where an answer is due, and as not applicable where it is not: answers at \
         closure are due only for closed cases, and an age only for children who were born.",
        "",
        "If there were no emergency sessions, leave that sheet as it is.",
    ];
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = plain.clone().set_bold().set_font_size(14);
    to.set_column_width(0, 100)?;
    for (line, row) in TEXT.iter().zip(0..) {
        let format = if row == 0 { &title } else { &plain };
        to.write_with_format(row, 0, *line, format)?;
    }
    Ok(())
}

fn fill(to: &mut Worksheet, sheet: Sheet) -> Result<(), XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00E8_EDEE));
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let text = Format::new().set_num_format("@");
    to.set_freeze_panes(1, 1)?;
    for (field, column) in sheet.fields().iter().zip(0..) {
        let field = *field;
        let width = field.code().len().clamp(10, 24) as f64 + 2.0;
        to.write_with_format(0, column, field.code(), &heading)?;
        to.insert_note(
            0,
            column,
            &Note::new(note(field))
                .set_author("")
                .set_width(320)
                .set_height(160),
        )?;
        match field.kind() {
            Kind::Date => to.set_column_format(column, &date)?,
            // Else references such as 007 or 1/2 would become a number or a date.
            Kind::Reference | Kind::Place => to.set_column_format(column, &text)?,
            Kind::Code(_) | Kind::Number { .. } => to,
        };
        to.set_column_width(column, width)?;
        if let Some(check) = check(field, column)? {
            to.add_data_validation(1, column, LAST_ROW, column, &check)?;
        }
    }
    Ok(())
}

/// What a heading is, for whoever fills in the column.
fn note(field: Field) -> String {
    let due = match (field.due(), field.point()) {
        (Due::WhenClosed, _) => "Due when the case is closed.",
        (Due::WhenBorn, _) => "Due for children who were born.",
        (Due::Always, Point::Referral) => "Due for every row, as it was at referral.",
        (Due::Always, _) => "Due for every row.",
    };
    format!("{}\n\nWrite {}.\n\n{due}", field.title(), field.allowed())
}

/// What Excel is to check as a cell is filled in. References and places are free; everything is checked again
/// when the workbook is read.
fn check(field: Field, column: u16) -> Result<Option<DataValidation>, XlsxError> {
    let check = DataValidation::new();
    let check = match field.kind() {
        Kind::Reference | Kind::Place => return Ok(None),
        Kind::Code(list) => {
            let mut answers: Vec<&'static str> = list.codes.iter().map(|c| c.code).collect();
            answers.extend(NonAnswer::ALL.map(NonAnswer::code));
            // Excel takes at most 255 characters; a longer list is an error here, which the tests would show.
            check.allow_list_strings(&answers)?
        }
        Kind::Number { decimals, max } => check.allow_custom(Formula::new(number_rule(
            &crate::column_letters(column.into()),
            decimals,
            max,
        ))),
        Kind::Date => check.allow_custom(Formula::new(date_rule(&crate::column_letters(
            column.into(),
        )))),
    };
    let allowed: String = field.allowed().chars().take(LONGEST_PROMPT - 10).collect();
    Ok(Some(
        check
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Not allowed here")?
            .set_error_message(format!("Write {allowed}."))?,
    ))
}

/// True for a number in range or a no-answer.
fn number_rule(letters: &str, decimals: u8, max: i32) -> String {
    let cell = format!("{letters}2");
    let number = format!("AND({cell}>=0,{cell}<={max},{cell}=ROUND({cell},{decimals}))");
    format!("IF(ISNUMBER({cell}),{number},{})", non_answer_rule(&cell))
}

/// True for a day from 1990 to 2100 or a no-answer.
fn date_rule(letters: &str) -> String {
    let cell = format!("{letters}2");
    let date = format!("AND({cell}>=DATE(1990,1,1),{cell}<DATE(2101,1,1))");
    format!("IF(ISNUMBER({cell}),{date},{})", non_answer_rule(&cell))
}

fn non_answer_rule(cell: &str) -> String {
    let each = NonAnswer::ALL.map(|non| format!("{cell}=\"{}\"", non.code()));
    format!("OR({})", each.join(","))
}
