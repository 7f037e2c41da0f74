//! What a service settles about signing in, kept beside its other settings.

use std::time::Duration;

use access::{Authorised, Role, SetUp};
use calendar::Stamp;
use record::ServiceId;
use serde::{Deserialize, Serialize};

use crate::registers::log;
use crate::service_settings::read;
use crate::sql::{args, statements};
use crate::transaction::Tx;
use crate::{Error, Store, service_settings};

statements! {
    SIGN_IN_SETTINGS = "select name, value from service_setting where service_id = $1 \
        and name in ('idle_minutes', 'longest_hours', 'second_factor', 'passkeys', 'provider_factor', \
        'provider_only')";
}

const IDLE_MINUTES: &str = "idle_minutes";
const LONGEST_HOURS: &str = "longest_hours";
const SECOND_FACTOR: &str = "second_factor";
const PASSKEYS: &str = "passkeys";
const PROVIDER_FACTOR: &str = "provider_factor";
const PROVIDER_ONLY: &str = "provider_only";

/// What a service settles about signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, and any answers go together"
)]
pub struct SignInSettings {
    /// After how many minutes without a request a session ends.
    pub idle_minutes: u8,
    /// After how many hours a session ends, whatever happens.
    pub longest_hours: u8,
    /// Whether everybody has to have a second factor.
    pub second_factor: bool,
    /// Whether managers, administrators and auditors have to have a passkey.
    pub passkeys: bool,
    /// Whether a second factor that the identity provider asked for counts as ours.
    pub provider_factor: bool,
    /// Whether whoever is bound to the identity provider signs in there alone.
    pub provider_only: bool,
}

impl Default for SignInSettings {
    fn default() -> Self {
        Self {
            idle_minutes: 30,
            longest_hours: 12,
            second_factor: true,
            passkeys: false,
            provider_factor: false,
            provider_only: false,
        }
    }
}

impl SignInSettings {
    /// How long a session may be without a request.
    pub fn idle(self) -> Duration {
        Duration::from_mins(u64::from(self.idle_minutes))
    }

    /// How long a session may be at all.
    pub fn longest(self) -> Duration {
        Duration::from_hours(u64::from(self.longest_hours))
    }

    /// Whether somebody of a role has to have a passkey: codes of an application are not enough
    /// for those who see or settle most.
    pub fn asks_passkey_of(self, role: Role) -> bool {
        let sees_most = matches!(role, Role::Manager | Role::Administrator | Role::Auditor);
        self.passkeys && sees_most
    }
}

impl Store {
    /// Changes what a service settles about signing in. It holds for whoever is signed in, too.
    pub async fn put_sign_in_settings(
        &self,
        leave: &Authorised<ServiceId, SetUp>,
        settings: SignInSettings,
        at: Stamp,
    ) -> Result<(), Error> {
        let (id, by) = (leave.id(), leave.by());
        let rows = [
            (IDLE_MINUTES, serde_json::json!(settings.idle_minutes)),
            (LONGEST_HOURS, serde_json::json!(settings.longest_hours)),
            (SECOND_FACTOR, serde_json::json!(settings.second_factor)),
            (PASSKEYS, serde_json::json!(settings.passkeys)),
            (PROVIDER_FACTOR, serde_json::json!(settings.provider_factor)),
            (PROVIDER_ONLY, serde_json::json!(settings.provider_only)),
        ];
        self.write(move |tx| {
            let rows = rows.clone();
            Box::pin(async move {
                let item = "signing_in".to_owned();
                log(tx, id, "service_setting", item, &settings, at, by).await?;
                service_settings::put(tx, id, rows).await
            })
        })
        .await
    }

    /// What a service has settled about signing in; the usual where it has said nothing.
    pub async fn sign_in_settings(&self, service: ServiceId) -> Result<SignInSettings, Error> {
        let mut tx = self.engine().read().await?;
        settings(&mut tx, service).await
    }
}

pub(crate) async fn settings(tx: &mut Tx, service: ServiceId) -> Result<SignInSettings, Error> {
    let mut settings = SignInSettings::default();
    for row in tx.rows(SIGN_IN_SETTINGS, args![service.0]).await? {
        let value = row.text(1)?;
        match row.text(0)?.as_str() {
            IDLE_MINUTES => settings.idle_minutes = read(&value)?,
            LONGEST_HOURS => settings.longest_hours = read(&value)?,
            PASSKEYS => settings.passkeys = read(&value)?,
            PROVIDER_FACTOR => settings.provider_factor = read(&value)?,
            PROVIDER_ONLY => settings.provider_only = read(&value)?,
            _ => settings.second_factor = read(&value)?,
        }
    }
    Ok(settings)
}
