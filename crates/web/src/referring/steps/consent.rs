//! Whether those for whom support is asked have said yes to it.

use maud::{Markup, html};
use record::Consent;
use record::lists::ConsentState;

use super::super::draft::{Referral, of};
use crate::recording::fields::Fields;
use crate::recording::typed::Reader;

const STATES: [ConsentState; 3] = [
    ConsentState::Given,
    ConsentState::NotYet,
    ConsentState::Declined,
];

fn state(code: &str) -> Option<ConsentState> {
    STATES.into_iter().find(|state| state.code() == code)
}

pub(crate) fn names(referral: &Referral) -> Vec<String> {
    let asked = referral.asked().into_iter();
    asked
        .flat_map(|person| [of("consent", person), of("how", person)])
        .collect()
}

pub(crate) fn fields(referral: &Referral, form: Fields<'_>) -> Markup {
    let asked = referral.asked();
    if asked.is_empty() {
        return html! {
            p.govuk-body {
                "Say first for whom support is asked: "
                a.govuk-link href={ (referral.address()) "/asks" } { "who support is asked for" } "."
            }
        };
    }
    html! {
        p.govuk-body { "Support works when people want it. A referral may be sent before everybody has been asked." }
        @for person in asked {
            h2.govuk-heading-m { (referral.name(person)) }
            (form.radios(&of("consent", person), "Consent to support", STATES.map(|s| (s.code(), s.label()))))
            (form.line(&of("how", person), "How", "By whom they were asked and how: at home, in person, by the parent."))
        }
    }
}

pub(crate) fn read(referral: &Referral, read: &mut Reader<'_>) -> Vec<Consent> {
    let asked = referral.asked().into_iter();
    let consents = asked.filter_map(|person| {
        let name = of("consent", person);
        let missing = "Say whether they have given consent: Not yet is an answer too";
        let state = read.choice(&name, missing, state);
        let how = read.words(&of("how", person)).trim().to_owned();
        Some(Consent {
            person,
            state: state?,
            how,
        })
    });
    consents.collect()
}

pub(crate) fn rows(referral: &Referral) -> Vec<(String, String)> {
    let typed = &referral.typed;
    let asked = referral.asked().into_iter();
    let rows = asked.map(|person| {
        let state = state(typed.get(&of("consent", person)));
        let state = state.map_or("Not answered", ConsentState::label);
        let words = match typed.get(&of("how", person)).trim() {
            "" => state.to_owned(),
            how => format!("{state}: {how}"),
        };
        (referral.name(person), words)
    });
    rows.collect()
}
