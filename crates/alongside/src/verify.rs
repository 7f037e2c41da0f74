//! `alongside verify`: whether the store is as it was written.

use store::Store;

use crate::cli::Database;
use crate::outcome::{Problems, hexadecimal, print};
use crate::serve::{self, Absent};

pub(crate) fn run(asked: &Database) -> anyhow::Result<()> {
    let settings = serve::settings(&asked.database, &asked.key_file, Absent::Refused)?;
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        match store.verify().await {
            // Nothing fits everything: an emptied database would pass.
            Ok(verified) if verified.heads.is_empty() => Err(Problems::one(serve::NO_SERVICE)),
            Ok(verified) => {
                let fits = format!(
                    "{} entries of {} families are as they were written\n\
                     {} entries of the book of advice are as they were written\n",
                    verified.entries, verified.families, verified.advice
                );
                let heads = verified.heads.iter().map(|head| {
                    let root = hexadecimal(&head.root);
                    format!("root {root} over {} entries\n", head.size)
                });
                let words = std::iter::once(fits).chain(heads).collect::<String>();
                print(words.as_bytes())
            }
            Err(error @ (store::Error::Misfit(_) | store::Error::Unreadable { .. })) => {
                Err(Problems::one(error))
            }
            Err(error) => Err(error.into()),
        }
    })
}
