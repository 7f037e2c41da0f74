//! Cookies, named and marked by how browsers reach the service.

use std::time::Duration;

use axum::http::header::{COOKIE, HeaderMap};

use crate::site::Site;

/// How the cookies of the service are named and marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookies {
    /// The service is spoken with plainly, on one machine.
    Plain,
    /// By TLS: no cookie goes over a plain line, and a browser takes none from a neighbouring site.
    Secure,
}

impl Cookies {
    pub(crate) fn of(site: Option<&Site>) -> Self {
        match site {
            Some(site) if site.is_https() => Self::Secure,
            _ => Self::Plain,
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Secure => "__Host-",
        }
    }

    /// What a browser is told, to keep a value for a time or until it is closed.
    pub(crate) fn set(self, name: &str, value: &str, lasts: Option<Duration>) -> String {
        self.made("Lax", name, value, lasts)
    }

    /// The same for what comes back with requests of our own pages alone, and with no link that leads
    /// here.
    pub(crate) fn set_strict(self, name: &str, value: &str, lasts: Option<Duration>) -> String {
        self.made("Strict", name, value, lasts)
    }

    fn made(self, with: &str, name: &str, value: &str, lasts: Option<Duration>) -> String {
        let prefix = self.prefix();
        let mut cookie = format!("{prefix}{name}={value}; Path=/; HttpOnly; SameSite={with}");
        if self == Self::Secure {
            cookie.push_str("; Secure");
        }
        if let Some(lasts) = lasts {
            cookie.push_str("; Max-Age=");
            cookie.push_str(&lasts.as_secs().to_string());
        }
        cookie
    }

    /// The value that a browser sent.
    pub(crate) fn read<'h>(self, headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .find_map(|pair| {
                let named = pair.trim().strip_prefix(self.prefix())?;
                named.strip_prefix(name)?.strip_prefix('=')
            })
    }
}
