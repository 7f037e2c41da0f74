//! `alongside verify`: whether the store is as it was written.

use store::{Settings, Store};

use crate::cli::Database;
use crate::outcome::{Problems, print};
use crate::serve;

pub(crate) fn run(asked: &Database) -> anyhow::Result<()> {
    let settings = Settings::new(&asked.database, serve::keys(asked)?)?;
    serve::runtime()?.block_on(async {
        let store = Store::open(&settings).await?;
        match store.verify().await {
            Ok(verified) => {
                let mut words = format!(
                    "{} entries of {} families are as they were written\n",
                    verified.entries, verified.families
                );
                for head in &verified.heads {
                    let root: String = head.root.iter().map(|byte| format!("{byte:02x}")).collect();
                    words.push_str(&format!("root {root} over {} entries\n", head.size));
                }
                print(words.as_bytes())
            }
            Err(store::Error::Misfit(misfit)) => Err(Problems::one(misfit)),
            Err(error) => Err(error.into()),
        }
    })
}
