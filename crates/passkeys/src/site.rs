//! The site that passkeys are made for.

use url::{Host, Url};

/// A site that passkeys are made for, known to browsers by its origin and to devices by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

/// An address at which browsers make no passkeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "passkeys need an address with a name and https, such as https://alongside.example, or http://localhost"
)]
pub struct NoSite;

impl RelyingParty {
    /// The site at an address: what comes after the host and port does not matter.
    ///
    /// # Errors
    /// [`NoSite`] for an address by number, and for plain http anywhere but on `localhost`.
    pub fn at(address: &str) -> Result<Self, NoSite> {
        let url: Url = address.parse().map_err(|_| NoSite)?;
        let Some(Host::Domain(id)) = url.host() else {
            return Err(NoSite);
        };
        match url.scheme() {
            "https" => {}
            "http" if id == "localhost" => {}
            _ => return Err(NoSite),
        }
        Ok(Self {
            id: id.to_owned(),
            origin: url.origin().ascii_serialization(),
        })
    }

    /// By what devices know it: the name of the host.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// By what browsers know it: scheme, host, and the port if it is not the usual one.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_browsers_read_it() {
        for (address, id, origin) in [
            (
                "https://alongside.example",
                "alongside.example",
                "https://alongside.example",
            ),
            (
                "https://Alongside.Example:443/here",
                "alongside.example",
                "https://alongside.example",
            ),
            (
                "https://a.example:8443",
                "a.example",
                "https://a.example:8443",
            ),
            (
                "http://localhost:8080",
                "localhost",
                "http://localhost:8080",
            ),
        ] {
            let site = RelyingParty::at(address).unwrap();
            assert_eq!((site.id(), site.origin()), (id, origin));
        }
    }

    #[test]
    fn an_address_where_browsers_make_none_is_no_site() {
        for address in [
            "",
            "alongside.example",
            "http://alongside.example",
            "http://127.0.0.1:8080",
            "https://192.0.2.1",
            "https://[2001:db8::1]",
            "ftp://localhost",
            "https://",
        ] {
            assert_eq!(RelyingParty::at(address), Err(NoSite), "{address}");
        }
    }
}
