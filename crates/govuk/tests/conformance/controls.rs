//! Builds form controls from the package's options.

use crate::options::{
    extra, fieldset, hint, html, label, list, string, text, truthy, with_extra, with_field,
};
use govuk::{
    Affix, Checkboxes, Choice, DateInput, DatePart, FileUpload, Input, PasswordInput, Radios,
    Select, SelectOption, Spellcheck, Textarea,
};
use maud::{Markup, Render};
use serde_json::Value;

fn spellcheck(options: &Value) -> Option<Spellcheck> {
    options["spellcheck"]
        .as_bool()
        .map(|on| if on { Spellcheck::On } else { Spellcheck::Off })
}

pub(crate) fn input(options: &Value) -> Markup {
    let input = Input::new(string(&options["name"]), label(&options["label"]));
    let mut input = with_field(with_extra(input, options), options);
    if let Some(kind) = text(&options["type"]) {
        input = input.kind(kind.leak());
    }
    if !options["value"].is_null() {
        input = input.value(string(&options["value"]));
    }
    if truthy(&options["disabled"]) {
        input = input.disabled();
    }
    if let Some(check) = spellcheck(options) {
        input = input.spellcheck(check);
    }
    if let Some(purpose) = text(&options["autocomplete"]) {
        input = input.autocomplete(purpose);
    }
    if let Some(how) = text(&options["autocapitalize"]) {
        input = input.autocapitalize(how);
    }
    if let Some(pattern) = text(&options["pattern"]) {
        input = input.pattern(pattern);
    }
    if let Some(mode) = text(&options["inputmode"]) {
        input = input.inputmode(mode);
    }
    if let Some(affix) = affix(&options["prefix"]) {
        input = input.prefix(affix);
    }
    if let Some(affix) = affix(&options["suffix"]) {
        input = input.suffix(affix);
    }
    input.wrapper(extra(&options["inputWrapper"])).render()
}

fn affix(options: &Value) -> Option<Affix> {
    let content = crate::options::content(options);
    (!content.is_empty()).then(|| with_extra(Affix::from(content), options))
}

pub(crate) fn password_input(options: &Value) -> Markup {
    let input = PasswordInput::new(string(&options["name"]), label(&options["label"]));
    let mut input = with_field(with_extra(input, options), options);
    if !options["value"].is_null() {
        input = input.value(string(&options["value"]));
    }
    match text(&options["autocomplete"]) {
        Some(purpose) => input.autocomplete(purpose).render(),
        None => input.render(),
    }
}

pub(crate) fn textarea(options: &Value) -> Markup {
    let textarea = Textarea::new(string(&options["name"]), label(&options["label"]));
    let mut textarea = with_field(with_extra(textarea, options), options);
    if let Some(rows) = text(&options["rows"]) {
        textarea = textarea.rows(rows.parse().expect("rows are a number"));
    }
    if let Some(check) = spellcheck(options) {
        textarea = textarea.spellcheck(check);
    }
    if let Some(purpose) = text(&options["autocomplete"]) {
        textarea = textarea.autocomplete(purpose);
    }
    if truthy(&options["disabled"]) {
        textarea = textarea.disabled();
    }
    textarea.value(string(&options["value"])).render()
}

pub(crate) fn select(options: &Value) -> Markup {
    let select = Select::new(string(&options["name"]), label(&options["label"]));
    let mut select = with_field(with_extra(select, options), options);
    if let Some(value) = text(&options["value"]) {
        select = select.value(value);
    }
    if truthy(&options["disabled"]) {
        select = select.disabled();
    }
    let items = list(&options["items"]).into_iter().map(|item| {
        let words = string(&item["text"]);
        let option = if item["value"].is_null() {
            SelectOption::text(words)
        } else {
            SelectOption::new(string(&item["value"]), words)
        };
        let mut option = with_extra(option, item);
        if let Some(selected) = item["selected"].as_bool() {
            option = option.selected(selected);
        }
        if truthy(&item["disabled"]) {
            option.disabled()
        } else {
            option
        }
    });
    select.options(items).render()
}

pub(crate) fn file_upload(options: &Value) -> Markup {
    let upload = FileUpload::new(string(&options["name"]), label(&options["label"]));
    let mut upload = with_field(with_extra(upload, options), options);
    if truthy(&options["multiple"]) {
        upload = upload.multiple();
    }
    if truthy(&options["disabled"]) {
        upload = upload.disabled();
    }
    if truthy(&options["javascript"]) {
        upload = upload.drop_zone(extra(&serde_json::json!({
            "classes": options["wrapperClasses"],
            "attributes": options["wrapperAttributes"],
        })));
    }
    upload.render()
}

fn choice(item: &Value) -> Choice {
    let words = label(&serde_json::json!({
        "html": item["html"],
        "text": item["text"],
        "classes": item["label"]["classes"],
        "attributes": item["label"]["attributes"],
    }));
    let mut choice = Choice::new(string(&item["value"]), words);
    choice = with_extra(
        choice,
        &serde_json::json!({ "attributes": item["attributes"] }),
    );
    if truthy(&item["hint"]) {
        choice = choice.hint(hint(&item["hint"]));
    }
    if truthy(&item["conditional"]["html"]) {
        choice = choice.conditional(html(&item["conditional"]["html"]));
    }
    if let Some(checked) = item["checked"].as_bool() {
        choice = choice.checked(checked);
    }
    if truthy(&item["disabled"]) {
        choice = choice.disabled();
    }
    if let Some(id) = text(&item["id"]) {
        choice = choice.id(id);
    }
    if let Some(name) = text(&item["name"]) {
        choice = choice.name(name);
    }
    if item["behaviour"] == "exclusive" {
        choice = choice.exclusive();
    }
    choice
}

pub(crate) fn radios(options: &Value) -> Markup {
    let radios = Radios::bare(string(&options["name"]));
    let mut radios = with_field(with_extra(radios, options), options);
    if truthy(&options["fieldset"]) {
        radios = radios.fieldset(fieldset(&options["fieldset"]));
    }
    if let Some(value) = text(&options["value"]) {
        radios = radios.value(value);
    }
    for item in list(&options["items"]) {
        radios = match text(&item["divider"]) {
            Some(words) => radios.divider(words),
            None => radios.choice(choice(item)),
        };
    }
    radios.render()
}

pub(crate) fn checkboxes(options: &Value) -> Markup {
    let checkboxes = Checkboxes::bare(string(&options["name"]));
    let mut checkboxes = with_field(with_extra(checkboxes, options), options);
    if truthy(&options["fieldset"]) {
        checkboxes = checkboxes.fieldset(fieldset(&options["fieldset"]));
    }
    checkboxes = checkboxes.values(list(&options["values"]).into_iter().map(string));
    for item in list(&options["items"]) {
        checkboxes = match text(&item["divider"]) {
            Some(words) => checkboxes.divider(words),
            None => checkboxes.choice(choice(item)),
        };
    }
    checkboxes.render()
}

pub(crate) fn date_input(options: &Value) -> Markup {
    let date = DateInput::bare(string(&options["id"]));
    let mut date = with_field(with_extra(date, options), options);
    if truthy(&options["fieldset"]) {
        date = date.fieldset(fieldset(&options["fieldset"]));
    }
    let prefix = text(&options["namePrefix"]);
    let items = list(&options["items"]);
    let parts: Vec<DatePart> = if items.is_empty() {
        // A part given as false is left out; one not given is a plain field.
        ["day", "month", "year"]
            .into_iter()
            .filter(|name| options[name] != Value::Bool(false))
            .map(|name| {
                let own = text(&options[name]["name"]).unwrap_or_else(|| name.to_owned());
                let part = date_part(&options[name], &own, options);
                if name == "year" { part.wide() } else { part }
            })
            .collect()
    } else {
        let part = |item: &Value| date_part(item, &string(&item["name"]), options);
        items.into_iter().map(part).collect()
    };
    if let Some(prefix) = prefix {
        date = date.prefix(prefix);
    }
    date.parts(parts).render()
}

fn date_part(item: &Value, name: &str, options: &Value) -> DatePart {
    let mut part = with_extra(DatePart::new(name), item);
    if let Some(words) = text(&item["label"]) {
        part = part.label(words);
    }
    let full_name = match text(&options["namePrefix"]) {
        Some(prefix) => format!("{prefix}-{name}"),
        None => name.to_owned(),
    };
    let values = &options["values"];
    let by_part = &options[name]["value"];
    for value in [
        &item["value"],
        by_part,
        &values[name],
        &values[full_name.as_str()],
    ] {
        if !value.is_null() {
            part = part.value(string(value));
            break;
        }
    }
    if let Some(id) = text(&item["id"]) {
        part = part.id(id);
    }
    if let Some(purpose) = text(&item["autocomplete"]) {
        part = part.autocomplete(purpose);
    }
    if let Some(pattern) = text(&item["pattern"]) {
        part = part.pattern(pattern);
    }
    if let Some(mode) = text(&item["inputmode"]) {
        part = part.inputmode(mode);
    }
    let by_class = text(&item["classes"]).is_some_and(|own| own.contains("govuk-input--error"));
    match item["error"].as_bool() {
        Some(wrong) => part.in_error(wrong || by_class),
        None if by_class => part.in_error(true),
        None => part,
    }
}
