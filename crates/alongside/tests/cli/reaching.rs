//! How the program is reached: what it refuses to do unsafely, and what it keeps to itself.

use std::fs::File;
use std::process::Stdio;

use crate::demo::Demo;
use crate::program::{Folder, program};

const STORE: &str = "--database sqlite:store.db --key-file store.key";
const OPEN: &str = "alongside: other machines can reach 0.0.0.0:0, and what they say to it could be read on the way. \
                    Give the program a certificate (--tls-cert and --tls-key), or put a proxy that speaks TLS before \
                    it and name both (--at https://… and --trust-proxy), or add --plain-http if that is what you \
                    want\n";

#[test]
fn other_machines_are_not_served_plainly_unless_it_is_said() {
    let folder = Folder::new();
    let serve = format!("serve --listen 0.0.0.0:0 {STORE}");
    for words in [
        "demo --listen 0.0.0.0:0",
        &serve,
        &format!("{serve} --at https://alongside.example"),
        &format!("{serve} --trust-proxy 10.0.0.0/8"),
        &format!("{serve} --at http://alongside.example --trust-proxy 10.0.0.0/8"),
    ] {
        assert_eq!(folder.run(words).failed(1), OPEN, "{words}");
    }
    assert_eq!(folder.names(), Vec::<String>::new(), "nothing was begun");
    let proxy = "--at https://alongside.example --trust-proxy 10.0.0.7,192.0.2.0/24";
    for words in ["--plain-http", proxy] {
        let served = Demo::start_as(
            &format!("serve --listen 0.0.0.0:0 {STORE} {words}"),
            &folder,
        );
        assert!(served.address().starts_with("0.0.0.0:"));
        served.stop();
    }
}

#[test]
fn the_set_up_address_is_where_the_service_is_found() {
    let folder = Folder::new();
    let mut served = Demo::serve(&folder, &format!("{STORE} --at https://Alongside.example/"));
    served.line();
    let link = served.line();
    assert!(
        link.starts_with("https://alongside.example/set-up/"),
        "{link}"
    );
    served.stop();
}

#[test]
fn tls_needs_an_address_with_it_and_files_that_can_be_read() {
    let folder = Folder::new();
    folder.write("cert.pem", "nothing");
    folder.write("key.pem", "nothing");
    let tls = format!("serve {STORE} --tls-cert cert.pem --tls-key key.pem");
    folder.run(&tls).failed(64);
    let said = folder.run(&format!("{tls} --at http://alongside.example"));
    assert_eq!(
        said.failed(1),
        "alongside: the program is to speak TLS, so --at begins with https://\n"
    );
    let said = folder.run(&format!("{tls} --at https://alongside.example"));
    assert_eq!(
        said.failed(1),
        "alongside: there is no certificate in cert.pem\n"
    );
    assert_eq!(folder.names(), ["cert.pem", "key.pem"]);
}

#[test]
fn a_password_is_no_part_of_a_command_and_is_not_said_again() {
    let folder = Folder::new();
    for address in [
        "postgres://alongside:hunter2@127.0.0.1/alongside",
        "postgres://127.0.0.1/alongside?password=hunter2",
    ] {
        for command in [
            "serve",
            "verify",
            "import rows",
            "evaluate --as-at 2022-08-30",
        ] {
            let said = folder
                .run(&format!("{command} --database {address}"))
                .failed(64);
            assert!(said.contains("PGPASSWORD"), "{said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
    // In the environment it may stand, and is not said either.
    let address = "postgres://alongside:hunter2@127.0.0.1:1/alongside";
    let said = folder.run_with("ALONGSIDE_DATABASE", address, "verify --key-file no.key");
    assert!(!said.failed(1).contains("hunter2"));
}

/// T37 with the program itself, at its most talkative.
#[test]
fn the_log_says_nothing_of_anybody() {
    let folder = Folder::new();
    let log = File::create(folder.path("log")).unwrap();
    let mut command = program();
    command
        .env("ALONGSIDE_LOG", "trace")
        .stderr(Stdio::from(log));
    let words = format!("serve --listen 127.0.0.1:0 {STORE}");
    let mut served = Demo::start_with(command, &words, &folder);
    served.line();
    let link = served.line();
    let (_, token) = link.trim_end().rsplit_once('/').unwrap();
    let page = served.get(&format!("/set-up/{token}"));
    let (_, id) = page.split_once("name=\"id\" value=\"").unwrap();
    let id = id.split('"').next().unwrap();
    let form = format!(
        "id={id}&service=Quicksilver&name=Amber+Makebelieve&username=amber.makebelieve&password=kettle+orbit+moss+violin"
    );
    let answer = served.post("", &format!("/set-up/{token}"), &form);
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
    let (_, cookie) = answer.split_once("alongside_session=").unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let own = format!("alongside_session={cookie}");
    let factor = served.get_as(&own, "/account/second-factor");
    assert!(factor.contains("The key"), "{factor}");
    served.post(
        &own,
        "/account/second-factor",
        &format!("token={}&code=123456", &cookie[64..]),
    );
    served.post(
        "",
        "/sign-in",
        "username=amber.makebelieve&password=not+the+violin",
    );
    served.post(
        &own,
        "/sign-in",
        "username=amber.makebelieve&password=kettle+orbit+moss+violin",
    );
    served.get(&format!("/sign-in/link/{}", "5".repeat(64)));
    served.get_as(&own, "/families?surname=Makebelieve");
    served.post(&own, "/sign-out", "");
    let process = format!("/proc/{}/cmdline", served.id());
    let arguments = std::fs::read_to_string(process).unwrap();
    assert_eq!(served.stop(), "");
    let log = folder.read("log");
    assert!(
        log.contains("a sign-in with a password was refused"),
        "{log}"
    );
    let secrets = [
        "Quicksilver",
        "akebelieve",
        "violin",
        "123456",
        token,
        &cookie,
        &cookie[64..],
        id,
        &"5".repeat(64),
    ];
    for secret in secrets {
        for said in [&log, &arguments] {
            let line = said.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret}: {line:?}");
        }
    }
    let names = folder.names();
    assert!(
        names
            .iter()
            .all(|name| name == "log" || name.starts_with("store.")),
        "{names:?}"
    );
}
