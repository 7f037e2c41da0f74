//! How the program is told of the council's identity provider. Nothing secret is an argument.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use identity::{NotSettings, Provider, SecondFactor, Secret, Settings};
use web::Site;

/// Which identity provider people can sign in with.
#[derive(Args)]
pub(crate) struct Providing {
    /// The council's identity provider (OpenID Connect) by its issuer, to the letter: that of the council's own tenant,
    /// not one that all tenants share. People who were invited can sign in with it then. Its client secret comes in
    /// ALONGSIDE_PROVIDER_SECRET or a file.
    #[arg(
        long,
        value_name = "ISSUER",
        env = "ALONGSIDE_PROVIDER",
        hide_env_values = true,
        requires_all = ["provider_client", "at"]
    )]
    pub(crate) provider: Option<String>,
    /// The id under which this program is registered there as a client.
    #[arg(
        long,
        value_name = "ID",
        env = "ALONGSIDE_PROVIDER_CLIENT",
        hide_env_values = true,
        requires = "provider"
    )]
    pub(crate) provider_client: Option<String>,
    /// The file with the client secret, instead of ALONGSIDE_PROVIDER_SECRET.
    #[arg(
        long,
        value_name = "FILE",
        env = "ALONGSIDE_PROVIDER_SECRET_FILE",
        hide_env_values = true,
        requires = "provider"
    )]
    pub(crate) provider_secret_file: Option<PathBuf>,
    /// What people call their account there, as in "Sign in with your council account".
    #[arg(
        long,
        value_name = "NAME",
        env = "ALONGSIDE_PROVIDER_NAME",
        hide_env_values = true,
        requires = "provider"
    )]
    pub(crate) provider_name: Option<String>,
    /// What says in its tokens that a second factor was asked for: `amr=METHOD`, such as amr=mfa, or `acr=CLASS`. Whether
    /// it counts is settled in the service.
    #[arg(
        long,
        value_name = "MARK",
        env = "ALONGSIDE_PROVIDER_SECOND_FACTOR",
        hide_env_values = true,
        requires = "provider"
    )]
    pub(crate) provider_second_factor: Option<SecondFactor>,
    /// A file of certificates (PEM) of authorities that are trusted beside those of browsers, when the provider is asked.
    #[arg(
        long,
        value_name = "FILE",
        env = "ALONGSIDE_PROVIDER_AUTHORITIES",
        hide_env_values = true,
        requires = "provider"
    )]
    pub(crate) provider_authorities: Option<PathBuf>,
}

impl Providing {
    /// The provider; nothing if there is none. `at` is where the service is found in a browser.
    pub(crate) fn provider(&self, at: Option<&Site>) -> anyhow::Result<Option<Provider>> {
        let Some(issuer) = &self.provider else {
            return Ok(None);
        };
        let client = self.provider_client.as_deref();
        let client = client.context("--provider-client is missing")?;
        let at = at.context("--at is missing")?;
        let paths = (web::PROVIDER_BACK, web::PROVIDER_OUT);
        let settings = Settings::new(issuer, (client, self.secret()?), at.origin(), paths);
        let mut settings = settings.map_err(of_the_provider)?;
        if let Some(name) = &self.provider_name {
            settings = settings.called(name);
        }
        if let Some(mark) = &self.provider_second_factor {
            settings = settings.with_second_factor(mark.clone());
        }
        if let Some(file) = &self.provider_authorities {
            let all = Settings::authorities(file).map_err(of_the_provider)?;
            settings = settings.trusting(all);
        }
        Provider::new(settings).map(Some).map_err(of_the_provider)
    }

    fn secret(&self) -> anyhow::Result<Secret> {
        match (in_environment(), &self.provider_secret_file) {
            (Some(secret), None) => Ok(Secret::new(&secret)),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file);
                let text = text.with_context(|| format!("{} cannot be read", file.display()))?;
                Ok(Secret::new(&text))
            }
            (None, None) => bail!(
                "there is a --provider and no secret: put it in ALONGSIDE_PROVIDER_SECRET or a file"
            ),
            (Some(_), Some(_)) => {
                bail!(
                    "the provider's secret comes in ALONGSIDE_PROVIDER_SECRET or a file, not both"
                )
            }
        }
    }
}

fn of_the_provider(error: NotSettings) -> anyhow::Error {
    anyhow::Error::new(error).context("the identity provider cannot be used")
}

#[expect(
    clippy::disallowed_methods,
    reason = "settings are read in the program, and a secret is never an argument that others can list"
)]
fn in_environment() -> Option<String> {
    std::env::var("ALONGSIDE_PROVIDER_SECRET").ok()
}
