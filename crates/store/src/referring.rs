//! What somebody who refers a family needs: the next free reference, and whether a family with the
//! same people may be here already.

use std::collections::BTreeSet;

use access::{Authorised, Open};
use calendar::When;
use record::{FamilyId, PersonRecord, SubmissionId};

use crate::known::Known;
use crate::list::pattern;
use crate::restricted::kept_from;
use crate::sql::{args, statements};
use crate::views::ListedPerson;
use crate::{Error, Store, looks};

statements! {
    REFERENCES = "select reference from family \
        where service_id = $1 and reference like 'F%'";
    // The names are those that a social worker sees in the list.
    NAMED = concat!("select family_id, people from family_view \
        where service_id = $1 and search like $2 escape '\\' and family_id not in ",
        kept_from!("$3"), " order by reference, family_id");
    SENT = "select family_id from submission where service_id = $1 and submission_id = $2";
}

/// Somebody of a family that is being referred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somebody {
    /// Their name.
    pub name: String,
    /// When they were born, as far as is known.
    pub born: Option<When>,
}

impl Store {
    /// The reference for the next family of a service: F and the number after the highest.
    pub async fn next_family_reference(
        &self,
        family: &Authorised<FamilyId, Open>,
    ) -> Result<String, Error> {
        let mut tx = self.engine().look().await?;
        let rows = tx.rows(REFERENCES, args![family.service().0]).await?;
        let references = rows
            .iter()
            .map(|row| row.text(0))
            .collect::<Result<Vec<String>, Error>>()?;
        Ok(next(references.iter().map(String::as_str)))
    }

    /// Families of the service that may be this one: somebody of theirs has the same name, or the
    /// same last name and the same day of birth. It is for whoever refers; what they are told of
    /// it is for the page to decide. Families that are kept from them are left out.
    pub async fn families_alike(
        &self,
        family: &Authorised<FamilyId, Open>,
        people: &[Somebody],
    ) -> Result<Vec<FamilyId>, Error> {
        let service = family.service();
        let mut alike = BTreeSet::new();
        let lasts: BTreeSet<String> = people.iter().filter_map(|p| last(&p.name)).collect();
        let mut tx = self.engine().read().await?;
        for surname in lasts {
            let asked = args![service.0, pattern(&surname), family.by().0];
            let rows = tx.rows(NAMED, asked).await?;
            for row in rows {
                let id = FamilyId(row.id(0)?);
                let known: Vec<ListedPerson> = serde_json::from_str(&row.text(1)?)
                    .map_err(|_| Error::unreadable("the people of a family in the list"))?;
                let names: Vec<&str> = known.iter().filter_map(|p| p.name.as_deref()).collect();
                if id == family.id() || alike.contains(&id) {
                    continue;
                }
                let has = |p: &Somebody| names.iter().any(|name| plain(name) == plain(&p.name));
                if people.iter().any(has) {
                    alike.insert(id);
                    continue;
                }
                let known = Known::load(&mut tx, self.keys(), service, id).await?;
                let born = |p: &Somebody| {
                    let alike = |k: &PersonRecord| {
                        k.born == p.born && k.name.as_deref().and_then(last) == last(&p.name)
                    };
                    p.born.is_some() && known.folded().people.iter().any(alike)
                };
                if people.iter().any(born) {
                    alike.insert(id);
                }
            }
        }
        looks::shows(alike.iter().copied());
        Ok(alike.into_iter().collect())
    }

    /// The family that a referral became, once it was sent.
    pub async fn family_sent(
        &self,
        service: record::ServiceId,
        submission: SubmissionId,
    ) -> Result<Option<FamilyId>, Error> {
        let mut tx = self.engine().look().await?;
        let row = tx.row(SENT, args![service.0, submission.0]).await?;
        let id = row.map(|row| row.maybe_id(0)).transpose()?;
        Ok(id.flatten().map(FamilyId))
    }
}

fn next<'a>(references: impl Iterator<Item = &'a str>) -> String {
    let numbers = references.filter_map(|reference| reference.strip_prefix('F')?.parse().ok());
    let highest: u64 = numbers.max().unwrap_or(0);
    format!("F{:03}", highest.saturating_add(1))
}

/// A name as it is compared: in small letters, with single spaces.
pub(crate) fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The last word of a name of more than one, as it is compared.
pub(crate) fn last(name: &str) -> Option<String> {
    plain(name)
        .rsplit(' ')
        .next()
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_reference_follows_the_highest_number() {
        assert_eq!(next([].into_iter()), "F001");
        assert_eq!(next(["F090", "F007", "Fern", "F12b"].into_iter()), "F091");
        assert_eq!(next(["F999"].into_iter()), "F1000");
    }

    #[test]
    fn names_are_compared_whatever_their_letters_and_spaces() {
        assert_eq!(plain("  Amber   MAKEBELIEVE "), "amber makebelieve");
        assert_eq!(last("Amber van Dale"), Some("dale".to_owned()));
        assert_eq!(last("  "), None);
    }
}
