//! How slow a client may be, sending and reading. Whoever sends a byte now and then, or asks for
//! pages and reads none, would otherwise hold a connection for as long as they like.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// What has to move in a second: 64 kbit/s, slower than any line on which a page can be used.
const A_SECOND: u64 = 8 * 1024;

/// The time that is left. What moves buys more of it, and nobody ever has more than at the start.
struct Pace {
    most: Duration,
    left: Pin<Box<Sleep>>,
}

impl Pace {
    fn new(most: Duration) -> Self {
        Self {
            most,
            left: Box::pin(sleep(most)),
        }
    }

    fn moved(&mut self, bytes: usize) {
        let until = later(self.left.deadline(), Instant::now() + self.most, bytes);
        self.left.as_mut().reset(until);
    }

    fn poll_over(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.left.as_mut().poll(context)
    }
}

/// Until when there is time once so much has moved.
fn later(until: Instant, latest: Instant, bytes: usize) -> Instant {
    let bought = Duration::from_micros(bytes as u64 * 1_000_000 / A_SECOND);
    (until + bought).min(latest)
}

/// What is sent, at a pace.
pub(super) struct Sent {
    body: Incoming,
    most: Duration,
    pace: Option<Pace>,
}

/// A client sent too slowly.
#[derive(Debug, thiserror::Error)]
#[error("the request was sent too slowly")]
struct TooSlow;

impl Sent {
    pub(super) fn new(body: Incoming, most: Duration) -> Self {
        Self {
            body,
            most,
            pace: None,
        }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let Self { body, most, pace } = &mut *self;
        let pace = pace.get_or_insert_with(|| Pace::new(*most));
        match Pin::new(body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                pace.moved(frame.data_ref().map_or(0, Bytes::len));
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(other) => Poll::Ready(other.map(|frame| frame.map_err(Into::into))),
            Poll::Pending => {
                ready!(pace.poll_over(context));
                Poll::Ready(Some(Err(TooSlow.into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection whose other end reads at a pace.
pub(super) struct Line<S> {
    stream: S,
    most: Duration,
    /// Since when something waits to be read there.
    unread: Option<Pace>,
}

impl<S> Line<S> {
    pub(super) fn new(stream: S, most: Duration) -> Self {
        Self {
            stream,
            most,
            unread: None,
        }
    }

    /// How much of a piece the other end has taken.
    fn taken(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match &written {
            Poll::Ready(Ok(bytes)) => {
                if let Some(pace) = &mut self.unread {
                    pace.moved(*bytes);
                }
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => return self.wait(context).map(Err),
        }
        written
    }

    /// Whether the other end has taken everything.
    fn emptied(
        &mut self,
        context: &mut Context<'_>,
        flushed: Poll<io::Result<()>>,
    ) -> Poll<io::Result<()>> {
        if flushed.is_pending() {
            return self.wait(context).map(Err);
        }
        self.unread = None;
        flushed
    }

    fn wait(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let most = self.most;
        let pace = self.unread.get_or_insert_with(|| Pace::new(most));
        ready!(pace.poll_over(context));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Line<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Line<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.taken(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.taken(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.emptied(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let ended = Pin::new(&mut self.stream).poll_shutdown(context);
        self.emptied(context, ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: Duration = Duration::from_secs(10);
    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_byte_now_and_then_buys_no_time() {
        let start = Instant::now();
        let mut until = start + MOST;
        for second in 0..11 {
            let now = start + SECOND * second;
            until = later(until, now + MOST, 1);
        }
        assert!(until < start + SECOND * 11, "{:?}", until - start);
    }

    #[test]
    fn a_slow_line_has_the_time_it_takes_and_none_to_save() {
        let start = Instant::now();
        let mut until = start + MOST;
        for second in 1..100 {
            let now = start + SECOND * second;
            until = later(until, now + MOST, 8 * 1024);
            assert_eq!(until, now + MOST);
        }
        let now = start + SECOND * 100;
        until = later(until, now + MOST, 100 * 1024 * 1024);
        assert_eq!(until, now + MOST);
    }
}
