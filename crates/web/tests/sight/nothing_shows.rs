//! Two programs with the same history in a viewer's sight, and another one out of it, give that
//! viewer the same bytes.

use access::Role;
use axum::http::Method;
use axum::http::header::LOCATION;
use record::SubmissionId;
use std::collections::{BTreeSet, VecDeque};

use crate::addresses::{Addresses, links};
use crate::history::{Hidden, live, stage_set};
use crate::stage::{Answer, Pilot};

/// What is typed into every form and looked for.
const WORDS: [&str; 3] = ["Quicksilver", "amber", "nonsense"];

pub(crate) struct Pair {
    pub(crate) more: Pilot,
    pub(crate) less: Pilot,
}

impl Pair {
    async fn new(role: Role, seed: u64) -> Self {
        let hidden = Hidden::from(role);
        let (more, less) = (stage_set().await, stage_set().await);
        let done = live(&more, seed, hidden, Some(seed + 7)).await;
        assert!(done > 10, "{role:?}: only {done} things were hidden");
        live(&less, seed, hidden, None).await;
        Self { more, less }
    }

    async fn sign_in(&self, role: Role) -> (String, String) {
        (self.more.sign_in(role).await, self.less.sign_in(role).await)
    }

    /// Where two answers to a request differ, if they do.
    fn differ(&self, more: &Answer, less: &Answer) -> Option<String> {
        let heads = [more, less].map(|it| format!("{} {:?}", it.status, it.headers));
        let heads_differ = (heads[0] != heads[1]).then(|| heads.join(" / "));
        let [one, two] = [(&self.more, more), (&self.less, less)].map(|(pilot, answer)| {
            let text = String::from_utf8(answer.bytes.clone());
            text.map(|text| without_marks(pilot, &text))
        });
        let (Ok(one), Ok(two)) = (one, two) else {
            let files_differ = more.bytes != less.bytes;
            return heads_differ.or(files_differ.then(|| "files".to_owned()));
        };
        if one == two {
            return heads_differ;
        }
        let apart = one.split('<').zip(two.split('<')).find(|(a, b)| a != b);
        Some(format!(
            "{:?}",
            apart.unwrap_or(("the end", "is elsewhere"))
        ))
    }
}

/// The text with each mark of whom a form is made for opened: it is sealed with chance of the
/// store's own.
fn without_marks(pilot: &Pilot, text: &str) -> String {
    let value = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let (Some(mark), Some(id)) = (value(text, "author"), value(text, "submission")) else {
        return text.to_owned();
    };
    let author = pilot
        .store
        .author_of(&mark, SubmissionId(id.parse().unwrap()));
    text.replace(&mark, &format!("{:?}", author.expect("a mark that opens")))
}

async fn is_shown_the_same(role: Role, seed: u64) {
    let pair = Pair::new(role, seed).await;
    let mut addresses = Addresses::default();
    // What others can reach there is asked for as well. They look at a service of their own that is
    // the same: that they have looked is no secret.
    let theirs = Pair::new(role, seed).await;
    for other in Role::ALL.into_iter().filter(|it| *it != Role::Practitioner) {
        let cookie = theirs.more.sign_in(other).await;
        addresses.follow(&theirs.more, &cookie).await;
    }
    let leaks = pair.leaks(role, addresses, |_| true).await;
    assert!(
        leaks.is_empty(),
        "{role:?}, seed {seed}: {} leaks\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

impl Pair {
    /// Where what a role is shown differs, at every address that is asked for, and from there on.
    pub(crate) async fn leaks(
        &self,
        role: Role,
        mut addresses: Addresses,
        asked_for: impl Fn(&str) -> bool,
    ) -> Vec<String> {
        let pair = self;
        let mut leaks = Vec::new();
        let (mut shown, mut next) = (0, VecDeque::from(addresses.all(&Method::GET)));
        let mut asked = BTreeSet::new();
        let cookies = pair.sign_in(role).await;
        while let Some(address) = next.pop_front() {
            if !asked_for(&address) || !asked.insert(address.clone()) {
                continue;
            }
            let more = pair.more.get(&cookies.0, &address).await;
            let less = pair.less.get(&cookies.1, &address).await;
            leaks.extend(
                pair.differ(&more, &less)
                    .map(|how| format!("{address}: {how}")),
            );
            shown += usize::from(more.status.is_success());
            next.extend(links(&more).into_iter().filter(|link| addresses.add(link)));
        }
        let forms = addresses.all(&Method::POST);
        for address in forms.into_iter().filter(|it| asked_for(it)) {
            let cookies = pair.sign_in(role).await;
            let words = WORDS.iter().filter(|_| address.ends_with("/search"));
            for word in words.chain(&WORDS[..1]) {
                let fields = [("words", *word), ("text", word), ("name", word)];
                let more = pair.more.post(&cookies.0, &address, &fields).await;
                let less = pair.less.post(&cookies.1, &address, &fields).await;
                let what = format!("{word} sent to {address}");
                leaks.extend(
                    pair.differ(&more, &less)
                        .map(|how| format!("{what}: {how}")),
                );
                if more.status.is_redirection() && leaks.is_empty() {
                    let on = more.header(LOCATION.as_str());
                    let more = pair.more.get(&cookies.0, on).await;
                    let less = pair.less.get(&cookies.1, on).await;
                    leaks.extend(
                        pair.differ(&more, &less)
                            .map(|how| format!("{what}, {on}: {how}")),
                    );
                }
            }
        }
        assert!(
            shown > 2,
            "{role:?} was shown {shown} pages of {}",
            asked.len()
        );
        leaks
    }
}

macro_rules! shown_the_same {
    ($($name:ident, $role:ident, $seed:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            is_shown_the_same(Role::$role, $seed).await;
        }
    )*};
}

shown_the_same! {
    a_social_worker_is_shown_nothing_of_what_is_the_teams, SocialWorker, 1;
    nor_in_another_history, SocialWorker, 2;
    a_practitioner_is_shown_nothing_of_what_is_for_others, Practitioner, 3;
    nor_is_a_manager, Manager, 4;
    an_evaluator_is_shown_no_words_and_no_names, Evaluator, 5;
    an_administrator_is_shown_nothing_of_any_family, Administrator, 6;
    nor_is_a_co_ordinator, CoOrdinator, 7;
    nor_is_an_auditor, Auditor, 8;
}
