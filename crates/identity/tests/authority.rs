//! A provider whose certificate is of the council's own authority.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

use std::sync::Arc;

use calendar::Stamp;
use identity::{Failure, How, Provider, Secret, Settings, Trip};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A provider behind TLS, and its authority's certificate (PEM).
async fn open() -> (String, String) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let own = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&own, &authority).unwrap();
    let key = PrivateKeyDer::try_from(own.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let says = issuer.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut asked = [0_u8; 4_096];
            let length = stream.read(&mut asked).await.unwrap();
            let keys = asked[..length].starts_with(b"GET /keys");
            let body = if keys {
                r#"{ "keys": [] }"#.to_owned()
            } else {
                described(&says)
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all((head + &body).as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    (issuer, authority.pem())
}

fn described(issuer: &str) -> String {
    format!(
        r#"{{ "issuer": "{issuer}", "authorization_endpoint": "{issuer}/authorize",
        "token_endpoint": "{issuer}/token", "jwks_uri": "{issuer}/keys",
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"] }}"#
    )
}

fn settings(issuer: &str) -> Settings {
    let client = ("client", Secret::new("secret"));
    Settings::new(
        issuer,
        client,
        "https://alongside.example",
        ("/back", "/out"),
    )
    .unwrap()
}

async fn begins(settings: Settings) -> Result<String, Failure> {
    let now: Stamp = "2022-08-30T09:00:00.000000Z".parse().unwrap();
    let provider = Provider::new(settings).unwrap();
    let trip = Trip::new([1; 32]);
    provider.begin(&trip, How::AsBefore, now).await
}

#[tokio::test]
async fn a_councils_own_authority_is_trusted_where_it_is_given() {
    let (issuer, authority) = open().await;
    let refused = begins(settings(&issuer)).await.unwrap_err();
    assert!(
        refused.to_string().contains("invalid peer certificate"),
        "{refused}"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, authority).unwrap();
    let trusted = Settings::authorities(&file).unwrap();
    let address = begins(settings(&issuer).trusting(trusted)).await.unwrap();
    assert!(
        address.starts_with(&format!("{issuer}/authorize?")),
        "{address}"
    );
    std::fs::write(&file, "no certificate").unwrap();
    assert!(Settings::authorities(&file).is_err());
    assert!(Settings::authorities(&folder.path().join("none")).is_err());
}
