//! Why a passkey is not taken: for the log, never for whoever tries.

/// Why a passkey is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Longer than anything a browser sends.
    #[error("it is too long")]
    TooLong,
    /// What the browser says of the page cannot be read.
    #[error("what the browser says of the page cannot be read")]
    Client,
    /// It was made for something else.
    #[error("it was made for something else")]
    Purpose,
    /// It answers another challenge.
    #[error("it answers another challenge")]
    Challenge,
    /// It was made on the page of another site.
    #[error("it was made on the page of another site")]
    Origin,
    /// It was made on a page within the page of another site.
    #[error("it was made on a page within the page of another site")]
    WithinAnother,
    /// The attestation cannot be read.
    #[error("the attestation cannot be read")]
    AttestationUnreadable,
    /// An attestation that was not asked for, or does not fit.
    #[error("an attestation that was not asked for, or does not fit")]
    Attestation,
    /// What the device says cannot be read.
    #[error("what the device says cannot be read")]
    Authenticator,
    /// The device made it for another site.
    #[error("the device made it for another site")]
    Site,
    /// Nobody was there.
    #[error("nobody was there")]
    NobodyThere,
    /// Whoever was there has not shown the device who they are.
    #[error("whoever was there has not shown the device who they are")]
    NotVerified,
    /// What the device says of copies does not fit.
    #[error("what the device says of copies does not fit")]
    Copies,
    /// There is no passkey in it.
    #[error("there is no passkey in it")]
    NoPasskey,
    /// A key of a kind that is not taken, or none at all.
    #[error("a key of a kind that is not taken")]
    Key,
    /// The signature is not that of the key.
    #[error("the signature is not that of the key")]
    Signature,
    /// The device's counter has not gone up: there may be a copy of it.
    #[error("the counter has not gone up")]
    Counter,
}
