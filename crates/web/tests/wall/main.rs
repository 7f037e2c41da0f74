//! The wall: what strangers, proxies and other sites may do to the program.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

#[path = "../sight/addresses.rs"]
mod addresses;
mod cross_site;
mod forms;
mod proxies;
mod secure;
mod served;
mod sizes;
mod sockets;
mod stored;
mod tls;

#[path = "../common/mod.rs"]
mod common;

use common::stage;
