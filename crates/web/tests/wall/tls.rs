//! TLS of the program itself.

use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use web::{Reached, Tls};

use crate::served::{LONG, Served, page, rest, say, status};
use crate::stage::Pilot;

const NAME: &str = "alongside.example";

/// Writes a new certificate with its key.
fn issue(folder: &Path) -> CertificateDer<'static> {
    let issued = rcgen::generate_simple_self_signed([NAME.to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), issued.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), issued.signing_key.serialize_pem()).unwrap();
    issued.cert.der().clone()
}

fn read(folder: &TempDir) -> Result<Tls, web::TlsError> {
    Tls::read(
        folder.path().join("cert.pem"),
        folder.path().join("key.pem"),
    )
}

/// A connection of somebody who trusts this certificate alone.
async fn connect(
    served: &Served,
    trusted: &CertificateDer<'static>,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let name = NAME.try_into().unwrap();
    connector.connect(name, served.connect().await).await
}

#[tokio::test]
async fn pages_come_by_tls_with_the_certificate_of_the_files_as_they_are_now() {
    let folder = tempfile::tempdir().unwrap();
    let first = issue(folder.path());
    let tls = Arc::new(read(&folder).unwrap());
    let reached = Reached {
        tls: Some(Arc::clone(&tls)),
        ..Reached::default()
    };
    let served = Served::new(Pilot::at("https://alongside.example").await, reached).await;
    let stream = connect(&served, &first).await.unwrap();
    let answer = say(stream, page("/sign-in")).await;
    assert_eq!(status(&answer), Some(200), "{answer}");
    assert!(answer.contains("strict-transport-security: "), "{answer}");

    // What is no certificate leaves the one before; another takes its place at once.
    std::fs::write(folder.path().join("cert.pem"), "nothing").unwrap();
    assert!(tls.renew().is_err());
    assert!(connect(&served, &first).await.is_ok());
    let second = issue(folder.path());
    tls.renew().unwrap();
    assert!(connect(&served, &first).await.is_err());
    assert!(connect(&served, &second).await.is_ok());
}

#[tokio::test]
async fn whoever_does_not_speak_tls_is_gone_soon_and_others_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let trusted = issue(folder.path());
    let tls = Some(Arc::new(read(&folder).unwrap()));
    let reached = Reached {
        tls,
        ..Reached::default()
    };
    let served = Served::new(Pilot::at("https://alongside.example").await, reached).await;
    let mut silent = served.connect().await;
    let plain = served.say(page("/sign-in")).await;
    assert_eq!(status(&plain), None, "{plain}");
    let stream = connect(&served, &trusted).await.unwrap();
    assert_eq!(status(&say(stream, page("/sign-in")).await), Some(200));
    let heard = timeout(LONG, rest(&mut silent)).await.unwrap();
    assert_eq!(heard, "");
    // Nor is a connection held on which nothing is said once TLS is spoken.
    let mut idle = connect(&served, &trusted).await.unwrap();
    let heard = timeout(LONG, rest(&mut idle)).await.unwrap();
    assert_eq!(heard, "");
}

#[test]
fn what_is_wrong_with_the_files_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let said = || {
        let words = read(&folder).err().unwrap().to_string();
        words.replace(&folder.path().display().to_string(), "…")
    };
    assert!(
        said().starts_with("…/cert.pem cannot be read as PEM"),
        "{}",
        said()
    );
    issue(folder.path());
    let key = std::fs::read(folder.path().join("key.pem")).unwrap();
    std::fs::write(folder.path().join("cert.pem"), "").unwrap();
    assert_eq!(said(), "there is no certificate in …/cert.pem");
    issue(folder.path());
    std::fs::write(folder.path().join("key.pem"), key).unwrap();
    assert!(
        said().starts_with("the certificate and the key cannot be used"),
        "{}",
        said()
    );
}
