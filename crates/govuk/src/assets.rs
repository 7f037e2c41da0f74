//! The compiled style sheet, script modules and icon, ready to be served.

/// One file to serve.
#[derive(Debug)]
pub struct Asset {
    /// The path to serve it under. It carries a hash of the bytes, so the answer never changes and
    /// may be cached as immutable.
    pub path: &'static str,
    /// The value of the `Content-Type` header.
    pub content_type: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Every file that pages refer to.
pub fn assets() -> &'static [Asset] {
    ASSETS
}

/// The path of the style sheet.
pub fn css_path() -> &'static str {
    CSS
}

/// The path of the script module that starts the others.
pub fn js_path() -> &'static str {
    JS
}

/// The path of the icon shown in browser tabs.
pub fn icon_path() -> &'static str {
    ICON
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> &'static str {
        let asset = assets().iter().find(|asset| asset.path == path);
        std::str::from_utf8(asset.expect("the asset is served").bytes).unwrap()
    }

    #[test]
    fn the_style_sheet_asks_for_nothing_else() {
        let css = text(css_path());
        assert!(css.contains(".govuk-button"));
        assert!(css.contains(".moj-badge"));
        for unwanted in ["@font-face", "@import", "GDS Transport", "crest", "crown"] {
            assert!(!css.contains(unwanted), "{unwanted} in the style sheet");
        }
        for address in css.split("url(").skip(1) {
            let inline = address.trim_start_matches(['"', '\'']).starts_with("data:");
            assert!(inline, "url({}", &address[..40.min(address.len())]);
        }
    }

    #[test]
    fn script_modules_import_only_what_is_served() {
        for asset in assets() {
            if !asset.content_type.starts_with("text/javascript") {
                continue;
            }
            let script = text(asset.path);
            for import in script.lines().filter(|line| line.starts_with("import ")) {
                let named = assets().iter().any(|other| import.contains(other.path));
                assert!(
                    named,
                    "{} has an import that is not served: {import}",
                    asset.path
                );
            }
        }
        assert!(
            text(js_path()).contains("import "),
            "app.js starts the frontend"
        );
    }
}
