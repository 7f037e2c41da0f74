//! `alongside sign-in-link`: a way in for the administrator when no other is left.

use access::{Authorised, SetUp, Viewer};
use anyhow::Context;
use calendar::Stamp;
use record::ServiceId;
use store::{Error, LinkToken, SignInName, Store};

use crate::cli::SignInLink;
use crate::serve::{self, Absent, NO_SERVICE};
use crate::{clock, outcome};

pub(crate) fn run(asked: &SignInLink) -> anyhow::Result<()> {
    let database = &asked.database;
    let settings = serve::settings(&database.database, &database.key_file, Absent::Refused)?;
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        let service = store.services().await?.into_iter().next();
        let service = service.context(NO_SERVICE)?;
        let administrator = serve::administrator(&store, &service).await?;
        let leave = administrator
            .set_up()
            .context("the administrator may not set up")?;
        if asked.take_off_second_factor {
            let worker = administrator.worker;
            match store.take_off_second_factor(&leave, worker, clock::now()).await {
                // There is none: as it was asked to be.
                Err(Error::NotFound) => {}
                taken_off => taken_off?,
            }
        }
        let token = clock::new_token();
        let (name, until) = make(&store, &leave, &administrator, &token).await?;
        let bound = store.bound(&administrator).await?.is_some();
        store.close().await;
        let mut words = format!(
            "{}/sign-in/link/{}\nWith it {} sets a password, once, until {}. The sign-in name is {name}.\n",
            asked.at.trim_end_matches('/'),
            token.text(),
            administrator.name,
            until.in_words(),
        );
        if bound {
            words.push_str("From then on they sign in with that instead of the identity provider.\n");
        }
        outcome::print(words.as_bytes())
    })
}

/// Makes the link, and says for what sign-in name and until when. Whoever has no name yet gets one.
async fn make(
    store: &Store,
    leave: &Authorised<ServiceId, SetUp>,
    administrator: &Viewer,
    token: &LinkToken,
) -> anyhow::Result<(SignInName, Stamp)> {
    let worker = administrator.worker;
    let known = store.sign_in_name(leave, worker).await?;
    let known = known.and_then(|name| name.parse().ok());
    let suggested = || SignInName::suggested(&administrator.name);
    let first = known.or_else(suggested).unwrap_or(usual()?);
    let mut name = first.clone();
    for number in 2.. {
        let made = store.make_link_back(leave, worker, &name, token, clock::now());
        match made.await {
            Err(Error::NameTaken) => name = first.numbered(number),
            made => return Ok((name, made?)),
        }
    }
    anyhow::bail!("every sign-in name is taken")
}

/// For somebody whose name has no letters to make one of.
fn usual() -> anyhow::Result<SignInName> {
    Ok("administrator".parse()?)
}
