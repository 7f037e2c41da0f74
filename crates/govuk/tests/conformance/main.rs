//! Our components against GOV.UK Frontend's own examples.
//!
//! The npm package carries, for each component, the options and the expected HTML of every case its
//! authors thought of. Each case of a component we have is built here from the same options with our
//! types; then both texts are read as HTML and must be the same. Cases that use an option we
//! deliberately do not have stand in [`unsupported`] with the reason, so that a new version of the
//! package cannot bring anything unnoticed.

mod controls;
mod html;
mod options;
mod static_parts;
mod unsupported;

use maud::Markup;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A component's name in the package, and how to build it from options.
type Case = (&'static str, fn(&Value) -> Markup);

const COMPONENTS: &[Case] = &[
    ("back-link", static_parts::back_link),
    ("breadcrumbs", static_parts::breadcrumbs),
    ("button", static_parts::button),
    ("checkboxes", controls::checkboxes),
    ("date-input", controls::date_input),
    ("details", static_parts::details),
    ("error-message", options::error_message_alone),
    ("error-summary", static_parts::error_summary),
    ("exit-this-page", static_parts::exit_this_page),
    ("fieldset", options::fieldset_alone),
    ("file-upload", controls::file_upload),
    ("hint", options::hint_alone),
    ("input", controls::input),
    ("inset-text", static_parts::inset_text),
    ("label", options::label_alone),
    ("notification-banner", static_parts::notification_banner),
    ("pagination", static_parts::pagination),
    ("panel", static_parts::panel),
    ("password-input", controls::password_input),
    ("radios", controls::radios),
    ("select", controls::select),
    ("service-navigation", static_parts::service_navigation),
    ("skip-link", static_parts::skip_link),
    ("summary-list", static_parts::summary_list),
    ("table", static_parts::table),
    ("tabs", static_parts::tabs),
    ("tag", static_parts::tag),
    ("task-list", static_parts::task_list),
    ("textarea", controls::textarea),
    ("warning-text", static_parts::warning_text),
];

#[test]
fn every_fixture_is_matched_or_listed_with_its_reason() {
    let mut problems = Vec::new();
    let mut listed: BTreeSet<(&str, String)> = unsupported::FIXTURES
        .iter()
        .map(|(component, name, _)| (*component, (*name).to_owned()))
        .collect();
    assert_eq!(
        listed.len(),
        unsupported::FIXTURES.len(),
        "a case is listed twice"
    );
    let mut matched = 0;
    for (component, build) in COMPONENTS {
        for fixture in fixtures(component) {
            let name = fixture["name"].as_str().expect("a fixture has a name");
            let expected = html::normalised(fixture["html"].as_str().expect("and its HTML"));
            let ours = html::normalised(&build(&fixture["options"]).0);
            let is_listed = listed.remove(&(*component, name.to_owned()));
            match (ours == expected, is_listed) {
                (true, false) => matched += 1,
                (false, true) => {}
                (true, true) => {
                    problems.push(format!("{component}, {name}: listed but it matches"));
                }
                (false, false) => problems.push(format!(
                    "{component}, {name}\n  options  {}\n  expected {}\n  ours     {}",
                    fixture["options"],
                    expected.join(" "),
                    ours.join(" ")
                )),
            }
        }
    }
    for (component, name) in listed {
        problems.push(format!(
            "{component}, {name}: listed but there is no such fixture"
        ));
    }
    assert!(
        problems.is_empty(),
        "{} matched, {} problems:\n{}",
        matched,
        problems.len(),
        problems.join("\n")
    );
    // Nothing may fall out of the comparison without being seen.
    assert_eq!((matched, unsupported::FIXTURES.len()), unsupported::COUNTS);
}

#[test]
fn every_component_of_the_package_is_here_or_left_out_for_a_reason() {
    let folder = Path::new(env!("GOVUK_NODE_MODULES")).join("govuk-frontend/dist/govuk/components");
    let in_package: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the package is installed")
        .map(|entry| entry.expect("its folder can be read"))
        .filter(|entry| entry.path().join("fixtures.json").exists())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let ours = COMPONENTS.iter().map(|(name, _)| *name);
    let known: BTreeSet<String> = ours
        .chain(unsupported::COMPONENTS.iter().map(|(name, _)| *name))
        .map(str::to_owned)
        .collect();
    assert_eq!(in_package, known);
}

fn fixtures(component: &str) -> Vec<Value> {
    let file = Path::new(env!("GOVUK_NODE_MODULES"))
        .join("govuk-frontend/dist/govuk/components")
        .join(component)
        .join("fixtures.json");
    let text = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", file.display()));
    let mut read: Value = serde_json::from_str(&text).expect("fixtures are JSON");
    let fixtures = read["fixtures"].take();
    serde_json::from_value(fixtures).expect("fixtures are a list")
}
