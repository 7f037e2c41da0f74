//! The book of advice: the service's own chronology. It is read as a whole and folded, for a service gives advice some hundred times a year.

use access::{Act, Advise, Ask, Authorised, Reach, Read, Viewer};
use calendar::Stamp;
use casework::{AdviceCommand, decide_advice};
use record::lists::CameOf;
use record::{
    AdviceBook, AdviceFact, AdviceId, Asking, ConsultationAsked, FamilyId, Given, ServiceId,
    SubmissionId, WorkerId, advice_book, advice_without,
};

use crate::book::{self, NewAdvice};
use crate::restricted::{Kept, kept_from};
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::{Error, Store, drafts, heads, looks};

statements! {
    WRITTEN_BEFORE = "select family_id, first_sequence from submission \
        where service_id = $1 and submission_id = $2";
    PUT_SENT = "insert into submission (service_id, submission_id, family_id, first_sequence, \
        last_sequence) values ($1, $2, null, $3, $3)";
    PUT_ASKED = "insert into asked_view (service_id, advice_id, family_id, asked_at) \
        values ($1, $2, $3, $4)";
    PUT_ANSWERED = "update asked_view set answered_at = $3 \
        where service_id = $1 and advice_id = $2 and answered_at is null";
    PUT_CONSULTED = "update asked_view set answered_at = $3, consulted_at = $3 \
        where service_id = $1 and family_id = $2 and answered_at is null";
    ASKED_ABOUT = "select advice_id from asked_view where service_id = $1 and family_id = $2 \
        and answered_at is null";
    WAITING_ASKED = concat!("select count(*), min(asked_at) from asked_view \
        where service_id = $1 and answered_at is null \
        and (family_id is null or family_id not in ", kept_from!("$2"), ")");
}

/// How much was asked for and waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedWaiting {
    /// How many.
    pub count: u64,
    /// When the longest of them was asked; nothing if none waits.
    pub since: Option<Stamp>,
}

impl Store {
    /// Writes in the book of advice. A submission that was stored before is not stored again.
    ///
    /// # Errors
    /// [`Error::Refused`] with the reason if it may not be written.
    pub async fn write_advice(
        &self,
        leave: &Authorised<ServiceId, Advise>,
        submission: SubmissionId,
        at: Stamp,
        command: AdviceCommand,
    ) -> Result<AdviceId, Error> {
        self.keep_advice(leave.id(), leave.by(), submission, at, command, None)
            .await
    }

    /// Asks the team for a consultation, about a family that the asker may read or about none.
    ///
    /// # Errors
    /// [`Error::Refused`] with the reason if it may not be asked.
    pub async fn ask_for_consultation(
        &self,
        leave: &Authorised<ServiceId, Ask>,
        about: Option<&Authorised<FamilyId, Read>>,
        submission: SubmissionId,
        at: Stamp,
        what: ConsultationAsked,
    ) -> Result<AdviceId, Error> {
        let command = AdviceCommand::Ask {
            on: at.london_date(),
            what: ConsultationAsked {
                family: about.map(Authorised::id),
                ..what
            },
        };
        self.keep_advice(leave.id(), leave.by(), submission, at, command, None)
            .await
    }

    /// Says what came of something the asker asked for: it is needed no more, or led to a referral.
    ///
    /// # Errors
    /// [`Error::NotFound`] if they did not ask for it.
    pub async fn answer_own_asking(
        &self,
        leave: &Authorised<ServiceId, Ask>,
        of: AdviceId,
        submission: SubmissionId,
        at: Stamp,
        family: Option<FamilyId>,
    ) -> Result<AdviceId, Error> {
        let command = AdviceCommand::SayWhatCame {
            on: at.london_date(),
            of,
            came: family.map_or(CameOf::NothingMore, |_| CameOf::Linked),
            family,
        };
        let by = leave.by();
        self.keep_advice(leave.id(), by, submission, at, command, Some(of))
            .await
    }

    /// `own` is what must have been asked by whoever writes.
    async fn keep_advice(
        &self,
        service: ServiceId,
        by: WorkerId,
        submission: SubmissionId,
        at: Stamp,
        command: AdviceCommand,
        own: Option<AdviceId>,
    ) -> Result<AdviceId, Error> {
        let keys = self.keys().clone();
        let id = AdviceId(submission.0);
        self.write(move |tx| {
            let (keys, command) = (keys.clone(), command.clone());
            Box::pin(async move {
                // Taken first: it puts the writers of a service in order, and with them the numbers.
                heads::take(tx, service).await?;
                let sent = args![service.0, submission.0];
                if let Some(before) = tx.row(WRITTEN_BEFORE, sent).await? {
                    let ours = before.maybe_id(0)?.is_none();
                    return if ours {
                        Ok(id)
                    } else {
                        Err(Error::SubmissionUsed)
                    };
                }
                let book = advice_book(&book::entries(tx, &keys, service).await?);
                if own.is_some_and(|own| book.asking(own).is_none_or(|it| it.by != by)) {
                    return Err(Error::NotFound);
                }
                let Some((happened, fact)) = decide_advice(&book, &command)? else {
                    return Ok(id);
                };
                let new = NewAdvice {
                    id,
                    happened,
                    at,
                    by,
                };
                let number = book::write(tx, &keys, service, new, &fact).await?;
                tx.run(PUT_SENT, args![service.0, submission.0, number])
                    .await?;
                follow(tx, service, id, at, &fact).await?;
                drafts::sent(tx, service, by, submission).await?;
                Ok(id)
            })
        })
        .await
    }

    /// The book of advice.
    pub async fn advice(&self, leave: &Authorised<ServiceId, Advise>) -> Result<AdviceBook, Error> {
        let book = self.book(leave.id(), leave.by()).await?;
        looks::shows_unnamed(book.asked.len() + book.given.len());
        Ok(book)
    }

    /// What the asker asked for, the latest first, each with the advice that answered it.
    pub async fn own_askings(
        &self,
        leave: &Authorised<ServiceId, Ask>,
    ) -> Result<Vec<(Asking, Option<Given>)>, Error> {
        let book = self.book(leave.id(), leave.by()).await?;
        let own = book.asked.iter().rev().filter(|it| it.by == leave.by());
        let own: Vec<_> = own.collect();
        looks::shows_unnamed(own.len());
        Ok(own
            .into_iter()
            .map(|it| {
                let mut given = book.given.iter();
                let given = given.find(|given| given.now.what.asked == Some(it.id));
                (it.clone(), given.cloned())
            })
            .collect())
    }

    /// How much was asked of the team and waits.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the viewer does not keep the book.
    pub async fn asked_waiting(&self, viewer: &Viewer) -> Result<AskedWaiting, Error> {
        if viewer.reach(Act::KeepAdvice) != Reach::Service {
            return Err(Error::NotFound);
        }
        let mut tx = self.engine().read().await?;
        let asked = args![viewer.service.0, viewer.worker.0];
        let row = tx.only(WAITING_ASKED, asked).await?;
        Ok(AskedWaiting {
            count: row.int(0)?.unsigned_abs(),
            since: row.maybe_parsed(1, "when something was asked")?,
        })
    }

    /// What was asked about a family and waits, the longest first.
    pub async fn asked_about(
        &self,
        family: &Authorised<FamilyId, Read>,
    ) -> Result<Vec<Asking>, Error> {
        let mut tx = self.engine().read().await?;
        let asked = args![family.service().0, family.id().0];
        // Mostly there is nothing, and the book need not be opened.
        if tx.rows(ASKED_ABOUT, asked).await?.is_empty() {
            return Ok(Vec::new());
        }
        // Whoever holds one reader does not wait for a second.
        drop(tx);
        let book = self.book(family.service(), family.by()).await?;
        let about = |it: &&Asking| it.what.family == Some(family.id());
        Ok(book.waiting().filter(about).cloned().collect())
    }

    /// The book without what is about families that are kept from the reader.
    async fn book(&self, service: ServiceId, reader: WorkerId) -> Result<AdviceBook, Error> {
        let mut tx = self.engine().read().await?;
        let kept = Kept::from(&mut tx, service, reader).await?;
        let entries = book::entries(&mut tx, self.keys(), service).await?;
        let entries = advice_without(entries, |family| kept.has(family));
        Ok(advice_book(&entries))
    }
}

/// A consultation about a family is recorded: what was asked about it waits no more.
pub(crate) async fn consulted(
    tx: &mut Tx,
    service: ServiceId,
    family: FamilyId,
    at: Stamp,
) -> Result<(), Error> {
    let cells = args![service.0, family.0, at];
    tx.run(PUT_CONSULTED, cells).await.map(drop)
}

/// Keeps what waits in step with the book.
async fn follow(
    tx: &mut Tx,
    service: ServiceId,
    id: AdviceId,
    at: Stamp,
    fact: &AdviceFact,
) -> Result<(), Error> {
    let answered = match fact {
        AdviceFact::Asked(what) => {
            let family = what.family.map(|family| family.0);
            let cells = args![service.0, id.0, family, at];
            return tx.run(PUT_ASKED, cells).await.map(drop);
        }
        AdviceFact::Given(what) => what.asked,
        AdviceFact::CameOf(it) => Some(it.of),
        AdviceFact::PutRight(_) => None,
    };
    let Some(answered) = answered else {
        return Ok(());
    };
    let cells = args![service.0, answered.0, at];
    tx.run(PUT_ANSWERED, cells).await.map(drop)
}
