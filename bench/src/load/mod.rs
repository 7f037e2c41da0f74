//! Asking a server for pages over many connections at once, each asking for its next page when the
//! last has come. Every answer is looked at: one that is not the page expected ends the measurement.

mod answer;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;
use uuid::Uuid;

/// What to ask.
#[derive(clap::Args)]
pub(crate) struct Asked {
    /// The server, as 127.0.0.1:8080.
    #[arg(long)]
    at: String,
    /// A file with a request a line, as JSON; they are asked in turn, over and over.
    #[arg(long)]
    requests: PathBuf,
    #[arg(long)]
    connections: usize,
    /// For how long, in seconds.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// No more requests than this.
    #[arg(long, default_value_t = usize::MAX)]
    most: usize,
    /// A number that no earlier run had: submissions are named by it.
    #[arg(long)]
    run: u64,
}

/// A request, and by what its answer is known.
#[derive(Deserialize)]
struct Request {
    method: String,
    path: String,
    cookie: String,
    /// The fields of a form. `SUBMISSION` in it becomes an id of its own each time it is sent.
    #[serde(default)]
    body: String,
    status: u16,
    /// Must stand in the head or the body of the answer.
    holds: String,
}

/// What came of it.
#[derive(Serialize)]
struct Measured {
    requests: usize,
    seconds: f64,
    bytes: usize,
    p50_ms: f64,
    p99_ms: f64,
    max_ms: f64,
}

struct Plan {
    asked: String,
    requests: Vec<Request>,
    next: AtomicUsize,
    most: usize,
    until: Instant,
    run: u64,
}

pub(crate) async fn run(asked: &Asked) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(&asked.requests)?;
    let requests = text.lines().map(serde_json::from_str);
    let start = Instant::now();
    let plan = Arc::new(Plan {
        asked: asked.at.clone(),
        requests: requests.collect::<Result<_, _>>()?,
        next: AtomicUsize::new(0),
        most: asked.most,
        until: start + Duration::from_secs_f64(asked.seconds),
        run: asked.run,
    });
    let connections: Vec<_> = (0..asked.connections)
        .map(|_| tokio::spawn(one_after_another(plan.clone())))
        .collect();
    let (mut took, mut bytes) = (Vec::new(), 0);
    for connection in connections {
        let (each, read) = connection.await??;
        took.extend(each);
        bytes += read;
    }
    let seconds = start.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: f64| {
        let place = (took.len() as f64 * share).ceil() as usize;
        took.get(place.saturating_sub(1))
            .map_or(0.0, |took| took.as_secs_f64() * 1e3)
    };
    let measured = Measured {
        requests: took.len(),
        seconds,
        bytes,
        p50_ms: at(0.5),
        p99_ms: at(0.99),
        max_ms: at(1.0),
    };
    println!("{}", serde_json::to_string(&measured)?);
    Ok(())
}

/// One connection: how long each request took, and how much was read.
async fn one_after_another(plan: Arc<Plan>) -> anyhow::Result<(Vec<Duration>, usize)> {
    let mut stream = TcpStream::connect(&plan.asked).await?;
    stream.set_nodelay(true)?;
    let mut answer = answer::Answer::default();
    let (mut took, mut bytes) = (Vec::new(), 0);
    loop {
        let number = plan.next.fetch_add(1, Ordering::Relaxed);
        if number >= plan.most || Instant::now() >= plan.until {
            return Ok((took, bytes));
        }
        let request = &plan.requests[number % plan.requests.len()];
        let words = request.words(&plan, number);
        let start = Instant::now();
        answer
            .ask(&mut stream, words.as_bytes())
            .await
            .with_context(|| format!("{} {}", request.method, request.path))?;
        took.push(start.elapsed());
        bytes += answer.size();
        answer
            .is_as_expected(request.status, &request.holds)
            .with_context(|| format!("{} {}", request.method, request.path))?;
    }
}

impl Request {
    /// The bytes to send.
    fn words(&self, plan: &Plan, number: usize) -> String {
        let head = format!(
            "{} {} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\n",
            self.method, self.path, plan.asked, self.cookie
        );
        if self.body.is_empty() {
            return format!("{head}\r\n");
        }
        let version = (plan.run & !0xf000) | 0x7000;
        let submission = Uuid::from_u64_pair(version, (1 << 63) | number as u64);
        let body = self.body.replace("SUBMISSION", &submission.to_string());
        // What a browser says of a form of the site itself; without it the server refuses.
        format!(
            "{head}origin: http://{}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            plan.asked,
            body.len()
        )
    }
}
