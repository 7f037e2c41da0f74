//! What was changed in the database past the program is found, and named.

use uuid::Uuid;

use crate::data;
use crate::demo::Demo;
use crate::program::Folder;

const STORE: &str = "--database sqlite:store.db --key-file store.key";

/// Runs statements past the program, as somebody with the file in hands could; gives the first
/// column of the last one's row.
fn meddle(folder: &Folder, statements: &[&str]) -> Option<Vec<u8>> {
    meddle_in(folder, "store.db", statements)
}

fn meddle_in(folder: &Folder, file: &str, statements: &[&str]) -> Option<Vec<u8>> {
    let store = rusqlite::Connection::open(folder.path(file)).unwrap();
    let mut last = None;
    for statement in statements {
        let mut statement = store.prepare(statement).unwrap();
        last = statement
            .query(())
            .unwrap()
            .next()
            .unwrap()
            .map(|row| row.get(0).unwrap());
    }
    last
}

fn begun() -> Folder {
    let folder = Folder::new();
    data::put_small(&folder, "rows", |_, text| text);
    folder.run(&format!("import rows {STORE}")).done();
    let fits = folder.run(&format!("verify {STORE}")).done();
    assert!(
        fits.contains(
            " entries of 1 families are as they were written\n\
             0 entries of the book of advice are as they were written\n\
             0 looks are as they were written\nroot "
        ),
        "{fits}"
    );
    folder
}

#[test]
fn a_changed_byte_of_an_entry_is_named() {
    let folder = begun();
    let family = meddle(
        &folder,
        &[
            "update entry set body = cast(substr(body, 1, length(body) - 1) || \
             case substr(body, -1) when x'00' then x'01' else x'00' end as blob) where sequence = 2",
            "select family_id from entry where sequence = 2",
        ],
    );
    let family = Uuid::from_slice(&family.unwrap()).unwrap();
    assert_eq!(
        folder.run(&format!("verify {STORE}")).failed(2),
        format!("entry 2 of family {family} was changed after it was stored\n")
    );
}

#[test]
fn a_removed_entry_is_named() {
    let folder = begun();
    meddle(&folder, &["delete from entry where leaf = 1"]);
    assert_eq!(
        folder.run(&format!("verify {STORE}")).failed(2),
        "what was stored at place 1 is missing\n"
    );
}

#[test]
fn a_changed_view_is_named() {
    let folder = begun();
    meddle(
        &folder,
        &["update cohort_view set packed = replace(packed, 'F001', 'F002')"],
    );
    let said = folder.run(&format!("verify {STORE}")).failed(2);
    assert!(
        said.ends_with(" differ from its chronology; rebuild the views\n"),
        "{said}"
    );
}

/// An emptied database has nothing in it that does not fit.
#[test]
fn an_empty_store_is_not_called_whole() {
    let folder = Folder::new();
    let key = "5a".repeat(32);
    folder.write("store.key", &key);
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(folder.path("store.key"), private).unwrap();
    folder.write("store.db", "");
    assert_eq!(
        folder.run(&format!("verify {STORE}")).failed(2),
        "there is no service in this database yet\n"
    );
}

/// The database of the day before fits itself; the heads that were kept elsewhere tell (T40).
#[test]
fn a_database_that_was_rolled_back_is_found_by_the_checkpoints() {
    let folder = begun();
    let serve = format!("{STORE} --checkpoints heads.txt");
    let kept = folder.path("kept.db");
    std::fs::copy(folder.path("store.db"), &kept).unwrap();
    data::put_small(&folder, "more", |_, text| text.replace("F001", "F002"));
    folder.run(&format!("import more {STORE}")).done();
    Demo::serve(&folder, &serve).stop();
    let mode = std::fs::metadata(folder.path("heads.txt")).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
    assert_eq!(mode & 0o777, 0o600);
    let held = format!("verify {STORE} --checkpoints heads.txt");
    let fits = folder.run(&held).done();
    assert!(
        fits.contains("they fit 1 checkpoints kept outside the database\n"),
        "{fits}"
    );
    for part in ["store.db-wal", "store.db-shm"] {
        let _ = std::fs::remove_file(folder.path(part));
    }
    std::fs::copy(&kept, folder.path("store.db")).unwrap();
    folder.run(&format!("verify {STORE}")).done();
    let said = folder.run(&held).failed(2);
    assert!(
        said.starts_with("the database was rolled back: it ends at place "),
        "{said}"
    );
    folder.write("heads.txt", "alongside-head-1 nonsense\n");
    assert_eq!(
        folder.run(&held).failed(2),
        "line 1 of heads.txt is no checkpoint\n"
    );
}

/// What cannot be written down is not shown (T39).
#[test]
fn a_page_that_cannot_be_kept_in_the_trail_is_not_shown() {
    let folder = Folder::new();
    let demo = Demo::start(&folder, "--data .");
    let cookie = demo.sign_in("manager");
    let page = demo.get_as(&cookie, "/families");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("F001"));
    meddle_in(
        &folder,
        "demo.db",
        &["alter table look rename to elsewhere"],
    );
    let page = demo.get_as(&cookie, "/families");
    assert!(page.starts_with("HTTP/1.1 500 "), "{page}");
    assert!(!page.contains("F001"), "{page}");
    // What shows nobody goes on.
    let page = demo.get_as(&cookie, "/account");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    demo.stop();
}

#[test]
fn what_a_session_saw_and_who_saw_a_family_are_asked_beside_the_database() {
    let folder = Folder::new();
    let demo = Demo::start(&folder, "--data .");
    let cookie = demo.sign_in("manager");
    demo.get_as(&cookie, "/families");
    demo.stop();
    let store = "--database sqlite:demo.db --key-file demo.key";
    let looked = |asked: &str| folder.run(&format!("looked {store} {asked}"));
    let family = looked("--family F001").done();
    let lines: Vec<Vec<&str>> = family.lines().map(|it| it.split('\t').collect()).collect();
    assert_eq!(lines[0][3], "what");
    let look = &lines[1];
    assert_eq!(look[1], "Hazel Pretend");
    assert_eq!(look[3..], ["Saw in a list", "/families", "25"]);
    let session = looked(&format!("--session {}", look[2])).done();
    assert!(session.contains("\tF001 F002 "), "{session}");
    assert_eq!(
        looked("--family F9999").failed(2),
        "there is no family F9999\n"
    );
    looked("").failed(64);
    looked(&format!("--family F001 --session {}", look[2])).failed(64);
}
