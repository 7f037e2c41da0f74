//! The token of a session's forms. A browser sends a session's cookie whoever made the form it
//! sends; only a page of the same session knows the token that goes with it. One layer writes it
//! into every form of every page and another asks for it, so that no form can go without.

use axum::Extension;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, stream};
use govuk::Button;
use maud::html;
use sha2::{Digest as _, Sha256};

use crate::app::{App, Shared};
use crate::error::Problem;
use crate::recording::typed::Typed;
use crate::recording::{Kept, keep_if_own};
use crate::{session, shell};

/// The hidden field, the first of each form.
const FIELD: &str = "token";
/// Fields that a form has: more than the largest workbook asks questions.
const MOST_FIELDS: usize = 5_000;
/// Fields that say what a form is and of whom. Sent twice, one place could read the first and
/// another the second.
const ONCE: [&str; 6] = [FIELD, "submission", "author", "form", "id", "draft"];
/// The start of an upload, in which its token is.
const START: usize = 1024;

/// What a form must carry besides the cookie of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// The token of the session.
    Token,
    /// The mark of whom it was made for, which its handler opens: what is typed is kept also when
    /// they have signed in anew since.
    Mark,
    /// Nothing: it does nothing in anybody's name.
    Nothing,
}

/// Writes the token of the browser's session into the forms of a page.
pub(crate) async fn written(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let token = own(&app, request.headers()).map(str::to_owned);
    let answer = next.run(request).await;
    let kind = answer.headers().get(CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let Some(token) = token.filter(|_| is_page) else {
        return answer;
    };
    let (mut parts, body) = answer.into_parts();
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return Problem::Failed.into_response();
    };
    parts.headers.remove(CONTENT_LENGTH);
    let page = match std::str::from_utf8(&page) {
        Ok(text) => Body::from(into_forms(text, &token)),
        Err(_) => Body::from(page),
    };
    Response::from_parts(parts, page)
}

/// A page with a hidden field at the head of each form that is sent.
fn into_forms(page: &str, token: &str) -> String {
    let field = format!("<input type=\"hidden\" name=\"{FIELD}\" value=\"{token}\">");
    let mut whole = String::with_capacity(page.len() + 4 * field.len());
    let mut rest = page;
    while let Some(start) = rest.find("<form") {
        let end = rest[start..]
            .find('>')
            .map_or(rest.len(), |end| start + end + 1);
        let (before, after) = rest.split_at(end);
        whole.push_str(before);
        if before[start..].contains(" method=\"post\"") {
            whole.push_str(&field);
        }
        rest = after;
    }
    whole.push_str(rest);
    whole
}

/// The token of the session that a browser is in.
fn own<'h>(app: &App, headers: &'h HeaderMap) -> Option<&'h str> {
    session::form_token(app.cookies.read(headers, session::NAME)?)
}

/// Around each form that is sent.
pub(crate) async fn asked(
    Extension(app): Extension<Shared>,
    Extension(needs): Extension<Needs>,
    request: Request,
    next: Next,
) -> Response {
    let own = own(&app, request.headers()).map(str::to_owned);
    let headers = request.headers().clone();
    let taken = if is_upload(&headers) {
        upload(request).await
    } else {
        form(request).await
    };
    let Taken {
        token,
        typed,
        request,
    } = match taken {
        Ok(taken) => taken,
        Err(answer) => return answer,
    };
    if ONCE.iter().any(|name| typed.all(name).count() > 1) {
        return not_whole();
    }
    // Who is in no session is told so by the page itself.
    if needs == Needs::Token && own.is_some_and(|own| !alike(&own, &token)) {
        return refused(&app, &headers, &typed).await;
    }
    next.run(request).await
}

/// Whether two tokens are the same; how long it takes says nothing of where they differ.
fn alike(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

fn not_whole() -> Response {
    let words = "This form is not whole. Open it again from the page it belongs to";
    Problem::BadRequest(words.to_owned()).into_response()
}

/// A form that came, and the request without its token.
struct Taken {
    token: String,
    typed: Typed,
    request: Request,
}

async fn form(request: Request) -> Result<Taken, Response> {
    let (mut parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let body = Bytes::from_request(whole, &()).await;
    let body = body.map_err(IntoResponse::into_response)?;
    let typed = Typed::parse(&String::from_utf8_lossy(&body));
    if typed.iter().count() > MOST_FIELDS {
        let words = "This form has more fields than any of Alongside's".to_owned();
        return Err(Problem::BadRequest(words).into_response());
    }
    let token = typed.get(FIELD).to_owned();
    let head = format!("{FIELD}={token}");
    let rest = match body.strip_prefix(head.as_bytes()) {
        Some(rest) => body.slice_ref(rest.strip_prefix(b"&").unwrap_or(rest)),
        None => body,
    };
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(rest.len()));
    Ok(Taken {
        token,
        typed,
        request: Request::from_parts(parts, Body::from(rest)),
    })
}

fn is_upload(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// Of an upload only the start is looked at: the token is the first of its parts. How large it may be
/// is the reader's to say.
async fn upload(request: Request) -> Result<Taken, Response> {
    let (mut parts, body) = request.into_parts();
    let mut coming = body.into_data_stream();
    let mut start = Vec::new();
    while start.len() < START
        && let Some(piece) = coming.next().await
    {
        let piece = piece.map_err(|_| StatusCode::BAD_REQUEST.into_response())?;
        start.extend_from_slice(&piece);
    }
    let (token, rest) = first_part(&start);
    let rest = Bytes::copy_from_slice(rest);
    parts.headers.remove(CONTENT_LENGTH);
    let body = stream::once(async { Ok(rest) }).chain(coming);
    Ok(Taken {
        token,
        typed: Typed::default(),
        request: Request::from_parts(parts, Body::from_stream(body)),
    })
}

/// The token, if it is the first part of an upload, and what comes after it.
fn first_part(start: &[u8]) -> (String, &[u8]) {
    let part = || {
        let line = start.windows(2).position(|two| two == b"\r\n")?;
        let (delimiter, rest) = start.split_at(line);
        let head = format!("\r\nContent-Disposition: form-data; name=\"{FIELD}\"\r\n\r\n");
        let rest = rest.strip_prefix(head.as_bytes())?;
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let token = std::str::from_utf8(&rest[..end]).ok()?;
        let rest = &rest[end + 2..];
        rest.starts_with(delimiter)
            .then(|| (token.to_owned(), rest))
    };
    part().unwrap_or((String::new(), start))
}

/// What is said to somebody whose form does not belong to the session they are in: nothing was done,
/// and nothing they typed is lost.
async fn refused(app: &App, headers: &HeaderMap, typed: &Typed) -> Response {
    let kept = match session::viewer(app, headers).await {
        Ok(Some(viewer)) => keep_if_own(app, &viewer, typed).await,
        Ok(None) | Err(_) => Kept::No,
    };
    let title = "This form is out of date";
    let secret = |name: &str| name.contains("password") || name == "old" || name == "code";
    let shown = typed.clone().without(|name| secret(name) || name == FIELD);
    let content = html! {
        h1.govuk-heading-l { (title) }
        p.govuk-body { "It was opened before you last signed in, or did not come from Alongside. Nothing was done." }
        @if kept == Kept::Yes {
            p.govuk-body { "What you typed is kept for you and nobody else. Open the form again to go on with it." }
            p { (Button::link("Go to my drafts", "/drafts")) }
        } @else {
            @if shown.words().next().is_some() {
                p.govuk-body { "What was typed is here. Copy what you need, and open the form again." }
                @for words in shown.words() { pre.app-typed { (words) } }
            }
            p { (Button::link("Go to your start page", "/")) }
        }
    };
    (StatusCode::FORBIDDEN, shell::bare(title, content)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_that_is_sent_begins_with_the_token() {
        let page = "<p><form method=\"get\"><b></form><form class=\"a\" method=\"post\" action=\"/b\"><i></form>";
        let field = "<input type=\"hidden\" name=\"token\" value=\"ab\">";
        let (before, after) = page.split_at(page.find("<i>").unwrap());
        assert_eq!(into_forms(page, "ab"), format!("{before}{field}{after}"));
        assert_eq!(
            into_forms("&lt;form method=\"post\"&gt;", "ab"),
            "&lt;form method=\"post\"&gt;"
        );
        assert_eq!(into_forms("cut off <form", "ab"), "cut off <form");
    }

    #[test]
    fn the_token_of_an_upload_is_its_first_part() {
        let part = "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nab\r\n";
        let rest = "--x\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\n1\r\n--x--\r\n";
        let whole = format!("{part}{rest}");
        assert_eq!(
            first_part(whole.as_bytes()),
            ("ab".to_owned(), rest.as_bytes())
        );
        for other in [
            rest,
            "",
            "--x\r\n",
            part.split_at(40).0,
            &part[..part.len() - 2],
        ] {
            assert_eq!(
                first_part(other.as_bytes()),
                (String::new(), other.as_bytes())
            );
        }
    }
}
