//! A form whose words are kept: shown, sent, and shown again with what was typed where it cannot be
//! done. Every form of casework and of the book of advice is one.

use access::Viewer;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use calendar::Stamp;
use govuk::{Alert, AlertKind, Button, Errors};
use maud::{Markup, html};
use record::SubmissionId;
use store::{Draft, Error, Sending};

use super::drafts;
use super::fields::Fields;
use super::typed::{HIDDEN, Typed};
use crate::account;
use crate::app::App;
use crate::error::Problem;
use crate::session;

/// A form as it is shown.
pub(crate) struct Sheet {
    submission: SubmissionId,
    pub(crate) typed: Typed,
    pub(crate) errors: Errors,
    /// When what is typed was last kept, if it was.
    kept: Option<Stamp>,
    pub(crate) status: StatusCode,
}

/// What a form says around its fields.
pub(crate) struct Around<'a> {
    pub(crate) title: &'a str,
    pub(crate) button: &'a str,
    /// The words and the address of the way out.
    pub(crate) back: (&'a str, &'a str),
    /// Another button, for what may come first.
    pub(crate) aside: Markup,
}

/// A form that came.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) viewer: Viewer,
    pub(crate) submission: SubmissionId,
    pub(crate) typed: Typed,
}

impl Sent {
    /// What was typed, to the letter, without what the program put into the form.
    pub(crate) fn words(&self) -> String {
        let own = |name: &str| HIDDEN.contains(&name) || name == "token";
        self.typed.clone().without(own).encode()
    }

    /// The same to the store, which tells it from one with other words.
    pub(crate) fn sending<'w>(&self, words: &'w str) -> Sending<'w> {
        Sending {
            submission: self.submission,
            typed: words,
        }
    }

    /// The same under another id, if this one was used for something else: sent once more it is
    /// stored.
    pub(crate) fn unless_used(self, app: &App, error: &Error) -> Self {
        match error {
            Error::SentOtherwise | Error::SubmissionUsed => Self {
                submission: SubmissionId((app.setup.new_id)()),
                ..self
            },
            _ => self,
        }
    }

    /// The answer, with what was typed kept where there is no page for it any more.
    pub(crate) async fn answered(
        &self,
        app: &App,
        answer: Result<Response, Problem>,
    ) -> Result<Response, Problem> {
        if matches!(answer, Err(Problem::NotFound | Problem::BadRequest(_))) {
            drafts::keep_own(app, &self.viewer, self.submission, &self.typed).await;
        }
        answer
    }

    /// What a body says, and who sent it. What came from nobody who is signed in is kept for whom
    /// the form was made for, and answered.
    pub(crate) async fn read(
        app: &App,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Self, Response> {
        let typed = Typed::parse(&String::from_utf8_lossy(body));
        // With what came by way of showing who somebody is came how they showed it: that is kept nowhere.
        let typed = typed.without(account::is_proof);
        let Ok(submission) = typed.get("submission").parse() else {
            let words = "This form is not whole. Open it again from the page it belongs to";
            return Err(Problem::BadRequest(words.to_owned()).into_response());
        };
        match session::viewer(app, headers).await {
            Ok(Some(viewer)) => match drafts::other_author(app, submission, &typed, &viewer) {
                Some(other) => Err(drafts::of_somebody_else(app, submission, &typed, other).await),
                None => Ok(Self {
                    viewer,
                    submission,
                    typed,
                }),
            },
            Ok(None) => Err(drafts::signed_out(app, submission, &typed).await),
            // Who asks cannot be found out: the words must not go with them.
            Err(_) => Err(drafts::give_back(&typed)),
        }
    }
}

/// What stands in the way of storing a form: in words at its head, with the status they go with.
/// Nobody is told more of what they may not do than that there is no such page.
pub(crate) fn refused(error: Error) -> Result<(Errors, StatusCode), Problem> {
    let (words, status) = match error {
        Error::NotFound => return Err(Problem::NotFound),
        Error::Refused(refusal) => (refusal.to_string(), StatusCode::UNPROCESSABLE_ENTITY),
        Error::SentOtherwise | Error::SubmissionUsed => {
            let words = "This form was sent before, and what it said then is saved. What it says now \
                         is not: look at what is there, and save this too if it belongs there";
            (words.to_owned(), StatusCode::CONFLICT)
        }
        error => {
            Problem::failed(&error);
            let words = "Nothing was saved, because Alongside could not reach its records. What \
                         you typed is still here: try again in a few minutes";
            (words.to_owned(), StatusCode::SERVICE_UNAVAILABLE)
        }
    };
    let mut errors = Errors::new();
    errors.add("act", words);
    Ok((errors, status))
}

impl Sheet {
    /// The form at an address with what its writer had begun, or as it starts.
    pub(crate) async fn open(
        app: &App,
        viewer: &Viewer,
        address: &str,
        start: impl FnOnce() -> Typed,
    ) -> Result<Self, Problem> {
        let draft = app.store().draft_of(viewer, address).await?;
        Ok(match draft {
            Some(draft) => Self {
                submission: draft.id,
                typed: Typed::parse(&draft.body),
                errors: Errors::new(),
                kept: Some(draft.saved_at),
                status: StatusCode::OK,
            },
            None => Self {
                submission: SubmissionId((app.setup.new_id)()),
                typed: start(),
                errors: Errors::new(),
                kept: None,
                status: StatusCode::OK,
            },
        })
    }

    /// The form again with what was typed, which is kept as a draft too.
    pub(crate) async fn again(
        app: &App,
        sent: Sent,
        address: &str,
        (errors, status): (Errors, StatusCode),
    ) -> Self {
        let saved_at = app.now();
        let draft = Draft {
            id: sent.submission,
            form: address.to_owned(),
            saved_at,
            body: sent.typed.encode(),
        };
        let (service, author) = (sent.viewer.service, sent.viewer.worker);
        let kept = app.store().put_draft(service, author, &draft).await;
        Self {
            submission: sent.submission,
            typed: sent.typed,
            errors,
            kept: kept.is_ok().then_some(saved_at),
            status,
        }
    }

    /// Whether the draft was made for its writer, from what they had sent on another form: they have
    /// not begun it themselves.
    fn began_by_itself(&self) -> bool {
        !self.typed.get(super::concern::SAVED).is_empty()
    }

    /// The fields with what was typed into them.
    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields {
            typed: &self.typed,
            errors: &self.errors,
        }
    }

    /// The form around its fields.
    pub(crate) fn markup(
        &self,
        app: &App,
        viewer: &Viewer,
        address: &str,
        around: &Around<'_>,
        fields: &Markup,
    ) -> Result<Markup, Problem> {
        let (service, author) = (viewer.service, viewer.worker);
        let mark = app.store().author_mark(service, author, self.submission)?;
        let (back, to) = around.back;
        Ok(html! {
            h1.govuk-heading-l { (around.title) }
            @if let (Some(kept), true) = (self.kept, self.status == StatusCode::OK && !self.began_by_itself()) {
                (Alert::new(AlertKind::Information, "You had begun this").with_heading().content(html! {
                    p { "What you typed was kept on " (kept.in_words()) "." }
                    form method="post" action="/drafts/delete" {
                        input type="hidden" name="draft" value=(self.submission);
                        (Button::new("Throw it away and begin again").secondary().small())
                    }
                }))
            }
            @if let Some(why) = self.errors.of("act") {
                p.govuk-error-message id="act" { span.govuk-visually-hidden { "Error: " } (why) }
            }
            form method="post" action=(address) novalidate data-keep="/drafts" {
                input type="hidden" name="submission" value=(self.submission);
                input type="hidden" name="author" value=(mark);
                input type="hidden" name="form" value=(address);
                (fields)
                p.app-kept role="status" data-kept {}
                div.govuk-button-group {
                    (Button::new(around.button).once())
                    (around.aside)
                    a.govuk-link href=(to) { (back) }
                }
            }
        })
    }
}

/// What was stored is no draft any more; one that stays behind is only in the way.
pub(crate) async fn stored(app: &App, viewer: &Viewer, submission: SubmissionId) {
    if let Err(error) = app.store().drop_draft(viewer, submission).await {
        Problem::failed(&error);
    }
}
