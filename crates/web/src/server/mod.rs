//! The accept loop. The framework's own has no time limits, so a silent or slow client could hold a
//! connection for ever, and no count of who holds how many.

mod pace;
mod peer;
mod places;
mod tls;

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutLayer;

use pace::{Line, Sent};
use places::Places;

pub use peer::{Peer, Proxies};
pub use tls::{Tls, TlsError};

/// The handshake of TLS takes no longer.
const HANDSHAKE: Duration = Duration::from_secs(4);
/// Headers must have come within this time; it also ends idle connections.
const HEADERS: Duration = Duration::from_secs(10);
/// No longer without progress in what a client sends after its headers, and in what it reads.
const PROGRESS: Duration = Duration::from_secs(10);
/// Whoever sends or reads nothing is gone after this time, at the latest.
const _: () = assert!(HANDSHAKE.as_secs() + HEADERS.as_secs() < 15 && PROGRESS.as_secs() < 15);
/// A page takes no longer than this, with what is sent for it.
const PAGE: Duration = Duration::from_mins(2);
/// Connections at once; more wait to be accepted. With what else the program opens they fit into
/// the 1,024 files that systems allow a program at first.
const CONNECTIONS: usize = 800;
/// Connections at once from one address, and requests at once of one client behind a proxy: more
/// than an office with one address has.
const OF_ONE: usize = 200;
/// The size and number of headers: a browser sends some 2 KiB in 20.
const LARGEST_HEADERS: usize = 32 * 1024;
const MOST_HEADERS: usize = 100;
/// How long requests under way may take when the program stops.
const GRACE: Duration = Duration::from_secs(10);

/// How the program is reached.
#[derive(Default)]
pub struct Reached {
    /// The proxies that stand before it.
    pub proxies: Proxies,
    /// With what it speaks TLS itself.
    pub tls: Option<Arc<Tls>>,
}

/// What each connection needs.
struct Server {
    router: Router,
    reached: Reached,
    /// Requests at once of clients behind a proxy.
    requests: Arc<Places>,
}

/// Serves until `stop` is ready, then lets requests under way end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    reached: Reached,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let server = Arc::new(Server {
        router: router.layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PAGE,
        )),
        reached,
        requests: Places::new(OF_ONE),
    });
    let all = Arc::new(Semaphore::new(CONNECTIONS));
    let places = Places::new(OF_ONE);
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let Ok(one) = Arc::clone(&all).acquire_owned().await else {
            break;
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => (stream, Peer(peer.ip())),
                // A client that went away at once, or no file handles left: others are served on.
                Err(error) => {
                    tracing::warn!(cause = %error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Through a proxy come many, whose requests are counted instead.
        let place = places.take(peer.network());
        if place.is_none() && !server.reached.proxies.has(peer) {
            continue;
        }
        let (server, watcher) = (Arc::clone(&server), graceful.watcher());
        tokio::spawn(async move {
            match &server.reached.tls {
                None => server.converse(stream, peer, watcher).await,
                // Whoever does not speak TLS in time is no client of ours.
                Some(tls) => {
                    if let Ok(Ok(stream)) = timeout(HANDSHAKE, tls.accept(stream)).await {
                        server.converse(stream, peer, watcher).await;
                    }
                }
            }
            drop((one, place));
        });
    }
    drop(listener);
    let ended = timeout(GRACE, graceful.shutdown()).await;
    if ended.is_err() {
        tracing::warn!(
            "some requests were still under way after {} seconds",
            GRACE.as_secs()
        );
    }
    Ok(())
}

impl Server {
    /// Answers what is asked on a connection.
    async fn converse(
        self: &Arc<Self>,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        peer: Peer,
        watcher: Watcher,
    ) {
        let service = service_fn(|request| {
            let server = Arc::clone(self);
            async move { Ok::<_, Infallible>(server.answer(request, peer).await) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS)
            .max_header_size(LARGEST_HEADERS)
            .max_headers(MOST_HEADERS)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(Line::new(stream, PROGRESS)), service);
        // A client that breaks off is no fault of ours and no news.
        let _: Result<(), _> = watcher.watch(connection).await;
    }

    async fn answer(&self, mut request: Request<Incoming>, peer: Peer) -> Response {
        let client = self.reached.proxies.client(peer, request.headers());
        let place = self.requests.take(client.network());
        if place.is_none() {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        request.extensions_mut().insert(client);
        let request = request.map(|body| Sent::new(body, PROGRESS));
        let Ok(answer) = self.router.clone().oneshot(request).await;
        answer
    }
}
