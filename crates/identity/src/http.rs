//! Requests to the provider: one connection each, as few as there are sign-ins.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue, USER_AGENT};
use hyper::http::uri::PathAndQuery;
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

use crate::settings::{Authority, NotSettings, is_safe};

/// The longest answer in bytes.
const LONGEST: usize = 1024 * 1024;

/// The way to the provider.
pub(crate) struct Http {
    tls: TlsConnector,
    patience: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    #[error("it took too long")]
    TooLong,
    #[error("it would be asked plainly, or the address is none")]
    Address,
    #[error("there was no connection")]
    Connection(#[from] std::io::Error),
    #[error("it did not speak HTTP")]
    Http(#[from] hyper::Error),
    #[error("the answer was cut off or too long")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Http {
    /// A way that trusts the authorities of browsers, and these.
    pub(crate) fn new(authorities: &[Authority], patience: Duration) -> Result<Self, NotSettings> {
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        for authority in authorities {
            roots
                .add(authority.clone())
                .map_err(|error| NotSettings::certificate(&error))?;
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| NotSettings::certificate(&error))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            tls: TlsConnector::from(Arc::new(config)),
            patience,
        })
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let uri = request.uri().clone();
        let (scheme, host) = (uri.scheme_str().unwrap_or_default(), uri.host());
        if !is_safe(scheme, host) {
            return Err(NoAnswer::Address);
        }
        let host = host.unwrap_or_default().trim_matches(['[', ']']);
        let usual = if scheme == "https" { 443 } else { 80 };
        let port = uri.port_u16().unwrap_or(usual);
        let stream = TcpStream::connect((host, port)).await?;
        let request = as_sent(request, &uri)?;
        if scheme == "https" {
            let name = ServerName::try_from(host.to_owned()).map_err(|_| NoAnswer::Address)?;
            let stream = self.tls.connect(name, stream).await?;
            ask(stream, request).await
        } else {
            ask(stream, request).await
        }
    }
}

/// A request as a server of this site reads it.
fn as_sent(request: HttpRequest, uri: &Uri) -> Result<Request<Full<Bytes>>, NoAnswer> {
    let (mut parts, body) = request.into_parts();
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    parts.uri = path.parse().map_err(|_| NoAnswer::Address)?;
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let authority = HeaderValue::from_str(authority).map_err(|_| NoAnswer::Address)?;
    parts.headers.insert(HOST, authority);
    let us = HeaderValue::from_static("alongside");
    parts.headers.insert(USER_AGENT, us);
    Ok(Request::from_parts(parts, Full::from(body)))
}

async fn ask<S>(stream: S, request: Request<Full<Bytes>>) -> Result<HttpResponse, NoAnswer>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let asked = async {
        let answer = sender.send_request(request).await?;
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, LONGEST).collect().await;
        let body = body.map_err(NoAnswer::Body)?.to_bytes();
        Ok(Response::from_parts(parts, body.to_vec()))
    };
    tokio::pin!(asked);
    tokio::select! {
        answer = &mut asked => answer,
        // The connection may end with the last byte, before the answer is put together.
        ended = connection => {
            ended?;
            asked.await
        }
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = tokio::time::timeout(self.patience, self.send(request)).await;
            answer.unwrap_or(Err(NoAnswer::TooLong))
        })
    }
}
