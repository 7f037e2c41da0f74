//! `alongside sign-in-link`: a way in for the administrator when no other is left.

use anyhow::Context;
use store::Store;

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
        let token = clock::new_token();
        let made = store.make_sign_in_link(&leave, administrator.worker, &token, clock::now());
        let until = made.await?;
        store.close().await;
        let words = format!(
            "{}/sign-in/link/{}\nsigns {} in once, until {}.\n",
            asked.at.trim_end_matches('/'),
            token.text(),
            administrator.name,
            until.in_words(),
        );
        outcome::print(words.as_bytes())
    })
}
