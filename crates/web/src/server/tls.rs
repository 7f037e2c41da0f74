//! TLS in the program itself, with the certificate that files hold.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

/// A certificate with its key, read from files and read again when they are renewed.
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    now: RwLock<TlsAcceptor>,
}

/// Why TLS cannot be spoken with what the files hold.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read, or is not what it should be.
    #[error("{} cannot be read as PEM: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: pem::Error,
    },
    /// The file of certificates has none.
    #[error("there is no certificate in {}", .0.display())]
    NoCertificate(PathBuf),
    /// They do not fit each other, or are of a kind that is not known.
    #[error("the certificate and the key cannot be used: {0}")]
    Unfit(#[from] rustls::Error),
}

impl Tls {
    /// Reads a chain of certificates, the service's own first, and its private key.
    pub fn read(certificate: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let now = RwLock::new(acceptor(&certificate, &key)?);
        Ok(Self {
            certificate,
            key,
            now,
        })
    }

    /// Reads the files again. Where they are of no use, those read before stay in use.
    pub fn renew(&self) -> Result<(), TlsError> {
        let renewed = acceptor(&self.certificate, &self.key)?;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = renewed;
        Ok(())
    }

    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let now = self.now.read();
        let now = now.unwrap_or_else(PoisonError::into_inner).clone();
        now.accept(stream).await
    }
}

fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, TlsError> {
    let file = |path: &Path| {
        let path = path.to_owned();
        |why| TlsError::File { path, why }
    };
    let chain = CertificateDer::pem_file_iter(certificate).map_err(file(certificate))?;
    let chain: Result<Vec<_>, _> = chain.collect();
    let chain = chain.map_err(file(certificate))?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(certificate.to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(file(key))?;
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
