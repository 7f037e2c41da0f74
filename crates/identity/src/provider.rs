//! The provider: where it sends people to, and whom they come back as.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use calendar::Stamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreErrorResponseType, CoreGrantType, CoreIdToken, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthType, AuthenticationContextClass, AuthenticationFlow,
    AuthorizationCode, ClientId, ClientSecret, EndSessionUrl, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, LogoutRequest, ProviderMetadata, RequestTokenError, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::http::Http;
use crate::settings::{NotSettings, SecondFactor, Settings};
use crate::token::{Context, Identity, Wrong};
use crate::trip::Trip;

/// How long what the provider says of itself is gone by, its keys too.
const KNOWN_FOR: Duration = Duration::from_hours(1);
/// How long it is not asked again after it could not be reached, so that those who wait do not queue.
const LEFT_ALONE: Duration = Duration::from_secs(5);

/// How somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Whoever is signed in at the provider already is not asked again.
    AsBefore,
    /// They show again who they are, now.
    Again,
}

/// What a browser brings back.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Answer {
    /// The state of the trip.
    #[serde(default)]
    pub state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// Why nobody was signed in. Its words are for the log.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It has nothing to do with who signs in: the provider is away, or not set up rightly.
    #[error("the identity provider could not be asked: {0}")]
    Unreachable(String),
    /// What came back does not show who they are.
    #[error("{0}")]
    Refused(String),
}

/// What more the provider may say of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct More {
    end_session_endpoint: Option<EndSessionUrl>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What was last learnt of the provider.
#[derive(Default)]
struct Known {
    metadata: Option<(Arc<Metadata>, Stamp)>,
    failed: Option<Stamp>,
}

/// The council's identity provider.
pub struct Provider {
    settings: Settings,
    http: Http,
    known: Mutex<Known>,
}

impl Provider {
    /// A provider. It is not asked anything yet: the program starts when it is away, too.
    ///
    /// # Errors
    /// [`NotSettings`] if an authority cannot be used.
    pub fn new(settings: Settings) -> Result<Self, NotSettings> {
        Ok(Self {
            http: Http::new(&settings.authorities, settings.patience)?,
            settings,
            known: Mutex::default(),
        })
    }

    /// Which provider it is.
    pub fn issuer(&self) -> &str {
        self.settings.issuer.as_str()
    }

    /// What its users call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Whether a token of its can say that a second factor was shown.
    pub fn tells_second_factor(&self) -> bool {
        self.settings.second_factor.is_some()
    }

    /// Where a browser goes to sign in.
    pub async fn begin(&self, trip: &Trip, how: How, now: Stamp) -> Result<String, Failure> {
        let metadata = self.metadata(now).await?;
        let client = self.client(&metadata);
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let (state, nonce) = (trip.csrf(), trip.nonce());
        let mut asked = client
            .authorize_url(flow, move || state, move || nonce)
            .set_pkce_challenge(trip.challenge());
        if how == How::Again {
            // Some providers go by one, some by the other; the token has to say that they did.
            asked = asked
                .add_prompt(CoreAuthPrompt::Login)
                .set_max_age(Duration::ZERO);
        }
        if let Some(SecondFactor::Class(class)) = &self.settings.second_factor {
            asked = asked.add_auth_context_value(AuthenticationContextClass::new(class.clone()));
        }
        let (address, _, _) = asked.url();
        Ok(address.into())
    }

    /// Whom a browser comes back as, from a trip that began then.
    pub async fn finish(
        &self,
        trip: &Trip,
        (how, begun): (How, Stamp),
        answer: &Answer,
        now: Stamp,
    ) -> Result<Identity, Failure> {
        if answer.state != trip.state() {
            return Err(refused("the answer is not to this browser's question"));
        }
        let metadata = self.metadata(now).await?;
        let code = self.code(answer, &metadata)?;
        let token = self.token(&metadata, trip, code).await?;
        let identity = |metadata: &Metadata| {
            let context = Context {
                settings: &self.settings,
                keys: metadata.jwks(),
                trip,
                how,
                begun,
                now,
            };
            context.identity(&token)
        };
        let identity = match identity(&metadata) {
            Err(Wrong::UnknownKey) => identity(&*self.metadata_anew(now).await?),
            known => known,
        };
        identity.map_err(|wrong| Failure::Refused(wrong.to_string()))
    }

    /// Where a browser goes to sign out there too; nowhere if the provider has no such place.
    pub async fn sign_out(&self, now: Stamp) -> Result<Option<String>, Failure> {
        let metadata = self.metadata(now).await?;
        let place = metadata.additional_metadata().end_session_endpoint.clone();
        Ok(place.map(|place| {
            let request = LogoutRequest::from(place)
                .set_client_id(self.client_id())
                .set_post_logout_redirect_uri(self.settings.out.clone());
            request.http_get_url().into()
        }))
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.settings.client.clone())
    }

    fn client(&self, metadata: &Metadata) -> Client {
        let secret = ClientSecret::new(self.settings.secret.0.clone());
        let methods = metadata.token_endpoint_auth_methods_supported();
        let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
        let auth = if takes(CoreClientAuthMethod::ClientSecretBasic) {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        CoreClient::from_provider_metadata(metadata.clone(), self.client_id(), Some(secret))
            .set_auth_type(auth)
            .set_redirect_uri(self.settings.back.clone())
    }

    /// The code that an answer brings, of this provider and no other.
    fn code(&self, answer: &Answer, metadata: &Metadata) -> Result<AuthorizationCode, Failure> {
        let says_issuer = metadata.additional_metadata();
        match &answer.iss {
            Some(issuer) if *issuer != self.settings.issuer.as_str() => {
                return Err(refused("the answer is of another provider"));
            }
            None if says_issuer.authorization_response_iss_parameter_supported => {
                return Err(refused("the answer does not say of which provider it is"));
            }
            _ => {}
        }
        if let Some(error) = &answer.error {
            let plain = error.chars().filter(char::is_ascii_graphic).take(60);
            let error: String = plain.collect();
            return Err(Failure::Refused(format!("the provider answered {error}")));
        }
        let code = answer.code.clone();
        let code = code.ok_or_else(|| refused("the answer brings no code"))?;
        Ok(AuthorizationCode::new(code))
    }

    async fn token(
        &self,
        metadata: &Metadata,
        trip: &Trip,
        code: AuthorizationCode,
    ) -> Result<CoreIdToken, Failure> {
        let client = self.client(metadata);
        let request = client.exchange_code(code);
        let request = request.map_err(|error| Failure::Unreachable(chain(&error)))?;
        let request = request.set_pkce_verifier(trip.verifier());
        let answer = request.request_async(&self.http).await;
        let answer = answer.map_err(|error| match &error {
            RequestTokenError::ServerResponse(said) => {
                // What it says beside its code may name somebody.
                let words = format!("the provider refused the code: {}", said.error().as_ref());
                match said.error() {
                    CoreErrorResponseType::InvalidGrant => Failure::Refused(words),
                    _ => Failure::Unreachable(words),
                }
            }
            RequestTokenError::Request(cause) => Failure::Unreachable(chain(cause)),
            _ => Failure::Unreachable("its answer to a code cannot be read".to_owned()),
        })?;
        let token = answer.id_token().cloned();
        token.ok_or_else(|| Failure::Unreachable("it gives no ID token".to_owned()))
    }

    /// What the provider says of itself.
    async fn metadata(&self, now: Stamp) -> Result<Arc<Metadata>, Failure> {
        let mut known = self.known.lock().await;
        if let Some((metadata, at)) = &known.metadata
            && now.since(*at) < KNOWN_FOR
        {
            return Ok(metadata.clone());
        }
        if known.failed.is_some_and(|at| now.since(at) < LEFT_ALONE) {
            let words = "it could not a moment ago".to_owned();
            return Err(Failure::Unreachable(words));
        }
        self.learn(&mut known, now).await
    }

    /// The same, asked for now: it may have other keys.
    async fn metadata_anew(&self, now: Stamp) -> Result<Arc<Metadata>, Failure> {
        let mut known = self.known.lock().await;
        self.learn(&mut known, now).await
    }

    async fn learn(&self, known: &mut Known, now: Stamp) -> Result<Arc<Metadata>, Failure> {
        let issuer = self.settings.issuer.clone();
        match Metadata::discover_async(issuer, &self.http).await {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                known.metadata = Some((metadata.clone(), now));
                known.failed = None;
                Ok(metadata)
            }
            Err(error) => {
                known.failed = Some(now);
                Err(Failure::Unreachable(chain(&error)))
            }
        }
    }
}

fn refused(words: &str) -> Failure {
    Failure::Refused(words.to_owned())
}

/// An error with what caused it.
fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}
