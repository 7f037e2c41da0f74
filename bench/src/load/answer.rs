//! An answer as it comes over the wire: HTTP/1.1, kept alive, of a length that is said.

use anyhow::{Context as _, bail};
use memchr::memmem;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The last answer of a connection.
#[derive(Default)]
pub(super) struct Answer {
    bytes: Vec<u8>,
}

impl Answer {
    /// Sends a request and reads its answer.
    pub(super) async fn ask(
        &mut self,
        stream: &mut TcpStream,
        request: &[u8],
    ) -> anyhow::Result<()> {
        self.bytes.clear();
        stream.write_all(request).await?;
        let mut whole = None;
        while whole.is_none_or(|whole| self.bytes.len() < whole) {
            if stream.read_buf(&mut self.bytes).await? == 0 {
                bail!("the server closed the connection");
            }
            if whole.is_none()
                && let Some(end) = memmem::find(&self.bytes, b"\r\n\r\n")
            {
                let head = std::str::from_utf8(&self.bytes[..end])?;
                whole = Some(end + 4 + length(head)?);
            }
        }
        Ok(())
    }

    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it is the page expected.
    pub(super) fn is_as_expected(&self, status: u16, holds: &str) -> anyhow::Result<()> {
        let start = format!("HTTP/1.1 {status} ");
        let right = self.bytes.starts_with(start.as_bytes())
            && memmem::find(&self.bytes, holds.as_bytes()).is_some();
        if right {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&self.bytes);
        let said: String = said.chars().take(2_000).collect();
        bail!("no answer {status} with {holds:?} in it, but:\n{said}");
    }
}

/// The length of a body, as the head says it.
fn length(head: &str) -> anyhow::Result<usize> {
    let field = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then_some(value)
    });
    let value = field.context("the answer does not say how long it is")?;
    Ok(value.trim().parse()?)
}
