//! Builds everything but form controls from the package's options.

use crate::options::{
    content, extra, html, level, list, named_content, string, text, truthy, with_extra,
};
use govuk::{
    Action, BackLink, Breadcrumbs, Button, Card, Cell, Details, ErrorSummary, ExitThisPage, Head,
    InsetText, NavItem, NotificationBanner, PageItem, PageLink, Pagination, Panel,
    ServiceNavigation, SkipLink, Status, SummaryList, SummaryRow, Tab, Table, Tabs, Tag, Task,
    TaskList, WarningText,
};
use maud::{Markup, Render, html};
use serde_json::Value;

fn href(options: &Value) -> String {
    text(&options["href"]).unwrap_or_else(|| "#".to_owned())
}

pub(crate) fn back_link(options: &Value) -> Markup {
    let mut link = with_extra(BackLink::new(href(options)), options);
    let words = content(options);
    if !words.is_empty() {
        link = link.content(words);
    }
    link.render()
}

pub(crate) fn breadcrumbs(options: &Value) -> Markup {
    let mut trail = with_extra(Breadcrumbs::new(), options);
    for item in list(&options["items"]) {
        trail = match text(&item["href"]) {
            Some(href) => trail.link_with(content(item), href, extra(item)),
            None => trail.current(content(item)),
        };
    }
    if let Some(label) = text(&options["labelText"]) {
        trail = trail.label(label);
    }
    if truthy(&options["collapseOnMobile"]) {
        trail = trail.collapse_on_mobile();
    }
    trail.render()
}

pub(crate) fn button(options: &Value) -> Markup {
    let start = truthy(&options["isStartButton"]);
    let words = if start && truthy(&options["html"]) {
        let inner = html(&options["html"]);
        html! { span { (inner) } }.into()
    } else {
        content(options)
    };
    let mut button = match text(&options["href"]) {
        Some(href) => Button::link(words, href),
        None => Button::new(words),
    };
    button = with_extra(button, options);
    if start {
        button = button.start();
    }
    if options["type"] == "button" {
        button = button.plain();
    }
    if let Some(name) = text(&options["name"]) {
        button = button.name(name);
    }
    if let Some(value) = text(&options["value"]) {
        button = button.value(value);
    }
    if let Some(id) = text(&options["id"]) {
        button = button.id(id);
    }
    if truthy(&options["disabled"]) {
        button = button.disabled();
    }
    match options["preventDoubleClick"].as_bool() {
        Some(true) => button.once().render(),
        Some(false) => button.repeatable().render(),
        None => button.render(),
    }
}

pub(crate) fn details(options: &Value) -> Markup {
    let summary = named_content(options, "summaryHtml", "summaryText");
    let mut details = with_extra(Details::new(summary, content(options)), options);
    if let Some(id) = text(&options["id"]) {
        details = details.id(id);
    }
    if truthy(&options["open"]) {
        details = details.open();
    }
    details.render()
}

pub(crate) fn error_summary(options: &Value) -> Markup {
    let mut summary = with_extra(ErrorSummary::new(), options)
        .title(named_content(options, "titleHtml", "titleText"))
        .description(named_content(options, "descriptionHtml", "descriptionText"));
    for item in list(&options["errorList"]) {
        summary = match text(&item["href"]) {
            Some(href) => summary.link_with(content(item), href, extra(item)),
            None => summary.message(content(item)),
        };
    }
    if let Some(disable) = options["disableAutoFocus"].as_bool() {
        summary = summary.disable_auto_focus(disable);
    }
    summary.render()
}

pub(crate) fn exit_this_page(options: &Value) -> Markup {
    // The package falls back to a site outside; ours always names where it leads.
    let outside = "https://www.bbc.co.uk/weather";
    let href = text(&options["redirectUrl"]).unwrap_or_else(|| outside.to_owned());
    let mut exit = with_extra(ExitThisPage::new(href), options);
    let words = content(options);
    if !words.is_empty() {
        exit = exit.content(words);
    }
    match text(&options["id"]) {
        Some(id) => exit.id(id).render(),
        None => exit.render(),
    }
}

pub(crate) fn inset_text(options: &Value) -> Markup {
    let inset = with_extra(InsetText::new(content(options)), options);
    match text(&options["id"]) {
        Some(id) => inset.id(id).render(),
        None => inset.render(),
    }
}

pub(crate) fn notification_banner(options: &Value) -> Markup {
    let mut banner = if truthy(&options["html"]) {
        NotificationBanner::with_markup(html(&options["html"]))
    } else {
        NotificationBanner::new(string(&options["text"]))
    };
    banner = with_extra(banner, options);
    if options["type"] == "success" {
        banner = banner.success();
    }
    let title = named_content(options, "titleHtml", "titleText");
    if !title.is_empty() {
        banner = banner.title(title);
    }
    if let Some(id) = text(&options["titleId"]) {
        banner = banner.title_id(id);
    }
    if let Some(level) = level(&options["titleHeadingLevel"]) {
        banner = banner.heading_level(level);
    }
    if let Some(role) = text(&options["role"]) {
        banner = banner.role(role);
    }
    if let Some(disable) = options["disableAutoFocus"].as_bool() {
        banner = banner.disable_auto_focus(disable);
    }
    banner.render()
}

pub(crate) fn panel(options: &Value) -> Markup {
    let title = named_content(options, "titleHtml", "titleText");
    let classes = string(&options["classes"]);
    let pause = "govuk-panel--interruption";
    let panel = if classes.contains(pause) {
        Panel::interruption(title)
    } else {
        Panel::new(title)
    };
    let rest = serde_json::json!({
        "classes": classes.replace(pause, "").trim(),
        "attributes": options["attributes"],
    });
    let actions = &options["actions"];
    let mut panel = with_extra(panel, &rest)
        .content(content(options))
        .actions_extra(extra(actions));
    for action in list(&actions["items"]) {
        panel = if truthy(&action["href"]) && action["type"] != "button" {
            panel.link_with(
                string(&action["text"]),
                string(&action["href"]),
                &extra(action),
            )
        } else {
            let button = match text(&action["href"]) {
                Some(href) => Button::link(string(&action["text"]), href),
                None => Button::new(string(&action["text"])),
            };
            let button = with_extra(button.inverse(), action);
            panel.button(&if action["type"] == "submit" {
                button
            } else {
                button.plain()
            })
        };
    }
    match level(&options["headingLevel"]) {
        Some(level) => panel.heading_level(level).render(),
        None => panel.render(),
    }
}

fn page_link(options: &Value) -> Option<PageLink> {
    let href = text(&options["href"])?;
    let mut link = with_extra(PageLink::new(href), options);
    let words = content(options);
    if !words.is_empty() {
        link = link.content(words);
    }
    Some(match text(&options["labelText"]) {
        Some(label) => link.label(label),
        None => link,
    })
}

pub(crate) fn pagination(options: &Value) -> Markup {
    let mut pages = with_extra(Pagination::new(), options);
    if let Some(link) = page_link(&options["previous"]) {
        pages = pages.previous(link);
    }
    if let Some(link) = page_link(&options["next"]) {
        pages = pages.next(link);
    }
    if let Some(label) = text(&options["landmarkLabel"]) {
        pages = pages.landmark(label);
    }
    for item in list(&options["items"]) {
        if item.as_object().is_some_and(serde_json::Map::is_empty) {
            continue;
        }
        let number = string(&item["number"]);
        let href = string(&item["href"]);
        let spoken = text(&item["visuallyHiddenText"]);
        let extra = extra(item);
        pages = pages.item(if truthy(&item["ellipsis"]) {
            PageItem::Ellipsis
        } else if truthy(&item["current"]) {
            PageItem::Current {
                number,
                href,
                spoken,
                extra,
            }
        } else {
            PageItem::Page {
                number,
                href,
                spoken,
                extra,
            }
        });
    }
    pages.render()
}

pub(crate) fn service_navigation(options: &Value) -> Markup {
    let mut navigation = with_extra(ServiceNavigation::new(), options);
    if let Some(name) = text(&options["serviceName"]) {
        navigation = navigation.name(name);
    }
    if let Some(url) = text(&options["serviceUrl"]) {
        navigation = navigation.url(url);
    }
    if let Some(label) = text(&options["navigationLabel"]) {
        navigation = navigation.label(label);
    }
    let menu = text(&options["menuButtonText"]).unwrap_or_else(|| "Menu".to_owned());
    navigation = navigation.menu(menu, text(&options["menuButtonLabel"]));
    if let Some(label) = text(&options["ariaLabel"]) {
        navigation = navigation.aria_label(label);
    }
    if let Some(id) = text(&options["navigationId"]) {
        navigation = navigation.navigation_id(id);
    }
    if let Some(collapse) = options["collapseNavigationOnMobile"].as_bool() {
        navigation = navigation.collapse_on_mobile(collapse);
    }
    let classes = serde_json::json!({ "classes": options["navigationClasses"] });
    let items = list(&options["navigation"]).into_iter().map(|item| {
        let nav = match text(&item["href"]) {
            Some(href) => NavItem::new(content(item), href),
            None => NavItem::words(content(item)),
        };
        let nav = with_extra(nav, item);
        if truthy(&item["current"]) {
            nav.current()
        } else if truthy(&item["active"]) {
            nav.active()
        } else {
            nav
        }
    });
    navigation
        .navigation_extra(extra(&classes))
        .items(items)
        .render()
}

pub(crate) fn skip_link(options: &Value) -> Markup {
    let href = text(&options["href"]).unwrap_or_else(|| "#content".to_owned());
    with_extra(SkipLink::new(content(options), href), options).render()
}

fn action(options: &Value) -> Action {
    let action = with_extra(
        Action::new(content(options), string(&options["href"])),
        options,
    );
    match text(&options["visuallyHiddenText"]) {
        Some(what) => action.about(what),
        None => action,
    }
}

pub(crate) fn summary_list(options: &Value) -> Markup {
    let rows = list(&options["rows"]).into_iter().map(|row| {
        let made = SummaryRow::new(content(&row["key"]), content(&row["value"])).part_extras(
            extra(&row["key"]),
            extra(&row["value"]),
            extra(&row["actions"]),
        );
        let made = with_extra(made, row);
        list(&row["actions"]["items"])
            .into_iter()
            .fold(made, |made, item| made.action(action(item)))
    });
    let mut summary = with_extra(SummaryList::new(), options).rows(rows);
    if truthy(&options["card"]) {
        summary = summary.card(card(&options["card"]));
    }
    summary.render()
}

fn card(options: &Value) -> Card {
    let title = &options["title"];
    let mut card = with_extra(Card::new(content(title)), options)
        .part_extras(extra(title), extra(&options["actions"]));
    if let Some(level) = level(&title["headingLevel"]) {
        card = card.heading_level(level);
    }
    list(&options["actions"]["items"])
        .into_iter()
        .fold(card, |card, item| card.action(action(item)))
}

fn span(value: &Value) -> u32 {
    text(value).map_or(1, |span| span.parse().expect("a span is a number"))
}

pub(crate) fn table(options: &Value) -> Markup {
    let mut table = with_extra(Table::new(), options);
    if let Some(caption) = text(&options["caption"]) {
        table = table.plain_caption(caption, string(&options["captionClasses"]));
    }
    if truthy(&options["head"]) {
        table = table.head(list(&options["head"]).into_iter().map(|head| {
            let made = if head["format"] == "numeric" {
                Head::numeric(content(head))
            } else {
                Head::new(content(head))
            };
            with_extra(made, head).span(span(&head["colspan"]), span(&head["rowspan"]))
        }));
    }
    for row in list(&options["rows"]) {
        table = table.row(list(row).into_iter().map(|cell| {
            let made = if cell["format"] == "numeric" {
                Cell::numeric(content(cell))
            } else {
                Cell::new(content(cell))
            };
            with_extra(made, cell).span(span(&cell["colspan"]), span(&cell["rowspan"]))
        }));
    }
    if truthy(&options["firstCellIsHeader"]) {
        table = table.row_headers();
    }
    table.render()
}

pub(crate) fn tabs(options: &Value) -> Markup {
    let mut tabs = with_extra(Tabs::new(), options);
    if let Some(title) = text(&options["title"]) {
        tabs = tabs.title(title);
    }
    if let Some(id) = text(&options["id"]) {
        tabs = tabs.id(id);
    }
    for (index, item) in list(&options["items"]).into_iter().enumerate() {
        let panel = &item["panel"];
        let inner = if truthy(&panel["html"]) {
            html(&panel["html"])
        } else {
            html! { @if let Some(words) = text(&panel["text"]) { p.govuk-body { (words) } } }
        };
        let id = text(&item["id"])
            .unwrap_or_else(|| format!("{}-{}", string(&options["idPrefix"]), index + 1));
        let tab = Tab::new(id, string(&item["label"]), inner).panel(extra(panel));
        tabs = tabs.tab(with_extra(tab, item));
    }
    tabs.render()
}

pub(crate) fn tag(options: &Value) -> Markup {
    with_extra(Tag::new(content(options)), options).render()
}

pub(crate) fn task_list(options: &Value) -> Markup {
    let prefix = text(&options["idPrefix"]).unwrap_or_else(|| "task-list".to_owned());
    let mut tasks = with_extra(TaskList::new(prefix), options);
    for item in list(&options["items"]) {
        let status = &item["status"];
        let made = if truthy(&status["tag"]) {
            Status::Tag(with_extra(
                Tag::new(content(&status["tag"])),
                &status["tag"],
            ))
        } else {
            Status::Words(content(status))
        };
        let mut task = with_extra(Task::new(content(&item["title"]), made), item)
            .part_extras(extra(&item["title"]), extra(status));
        if let Some(href) = text(&item["href"]) {
            task = task.href(href);
        }
        if truthy(&item["hint"]) {
            task = task.hint(content(&item["hint"]));
        }
        tasks = tasks.task(task);
    }
    tasks.render()
}

pub(crate) fn warning_text(options: &Value) -> Markup {
    let warning = with_extra(WarningText::new(content(options)), options);
    match text(&options["iconFallbackText"]) {
        Some(word) => warning.spoken(word).render(),
        None => warning.render(),
    }
}
