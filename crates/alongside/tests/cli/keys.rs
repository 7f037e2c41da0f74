//! The key of an installation, and stores that are not there.

use std::fs::{Permissions, metadata, set_permissions};
use std::os::unix::fs::PermissionsExt as _;

use crate::data;
use crate::program::Folder;

const STORE: &str = "--database sqlite:store.db --key-file store.key";

fn begun() -> Folder {
    let folder = Folder::new();
    data::put_small(&folder, "rows", |_, text| text);
    folder.run(&format!("import rows {STORE}")).done();
    folder
}

#[test]
fn only_the_owner_can_open_the_key_and_the_store() {
    let folder = begun();
    for file in ["store.key", "store.db"] {
        let mode = metadata(folder.path(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    set_permissions(folder.path("store.key"), Permissions::from_mode(0o640)).unwrap();
    for command in ["evaluate --as-at 2022-08-30", "verify", "import rows"] {
        assert_eq!(
            folder.run(&format!("{command} {STORE}")).failed(1),
            "alongside: others can open the key file store.key: let only its owner (chmod 600 store.key)\n"
        );
    }
}

#[test]
fn another_key_does_not_open_the_store() {
    let folder = begun();
    folder.write("other.key", "5a".repeat(32));
    set_permissions(folder.path("other.key"), Permissions::from_mode(0o600)).unwrap();
    let said = folder.run("verify --database sqlite:store.db --key-file other.key");
    assert_eq!(
        said.failed(1),
        "alongside: the key does not open this installation: it was set up with another\n"
    );
}

/// A mistyped name would otherwise be an empty store in which all is well.
#[test]
fn a_store_or_key_that_is_not_there_is_not_made_by_looking_at_it() {
    let folder = begun();
    let before = folder.names();
    let elsewhere = "--database sqlite:stor.db --key-file store.key";
    let no_key = "--database sqlite:store.db --key-file stor.key";
    for command in ["evaluate --as-at 2022-08-30", "verify"] {
        assert_eq!(
            folder.run(&format!("{command} {elsewhere}")).failed(1),
            "alongside: there is no database stor.db\n"
        );
        assert_eq!(
            folder.run(&format!("{command} {no_key}")).failed(1),
            "alongside: there is no key file stor.key; say with --key-file where it is\n"
        );
    }
    assert_eq!(
        folder.run(&format!("import rows {no_key}")).failed(1),
        "alongside: the database store.db is there and the key file stor.key is not; say with --key-file where it is\n"
    );
    let said = folder.run("import rows --database mysql://store --key-file stor.key");
    assert_eq!(
        said.failed(1),
        "alongside: the address of the store starts with sqlite: or postgres://\n"
    );
    assert_eq!(folder.names(), before);
}

#[test]
fn the_key_may_come_in_the_environment_and_then_no_file_is_made() {
    let folder = Folder::new();
    data::put_small(&folder, "rows", |_, text| text);
    let key = "5a".repeat(32);
    let with = |words: &str| folder.run_with("ALONGSIDE_KEY", &key, words);
    with("import rows --database sqlite:store.db").done();
    assert!(!folder.names().iter().any(|name| name.contains("key")));
    with("verify --database sqlite:store.db").done();
    let other = "5b".repeat(32);
    let said = folder.run_with("ALONGSIDE_KEY", &other, "verify --database sqlite:store.db");
    assert_eq!(
        said.failed(1),
        "alongside: the key does not open this installation: it was set up with another\n"
    );
    let said = folder.run_with(
        "ALONGSIDE_KEY",
        "short",
        "verify --database sqlite:store.db",
    );
    assert_eq!(
        said.failed(1),
        "alongside: the installation's key is written as 64 hexadecimal digits\n"
    );
}
