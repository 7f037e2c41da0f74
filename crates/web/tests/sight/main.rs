//! What a viewer may not see changes no byte of what they are shown. The addresses come from the
//! router itself: a new one is asked the day it is there.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod addresses;
mod denied;
mod history;
mod nothing_shows;
mod restricted;

#[path = "../pilot/stage.rs"]
#[expect(dead_code, reason = "each set of tests uses its own part of the stage")]
mod stage;
