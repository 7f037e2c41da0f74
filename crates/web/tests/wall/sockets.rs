//! T27: whoever holds connections without using them is gone soon, and others are served meanwhile.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{interval, timeout};
use web::Reached;

use crate::served::{LONG, Served, page, rest, say, status};
use crate::stage::Pilot;

const SOCKETS: usize = 2_000;
/// A page that is the same for everybody, and more of them than the system takes in for a client
/// that does not read.
const PAGES: usize = 100;

/// What is done with a connection instead of using it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Silent,
    PartOfTheHeaders,
    PartOfTheBody,
    AByteNowAndThen,
}

impl Held {
    const ALL: [Self; 4] = [
        Self::Silent,
        Self::PartOfTheHeaders,
        Self::PartOfTheBody,
        Self::AByteNowAndThen,
    ];

    /// Holds a connection until the other end has closed it.
    async fn until_closed(self, mut stream: TcpStream) {
        let begun = match self {
            Self::Silent => "",
            Self::PartOfTheHeaders => "GET /sign-in HTTP/1.1\r\nHost: he",
            Self::PartOfTheBody | Self::AByteNowAndThen => {
                "POST /sign-in HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
            }
        };
        // One that was closed at once, because there are so many already, is closed.
        let _: Result<(), _> = stream.write_all(begun.as_bytes()).await;
        let (mut read, mut write) = stream.split();
        if self != Self::AByteNowAndThen {
            rest(&mut read).await;
            return;
        }
        let mut now_and_then = interval(Duration::from_secs(1));
        let bytes = async {
            loop {
                now_and_then.tick().await;
                if write.write_all(b"a").await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        };
        tokio::select! {
            () = bytes => {}
            _ = rest(&mut read) => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_sockets_of_one_address_are_closed_while_others_are_served() {
    let served = Served::new(Pilot::empty().await, Reached::default()).await;
    let whole = say(served.connect().await, page("/sign-in")).await.len();
    // Whoever asks for many pages at once and reads none.
    let mut unread = served.connect_from(4).await;
    let asked = "GET /sign-in HTTP/1.1\r\nHost: here\r\n\r\n".repeat(PAGES * 40);
    let (mut heard, mut ask) = unread.split();
    let asking = async {
        let _: Result<(), _> = ask.write_all(asked.as_bytes()).await;
        std::future::pending::<()>().await;
    };
    let holding = async {
        let mut held = JoinSet::new();
        for nth in 0..SOCKETS {
            let stream = served.connect_from(2).await;
            held.spawn(Held::ALL[nth % 4].until_closed(stream));
        }
        // Others are answered while these are held, and after the first of them are gone.
        for _ in 0..20 {
            let answer = say(served.connect_from(3).await, page("/sign-in")).await;
            assert_eq!(status(&answer), Some(200), "{answer}");
        }
        while held.join_next().await.is_some() {}
        let answer = say(served.connect_from(2).await, page("/sign-in")).await;
        assert_eq!(status(&answer), Some(200), "{answer}");
        // As long again, by the time that a silent connection is held.
        Held::Silent
            .until_closed(served.connect_from(2).await)
            .await;
    };
    tokio::select! {
        () = asking => {}
        done = timeout(LONG, holding) => done.expect("all are closed"),
    }
    // Nobody waits any more for the one who reads too late.
    let mut read = 0;
    let mut buffer = vec![0; 1 << 16];
    while let Ok(Ok(bytes @ 1..)) = timeout(LONG, heard.read(&mut buffer)).await {
        read += bytes;
    }
    assert!(read < whole * PAGES * 40, "{read} bytes were sent in all");
}

#[tokio::test]
async fn what_is_under_way_is_answered_when_the_program_stops() {
    let served = Served::new(Pilot::empty().await, Reached::default()).await;
    let at = served.at;
    let mut stream = served.connect().await;
    let head = "POST /sign-in HTTP/1.1\r\nHost: here\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    // It has begun with the request when it asks for the rest of it.
    let mut heard = [0; 25];
    stream.read_exact(&mut heard).await.unwrap();
    assert_eq!(&heard, b"HTTP/1.1 100 Continue\r\n\r\n");
    let over = served.stop();
    // Nobody else comes in.
    while TcpStream::connect(at).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!over.is_finished());
    stream.write_all(b"role=manager").await.unwrap();
    let answer = timeout(LONG, rest(&mut stream)).await.unwrap();
    assert_eq!(status(&answer), Some(303), "{answer}");
    over.await.unwrap().unwrap();
}
