//! Which provider it is. Everything is looked at when the program starts, so that what is wrong is
//! said then and to whoever set it up.

use std::fmt;
use std::net::IpAddr;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use openidconnect::{IssuerUrl, PostLogoutRedirectUrl, RedirectUrl};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;

/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the provider and its client are.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(crate) issuer: IssuerUrl,
    pub(crate) client: String,
    pub(crate) secret: Secret,
    pub(crate) back: RedirectUrl,
    pub(crate) out: PostLogoutRedirectUrl,
    /// What its users call it: "council account".
    pub(crate) name: String,
    pub(crate) second_factor: Option<SecondFactor>,
    pub(crate) authorities: Vec<Authority>,
    pub(crate) patience: Duration,
}

/// Why settings cannot be used, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotSettings(String);

/// The client's secret.
#[derive(Clone)]
pub struct Secret(pub(crate) String);

/// What in a token says that a second factor was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFactor {
    /// A method among those of `amr`.
    Method(String),
    /// The class of `acr`.
    Class(String),
}

/// A certificate authority that is trusted beside those of browsers.
pub type Authority = CertificateDer<'static>;

impl Settings {
    /// A provider by its issuer, for a site that a browser finds at `site`; `back` is the path there
    /// that the provider leads back to, `out` the one after signing out.
    ///
    /// # Errors
    /// [`NotSettings`] if an address is not one, or would be spoken with plainly.
    pub fn new(
        issuer: &str,
        (client, secret): (&str, Secret),
        site: &str,
        (back, out): (&str, &str),
    ) -> Result<Self, NotSettings> {
        let issuer = IssuerUrl::new(issuer.to_owned());
        let issuer = issuer.map_err(|_| not("the issuer is no address"))?;
        let url = issuer.url();
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(not("the issuer must be an address without ?, # or a name"));
        }
        if !is_safe(url.scheme(), url.host_str()) {
            return Err(not("the issuer must begin with https://"));
        }
        let site = site.trim_end_matches('/');
        let redirect = RedirectUrl::new(format!("{site}{back}"));
        let redirect = redirect.map_err(|_| not("the site is no address"))?;
        if !is_safe(redirect.url().scheme(), redirect.url().host_str()) {
            return Err(not(
                "people sign in at a site that begins with https://, or on this machine",
            ));
        }
        let out = PostLogoutRedirectUrl::new(format!("{site}{out}"));
        if client.trim().is_empty() || secret.0.trim().is_empty() {
            return Err(not("the client's id and its secret must not be empty"));
        }
        Ok(Self {
            issuer,
            client: client.trim().to_owned(),
            secret,
            back: redirect,
            out: out.map_err(|_| not("the site is no address"))?,
            name: "council account".to_owned(),
            second_factor: None,
            authorities: Vec::new(),
            patience: PATIENCE,
        })
    }

    /// What its users call it, as in "Sign in with your …".
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        name.trim().clone_into(&mut self.name);
        self
    }

    /// What in a token says that a second factor was shown.
    #[must_use]
    pub fn with_second_factor(mut self, mark: SecondFactor) -> Self {
        self.second_factor = Some(mark);
        self
    }

    /// Authorities that are trusted beside those of browsers.
    #[must_use]
    pub fn trusting(mut self, authorities: Vec<Authority>) -> Self {
        self.authorities = authorities;
        self
    }

    /// How long a request may take, from the connection to the last byte: ten seconds unless it is said.
    #[must_use]
    pub fn patient_for(mut self, time: Duration) -> Self {
        self.patience = time;
        self
    }

    /// The authorities in a file (PEM).
    ///
    /// # Errors
    /// [`NotSettings`] if the file cannot be read or has no certificate in it.
    pub fn authorities(file: &Path) -> Result<Vec<Authority>, NotSettings> {
        let named = |what: &str| not(&format!("{}: {what}", file.display()));
        let all = CertificateDer::pem_file_iter(file).map_err(|_| named("it cannot be read"))?;
        let all: Result<Vec<_>, _> = all.collect();
        let all = all.map_err(|_| named("a certificate in it cannot be read"))?;
        if all.is_empty() {
            return Err(named("there is no certificate in it"));
        }
        Ok(all)
    }
}

impl Secret {
    /// A secret, without the line break that a file ends with.
    pub fn new(text: &str) -> Self {
        Self(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

impl FromStr for SecondFactor {
    type Err = NotSettings;

    fn from_str(text: &str) -> Result<Self, NotSettings> {
        match text.split_once('=') {
            Some(("amr", method)) if !method.is_empty() => Ok(Self::Method(method.to_owned())),
            Some(("acr", class)) if !class.is_empty() => Ok(Self::Class(class.to_owned())),
            _ => Err(not("write amr=METHOD, such as amr=mfa, or acr=CLASS")),
        }
    }
}

impl NotSettings {
    pub(crate) fn certificate(error: &tokio_rustls::rustls::Error) -> Self {
        Self(format!("a certificate authority cannot be used: {error}"))
    }
}

fn not(words: &str) -> NotSettings {
    NotSettings(words.to_owned())
}

/// Whether what is said to a host is said safely: by TLS, or without leaving this machine.
pub(crate) fn is_safe(scheme: &str, host: Option<&str>) -> bool {
    let Some(host) = host.filter(|host| !host.is_empty()) else {
        return false;
    };
    let here = || {
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    };
    scheme == "https" || (scheme == "http" && here())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: (&str, &str) = ("/back", "/out");

    fn settings(issuer: &str, site: &str) -> Result<Settings, NotSettings> {
        Settings::new(issuer, ("client", Secret::new("secret\n")), site, PATHS)
    }

    #[test]
    fn nothing_is_said_plainly_to_another_machine() {
        let site = "https://alongside.example/";
        let made = settings("https://login.example/tenant/v2.0", site).unwrap();
        assert_eq!(made.back.as_str(), "https://alongside.example/back");
        assert_eq!(made.secret.0, "secret");
        assert!(!format!("{made:?}").contains("secret\""), "{made:?}");
        for loopback in [
            "http://127.0.0.1:9000",
            "http://[::1]:9000/x",
            "http://localhost",
        ] {
            assert!(settings(loopback, loopback).is_ok(), "{loopback}");
        }
        for issuer in [
            "",
            "login.example",
            "http://login.example",
            "http://127.0.0.1.example",
            "ftp://login.example",
            "https://me@login.example",
            "https://login.example?tenant=1",
            "https://login.example#x",
        ] {
            assert!(settings(issuer, site).is_err(), "{issuer}");
        }
        for site in ["", "alongside.example", "http://alongside.example"] {
            assert!(settings("https://login.example", site).is_err(), "{site}");
        }
    }

    #[test]
    fn the_mark_of_a_second_factor_is_one_of_two_claims() {
        assert_eq!(
            "amr=mfa".parse(),
            Ok(SecondFactor::Method("mfa".to_owned()))
        );
        let class = "urn:example:strong=yes";
        assert_eq!(
            format!("acr={class}").parse(),
            Ok(SecondFactor::Class(class.to_owned()))
        );
        for text in ["", "mfa", "amr=", "acr=", "groups=all"] {
            assert!(text.parse::<SecondFactor>().is_err(), "{text}");
        }
    }
}
