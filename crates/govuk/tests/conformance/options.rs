//! Reads the options that many components share.

use govuk::{Content, ErrorMessage, Extra, Extras, Field, Fieldset, Hint, Label, Legend};
use maud::{Markup, PreEscaped, Render};
use serde_json::Value;

/// Whether an option counts as given, by the rules of the package's templates.
pub(crate) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// An option as words, if given.
pub(crate) fn text(value: &Value) -> Option<String> {
    truthy(value).then(|| string(value))
}

/// An option as words, also when it is empty or zero.
pub(crate) fn string(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(crate) fn html(value: &Value) -> Markup {
    PreEscaped(string(value))
}

/// `html` or else `text`.
pub(crate) fn content(options: &Value) -> Content {
    named_content(options, "html", "text")
}

pub(crate) fn named_content(options: &Value, html_name: &str, text_name: &str) -> Content {
    if truthy(&options[html_name]) {
        html(&options[html_name]).into()
    } else {
        string(&options[text_name]).into()
    }
}

pub(crate) fn list(value: &Value) -> Vec<&Value> {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter(|item| truthy(item)).collect()
}

pub(crate) fn level(value: &Value) -> Option<u8> {
    text(value).and_then(|level| level.parse().ok())
}

/// Adds the options `classes` and `attributes`.
pub(crate) fn with_extra<T: Extras>(component: T, options: &Value) -> T {
    let mut component = component;
    if let Some(classes) = text(&options["classes"]) {
        component = component.class(&classes);
    }
    for (name, value) in options["attributes"].as_object().into_iter().flatten() {
        // An attribute may also be an object with a value, which is left out when it is not given.
        let optional = value["optional"] == Value::Bool(true);
        let value = if value.is_object() {
            &value["value"]
        } else {
            value
        };
        if optional && (value.is_null() || *value == Value::Bool(false)) {
            continue;
        }
        let value = if optional && *value == Value::Bool(true) {
            String::new()
        } else {
            string(value)
        };
        // Names are part of the program in our types; here the fixtures are the program.
        component = component.attribute(name.clone().leak(), value);
    }
    component
}

pub(crate) fn extra(options: &Value) -> Extra {
    with_extra(Extra::default(), options)
}

pub(crate) fn label(options: &Value) -> Label {
    let mut label = with_extra(Label::new(content(options)), options);
    if truthy(&options["isPageHeading"]) {
        label = label.page_heading();
    }
    if let Some(id) = text(&options["for"]) {
        label = label.target(id);
    }
    label
}

pub(crate) fn label_alone(options: &Value) -> Markup {
    label(options).render()
}

pub(crate) fn hint(options: &Value) -> Hint {
    with_extra(Hint::new(content(options)), options)
}

pub(crate) fn hint_alone(options: &Value) -> Markup {
    match text(&options["id"]) {
        Some(id) => hint(options).id(id).render(),
        None => hint(options).render(),
    }
}

pub(crate) fn error_message(options: &Value) -> ErrorMessage {
    let mut message = with_extra(ErrorMessage::new(content(options)), options);
    if !options["visuallyHiddenText"].is_null() {
        message = message.spoken(string(&options["visuallyHiddenText"]));
    }
    message
}

pub(crate) fn error_message_alone(options: &Value) -> Markup {
    match text(&options["id"]) {
        Some(id) => error_message(options).id(id).render(),
        None => error_message(options).render(),
    }
}

pub(crate) fn fieldset(options: &Value) -> Fieldset {
    let legend = &options["legend"];
    let mut made = with_extra(Legend::new(content(legend)), &legend_options(legend));
    if truthy(&legend["isPageHeading"]) {
        made = made.page_heading();
    }
    let mut fieldset = with_extra(Fieldset::new(made), options);
    if let Some(role) = text(&options["role"]) {
        fieldset = fieldset.role(role.leak());
    }
    if let Some(ids) = text(&options["describedBy"]) {
        fieldset = fieldset.described_by(ids);
    }
    fieldset.content(html(&options["html"]))
}

/// The package's legends take classes but no attributes.
fn legend_options(legend: &Value) -> Value {
    serde_json::json!({ "classes": legend["classes"] })
}

pub(crate) fn fieldset_alone(options: &Value) -> Markup {
    fieldset(options).render()
}

/// Adds the options that all form controls share.
pub(crate) fn with_field<T: Field>(control: T, options: &Value) -> T {
    let mut control = control;
    if let Some(id) = text(&options["id"]).or_else(|| text(&options["idPrefix"])) {
        control = control.id(id);
    }
    if truthy(&options["hint"]) {
        control = control.hint(hint(&options["hint"]));
    }
    if truthy(&options["errorMessage"]) {
        control = control.error(Some(error_message(&options["errorMessage"])));
    }
    let described_by = text(&options["fieldset"]["describedBy"]);
    if let Some(ids) = described_by.or_else(|| text(&options["describedBy"])) {
        control = control.described_by(ids);
    }
    let group = &options["formGroup"];
    if let Some(classes) = text(&group["classes"]) {
        control = control.group_class(&classes);
    }
    for (name, value) in group["attributes"].as_object().into_iter().flatten() {
        control = control.group_attribute(name.clone().leak(), string(value));
    }
    for before in ["beforeInput", "beforeInputs"] {
        if truthy(&group[before]) {
            control = control.before(content(&group[before]));
        }
    }
    for after in ["afterInput", "afterInputs"] {
        if truthy(&group[after]) {
            control = control.after(content(&group[after]));
        }
    }
    control
}
