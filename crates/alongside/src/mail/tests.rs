//! The demo's service, told by a mail server on the loopback that says what it is sent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use access::{Role, Viewer};
use calendar::{Stamp, date};
use record::lists::ConcernStepCode;
use record::{ConcernStep, SubmissionId};
use store::Store;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use super::settings::Server;
use super::{Post, round};
use crate::demo;
use crate::serve::demo_store;

/// What the mail server answers a message with.
#[derive(Clone, Copy)]
enum Mood {
    Takes,
    Refuses,
    /// It takes the message and hangs up before it has said so.
    HangsUp,
}

/// A small mail server, and what came to it: each message with whom it was for.
struct PostOffice {
    port: u16,
    mood: Arc<Mutex<Mood>>,
    came: Arc<Mutex<Vec<(String, String)>>>,
}

impl PostOffice {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let office = Self {
            port: listener.local_addr().unwrap().port(),
            mood: Arc::new(Mutex::new(Mood::Takes)),
            came: Arc::default(),
        };
        let (mood, came) = (office.mood.clone(), office.came.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, mood.clone(), came.clone()));
            }
        });
        office
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// What came since this was last asked.
    fn came(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.came.lock().unwrap())
    }

    /// Whom it was for, in order.
    fn for_whom(&self) -> Vec<String> {
        let mut whom: Vec<String> = self.came().into_iter().map(|(whom, _)| whom).collect();
        whom.sort();
        whom
    }

    fn post(&self) -> Post {
        let server: Server = format!("smtp://127.0.0.1:{}", self.port).parse().unwrap();
        let from = "alongside@service.test".parse().unwrap();
        Post::new(&server, &from, "https://alongside.service.test", None).unwrap()
    }
}

async fn serve(
    socket: TcpStream,
    mood: Arc<Mutex<Mood>>,
    came: Arc<Mutex<Vec<(String, String)>>>,
) -> std::io::Result<()> {
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 post office\r\n").await?;
    let mut whom = String::new();
    while let Some(line) = lines.next_line().await? {
        let now = *mood.lock().unwrap();
        let answer: &[u8] = match line.split([' ', ':']).next().unwrap_or_default() {
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut message = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    message.push_str(&line);
                    message.push('\n');
                }
                came.lock().unwrap().push((whom.clone(), message));
                match now {
                    Mood::HangsUp => return Ok(()),
                    _ => b"250 taken\r\n",
                }
            }
            "RCPT" if matches!(now, Mood::Refuses) => b"451 4.2.1 <who@it.is> later\r\n",
            "RCPT" => {
                whom = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 known\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 well\r\n",
        };
        write.write_all(answer).await?;
    }
    Ok(())
}

/// The demo, in which one concern waits for the social worker who signs in.
struct Stage {
    store: Store,
    office: PostOffice,
    social_worker: Viewer,
    _folder: TempDir,
}

const SOCIAL_WORKER: &str = "social.worker@service.test";
const MANAGER: &str = "manager@service.test";

impl Stage {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            store: demo_store(folder.path()).await.unwrap(),
            office: PostOffice::open().await,
            social_worker: demo::person(Role::SocialWorker).unwrap(),
            _folder: folder,
        }
    }

    async fn with_addresses() -> Self {
        let stage = Self::open().await;
        let leave = demo::person(Role::Administrator).unwrap().set_up().unwrap();
        for (role, address) in [
            (Role::SocialWorker, SOCIAL_WORKER),
            (Role::Manager, MANAGER),
        ] {
            let (who, address) = (demo::person(role).unwrap(), address.parse().unwrap());
            let put = stage
                .store
                .put_mail_address(&leave, who.worker, Some(address), at(0));
            put.await.unwrap();
        }
        stage
    }

    /// A round, so many minutes after the concern was raised.
    async fn round(&self, minutes: u64) {
        round(&self.store, &self.office.post(), &|| at(minutes))
            .await
            .unwrap();
    }

    async fn acknowledge(&self) {
        let family = demo::family_id("F037");
        let read = self.store.authorise_read(&self.social_worker, family).await;
        let as_at = calendar::AsAt::day(demo::AS_AT);
        let known = self
            .store
            .family(&read.unwrap().unwrap(), as_at)
            .await
            .unwrap();
        let step = ConcernStep {
            concern: known.safety.waiting().next().unwrap().entry,
            step: ConcernStepCode::Acknowledged,
            worker: self.social_worker.worker,
            words: "I am on my way.".to_owned(),
        };
        let command = casework::Command::TakeConcernOn(casework::TakeConcernOn {
            happened: demo::AS_AT.into(),
            step,
        });
        let write = self
            .store
            .authorise_write(&self.social_worker, family)
            .await;
        let write = write.unwrap().unwrap();
        let submission = SubmissionId(Uuid::from_u128(1));
        let done = self.store.act(&write, submission, at(1), &command);
        done.await.unwrap();
    }
}

/// So many minutes after the demo's concern was raised, on a bank holiday in the evening.
fn at(minutes: u64) -> Stamp {
    let raised = Stamp::from_london(date(2022, 8, 29), 21, 40).unwrap();
    raised.plus(Duration::from_secs(60 * minutes))
}

/// What stands in a message after the name of a header.
fn header<'m>(message: &'m str, name: &str) -> &'m str {
    let line = message.lines().find(|line| line.starts_with(name));
    line.unwrap()[name.len()..].trim()
}

#[tokio::test]
async fn a_message_says_that_a_concern_waits_and_names_nobody() {
    let stage = Stage::with_addresses().await;
    stage.round(0).await;
    let came = stage.office.came();
    let [(whom, message)] = &came[..] else {
        panic!("one message: {came:?}");
    };
    assert_eq!(whom, SOCIAL_WORKER);
    let id = header(message, "Message-ID: ");
    assert_eq!(id.len(), "<@service.test>".len() + 32);
    insta::assert_snapshot!(message.replace(id, "<ID>"));
}

#[tokio::test]
async fn a_concern_is_told_once_as_far_as_it_has_gone_up_until_it_is_acknowledged() {
    let stage = Stage::with_addresses().await;
    for (minutes, told) in [
        (0, vec![SOCIAL_WORKER]),
        (1, vec![]),
        (119, vec![]),
        // The usual times: the manager after two hours, overdue after a day. It is immediate, so the
        // night and the bank holiday count.
        (120, vec![MANAGER]),
        (121, vec![]),
        (24 * 60 - 1, vec![]),
        (24 * 60, vec![MANAGER, SOCIAL_WORKER]),
        (48 * 60, vec![]),
    ] {
        stage.round(minutes).await;
        assert_eq!(stage.office.for_whom(), told, "after {minutes} minutes");
    }
    let acknowledged = Stage::with_addresses().await;
    acknowledged.acknowledge().await;
    for minutes in [1, 120, 24 * 60] {
        acknowledged.round(minutes).await;
    }
    assert!(acknowledged.office.came().is_empty());
}

#[tokio::test]
async fn what_does_not_go_out_is_tried_again_after_pauses_that_grow() {
    let stage = Stage::with_addresses().await;
    stage.office.is(Mood::Refuses);
    // It is tried after 0, 1, 3, 7 and 15 minutes.
    for minutes in 0..15 {
        stage.round(minutes).await;
    }
    assert!(stage.office.came().is_empty());
    let leave = demo::person(Role::Administrator).unwrap().set_up().unwrap();
    let held_up = async || {
        stage
            .store
            .mail_standing(&leave, at(15))
            .await
            .unwrap()
            .held_up
    };
    assert_eq!(held_up().await, 1);
    stage.office.is(Mood::Takes);
    stage.round(14).await;
    assert!(stage.office.came().is_empty(), "it is not due yet");
    stage.round(15).await;
    assert_eq!(stage.office.for_whom(), [SOCIAL_WORKER]);
    assert_eq!(held_up().await, 0);
}

#[tokio::test]
async fn a_second_try_of_what_may_have_gone_out_can_be_told_by_its_id() {
    let stage = Stage::with_addresses().await;
    stage.office.is(Mood::HangsUp);
    stage.round(0).await;
    let first = stage.office.came();
    stage.office.is(Mood::Takes);
    stage.round(1).await;
    let second = stage.office.came();
    let id = |came: &[(String, String)]| header(&came[0].1, "Message-ID: ").to_owned();
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_eq!(id(&first), id(&second));
}

#[tokio::test]
async fn two_programs_on_one_store_send_a_message_once() {
    let stage = Stage::with_addresses().await;
    tokio::join!(stage.round(0), stage.round(0), stage.round(0));
    assert_eq!(stage.office.for_whom(), [SOCIAL_WORKER]);
}

#[tokio::test]
async fn whoever_has_no_address_is_told_in_the_application_alone_until_they_have_one() {
    let stage = Stage::open().await;
    stage.round(0).await;
    assert!(stage.office.came().is_empty());
    let leave = demo::person(Role::Administrator).unwrap().set_up().unwrap();
    let standing = stage.store.mail_standing(&leave, at(0)).await.unwrap();
    assert!(
        standing
            .without_address
            .contains(&stage.social_worker.worker)
    );
    assert_eq!(standing.held_up, 0);
    let address = SOCIAL_WORKER.parse().unwrap();
    let put =
        stage
            .store
            .put_mail_address(&leave, stage.social_worker.worker, Some(address), at(1));
    put.await.unwrap();
    stage.round(1).await;
    assert_eq!(stage.office.for_whom(), [SOCIAL_WORKER]);
}
