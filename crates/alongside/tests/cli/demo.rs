//! The demo from its start to its end.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::program::{Folder, program};

/// A running demo; it does not outlive the test.
pub(crate) struct Demo {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Demo {
    /// Starts a demo on a free port and waits until it says where it listens.
    pub(crate) fn start(folder: &Folder, words: &str) -> Self {
        Self::start_as(&format!("demo --listen 127.0.0.1:0 {words}"), folder)
    }

    /// The same with the service of a database instead.
    pub(crate) fn serve(folder: &Folder, words: &str) -> Self {
        Self::start_as(&format!("serve --listen 127.0.0.1:0 {words}"), folder)
    }

    /// The same with these words, wherever they let it listen.
    pub(crate) fn start_as(words: &str, folder: &Folder) -> Self {
        Self::start_with(program(), words, folder)
    }

    /// The same with a program that was told something else besides.
    pub(crate) fn start_with(mut program: Command, words: &str, folder: &Folder) -> Self {
        let mut child = program
            .args(words.split_whitespace())
            .current_dir(folder.as_path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line
            .strip_prefix("Listening on http://")
            .unwrap_or_else(|| panic!("the demo said {line:?}"));
        let address = address.trim_end().to_owned();
        Self {
            child,
            out,
            address,
        }
    }

    /// The next line it says.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    /// Where it listens: an address and a port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.get_as("", path)
    }

    /// The same as whoever has this cookie.
    pub(crate) fn get_as(&self, cookie: &str, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nCookie: {cookie}"), "")
    }

    /// A form sent as whoever has this cookie.
    pub(crate) fn post(&self, cookie: &str, path: &str, body: &str) -> String {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {length}\r\nCookie: {cookie}"
        );
        self.ask(&head, body)
    }

    /// The id of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The cookie of whom a demo offers to be.
    pub(crate) fn sign_in(&self, role: &str) -> String {
        let answer = self.post("", "/sign-in", &format!("role={role}"));
        let cookies = answer.split("set-cookie: ").skip(1);
        let mut session = cookies.filter(|it| it.starts_with("alongside_session="));
        session
            .next()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }

    fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        let request = format!("{head}\r\nHost: {host}\r\nConnection: close\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop, as a service manager would, and gives what else it had said.
    pub(crate) fn stop(mut self) -> String {
        let kill = format!("kill -TERM {}", self.child.id());
        let asked = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(asked.success());
        let mut said = String::new();
        self.out.read_to_string(&mut said).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        said
    }
}

#[test]
fn a_demo_offers_seven_people_to_be_and_stops_when_it_is_asked() {
    let folder = Folder::new();
    let demo = Demo::start(&folder, "");
    let (host, port) = demo.address.rsplit_once(':').unwrap();
    assert_eq!(host, "127.0.0.1");
    assert_ne!(port.parse::<u16>().unwrap(), 0);
    let page = demo.get("/sign-in");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    let buttons: Vec<&str> = page.split("<button").skip(1).collect();
    assert_eq!(buttons.len(), 7, "{page}");
    for role in access::Role::ALL {
        let own = |button: &&&str| button.contains(role.label());
        assert_eq!(buttons.iter().filter(own).count(), 1, "{}", role.label());
    }
    assert_eq!(
        demo.stop(),
        "Open it in a browser and choose whom to be: Practitioner, Manager, Social worker, Co-ordinator, Evaluator, \
         Administrator or Auditor. Everyone in it is invented, and in it today is 30 August 2022.\n"
    );
    assert_eq!(folder.names(), Vec::<String>::new());
}

#[test]
fn a_demo_starts_on_the_day_it_is_asked_to() {
    let folder = Folder::new();
    let demo = Demo::start(&folder, "--today 2023-03-01");
    assert!(demo.get("/sign-in").contains("today is 1 March 2023"));
    demo.stop();
    let early = folder.run("demo --today 2022-08-29").failed(64);
    assert!(
        early.contains("the demo's data end on 2022-08-30; give that day or a later one"),
        "{early}"
    );
}

#[test]
fn a_demo_that_is_kept_is_opened_again() {
    let folder = Folder::new();
    let verify = "verify --database sqlite:kept/demo.db --key-file kept/demo.key";
    Demo::start(&folder, "--data kept").stop();
    let first = folder.run(verify).done();
    Demo::start(&folder, "--data kept").stop();
    assert_eq!(folder.run(verify).done(), first);
}

#[test]
fn an_address_that_is_taken_is_named() {
    let folder = Folder::new();
    let demo = Demo::start(&folder, "");
    let said = folder
        .run(&format!("demo --listen {}", demo.address))
        .failed(1);
    let taken = format!(
        "alongside: {} cannot be served on; choose another address with --listen: ",
        demo.address
    );
    assert!(said.starts_with(&taken), "{said}");
    demo.stop();
}
