//! The wall: what strangers, proxies and other sites may do to the program, served as it is served.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod served;
mod sizes;
mod sockets;

#[path = "../pilot/stage.rs"]
#[expect(dead_code, reason = "each set of tests uses its own part of the stage")]
mod stage;
