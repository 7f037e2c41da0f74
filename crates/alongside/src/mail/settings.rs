//! How the program is told to send e-mail. Nothing secret is an argument.

use anyhow::{Context, bail};
use clap::Args;
use store::MailAddress;
use web::Site;

/// By which server e-mail goes out, and what it says.
#[derive(Args)]
#[expect(
    clippy::struct_field_names,
    reason = "the options are named after the fields"
)]
pub(crate) struct Mailing {
    /// The mail server by which people are told that a concern waits for them: `smtps://HOST` (TLS from the start,
    /// port 465), or `smtp://HOST` (STARTTLS, port 587; a server on this machine is spoken with plainly). Another port
    /// stands after a colon. Without it no e-mail is sent. Its password comes in ALONGSIDE_MAIL_PASSWORD.
    #[arg(
        long,
        value_name = "SERVER",
        env = "ALONGSIDE_MAIL_SERVER",
        hide_env_values = true,
        requires_all = ["mail_from", "at"]
    )]
    pub(crate) mail_server: Option<String>,
    /// The address that e-mail comes from.
    #[arg(long, value_name = "ADDRESS", env = "ALONGSIDE_MAIL_FROM", hide_env_values = true, value_parser = address)]
    pub(crate) mail_from: Option<MailAddress>,
    /// The name by which the program signs in with the mail server, if it has to.
    #[arg(
        long,
        value_name = "NAME",
        env = "ALONGSIDE_MAIL_USER",
        hide_env_values = true
    )]
    pub(crate) mail_user: Option<String>,
}

/// How a mail server is spoken with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Safety {
    /// TLS from the start.
    Tls,
    /// TLS before anything else is said, or nothing is sent.
    StartTls,
    /// Plainly, which never leaves this machine.
    Loopback,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Server {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) safety: Safety,
}

impl std::str::FromStr for Server {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "the mail server cannot be read: write smtps://HOST or smtp://HOST, with :PORT after it for another port";
        let (tls, rest) = match text.split_once("://") {
            Some(("smtps", rest)) => (true, rest),
            Some(("smtp", rest)) => (false, rest),
            _ => return Err(FORM),
        };
        if rest.contains('@') {
            return Err(
                "leave the password out of the mail server: it comes in ALONGSIDE_MAIL_PASSWORD, the name in \
                        ALONGSIDE_MAIL_USER",
            );
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().map_err(|_| FORM)?)),
            None => (rest, None),
        };
        if host.is_empty() || host.contains(['/', ':', ' ', '?']) {
            return Err(FORM);
        }
        let safety = match (tls, host) {
            (true, _) => Safety::Tls,
            (false, "localhost" | "127.0.0.1") => Safety::Loopback,
            (false, _) => Safety::StartTls,
        };
        let usual = match safety {
            Safety::Tls => 465,
            Safety::StartTls => 587,
            Safety::Loopback => 25,
        };
        Ok(Self {
            host: host.to_owned(),
            port: port.unwrap_or(usual),
            safety,
        })
    }
}

fn address(text: &str) -> Result<MailAddress, store::NotAnAddress> {
    text.parse()
}

impl Mailing {
    /// What e-mail is sent with, about the service found there; nothing if none is to be sent.
    pub(crate) fn post(&self, at: Option<&Site>) -> anyhow::Result<Option<super::Post>> {
        let Some(server) = &self.mail_server else {
            return Ok(None);
        };
        // Read here: a command line that is wrong is printed, and there may be a password in it.
        let server: Server = server.parse().map_err(anyhow::Error::msg)?;
        let from = self.mail_from.as_ref().context("--mail-from is missing")?;
        let at = at.context("--at is missing")?;
        let secret = match (&self.mail_user, password()) {
            (Some(name), Some(password)) => Some((name.clone(), password)),
            (None, None) => None,
            (Some(_), None) => bail!("there is a --mail-user and no ALONGSIDE_MAIL_PASSWORD"),
            (None, Some(_)) => bail!("there is an ALONGSIDE_MAIL_PASSWORD and no --mail-user"),
        };
        super::Post::new(&server, from, at.origin(), secret).map(Some)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "settings are read in the program, and a password is never an argument that others can list"
)]
fn password() -> Option<String> {
    std::env::var("ALONGSIDE_MAIL_PASSWORD").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_spoken_with_safely_or_is_on_this_machine() {
        let read = |text: &str| {
            let server: Server = text.parse()?;
            Ok((server.host, server.port, server.safety))
        };
        let is = |host: &str, port, safety| Ok::<_, &str>((host.to_owned(), port, safety));
        assert_eq!(
            read("smtps://mail.example"),
            is("mail.example", 465, Safety::Tls)
        );
        assert_eq!(
            read("smtp://mail.example"),
            is("mail.example", 587, Safety::StartTls)
        );
        assert_eq!(
            read("smtp://mail.example:25"),
            is("mail.example", 25, Safety::StartTls)
        );
        assert_eq!(
            read("smtp://127.0.0.1:2525"),
            is("127.0.0.1", 2525, Safety::Loopback)
        );
        for text in [
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://a:b",
            "smtp://a/b",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(
            read("smtp://me:secret@mail.example")
                .unwrap_err()
                .contains("password")
        );
    }
}
