//! What was changed in the database past the program is found, and named.

use sqlx::{Connection as _, Row as _};
use uuid::Uuid;

use crate::data;
use crate::program::Folder;

const STORE: &str = "--database sqlite:store.db --key-file store.key";

/// Runs statements past the program, as somebody with the file in hands could; gives the last one's row.
fn meddle(folder: &Folder, statements: &[&'static str]) -> Option<sqlx::sqlite::SqliteRow> {
    let path = folder.path("store.db");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let address = format!("sqlite:{}", path.display());
        let mut store = sqlx::SqliteConnection::connect(&address).await.unwrap();
        let mut last = None;
        for statement in statements {
            last = sqlx::query(*statement)
                .fetch_optional(&mut store)
                .await
                .unwrap();
        }
        store.close().await.unwrap();
        last
    })
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
    let row = meddle(
        &folder,
        &[
            "update entry set body = cast(substr(body, 1, length(body) - 1) || \
             case substr(body, -1) when x'00' then x'01' else x'00' end as blob) where sequence = 2",
            "select family_id, count(*) from entry where sequence = 2",
        ],
    );
    let row = row.unwrap();
    assert_eq!(row.get::<i64, _>(1), 1);
    let family = Uuid::from_slice(row.get::<&[u8], _>(0)).unwrap();
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
