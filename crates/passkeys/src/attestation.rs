//! What comes with a new passkey to say what made it. None is asked for: whatever a device says of
//! its make would only tell us which telephone somebody has.

use ciborium::Value;

use crate::{PublicKey, Refused};

const LONGEST: usize = 16 * 1024;

/// What comes with a new passkey.
pub(crate) struct Attestation {
    format: String,
    statement: Vec<(Value, Value)>,
    /// What the device says, as it was signed.
    pub(crate) authenticator: Vec<u8>,
}

/// Reads it; what the device says in it is not looked at yet.
pub(crate) fn read(sent: &[u8]) -> Result<Attestation, Refused> {
    if sent.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    let mut rest = sent;
    let read = ciborium::from_reader(&mut rest);
    let (Ok(Value::Map(mut fields)), []) = (read, rest) else {
        return Err(Refused::AttestationUnreadable);
    };
    let (Some(Value::Text(format)), Some(Value::Map(statement)), Some(Value::Bytes(authenticator))) = (
        take(&mut fields, "fmt"),
        take(&mut fields, "attStmt"),
        take(&mut fields, "authData"),
    ) else {
        return Err(Refused::AttestationUnreadable);
    };
    Ok(Attestation {
        format,
        statement,
        authenticator,
    })
}

impl Attestation {
    /// That it is none, or made with the new key itself.
    pub(crate) fn check(mut self, key: &PublicKey, client: &[u8; 32]) -> Result<(), Refused> {
        let fits = match self.format.as_str() {
            "none" => self.statement.is_empty(),
            "packed" => {
                let algorithm = take(&mut self.statement, "alg");
                let algorithm = algorithm.as_ref().and_then(Value::as_integer);
                let signature = take(&mut self.statement, "sig");
                let signature = signature.as_ref().and_then(Value::as_bytes);
                let signed = [self.authenticator.as_slice(), client].concat();
                // Anything more is a certificate, which only a maker can give.
                self.statement.is_empty()
                    && algorithm == Some(key.algorithm().number().into())
                    && signature.is_some_and(|signature| key.signed(&signed, signature))
            }
            _ => false,
        };
        fits.then_some(()).ok_or(Refused::Attestation)
    }
}

/// Takes a field out of a map by its name.
fn take(fields: &mut Vec<(Value, Value)>, name: &str) -> Option<Value> {
    let at = fields
        .iter()
        .position(|(key, _)| key.as_text() == Some(name))?;
    Some(fields.swap_remove(at).1)
}
