//! A message and how it is sent.

use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::Context;
use calendar::Stamp;
use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use store::{MailAddress, Notice};

use super::settings::{Safety, Server};

/// How long a server is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What e-mail is sent with.
pub(crate) struct Post {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: MailAddress,
    /// Where the service is found in a browser.
    at: String,
}

/// Why a message did not go out, without what a server said: that may name somebody.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotSent {
    /// It could not be written.
    #[error("the message could not be written")]
    Written,
    /// The server refused it.
    #[error("the mail server answered {0}")]
    Refused(String),
    /// It took too long.
    #[error("the mail server took too long")]
    TooLong,
    /// It could not be spoken with.
    #[error("the mail server could not be spoken with")]
    NotReached,
}

impl Post {
    /// By a server, from an address, with a name and password where it asks for them.
    pub(crate) fn new(
        server: &Server,
        from: &MailAddress,
        at: &str,
        secret: Option<(String, String)>,
    ) -> anyhow::Result<Self> {
        type Transport = AsyncSmtpTransport<Tokio1Executor>;
        let builder = match server.safety {
            Safety::Tls => Transport::relay(&server.host),
            Safety::StartTls => Transport::starttls_relay(&server.host),
            Safety::Loopback => Ok(Transport::builder_dangerous(&server.host)),
        };
        let mut builder = builder
            .with_context(|| format!("{} cannot be a mail server", server.host))?
            .port(server.port)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain(from.domain().to_owned()));
        if let Some((name, password)) = secret {
            builder = builder.credentials(Credentials::new(name, password));
        }
        Ok(Self {
            server: builder.build(),
            from: from.clone(),
            at: at.to_owned(),
        })
    }

    /// The address e-mail comes from.
    pub(crate) fn from(&self) -> &str {
        self.from.as_str()
    }

    /// Sends a message, or says why it did not go out.
    pub(crate) async fn send(&self, notice: &Notice, now: Stamp) -> Result<(), NotSent> {
        let message = self.message(notice, now).map_err(|_| NotSent::Written)?;
        match self.server.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(match error.status() {
                Some(code) => NotSent::Refused(code.to_string()),
                None if error.is_timeout() => NotSent::TooLong,
                None => NotSent::NotReached,
            }),
        }
    }

    /// What a message says, and where in the service it leads.
    fn says(notice: &Notice) -> (&'static str, &'static str) {
        match notice.message() {
            None => ("A concern is waiting for you in Alongside", "/today"),
            Some(_) => (
                "A message is waiting for you in Alongside",
                "/account/messages",
            ),
        }
    }

    /// The message. A second try has the same id, so that a server that took the first and could not
    /// say so can tell.
    fn message(&self, notice: &Notice, now: Stamp) -> Result<Message, Unwritten> {
        let (subject, page) = Self::says(notice);
        let since = u64::try_from(now.micros()).unwrap_or_default();
        let id = format!("<{}@{}>", notice.id(), self.from.domain());
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(mailbox(&self.from)?)
            .to(mailbox(&notice.to)?)
            .subject(subject)
            .message_id(Some(id))
            .date(UNIX_EPOCH + Duration::from_micros(since))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(format!("{subject}.\r\n\r\n{}{page}\r\n", self.at))?;
        Ok(message)
    }
}

/// Where the service is may be logged; where a message goes may not.
impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Post(not shown)")
    }
}

fn mailbox(address: &MailAddress) -> Result<Mailbox, AddressError> {
    let address: Address = address.as_str().parse()?;
    Ok(Mailbox::new(None, address))
}

#[derive(Debug, thiserror::Error)]
enum Unwritten {
    #[error(transparent)]
    Address(#[from] AddressError),
    #[error(transparent)]
    Message(#[from] lettre::error::Error),
}
