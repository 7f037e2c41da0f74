//! Compiles the style sheet and gathers the script modules from the locked npm packages.
//!
//! Everything happens in `OUT_DIR`, so the checkout stays clean: the packages are installed there
//! once for each lock file, `sass` writes one compressed style sheet, and the script modules are
//! copied with their imports pointed at the names we serve them under. Each file's name carries a
//! hash of its bytes, so that it can be cached for ever.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Files of `assets/` that the build reads.
const SOURCES: [&str; 11] = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "app.scss",
    "_palette.scss",
    "_page.scss",
    "_staff.scss",
    "_media.scss",
    "app.js",
    "passkeys.js",
    "icon.svg",
];

fn main() {
    // Asked when it runs: the same script may serve two checkouts that share what they build.
    let here = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let source = PathBuf::from(here).join("assets");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts"));
    let work = out.join("assets");
    fs::create_dir_all(&work).expect("OUT_DIR is writable");
    for name in SOURCES {
        println!("cargo::rerun-if-changed=assets/{name}");
        fs::copy(source.join(name), work.join(name))
            .unwrap_or_else(|error| panic!("cannot copy assets/{name}: {error}"));
    }
    install(&work);
    compile_styles(&work);

    let mut served = Served::default();
    let icon = served.add(&out, "icon.svg", "image/svg+xml", &read(&work, "icon.svg"));
    let css = served.add(
        &out,
        "app.css",
        "text/css; charset=utf-8",
        &read(&work, "app.css"),
    );
    let script = "text/javascript; charset=utf-8";
    let frontend = read(
        &work,
        "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js",
    );
    let frontend = served.add(
        &out,
        "govuk-frontend.js",
        script,
        &without_source_map(&frontend),
    );
    let sortable = read(
        &work,
        "node_modules/@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs",
    );
    let sortable = without_source_map(&sortable).replace("'govuk-frontend'", &quoted(&frontend));
    let sortable = served.add(&out, "sortable-table.js", script, &sortable);
    let passkeys = read(&work, "passkeys.js");
    let passkeys = served.add(&out, "passkeys.js", script, &passkeys);
    let app = read(&work, "app.js")
        .replace("\"govuk-frontend\"", &quoted(&frontend))
        .replace("\"sortable-table\"", &quoted(&sortable))
        .replace("\"passkeys\"", &quoted(&passkeys));
    let js = served.add(&out, "app.js", script, &app);

    let mut code = format!("static ASSETS: &[Asset] = &[\n{}];\n", served.entries);
    for (name, path) in [("CSS", css), ("JS", js), ("ICON", icon)] {
        writeln!(code, "const {name}: &str = {path:?};").expect("writing to a string cannot fail");
    }
    fs::write(out.join("assets.rs"), code).expect("OUT_DIR is writable");
    // The conformance test reads the packages' own examples from here.
    println!(
        "cargo::rustc-env=GOVUK_NODE_MODULES={}",
        work.join("node_modules").display()
    );
}

/// Runs `npm ci`, unless the packages of this very lock file are already there.
fn install(work: &Path) {
    let lock = read(work, "package-lock.json");
    let stamp = work.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .args(["--omit=optional", "--prefer-offline", "--loglevel=error"])
        .current_dir(work));
    fs::write(stamp, lock).expect("OUT_DIR is writable");
}

fn compile_styles(work: &Path) {
    run(Command::new("node")
        .args(["node_modules/sass/sass.js", "--style=compressed"])
        .args(["--no-source-map", "--quiet-deps", "--load-path=."])
        .args(["app.scss", "app.css"])
        .current_dir(work));
    let css = read(work, "app.css");
    for unwanted in ["@font-face", "GDS Transport", "url(/"] {
        assert!(
            !css.contains(unwanted),
            "the style sheet contains {unwanted:?}, which this service must not serve"
        );
    }
}

/// Runs one tool and stops the build in plain words when it is missing or fails.
fn run(command: &mut Command) {
    let shown = format!("{command:?}");
    let output = command.output().unwrap_or_else(|error| {
        panic!(
            "could not start {shown}: {error}.\n\
             The style sheet is compiled at build time: install Node.js 20 or newer with npm \
             (on Debian: apt-get install nodejs npm) and build again."
        )
    });
    assert!(
        output.status.success(),
        "{shown} failed:\n{}{}\nThe first build needs to reach an npm registry (or a filled npm cache).",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
}

/// The files to serve, as the entries of a Rust array.
#[derive(Default)]
struct Served {
    entries: String,
}

impl Served {
    /// Writes `text` under a name with its hash, and gives the path to ask for it by.
    fn add(&mut self, out: &Path, name: &str, content_type: &str, text: &str) -> String {
        let (stem, extension) = name
            .rsplit_once('.')
            .expect("asset names have an extension");
        let file = format!("{stem}-{:016x}.{extension}", fingerprint(text.as_bytes()));
        fs::write(out.join(&file), text).expect("OUT_DIR is writable");
        let path = format!("/assets/{file}");
        writeln!(
            self.entries,
            "    Asset {{ path: {path:?}, content_type: {content_type:?}, \
             bytes: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\")) }},"
        )
        .expect("writing to a string cannot fail");
        path
    }
}

/// 64-bit FNV-1a: enough to tell one release's file from the next, and the same on every machine.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn read(work: &Path, name: &str) -> String {
    fs::read_to_string(work.join(name))
        .unwrap_or_else(|error| panic!("cannot read {name}: {error}"))
}

/// Drops the pointer to a source map, which we do not serve.
fn without_source_map(script: &str) -> String {
    let end = script.rfind("//# sourceMappingURL=");
    script[..end.unwrap_or(script.len())].to_owned()
}

fn quoted(path: &str) -> String {
    format!("{path:?}")
}
