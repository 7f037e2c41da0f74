//! What was changed in the database past the program is found, and named.

use uuid::Uuid;

use crate::data;
use crate::program::Folder;

const STORE: &str = "--database sqlite:store.db --key-file store.key";

/// Runs statements past the program, as somebody with the file in hands could; gives the first
/// column of the last one's row.
fn meddle(folder: &Folder, statements: &[&str]) -> Option<Vec<u8>> {
    let store = rusqlite::Connection::open(folder.path("store.db")).unwrap();
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
             0 entries of the book of advice are as they were written\nroot "
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
        "the entry stored at place 1 is missing\n"
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
