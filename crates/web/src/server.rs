//! The accept loop. The framework's own has no time limit for headers, so a silent client could
//! hold a connection for ever.

use std::future::Future;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

/// The address that a request came from.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// Headers must have come within this time; it also ends idle connections.
const HEADERS: Duration = Duration::from_secs(10);
/// No longer pause than this within a body.
const BODY: Duration = Duration::from_secs(10);
/// A page takes no longer than this.
const PAGE: Duration = Duration::from_mins(2);
/// Connections at once; more wait to be accepted.
const CONNECTIONS: usize = 1024;
/// How long requests under way may take when the program stops.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `stop` is ready, then lets requests under way end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let router =
        router
            .layer(RequestBodyTimeoutLayer::new(BODY))
            .layer(TimeoutLayer::with_status_code(
                axum::http::StatusCode::SERVICE_UNAVAILABLE,
                PAGE,
            ));
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
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
        let service = router.clone().into_service::<hyper::body::Incoming>();
        let service = service.map_request(move |mut request: Request<hyper::body::Incoming>| {
            request.extensions_mut().insert(peer);
            request
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that breaks off is no fault of ours and no news.
            let _: Result<(), _> = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let ended = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    if ended.is_err() {
        tracing::warn!(
            "some requests were still under way after {} seconds",
            GRACE.as_secs()
        );
    }
    Ok(())
}
