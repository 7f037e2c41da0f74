//! What parents and children said that may be quoted, read from their sealed entries: no view row
//! holds a word of it.

use std::collections::BTreeSet;

use access::{Authorised, Evaluate};
use calendar::AsAt;
use record::lists::{FeedbackFrom, YesNo};
use record::{Dated, FamilyId, Feedback, ServiceId, fold};

use crate::keyring::KeyRing;
use crate::restricted::Kept;
use crate::sql::{args, statements};
use crate::stored::StoredEntry;
use crate::{Error, Store, looks};

statements! {
    // What puts feedback right is feedback: nothing else is needed to say what stands.
    FEEDBACK = "select e.service_id, e.family_id, e.sequence, e.kind, e.version, e.visibility, \
        e.named, e.happened, e.happened_on, e.recorded_at, e.recorded_by, e.corrects, \
        e.submission_id, e.body, f.reference from entry e join family f \
        on f.service_id = e.service_id and f.family_id = e.family_id \
        where e.service_id = $1 and e.kind = 'feedback' order by e.family_id, e.sequence";
    FEEDBACK_KEYS = "select family_id, class, wrapped from family_key where service_id = $1 \
        and family_id in (select family_id from entry where service_id = $1 and kind = 'feedback')";
}

/// Words of a parent or child with consent to quote them without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// A parent or a child.
    pub from: FeedbackFrom,
    /// The words in which nothing says who it was; empty until somebody has written them.
    pub words: String,
    /// The family, for those who may go to it.
    pub family: FamilyId,
    /// Its reference, for those who may know it.
    pub reference: String,
}

impl Store {
    /// What may be quoted as at a day, without those that wait for words and that the viewer does not
    /// see: parents first, in the order of the words: that of the families
    /// would say more than the words do.
    pub async fn quotes(
        &self,
        service: &Authorised<ServiceId, Evaluate>,
        as_at: AsAt,
    ) -> Result<Vec<Quote>, Error> {
        let id = service.id();
        let mut tx = self.engine().read().await?;
        let rows = tx.rows(FEEDBACK, args![id.0]).await?;
        let keys = tx.rows(FEEDBACK_KEYS, args![id.0]).await?;
        let rings = KeyRing::from_rows(self.keys(), id, &keys)?;
        let stored = rows
            .iter()
            .map(|row| Ok((StoredEntry::from_row(row)?, row.maybe_text(14)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        let holder = (service.by(), service.sight());
        let kept = Kept::from_holder(&mut tx, id, holder).await?;
        let mut quotes = Vec::new();
        for told in stored.chunk_by(|(a, _), (b, _)| a.family == b.family) {
            let family = told[0].0.family;
            let ring = rings
                .get(&family)
                .ok_or_else(|| Error::unreadable(format!("the keys of family {family}")))?;
            let entries = told.iter().map(|(entry, _)| entry.open(ring));
            let entries = entries.collect::<Result<Vec<_>, Error>>()?;
            let said = fold(family, &entries, as_at).work.feedback;
            let seen = |it: &Dated<Feedback>| {
                let entry = entries.iter().find(|entry| entry.sequence == it.entry);
                let sees = entry.is_some_and(|entry| service.sight().sees(&entry.visibility));
                sees && !kept.has(family)
            };
            // Words in which nothing says who it was are for all; that there are others of which
            // somebody still has to write them, only for who sees those.
            let may = said.iter().filter(|it| {
                let written = !it.what.quote.trim().is_empty();
                it.what.may_quote == YesNo::Yes && (written || seen(it))
            });
            quotes.extend(may.map(|it| Quote {
                from: it.what.from,
                words: it.what.quote.trim().to_owned(),
                family,
                reference: told[0].1.clone().unwrap_or_default(),
            }));
        }
        quotes.sort_by(|a, b| (a.from, &a.words).cmp(&(b.from, &b.words)));
        looks::shows_unnamed(quotes.len());
        Ok(quotes)
    }
}

impl Quote {
    /// The quotes of these families.
    pub fn of(quotes: Vec<Self>, references: &BTreeSet<&str>) -> Vec<Self> {
        let among = |quote: &Self| references.contains(quote.reference.as_str());
        quotes.into_iter().filter(among).collect()
    }
}
