//! `alongside verify`: whether the store is as it was written.

use store::Store;

use crate::checkpoints;
use crate::cli::Verify;
use crate::outcome::{Problems, hexadecimal, print};
use crate::serve::{self, Absent};

pub(crate) fn run(asked: &Verify) -> anyhow::Result<()> {
    let database = &asked.database;
    let settings = serve::settings(&database.database, &database.key_file, Absent::Refused)?;
    let mut outside = Vec::new();
    for path in &asked.checkpoints {
        outside.extend(checkpoints::read(path)?);
    }
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        match store.verify_against(&outside).await {
            // Nothing fits everything: an emptied database would pass.
            Ok(verified) if verified.heads.is_empty() => Err(Problems::one(serve::NO_SERVICE)),
            Ok(verified) => {
                let fits = format!(
                    "{} entries of {} families are as they were written\n\
                     {} entries of the book of advice are as they were written\n\
                     {} looks are as they were written\n",
                    verified.entries, verified.families, verified.advice, verified.looks
                );
                let held = match outside.len() {
                    0 => String::new(),
                    held => format!("they fit {held} checkpoints kept outside the database\n"),
                };
                let heads = verified.heads.iter().map(|head| {
                    let root = hexadecimal(&head.root);
                    format!("root {root} over {} entries and looks\n", head.size)
                });
                let words = [fits, held].into_iter().chain(heads).collect::<String>();
                print(words.as_bytes())
            }
            Err(error @ (store::Error::Misfit(_) | store::Error::Unreadable { .. })) => {
                Err(Problems::one(error))
            }
            Err(error) => Err(error.into()),
        }
    })
}
