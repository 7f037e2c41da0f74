//! A referral while it is written: one draft with the fields of all its pages.

use access::Viewer;
use calendar::Stamp;
use record::{AdviceId, FamilyId, PersonId, Relation, SubmissionId};
use store::Draft;

use crate::app::App;
use crate::error::Problem;
use crate::recording::typed::Typed;

/// What no page may change: whose referral it is, who is in it and which fields a page has.
const RESERVED: [&str; 8] = [
    "submission",
    "author",
    "form",
    "page",
    "family",
    "again",
    "person",
    ASKED,
];

/// The consultation somebody asked for, that the referral follows from.
pub(super) const ASKED: &str = "asked_before";

/// The field of a page that names its fields.
pub(super) const PAGE: &str = "page";

/// A referral of a viewer's own.
pub(super) struct Referral {
    pub(super) id: SubmissionId,
    pub(super) saved_at: Stamp,
    pub(super) typed: Typed,
}

/// Where a referral's pages are.
pub(super) fn address(id: SubmissionId) -> String {
    format!("/refer/{id}")
}

/// The name of a field that each person has.
pub(super) fn of(name: &str, person: PersonId) -> String {
    format!("{name}-{person}")
}

/// The draft with the fields of one page in the place of what it had of them. A field of the page
/// that was not sent (a box without a tick) is empty now; what is no field of the page stays.
pub(super) fn merge(draft: Typed, page: &Typed) -> Typed {
    let names: Vec<&str> = page.all(PAGE).flat_map(str::split_whitespace).collect();
    let names: Vec<&str> = names
        .into_iter()
        .filter(|n| !RESERVED.contains(n))
        .collect();
    let mut merged = draft.without(|field| names.contains(&field));
    for (name, value) in page.iter().filter(|(name, _)| names.contains(name)) {
        merged = merged.with(name, value);
    }
    merged
}

impl Referral {
    /// A referral of this viewer's; no page for anybody else.
    pub(super) async fn load(app: &App, viewer: &Viewer, id: &str) -> Result<Self, Problem> {
        let id: SubmissionId = id.parse().map_err(|_| Problem::NotFound)?;
        let draft = app.store().draft_of(viewer, &address(id)).await?;
        draft.map(Self::from).ok_or(Problem::NotFound)
    }

    /// Its address.
    pub(super) fn address(&self) -> String {
        address(self.id)
    }

    /// The family it makes or goes on with.
    pub(super) fn family(&self) -> Option<FamilyId> {
        self.typed.get("family").parse().ok()
    }

    /// The consultation its writer asked for, that it follows from.
    pub(super) fn follows(&self) -> Option<AdviceId> {
        self.typed.get(ASKED).parse().ok()
    }

    /// Whether it is of a family that is here already.
    pub(super) fn is_again(&self) -> bool {
        self.typed.get("again") == "yes"
    }

    /// The people, in order.
    pub(super) fn people(&self) -> Vec<PersonId> {
        let people = self.typed.all("person");
        people.filter_map(|id| id.parse().ok()).collect()
    }

    /// The children, in order.
    pub(super) fn children(&self) -> Vec<PersonId> {
        let child = Some(Relation::Child);
        let people = self.people().into_iter();
        people.filter(|p| self.relation(*p) == child).collect()
    }

    /// Those for whom support is asked, in the order of the people.
    pub(super) fn asked(&self) -> Vec<PersonId> {
        let asked: Vec<PersonId> = self
            .typed
            .all("asked")
            .filter_map(|id| id.parse().ok())
            .collect();
        let people = self.people().into_iter();
        people.filter(|p| asked.contains(p)).collect()
    }

    /// What a person's part in the family was said to be.
    pub(super) fn relation(&self, person: PersonId) -> Option<Relation> {
        relation(self.typed.get(&of("relation", person)))
    }

    /// What a person is called on the referral's pages.
    pub(super) fn name(&self, person: PersonId) -> String {
        let name = self.typed.get(&of("name", person)).trim();
        if !name.is_empty() {
            return name.to_owned();
        }
        if self.is_unborn(person) {
            return "Unborn child".to_owned();
        }
        "Somebody not named yet".to_owned()
    }

    /// Whether a child was said not to be born yet.
    pub(super) fn is_unborn(&self, person: PersonId) -> bool {
        self.typed.get(&of("unborn", person)) == "yes"
    }

    /// Whether the service knew this person before.
    pub(super) fn was_known(&self, person: PersonId) -> bool {
        self.typed.get(&of("known", person)) == "yes"
    }

    /// Everybody as an id and a name, for fields that choose among them.
    pub(super) fn named(&self) -> Vec<(String, String)> {
        let people = self.people().into_iter();
        people.map(|p| (p.to_string(), self.name(p))).collect()
    }
}

impl From<Draft> for Referral {
    fn from(draft: Draft) -> Self {
        Self {
            id: draft.id,
            saved_at: draft.saved_at,
            typed: Typed::parse(&draft.body),
        }
    }
}

/// The code of a person's part in the family in a form.
pub(super) const fn relation_code(relation: Relation) -> &'static str {
    match relation {
        Relation::Parent => "parent",
        Relation::Child => "child",
        Relation::OtherAdult => "other_adult",
    }
}

/// The parts a person may have, in order.
pub(super) const RELATIONS: [Relation; 3] =
    [Relation::Parent, Relation::Child, Relation::OtherAdult];

/// The part with this code.
pub(super) fn relation(code: &str) -> Option<Relation> {
    RELATIONS
        .into_iter()
        .find(|relation| relation_code(*relation) == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Typed {
        Typed::default()
            .with("family", "1")
            .with("town", "Brightsea")
            .with("asked", "a")
            .with("asked", "b")
            .with("words", "kept")
    }

    #[test]
    fn a_page_changes_its_own_fields_and_no_other() {
        let page = Typed::default()
            .with(PAGE, "town asked")
            .with("town", "Sandby");
        let merged = merge(draft(), &page.clone().with("words", "not of this page"));
        assert_eq!(merged.get("town"), "Sandby");
        assert_eq!(merged.all("asked").count(), 0, "no box is ticked any more");
        assert_eq!(merged.get("words"), "kept");
        assert_eq!(merged.get(PAGE), "");
        assert_eq!(merge(merged.clone(), &page), merged);
    }

    #[test]
    fn pages_in_any_order_make_the_same_referral() {
        let town = Typed::default().with(PAGE, "town").with("town", "Sandby");
        let words = Typed::default().with(PAGE, "words").with("words", "new");
        let one = merge(merge(draft(), &town), &words);
        let other = merge(merge(draft(), &words), &town);
        for name in ["family", "town", "asked", "words"] {
            let of = |typed: &Typed| typed.all(name).map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(of(&one), of(&other));
        }
    }

    #[test]
    fn no_page_changes_whose_referral_it_is() {
        let page = Typed::default()
            .with(PAGE, "family person again page")
            .with("family", "2")
            .with("person", "c");
        assert_eq!(merge(draft(), &page), draft());
    }
}
