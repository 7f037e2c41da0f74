//! Where browsers find the service.

use std::fmt::{self, Display};
use std::str::FromStr;

use axum::http::Uri;

/// The address under which browsers find the service: `https://`, the host, and a port if it is not
/// the usual one. It is said when the program is started and never taken from a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    origin: String,
    https: bool,
}

/// What is not the address of a site.
#[derive(Debug, thiserror::Error)]
#[error("write the address as a browser has it, such as https://alongside.example, without a path")]
pub struct NotASite;

impl Site {
    /// Whether what is said to it goes by TLS.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// As a browser names it, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

impl FromStr for Site {
    type Err = NotASite;

    fn from_str(text: &str) -> Result<Self, NotASite> {
        let text = text.to_ascii_lowercase();
        let uri: Uri = text.parse().map_err(|_| NotASite)?;
        let (usual, https) = match uri.scheme_str() {
            Some("https") => (443, true),
            Some("http") => (80, false),
            _ => return Err(NotASite),
        };
        let authority = uri.authority().ok_or(NotASite)?;
        let named = !authority.host().is_empty() && !authority.as_str().contains('@');
        let bare = uri.path() == "/" && uri.query().is_none() && !text.contains('#');
        if !(named && bare) {
            return Err(NotASite);
        }
        let scheme = if https { "https" } else { "http" };
        let host = authority.host();
        let origin = match authority.port_u16() {
            Some(port) if port != usual => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        };
        Ok(Self { origin, https })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_written_as_a_browser_names_it() {
        for (text, origin) in [
            ("https://Alongside.example/", "https://alongside.example"),
            ("https://alongside.example:443", "https://alongside.example"),
            (
                "https://alongside.example:8443",
                "https://alongside.example:8443",
            ),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            let site: Site = text.parse().unwrap();
            assert_eq!(site.origin(), origin);
            assert_eq!(site.is_https(), origin.starts_with("https"));
        }
        for text in [
            "",
            "alongside.example",
            "ftp://alongside.example",
            "https://",
            "https://alongside.example/path",
            "https://alongside.example/?a",
            "https://alongside.example#a",
            "https://me:secret@alongside.example",
        ] {
            assert!(text.parse::<Site>().is_err(), "{text}");
        }
    }
}
