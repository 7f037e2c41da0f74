//! Referring a family again: a referral that begins with what is known of it.

use access::{Act, Role, Viewer};
use axum::extract::State;
use axum::response::Redirect;
use calendar::AsAt;
use govuk::Button;
use maud::{Markup, html};
use record::lists::Sex;
use record::{DataSet, Family, FamilyId, Field, Person, PersonId, Relation, Subject};
use serde::Deserialize;

use super::desk::Desk;
use super::draft::{self, Referral, of, relation_code};
use super::start;
use super::steps::answers;
use crate::app::Shared;
use crate::error::Problem;
use crate::recording::typed::Typed;
use crate::session::SignedIn;

/// Whether a viewer is shown the way to refer. A practitioner of the service asks the manager to
/// refer on behalf of a team.
pub(crate) fn is_offered(viewer: &Viewer) -> bool {
    viewer.may(Act::ReferFamily) && viewer.role != Role::Practitioner
}

/// The way to a referral again, on the page of a family whose case is closed or was refused.
pub(crate) fn offer(viewer: &Viewer, family: &Family) -> Markup {
    if !is_offered(viewer) || !may_be(family) {
        return Markup::default();
    }
    html! {
        form method="post" action="/refer/again" {
            input type="hidden" name="family" value=(family.id);
            (Button::new("Refer again").secondary())
        }
    }
}

fn may_be(family: &Family) -> bool {
    !family.referrals.is_empty() && !family.is_open()
}

#[derive(Deserialize)]
pub(super) struct Wanted {
    family: FamilyId,
}

/// Begins a referral of a family that is here, or goes on with the one begun before.
pub(super) async fn begin(
    State(app): State<Shared>,
    SignedIn(viewer): SignedIn,
    axum::Form(wanted): axum::Form<Wanted>,
) -> Result<Redirect, Problem> {
    let desk = Desk::load(&app, viewer).await?;
    let leave = app.store().authorise_read(&desk.viewer, wanted.family);
    let leave = leave.await?.ok_or(Problem::NotFound)?;
    if !desk.may_start() {
        return Ok(Redirect::to("/refer"));
    }
    let family = app.store().family(&leave, AsAt::day(desk.today)).await?;
    if !may_be(&family) {
        return Ok(Redirect::to(&format!("/families/{}", family.id)));
    }
    let drafts = app.store().drafts(&desk.viewer).await?;
    let mut begun = drafts
        .into_iter()
        .filter(|draft| draft.form == draft::address(draft.id))
        .map(Referral::from);
    if let Some(begun) = begun.find(|r| r.is_again() && r.family() == Some(family.id)) {
        return Ok(Redirect::to(&begun.address()));
    }
    start::keep(&app, &desk, &known(start::first(&desk), &family)).await
}

/// The fields with what is known of a family.
fn known(first: Typed, family: &Family) -> Typed {
    let mut typed = first
        .with("family", family.id.to_string())
        .with("again", "yes");
    if let Some(holder) = family.case_holder() {
        typed = typed
            .set("holder", holder.worker.to_string())
            .set("holder_team", holder.team.to_string());
    }
    let household = family.household.as_ref();
    let baseline = family.baseline.get(&Subject::Family).map(|b| &b.what);
    for set in household.into_iter().chain(baseline) {
        typed = answered(typed, set, "family");
    }
    for person in &family.people {
        typed = told(typed, family, person);
    }
    typed
}

fn told(typed: Typed, family: &Family, person: &Person) -> Typed {
    let id: PersonId = person.person;
    let field = |name: &str| of(name, id);
    // Whoever came in a workbook has a reference and no name.
    let name = person.name.as_deref().unwrap_or(&person.reference);
    let mut typed = typed
        .with("person", id.to_string())
        .with(&field("known"), "yes")
        .with(&field("name"), name)
        .with(&field("relation"), relation_code(person.relation));
    if let Some(born) = person.born {
        typed = typed.with(&field("born"), born.in_words());
    }
    let set = family.baseline.get(&Subject::Person(id)).map(|b| &b.what);
    if person.relation == Relation::Child
        && let Some(set) = set
    {
        let unborn = set.get(Field::ChildSex) == Some(&Sex::Unborn.value());
        // Time has passed: how old they are and whether they were born is to be said anew.
        let mut set = set.clone();
        set.remove(Field::AgeAtReferral);
        if unborn {
            set.remove(Field::ChildSex);
        }
        typed = answered(typed, &set, &id.to_string());
    }
    let lives = family.residences.iter().rev();
    if let Some(lives) = lives.map(|r| &r.what).find(|r| r.person == id) {
        let with = lives.with.map_or("unknown", record::lists::LivesWith::code);
        typed = typed
            .with(&field("here"), "no")
            .with(&field("where"), lives.place.as_str())
            .with(&field("with"), with);
    }
    typed
}

fn answered(typed: Typed, set: &DataSet, whose: &str) -> Typed {
    set.iter().fold(typed, |typed, (field, value)| {
        answers::given(typed, field, whose, value)
    })
}
