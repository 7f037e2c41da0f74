//! An identity provider on the loopback, which does what it is told to: also what none should.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Json, Response};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use calendar::Stamp;
use identity::{Secret, Settings};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;

/// The client that the program is.
const CLIENT: &str = "alongside-client";
const SECRET: &str = "a secret: with signs/+&";

/// How a token is signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Signed {
    /// With the key it names.
    Rightly,
    /// With another, under the name of the one that is published.
    ByAnother,
    /// Not at all.
    NotAtAll,
    /// With the public key, as if it were a shared secret.
    WithPublicKey,
    /// With the client's secret.
    WithSecret,
}

/// What the provider does next.
struct Doing {
    keys: Vec<(String, EcdsaKeyPair)>,
    /// The key that it signs with, which it may not have published.
    signs_with: usize,
    /// How many of its keys it publishes.
    publishes: usize,
    codes: HashMap<String, Asked>,
    signed: Signed,
    /// What it says of itself that is not so.
    metadata: Value,
    /// What it puts in a token that does not belong there, or takes out with null.
    claims: Value,
    answers: Answers,
    asked_for: HashMap<String, u32>,
}

/// How the provider answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answers {
    Well,
    /// With an error.
    Failing,
    /// Not at all.
    Never,
}

/// What a browser asked, by the code that it was given.
struct Asked {
    query: HashMap<String, String>,
    subject: String,
    at: Stamp,
}

/// The provider.
pub(crate) struct Office {
    pub(crate) issuer: String,
    doing: Arc<Mutex<Doing>>,
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).unwrap()
}

fn jwk((name, key): &(String, EcdsaKeyPair)) -> Value {
    let point = key.public_key().as_ref();
    let part = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let (x, y) = (part(&point[1..33]), part(&point[33..]));
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": name, "x": x, "y": y })
}

impl Office {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/tenant/v2.0", listener.local_addr().unwrap());
        let doing = Arc::new(Mutex::new(Doing {
            keys: vec![("first".to_owned(), new_key())],
            signs_with: 0,
            publishes: 1,
            codes: HashMap::new(),
            signed: Signed::Rightly,
            metadata: json!({}),
            claims: json!({}),
            answers: Answers::Well,
            asked_for: HashMap::new(),
        }));
        let state = (issuer.clone(), doing.clone());
        let router = Router::new().fallback(answer).with_state(state);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { issuer, doing }
    }

    /// Settings with which the program speaks with it.
    pub(crate) fn settings(&self, site: &str) -> Settings {
        let client = (CLIENT, Secret::new(SECRET));
        let paths = (web::PROVIDER_BACK, web::PROVIDER_OUT);
        Settings::new(&self.issuer, client, site, paths).unwrap()
    }

    /// Somebody signs in at the address that the program led to, at a time: the path they come back by.
    pub(crate) fn signs_in(&self, address: &str, subject: &str, at: Stamp) -> String {
        let uri: Uri = address.parse().unwrap();
        let query: HashMap<String, String> =
            serde_urlencoded::from_str(uri.query().unwrap()).unwrap();
        assert!(address.starts_with(&format!("{}/authorize?", self.issuer)));
        assert_eq!(
            query["redirect_uri"],
            format!("https://alongside.example{}", web::PROVIDER_BACK)
        );
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["client_id"], CLIENT);
        assert_eq!(query["scope"], "openid");
        assert_eq!(query["code_challenge_method"], "S256");
        let state = query["state"].clone();
        let asked = Asked {
            query,
            subject: subject.to_owned(),
            at,
        };
        let mut doing = self.doing.lock().unwrap();
        let code = format!("code-{}", doing.codes.len());
        doing.codes.insert(code.clone(), asked);
        format!("{}?code={code}&state={state}", web::PROVIDER_BACK)
    }

    pub(crate) fn signs(&self, signed: Signed) {
        self.doing.lock().unwrap().signed = signed;
    }

    /// From now on these claims are in its tokens; null takes one out.
    pub(crate) fn claims(&self, claims: Value) {
        self.doing.lock().unwrap().claims = claims;
    }

    /// From now on it says this of itself.
    pub(crate) fn says(&self, metadata: Value) {
        self.doing.lock().unwrap().metadata = metadata;
    }

    pub(crate) fn answers(&self, answers: Answers) {
        self.doing.lock().unwrap().answers = answers;
    }

    /// Signs with a new key from now on, which is published or is not.
    pub(crate) fn turns_key(&self, published: bool) {
        let mut doing = self.doing.lock().unwrap();
        let name = format!("key {}", doing.keys.len());
        doing.keys.push((name, new_key()));
        doing.signs_with = doing.keys.len() - 1;
        if published {
            doing.publishes = doing.keys.len();
        }
    }

    /// How often something was asked for.
    pub(crate) fn asked_for(&self, path: &str) -> u32 {
        let doing = self.doing.lock().unwrap();
        let wanted = |it: &str| it.ends_with(path);
        let all = doing.asked_for.iter().filter(|(it, _)| wanted(it));
        all.map(|(_, count)| count).sum()
    }
}

async fn answer(
    State((issuer, doing)): State<(String, Arc<Mutex<Doing>>)>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answers = doing.lock().unwrap().answers;
    match answers {
        Answers::Well => {}
        Answers::Failing => return StatusCode::BAD_GATEWAY.into_response(),
        Answers::Never => std::future::pending().await,
    }
    let mut doing = doing.lock().unwrap();
    *doing.asked_for.entry(uri.path().to_owned()).or_default() += 1;
    let path = uri.path().strip_prefix("/tenant/v2.0").unwrap_or_default();
    match path {
        "/.well-known/openid-configuration" => {
            let mut metadata = json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"),
                "jwks_uri": format!("{issuer}/keys"),
                "end_session_endpoint": format!("{issuer}/out"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["ES256"],
            });
            merge(&mut metadata, &doing.metadata);
            Json(metadata).into_response()
        }
        "/keys" => {
            let keys: Vec<Value> = doing.keys[..doing.publishes].iter().map(jwk).collect();
            Json(json!({ "keys": keys })).into_response()
        }
        "/token" => token(&issuer, &mut doing, &headers, &body),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn token(issuer: &str, doing: &mut Doing, headers: &HeaderMap, body: &[u8]) -> Response {
    let refuse = |error: &str| {
        let words = json!({ "error": error, "error_description": "who@it.is did" });
        (StatusCode::BAD_REQUEST, Json(words)).into_response()
    };
    let encoded = |text: &str| serde_urlencoded::to_string([("", text)]).unwrap()[1..].to_owned();
    let pair = format!("{}:{}", encoded(CLIENT), encoded(SECRET));
    let basic = format!("Basic {}", BASE64_STANDARD.encode(pair));
    if headers.get("authorization").unwrap().to_str().unwrap() != basic {
        return refuse("invalid_client");
    }
    let form: HashMap<String, String> = serde_urlencoded::from_bytes(body).unwrap();
    // Each code is good for one token.
    let Some(asked) = doing.codes.remove(&form["code"]) else {
        return refuse("invalid_grant");
    };
    // So that no other code has its name.
    let spent = format!("spent-{}", doing.codes.len());
    doing.codes.insert(
        spent,
        Asked {
            query: HashMap::new(),
            subject: String::new(),
            at: asked.at,
        },
    );
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    if challenge != asked.query["code_challenge"]
        || form["redirect_uri"] != asked.query["redirect_uri"]
        || form["grant_type"] != "authorization_code"
    {
        return refuse("invalid_grant");
    }
    let now = asked.at.micros() / 1_000_000;
    let mut claims = json!({
        "iss": issuer,
        "sub": asked.subject,
        "aud": CLIENT,
        "iat": now,
        "exp": now + 300,
        "nonce": asked.query["nonce"],
    });
    if asked.query.get("max_age").is_some_and(|age| age == "0") {
        claims["auth_time"] = json!(now);
    }
    merge(&mut claims, &doing.claims);
    let id_token = doing.token(&claims);
    let said = json!({
        "access_token": "for nothing",
        "token_type": "Bearer",
        "expires_in": 300,
        "id_token": id_token,
    });
    Json(said).into_response()
}

impl Doing {
    fn token(&self, claims: &Value) -> String {
        let (name, key) = &self.keys[self.signs_with];
        let encode = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let algorithm = match self.signed {
            Signed::Rightly | Signed::ByAnother => "ES256",
            Signed::NotAtAll => "none",
            Signed::WithPublicKey | Signed::WithSecret => "HS256",
        };
        let head = json!({ "alg": algorithm, "kid": name, "typ": "JWT" });
        let says = format!("{}.{}", encode(&head), encode(claims));
        let random = SystemRandom::new();
        let mac = |secret: &[u8]| {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
            ring::hmac::sign(&key, says.as_bytes()).as_ref().to_vec()
        };
        let signature = match self.signed {
            Signed::Rightly => key
                .sign(&random, says.as_bytes())
                .unwrap()
                .as_ref()
                .to_vec(),
            Signed::ByAnother => {
                let other = new_key();
                other
                    .sign(&random, says.as_bytes())
                    .unwrap()
                    .as_ref()
                    .to_vec()
            }
            Signed::NotAtAll => Vec::new(),
            Signed::WithPublicKey => mac(key.public_key().as_ref()),
            Signed::WithSecret => mac(SECRET.as_bytes()),
        };
        format!("{says}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

/// Puts fields into an object; null takes one out.
fn merge(into: &mut Value, more: &Value) {
    let into = into.as_object_mut().unwrap();
    for (name, value) in more.as_object().unwrap() {
        if value.is_null() {
            into.remove(name);
        } else {
            into.insert(name.clone(), value.clone());
        }
    }
}

/// Seconds since 1970 of a time so long before or after another.
pub(crate) fn seconds(of: Stamp, later: i64) -> i64 {
    of.micros() / 1_000_000 + later
}

/// How long the program waits for a provider that does not answer, in the tests of that.
pub(crate) const IMPATIENT: Duration = Duration::from_millis(300);
