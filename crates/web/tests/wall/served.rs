//! The program on a port of its own, and what is said to it byte by byte.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use web::Reached;

use crate::stage::Pilot;

/// Longer than anything may take, on the busiest machine.
pub(crate) const LONG: Duration = Duration::from_mins(2);

/// A program that is being served.
pub(crate) struct Served {
    pub(crate) pilot: Pilot,
    pub(crate) at: SocketAddr,
    stop: oneshot::Sender<()>,
    over: JoinHandle<std::io::Result<()>>,
}

impl Served {
    pub(crate) async fn new(pilot: Pilot, reached: Reached) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let at = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let router = pilot.router();
        let over = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            web::serve(listener, router, reached, stopped).await
        });
        Self {
            pilot,
            at,
            stop,
            over,
        }
    }

    /// A connection from an address of this machine, 127.0.0.N.
    pub(crate) async fn connect_from(&self, last: u8) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        // Little is taken in by whoever does not read.
        socket.set_recv_buffer_size(4096).unwrap();
        let from = Ipv4Addr::new(127, 0, 0, last);
        socket.bind((from, 0).into()).unwrap();
        socket.connect(self.at).await.unwrap()
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        self.connect_from(1).await
    }

    /// What is answered to these bytes, on a connection of their own.
    pub(crate) async fn say(&self, bytes: impl AsRef<[u8]>) -> String {
        say(self.connect().await, bytes).await
    }

    /// Asks the program to stop. It may take its time to.
    pub(crate) fn stop(self) -> JoinHandle<std::io::Result<()>> {
        self.stop.send(()).unwrap();
        self.over
    }
}

/// What is answered to these bytes until the other end closes. It may close before it has read them.
pub(crate) async fn say(stream: impl AsyncRead + AsyncWrite, bytes: impl AsRef<[u8]>) -> String {
    let (mut read, mut write) = tokio::io::split(stream);
    let said = async {
        let _: Result<(), _> = write.write_all(bytes.as_ref()).await;
    };
    let heard = rest(&mut read);
    let ((), heard) = timeout(LONG, async { tokio::join!(said, heard) })
        .await
        .expect("an end");
    heard
}

/// What is heard until the other end closes.
pub(crate) async fn rest(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut heard = Vec::new();
    // What came before a connection was broken off has been heard all the same.
    let _: Result<usize, _> = stream.read_to_end(&mut heard).await;
    String::from_utf8_lossy(&heard).into_owned()
}

/// The status of an answer; nothing if there was none.
pub(crate) fn status(answer: &str) -> Option<u16> {
    let (_, rest) = answer.split_once("HTTP/1.1 ")?;
    rest.get(..3)?.parse().ok()
}

/// A page asked for, on a connection that is closed after it.
pub(crate) fn page(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
}
