//! Telling people by e-mail that a concern waits for them, or a message: in rounds, from what the store says is
//! owed. A message holds the address of the service and nothing of anybody.

mod post;
mod settings;

use std::time::Duration;

use calendar::Stamp;
use store::Store;
use tokio::sync::oneshot::Receiver;
use tokio::time::{MissedTickBehavior, interval};

pub(crate) use post::Post;
pub(crate) use settings::Mailing;

/// How long there is between rounds: as soon as "at once" can mean for an e-mail.
const PAUSE: Duration = Duration::from_secs(5);

/// Sends what is owed in round after round, until there is somebody no more who holds the other end
/// of `over`. A round that has begun is finished.
pub(crate) async fn rounds(
    store: &Store,
    post: &Post,
    now: &(dyn Fn() -> Stamp + Send + Sync),
    mut over: Receiver<()>,
) {
    let mut pause = interval(PAUSE);
    pause.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = &mut over => return,
            _ = pause.tick() => {}
        }
        if let Err(error) = round(store, post, now).await {
            tracing::error!(error = %error, "what is owed by e-mail could not be read or noted");
        }
    }
}

/// Sends what is owed now. What does not go out is tried again in a later round.
pub(crate) async fn round(
    store: &Store,
    post: &Post,
    now: &(dyn Fn() -> Stamp + Send + Sync),
) -> Result<(), store::Error> {
    for service in store.services().await? {
        for notice in store.notices(service.service, now()).await? {
            if !store.try_notice(&notice, now()).await? {
                continue;
            }
            match post.send(&notice, now()).await {
                Ok(()) => {
                    store.notice_sent(&notice, now()).await?;
                    tracing::info!("somebody was told by e-mail that something waits for them");
                }
                // What the server says may name the address: its code says enough.
                Err(why) => tracing::warn!(%why, "an e-mail did not go out and is tried again"),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
