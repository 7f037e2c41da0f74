//! The advice of the team as a whole and of single disciplines: asked, read and filled in again
//! alike wherever advice is given.

use maud::{Markup, html};
use record::Advice;
use record::lists::Discipline;

use super::fields::Fields;
use super::typed::{Reader, Typed};

/// The team as a whole first, then each discipline.
fn everyone() -> impl Iterator<Item = Option<Discipline>> {
    std::iter::once(None).chain(Discipline::ALL.iter().copied().map(Some))
}

/// The field of the advice of one discipline, or of the team as a whole.
fn field(discipline: Option<Discipline>) -> String {
    discipline.map_or("advice".to_owned(), |it| format!("advice_{}", it.code()))
}

/// The fields. Those of single disciplines are folded away until one is filled in.
pub(crate) fn fields(form: Fields<'_>, who_sees: &str) -> Markup {
    let disciplines: Vec<(String, &str)> = Discipline::ALL
        .iter()
        .map(|it| (field(Some(*it)), it.label()))
        .collect();
    let names: Vec<&str> = disciplines.iter().map(|(name, _)| name.as_str()).collect();
    html! {
        (form.text("advice", "Advice of the team", who_sees, 4))
        (form.folded_unless_filled("Advice of single disciplines", &names, html! {
            @for (name, label) in &disciplines { (form.text(name, label, "", 2)) }
        }))
    }
}

/// What was advised: one piece for each discipline that said something.
pub(crate) fn read(read: &mut Reader<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    for discipline in everyone() {
        let words = read.words(&field(discipline));
        if !words.is_empty() {
            advice.push(Advice { discipline, words });
        }
    }
    advice
}

/// The fields as they would have been filled in.
pub(crate) fn refill(typed: Typed, advice: &[Advice]) -> Typed {
    advice.iter().fold(typed, |typed, it| {
        typed.with(&field(it.discipline), it.words.as_str())
    })
}
