//! Serving the service of a database: from the first start, when there is none, to the way back in.

use crate::data;
use crate::demo::Demo;
use crate::program::Folder;

const STORE: &str = "--database sqlite:store.db --key-file store.key";
const NONE_YET: &str = "There is no service here yet. To set it up, open this address in a browser; whoever has \
                        it can, so keep it to yourself:\n";

#[test]
fn a_new_database_says_where_to_set_it_up_at_each_start_until_it_is() {
    let folder = Folder::new();
    let mut paths = Vec::new();
    for _ in 0..2 {
        let mut served = Demo::serve(&folder, STORE);
        assert_eq!(served.line(), NONE_YET);
        let link = served.line();
        let path = link
            .trim_end()
            .strip_prefix(&format!("http://{}", served.address()))
            .unwrap();
        let page = served.get(path);
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
        assert!(page.contains("Name of the service"), "{page}");
        paths.push(path.to_owned());
        assert_eq!(served.stop(), "");
    }
    assert_ne!(paths[0], paths[1]);
    let mut served = Demo::serve(&folder, STORE);
    served.line();
    served.line();
    let old = served.get(&paths[0]);
    assert!(old.starts_with("HTTP/1.1 404 "), "{old}");
    served.stop();
}

#[test]
fn the_administrator_gets_in_with_a_link_from_the_command_line() {
    let folder = Folder::new();
    data::put_small(&folder, "rows", |_, text| text);
    folder.run(&format!("import rows {STORE}")).done();
    // A factor that is not there is as good as taken off.
    let command =
        format!("sign-in-link {STORE} --take-off-second-factor --at https://here.example/");
    let said = folder.run(&command);
    let said = said.done();
    let (link, until) = said.split_once('\n').unwrap();
    let path = link.strip_prefix("https://here.example").unwrap();
    assert!(
        until.starts_with("With it Command line sets a password, once, until ")
            && until.ends_with("The sign-in name is command.line.\n"),
        "{until}"
    );

    let served = Demo::serve(&folder, STORE);
    let page = served.get(path);
    assert!(page.contains("This link is for Command line"), "{page}");
    // There is a service, so nothing is said of setting one up.
    assert_eq!(served.stop(), "");
}

#[test]
fn a_link_needs_a_service_and_a_database() {
    let folder = Folder::new();
    assert_eq!(
        folder.run(&format!("sign-in-link {STORE}")).failed(1),
        "alongside: there is no database store.db\n"
    );
    Demo::serve(&folder, STORE).stop();
    assert_eq!(
        folder.run(&format!("sign-in-link {STORE}")).failed(1),
        "alongside: there is no service in this database yet\n"
    );
}
