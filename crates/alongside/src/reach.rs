//! How the program is reached: at which address, through what, and whether what is said to it can be
//! read on the way.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;
use ipnet::IpNet;
use tokio::signal::unix::{SignalKind, signal};
use web::{Proxies, Reached, Site, Tls};

/// Where the program listens.
#[derive(Args)]
pub(crate) struct Listen {
    /// The address to serve on. One that other machines can reach is refused without TLS.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Serve other machines without TLS all the same: what is written about families, and every password, can then be
    /// read on the way.
    #[arg(long)]
    plain_http: bool,
}

/// How browsers come there.
#[derive(Args)]
pub(crate) struct Reach {
    #[command(flatten)]
    listen: Listen,
    /// Where the service is found in a browser: for links, for what is sent by e-mail, for passkeys and for the identity
    /// provider. With https:// cookies never go over a plain line, and browsers remember not to use one.
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "ALONGSIDE_AT",
        hide_env_values = true
    )]
    pub(crate) at: Option<Site>,
    /// A proxy, or a network of them, that is believed where a request came from (X-Forwarded-For): 10.0.0.7 or
    /// 10.0.0.0/24. May be given more than once.
    #[arg(
        long,
        value_name = "NETWORK",
        env = "ALONGSIDE_TRUST_PROXY",
        hide_env_values = true,
        value_delimiter = ',',
        value_parser = network
    )]
    trust_proxy: Vec<IpNet>,
    /// The file (PEM) with the certificate to speak TLS with, and after it those it is signed by. Read again on SIGHUP.
    #[arg(
        long,
        value_name = "FILE",
        env = "ALONGSIDE_TLS_CERT",
        hide_env_values = true,
        requires_all = ["tls_key", "at"]
    )]
    tls_cert: Option<PathBuf>,
    /// The file (PEM) with the certificate's private key.
    #[arg(
        long,
        value_name = "FILE",
        env = "ALONGSIDE_TLS_KEY",
        hide_env_values = true,
        requires = "tls_cert"
    )]
    tls_key: Option<PathBuf>,
}

fn network(text: &str) -> Result<IpNet, &'static str> {
    let one = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(|_| one())
        .map_err(|_| "write an address or a network, such as 10.0.0.7 or 10.0.0.0/24")
}

impl Listen {
    /// The address, if what is said there stays on this machine, is safe by other means, or may be
    /// read on the way.
    pub(crate) fn address(&self, safe: bool) -> anyhow::Result<SocketAddr> {
        let address = self.listen;
        if address.ip().to_canonical().is_loopback() || safe || self.plain_http {
            return Ok(address);
        }
        bail!(
            "other machines can reach {address}, and what they say to it could be read on the way. Give the program a \
             certificate (--tls-cert and --tls-key), or put a proxy that speaks TLS before it and name both (--at \
             https://… and --trust-proxy), or add --plain-http if that is what you want"
        )
    }
}

impl Reach {
    /// The address to listen on and what is known of the way there.
    pub(crate) fn open(&self) -> anyhow::Result<(SocketAddr, Reached)> {
        let https = self.at.as_ref().is_some_and(Site::is_https);
        let tls = match (&self.tls_cert, &self.tls_key) {
            (Some(_), Some(_)) if !https => {
                bail!("the program is to speak TLS, so --at begins with https://")
            }
            (Some(certificate), Some(key)) => {
                Some(Arc::new(Tls::read(certificate.clone(), key.clone())?))
            }
            _ => None,
        };
        let safe = tls.is_some() || (https && !self.trust_proxy.is_empty());
        let address = self.listen.address(safe)?;
        let proxies = Proxies(self.trust_proxy.clone());
        Ok((address, Reached { proxies, tls }))
    }
}

/// Reads the certificate again whenever the program is told to (SIGHUP), for as long as it is asked
/// for.
pub(crate) fn renewing(tls: Option<Arc<Tls>>) -> anyhow::Result<impl Future<Output = ()>> {
    let hangup = tls.map(|tls| anyhow::Ok((tls, signal(SignalKind::hangup())?)));
    let hangup = hangup
        .transpose()
        .context("the program could not ask to be told when its certificate is new")?;
    Ok(async move {
        let Some((tls, mut hangup)) = hangup else {
            return std::future::pending().await;
        };
        while hangup.recv().await.is_some() {
            match tls.renew() {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(why) => tracing::error!(%why, "the certificate is the one before"),
            }
        }
    })
}
