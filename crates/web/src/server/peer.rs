//! Where a request comes from.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address that a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// Whose tries and connections are counted together: with IPv6 everything in a network, which
    /// gives each of its places as many addresses as it likes.
    pub(crate) fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => {
                let network = u128::from(address) >> 64 << 64;
                std::net::Ipv6Addr::from(network).into()
            }
        }
    }
}

/// The proxies whose word is taken on where a request came from.
#[derive(Debug, Clone, Default)]
pub struct Proxies(pub Vec<IpNet>);

impl Proxies {
    /// Whether requests from here are passed on for others.
    pub(super) fn has(&self, peer: Peer) -> bool {
        let address = peer.0.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Whoever asks. Each proxy adds whom it was asked by at the end, so what stands before the last
    /// that is none of ours was written by a stranger.
    pub(super) fn client(&self, peer: Peer, headers: &HeaderMap) -> Peer {
        if !self.has(peer) {
            return peer;
        }
        let lines = headers.get_all(FORWARDED_FOR).iter().rev();
        let named = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        let mut nearest = peer;
        for name in named {
            // Where one cannot be read, the proxy that passed it on is the last that is known.
            let Ok(address) = name.trim().parse() else {
                break;
            };
            nearest = Peer(address);
            if !self.has(nearest) {
                break;
            }
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[&'static str]) -> String {
        let proxies = ["10.0.0.0/8", "2001:db8:1::/48"].map(|it| it.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let peer = Peer(peer.parse().unwrap());
        let Peer(client) = Proxies(proxies.to_vec()).client(peer, &headers);
        client.to_string()
    }

    #[test]
    fn only_a_proxy_is_believed_and_only_what_it_wrote_itself() {
        let stranger = ["203.0.113.9"];
        assert_eq!(client("192.0.2.1", &stranger), "192.0.2.1");
        assert_eq!(client("10.0.0.1", &stranger), "203.0.113.9");
        assert_eq!(client("::ffff:10.0.0.1", &stranger), "203.0.113.9");
        assert_eq!(client("2001:db8:1::1", &["2001:db8:2::7"]), "2001:db8:2::7");
        // What a client wrote itself stands before what the proxies add.
        let forged = ["198.51.100.1, 203.0.113.9, 10.0.0.2"];
        assert_eq!(client("10.0.0.1", &forged), "203.0.113.9");
        let lines = ["198.51.100.1", "203.0.113.9", "10.0.0.2"];
        assert_eq!(client("10.0.0.1", &lines), "203.0.113.9");
    }

    #[test]
    fn where_nobody_is_named_it_is_the_nearest_that_is_known() {
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["", "unknown"]), "10.0.0.1");
        assert_eq!(
            client("10.0.0.1", &["203.0.113.9, nonsense, 10.0.0.2"]),
            "10.0.0.2"
        );
        assert_eq!(client("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }

    #[test]
    fn a_network_counts_as_one() {
        let network = |text: &str| Peer(text.parse().unwrap()).network().to_string();
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
