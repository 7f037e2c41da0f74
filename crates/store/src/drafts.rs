//! Drafts: what somebody has typed and not sent. Sealed, and read by its author alone.

use access::Viewer;
use calendar::Stamp;
use record::{ServiceId, SubmissionId, WorkerId};

use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::{Error, Store};

statements! {
    // What was sent already is no draft any more: a save that comes late leaves nothing behind.
    PUT_DRAFT = "insert into draft (service_id, worker_id, draft_id, form, saved_at, body) \
        select $1, $2, $3, $4, $5, $6 where not exists (select 1 from submission \
        where service_id = $1 and submission_id = $3) \
        on conflict (service_id, worker_id, draft_id) do update set form = excluded.form, \
        saved_at = excluded.saved_at, body = excluded.body";
    DRAFTS = "select draft_id, form, saved_at, body from draft \
        where service_id = $1 and worker_id = $2 order by saved_at desc, draft_id";
    DRAFTS_OF_FORM = "select draft_id, form, saved_at, body from draft \
        where service_id = $1 and worker_id = $2 and form = $3 \
        order by saved_at desc, draft_id limit 1";
    // The change first: it holds the row until the words have been put in.
    TOUCH_DRAFT = "update draft set saved_at = $4 \
        where service_id = $1 and worker_id = $2 and draft_id = $3";
    BODY = "select body from draft \
        where service_id = $1 and worker_id = $2 and draft_id = $3";
    PUT_BODY = "update draft set body = $4 \
        where service_id = $1 and worker_id = $2 and draft_id = $3";
    DROP_DRAFT = "delete from draft where service_id = $1 and worker_id = $2 and draft_id = $3";
}

/// Something typed and not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The submission it becomes when it is sent.
    pub id: SubmissionId,
    /// The address of the form, which names nobody.
    pub form: String,
    /// When it was last saved.
    pub saved_at: Stamp,
    /// The fields as a browser sends them.
    pub body: String,
}

impl Store {
    /// Keeps a draft, in the place of what was kept under its id. Nothing is kept of what has been
    /// sent already.
    pub async fn put_draft(
        &self,
        service: ServiceId,
        author: WorkerId,
        draft: &Draft,
    ) -> Result<(), Error> {
        let context = context(service, author, draft.id);
        let body = self.keys().seal_draft(&context, draft.body.as_bytes())?;
        let cells = args![
            service.0,
            author.0,
            draft.id.0,
            draft.form.as_str(),
            draft.saved_at,
            body,
        ];
        self.write(move |tx| {
            let cells = cells.clone();
            Box::pin(async move { tx.run(PUT_DRAFT, cells).await.map(drop) })
        })
        .await
    }

    /// Changes what a draft holds, from what it holds then: of two changes at once neither is
    /// lost. Nothing is kept of a draft that was sent or thrown away.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such draft.
    pub async fn amend_draft(
        &self,
        service: ServiceId,
        author: WorkerId,
        id: SubmissionId,
        saved_at: Stamp,
        change: impl Fn(&str) -> String + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let context = context(service, author, id);
        let keys = self.keys().clone();
        let change = std::sync::Arc::new(change);
        self.write(move |tx| {
            let (context, keys, change) = (context.clone(), keys.clone(), change.clone());
            Box::pin(async move {
                let touched = args![service.0, author.0, id.0, saved_at];
                if tx.run(TOUCH_DRAFT, touched).await? == 0 {
                    return Err(Error::NotFound);
                }
                let row = tx.row(BODY, args![service.0, author.0, id.0]).await?;
                let sealed = row.ok_or(Error::NotFound)?.bytes(0)?;
                let body = keys.unseal_draft(&context, &sealed);
                let body = body.and_then(|body| String::from_utf8(body).ok());
                let body = body.ok_or_else(|| Error::unreadable("a draft"))?;
                let body = keys.seal_draft(&context, change(&body).as_bytes())?;
                let put = args![service.0, author.0, id.0, body];
                tx.run(PUT_BODY, put).await.map(drop)
            })
        })
        .await
    }

    /// A viewer's drafts, the latest first.
    pub async fn drafts(&self, viewer: &Viewer) -> Result<Vec<Draft>, Error> {
        let mut tx = self.engine().look().await?;
        let asked = args![viewer.service.0, viewer.worker.0];
        let rows = tx.rows(DRAFTS, asked).await?;
        rows.iter().map(|row| self.draft(viewer, row)).collect()
    }

    /// A viewer's latest draft of a form.
    pub async fn draft_of(&self, viewer: &Viewer, form: &str) -> Result<Option<Draft>, Error> {
        let mut tx = self.engine().look().await?;
        let asked = args![viewer.service.0, viewer.worker.0, form];
        let row = tx.row(DRAFTS_OF_FORM, asked).await?;
        row.map(|row| self.draft(viewer, &row)).transpose()
    }

    /// Forgets a draft of a viewer's own.
    pub async fn drop_draft(&self, viewer: &Viewer, id: SubmissionId) -> Result<(), Error> {
        let asked = args![viewer.service.0, viewer.worker.0, id.0];
        self.write(move |tx| {
            let asked = asked.clone();
            Box::pin(async move { tx.run(DROP_DRAFT, asked).await.map(drop) })
        })
        .await
    }

    /// A mark that a form was made for this author, so that what is sent after their session has
    /// ended can still be kept for them and nobody else.
    pub fn author_mark(
        &self,
        service: ServiceId,
        author: WorkerId,
        id: SubmissionId,
    ) -> Result<String, Error> {
        let whose = [service.0.into_bytes(), author.0.into_bytes()].concat();
        let sealed = self.keys().seal_draft(&mark_context(id), &whose)?;
        Ok(crate::keys::to_hex(&sealed))
    }

    /// Whom a form was made for; nothing for a mark that this installation did not make for this
    /// submission.
    pub fn author_of(&self, mark: &str, id: SubmissionId) -> Option<(ServiceId, WorkerId)> {
        let sealed = crate::keys::bytes_of_hex(mark)?;
        let whose = self.keys().unseal_draft(&mark_context(id), &sealed)?;
        let (service, author) = whose.split_at_checked(16)?;
        let service = uuid::Uuid::from_slice(service).ok()?;
        let author = uuid::Uuid::from_slice(author).ok()?;
        Some((ServiceId(service), WorkerId(author)))
    }

    fn draft(&self, viewer: &Viewer, row: &Row) -> Result<Draft, Error> {
        let id = SubmissionId(row.id(0)?);
        let context = context(viewer.service, viewer.worker, id);
        let body = self.keys().unseal_draft(&context, &row.bytes(3)?);
        let body = body.and_then(|body| String::from_utf8(body).ok());
        Ok(Draft {
            id,
            form: row.text(1)?,
            saved_at: row.parsed(2, "the time of a draft")?,
            body: body.ok_or_else(|| Error::unreadable("a draft"))?,
        })
    }
}

/// What was sent is no draft of whoever sent it: it goes in the transaction that stores it.
pub(crate) async fn sent(
    tx: &mut Tx,
    service: ServiceId,
    author: WorkerId,
    id: SubmissionId,
) -> Result<(), Error> {
    let asked = args![service.0, author.0, id.0];
    tx.run(DROP_DRAFT, asked).await.map(drop)
}

fn context(service: ServiceId, author: WorkerId, id: SubmissionId) -> Vec<u8> {
    let ids = [
        service.0.into_bytes(),
        author.0.into_bytes(),
        id.0.into_bytes(),
    ];
    [&b"draft"[..], &ids.concat()].concat()
}

fn mark_context(id: SubmissionId) -> Vec<u8> {
    [&b"author"[..], id.0.as_bytes()].concat()
}
