//! The check that the key at hand is the one this installation was set up with.

use crate::Error;
use crate::engine::Engine;
use crate::keys::Keys;
use crate::sql::{args, statements};
use crate::transaction::Tx;

statements! {
    KEY_CHECK = "select key_check from installation where installation_id = 1";
    PUT_KEY_CHECK = "insert into installation (installation_id, key_check) values (1, $1) \
        on conflict (installation_id) do nothing";
    // Writing the row, even to the same value, makes every other writer of it wait.
    TAKE = "update installation set key_check = key_check where installation_id = 1";
}

const KNOWN: [u8; 32] = *b"alongside, this is the right key";

/// Refuses a key that is not the installation's; the first key ever used becomes it.
pub(crate) async fn check_key(engine: &Engine, keys: &Keys) -> Result<(), Error> {
    let mut tx = engine.write().await?;
    let check = keys.wrap(&KNOWN, b"key check")?;
    tx.run(PUT_KEY_CHECK, args![check]).await?;
    let stored = tx.only(KEY_CHECK, args![]).await?.bytes(0)?;
    if keys.unwrap(&stored, b"key check") != Some(KNOWN) {
        return Err(Error::WrongKey);
    }
    tx.commit().await
}

/// Makes everybody else who takes the installation wait until the transaction ends.
pub(crate) async fn take(tx: &mut Tx) -> Result<(), Error> {
    tx.run(TAKE, args![]).await.map(drop)
}
