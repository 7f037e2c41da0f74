//! The forms of the program, each sent with whatever is in its fields, to the program itself with a store: as a
//! practitioner, a manager, a social worker, an administrator, and as nobody.

#[path = "../../crates/web/tests/pilot/stage.rs"]
#[expect(dead_code, reason = "the tests of the pages use the rest of it")]
mod stage;

use std::cell::RefCell;
use std::collections::BTreeSet;

use access::Role;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use stage::Pilot;
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::tree;

/// Between a field and the next.
const NEXT: u8 = 0x1F;
/// Pages that are looked at for their forms, by each role.
const PAGES: usize = 250;
/// Forms that a program takes before another takes its place, so that it stays small.
const MOST: usize = 2_000;

thread_local! {
    static OPEN: RefCell<Option<Program>> = const { RefCell::new(None) };
}

struct Program {
    runtime: Runtime,
    pilot: Pilot,
    forms: Vec<Form>,
    sent: usize,
}

/// A form as somebody has it before them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    cookie: String,
    address: String,
    fields: Vec<(String, String)>,
}

/// Sends one form: two bytes choose it, one says whether the rest is the body or fields, each an ordinal and what
/// stands in it. The program must answer, whatever it says.
pub fn look(data: &[u8]) {
    let [high, low, how, rest @ ..] = data else {
        return;
    };
    OPEN.with_borrow_mut(|open| {
        let program = open.take_if(|it| it.sent < MOST).unwrap_or_else(begin);
        let program = open.insert(program);
        program.sent += 1;
        let nth = usize::from(*high) * 256 + usize::from(*low);
        let form = &program.forms[nth % program.forms.len()];
        let body = match how % 2 {
            0 => form.filled(rest),
            _ => rest.to_vec(),
        };
        // Without it nobody is listened to at all.
        let token = stage::form_token(&form.cookie).map(|token| format!("token={token}&"));
        let body = [token.unwrap_or_default().as_bytes(), &body].concat();
        let request = Request::post(&form.address)
            .header(COOKIE, &form.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("the address is one");
        let answer = program.runtime.block_on(program.pilot.send(request));
        assert!(
            !answer.status.is_server_error(),
            "{} of {}",
            answer.status,
            form.address
        );
    });
}

impl Form {
    /// The fields as they stand, with what the bytes put in some.
    fn filled(&self, bytes: &[u8]) -> Vec<u8> {
        let mut fields = self.fields.clone();
        for part in bytes.split(|byte| *byte == NEXT) {
            let Some((field, value)) = part.split_first() else {
                continue;
            };
            let count = fields.len().max(1);
            if let Some(field) = fields.get_mut(usize::from(*field) % count) {
                field.1 = String::from_utf8_lossy(value).into_owned();
            }
        }
        // Sent again it would be done already.
        let own = Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes).to_string();
        for (name, value) in &mut fields {
            if ["submission", "id"].contains(&name.as_str()) && !value.is_empty() {
                value.clone_from(&own);
            }
        }
        serde_urlencoded::to_string(fields)
            .expect("fields are written")
            .into_bytes()
    }
}

fn begin() -> Program {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime is made");
    let (pilot, forms) = runtime.block_on(async {
        let pilot = Pilot::empty().await;
        let mut families = stage::families_in(&tree("crates/evaluation/tests/data"));
        families.truncate(3);
        let ids: Vec<_> = families.iter().map(|it| it.family).collect();
        pilot.bring_in(families).await;
        let mut forms = Vec::new();
        for role in [
            Role::Practitioner,
            Role::Manager,
            Role::SocialWorker,
            Role::Administrator,
        ] {
            let cookie = pilot.sign_in(role).await;
            let mut begin: Vec<String> = web::routes()
                .iter()
                .filter(|it| it.method == axum::http::Method::GET && !it.path.contains('{'))
                .map(|it| it.path.to_owned())
                .collect();
            begin.extend(ids.iter().map(|id| format!("/families/{id}")));
            forms.extend(gathered(&pilot, &cookie, begin).await);
        }
        forms.extend(gathered(&pilot, "", vec!["/sign-in".to_owned()]).await);
        (pilot, forms)
    });
    Program {
        runtime,
        pilot,
        forms,
        sent: 0,
    }
}

/// The forms of all pages that are reached from these.
async fn gathered(pilot: &Pilot, cookie: &str, begin: Vec<String>) -> BTreeSet<Form> {
    let mut forms = BTreeSet::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut next = begin;
    while let Some(address) = next.pop() {
        if seen.len() >= PAGES || !seen.insert(address.clone()) {
            continue;
        }
        let answer = pilot.get(cookie, &address).await;
        let Ok(page) = std::str::from_utf8(&answer.bytes) else {
            continue;
        };
        for part in page.split("<form").skip(1) {
            let part = part.split("</form>").next().unwrap_or_default();
            let head = part.split('>').next().unwrap_or_default();
            let address = attribute(head, "action").unwrap_or_else(|| address.clone());
            let ends = ["/sign-out", "/account/"];
            let posts = head.contains("method=\"post\"") && !head.contains("multipart");
            if posts && !ends.iter().any(|it| address.starts_with(it)) {
                forms.insert(Form {
                    cookie: cookie.to_owned(),
                    address,
                    fields: fields(part),
                });
            }
        }
        let links = page.split("href=\"").skip(1);
        let links = links.filter_map(|it| it.split('"').next());
        let pages = links.filter(|it| it.starts_with('/') && !it.contains(['.', '#']));
        next.extend(pages.map(|it| it.replace("&amp;", "&")));
    }
    forms
}

fn fields(form: &str) -> Vec<(String, String)> {
    let tags = form.split('<').skip(1);
    let tags = tags.map(|tag| tag.split('>').next().unwrap_or_default());
    tags.filter_map(|tag| {
        let name = attribute(tag, "name")?;
        let chosen = !tag.contains("type=\"radio\"") || tag.contains(" checked");
        let value = attribute(tag, "value").filter(|_| chosen);
        Some((name, value.unwrap_or_default()))
    })
    .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(value.replace("&quot;", "\"").replace("&amp;", "&"))
}

/// Some forms as they are, and with words in them.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    (0..400_u16)
        .map(|form| {
            let mut seed = form.to_be_bytes().to_vec();
            seed.extend_from_slice(b"\0\x02yes\x1f\x03Words\x1f\x0412 May 2022\x1f\x05other");
            seed
        })
        .collect()
}
