//! Every component once, to be looked at.

use crate::{
    Action, Alert, AlertKind, Badge, Button, Card, Cell, Checkboxes, Choice, Colour, DateInput,
    Details, Errors, Field, FileUpload, Filter, FilterCategory, Head, Input, InputWidth, InsetText,
    Label, Legend, NotificationBanner, PageHeaderActions, PageLink, Pagination, Panel,
    PasswordInput, Radios, Search, Select, Size, Sort, Status, SubItem, SubNavigation, SummaryList,
    SummaryRow, Tab, Table, Tabs, Tag, Task, TaskList, Textarea, Tile, Timeline, TimelineItem,
    WarningText, filter_layout, tiles,
};
use maud::{Markup, html};

/// Every component once, to be looked at on a page of the program's own. All names are invented.
pub fn examples() -> Markup {
    html! {
        (PageHeaderActions::new("Components").caption("Design")
            .action(Button::link("Record a session", "#forms"))
            .action(Button::link("Refer a family", "#forms").secondary()))
        (part("Figures", &figures()))
        (part("Sub-navigation", &sub_navigation()))
        (part("Timeline", &timeline()))
        (part("Filter and table", &filtered_table()))
        (part("Tags, badges and alerts", &marks()))
        (part("Summary list and card", &summaries()))
        (part("Task list", &tasks()))
        (part("Forms", &forms()))
        (part("Forms with errors", &forms_with_errors()))
        (part("Words set apart", &words()))
        (part("Tabs, details and pagination", &ways()))
        (part("Buttons", &buttons()))
    }
}

fn part(title: &str, content: &Markup) -> Markup {
    let id = title.to_lowercase().replace([' ', ','], "-");
    html! {
        section aria-labelledby=(id) {
            h2.govuk-heading-m id=(id) { (title) }
            (content)
        }
    }
}

fn figures() -> Markup {
    tiles([
        Tile::new(4_usize, "Referrals to triage", "#")
            .note("longest wait 31 hours")
            .waiting(),
        Tile::new(2_usize, "Accepted, not yet contacted", "#"),
        Tile::new("61 (90)", "Families supported", "#").note("of those referred"),
        Tile::new("£1,284", "Cost for each family", "#").note("2021/22 prices"),
        Tile::new(0_usize, "Concerns to acknowledge", "#"),
    ])
}

fn sub_navigation() -> Markup {
    html! {
        (SubNavigation::new("This family")
            .item(SubItem::new("Chronology", "#").current())
            .item(SubItem::new("People", "#").count(5))
            .item(SubItem::new("Support", "#"))
            .item(SubItem::new("Safety", "#").count(1))
            .item(SubItem::new("Meetings", "#"))
            .item(SubItem::new("Children's status", "#")))
    }
}

fn timeline() -> Markup {
    let shared = Tag::new("Shared").colour(Colour::Teal);
    let team = Tag::new("Team only").colour(Colour::Purple);
    html! {
        (Timeline::new()
            .item(TimelineItem::new("Session at home with Jo Example", "4 June 2026 at 9:32am")
                .machine_time("2026-06-04T09:32")
                .byline("Pat Sample, domestic abuse practitioner · recorded 4 June 2026 at 10:05am")
                .tags(html! { (team) })
                .content("Jo talked about the week and how the mornings have become calmer.\nWe practised the grounding exercise again."))
            .item(TimelineItem::new("Update for the social worker", "2 June 2026")
                .machine_time("2026-06-02")
                .byline("Pat Sample")
                .tags(html! { (shared) })
                .content("The school run is going well and both children were brought every day."))
            .item(TimelineItem::new("Could not be reached by telephone", "28 May 2026 at 2pm")
                .byline("Pat Sample · a next gentle try is planned for 3 June 2026")))
        (Timeline::new().when_empty("Nothing is recorded yet. What happens with this family will show here, newest first."))
    }
}

fn filtered_table() -> Markup {
    let filter = Filter::new("#")
        .category(FilterCategory::new("Discipline").chosen("Mental health", "#").chosen("Substance use", "#"))
        .clear("#")
        .fields(html! {
            (Input::new("worker", "Worker"))
            (Select::new("team", "Team").option("", "Any team").option("a", "Clacton family support"))
            (Checkboxes::new("kind", Legend::new("Kind")).small()
                .option("session", "Session").option("attempt", "Attempt"))
        });
    let families = [
        (
            "F-1042",
            "Clacton",
            "Pat Sample",
            12_u32,
            "4 June 2026",
            "2026-06-04",
            "Open",
            Colour::Green,
        ),
        (
            "F-1043",
            "Harwich",
            "Lee Instance",
            3,
            "29 May 2026",
            "2026-05-29",
            "Holding support",
            Colour::Yellow,
        ),
        (
            "F-1050",
            "Jaywick Sands",
            "Sam Specimen",
            27,
            "11 May 2026",
            "2026-05-11",
            "Closing",
            Colour::Blue,
        ),
    ];
    let rows = families.map(
        |(family, area, worker, sessions, last, sort, status, colour)| {
            [
                Cell::new(html! { a.govuk-link href="#" { (family) } }),
                Cell::new(area),
                Cell::new(worker),
                Cell::numeric(sessions),
                Cell::new(last).sort_by(sort),
                Cell::new(html! { (Tag::new(status).colour(colour)) }),
            ]
        },
    );
    let table = Table::new()
        .caption("Families I support", Size::M)
        .head([
            Head::new("Family").sort(Sort::Ascending),
            Head::new("Area").sort(Sort::Unsorted),
            Head::new("Key worker").sort(Sort::Unsorted),
            Head::numeric("Sessions").sort(Sort::Unsorted),
            Head::new("Last contact").sort(Sort::Unsorted),
            Head::new("Status"),
        ])
        .rows(rows)
        .foot([
            Cell::new("All"),
            Cell::new(""),
            Cell::new(""),
            Cell::numeric(42_u32),
            Cell::new(""),
            Cell::new(""),
        ])
        .row_headers()
        .compact()
        .sortable()
        .scrolls();
    filter_layout(
        &filter,
        html! {
            (Search::new("#", "q", "Find a family by reference").value("F-10"))
            p.app-list-count { "Showing 1 to 3 of 3" }
            (table)
            (Pagination::numbered(3, 12, |page| format!("?page={page}")))
        },
    )
}

fn marks() -> Markup {
    html! {
        p.govuk-body {
            @for colour in Colour::ALL { (Tag::new(format!("{colour:?}")).colour(colour)) " " }
        }
        p.govuk-body {
            (Badge::new("Restricted").colour(Colour::Red)) " "
            (Badge::new("Safe contact").colour(Colour::Purple)) " "
            (Badge::new("Pilot"))
        }
        (Alert::new(AlertKind::Information, "You are looking at this family as at 14 January 2025."))
        (Alert::new(AlertKind::Success, "The session is recorded."))
        (Alert::new(AlertKind::Warning, "Safe contact").with_heading()
            .content("Telephone only between 10am and 2pm. Do not leave messages."))
        (Alert::new(AlertKind::Error, "A concern has waited two hours to be acknowledged."))
    }
}

fn summaries() -> Markup {
    html! {
        (SummaryList::new()
            .row(SummaryRow::new("Family reference", "F-1042"))
            .row(SummaryRow::new("Who referred", "Family support and protection, Clacton").change("#", "who referred"))
            .row(SummaryRow::new("What the family hopes for", "Calmer mornings. To feel safe at home.").change("#", "what the family hopes for")))
        (SummaryList::new()
            .card(Card::new("Jo Example").action(Action::new("Add a discipline", "#")))
            .pair("Supported by", "Pat Sample, domestic abuse")
            .pair("Since", "12 March 2026")
            .pair("Community support", ""))
    }
}

fn tasks() -> Markup {
    let to_do = || Status::Tag(Tag::new("Not yet started").colour(Colour::Blue));
    html! {
        (TaskList::new("referral")
            .task(Task::new("Who is in the family", Status::Words("Completed".into())).href("#"))
            .task(Task::new("What is happening now", to_do()).href("#").hint("What worries you and what is going well"))
            .task(Task::new("Check your answers", Status::Words("Cannot start yet".into()))))
    }
}

fn forms() -> Markup {
    html! {
        form action="#" method="get" novalidate {
            (Input::name("full-name", Label::new("Full name").size(Size::S)))
            (Input::whole_number("minutes", Label::new("How long was the session?").size(Size::S))
                .width(InputWidth::Three).suffix("minutes"))
            (Input::pounds("cost", Label::new("Unit cost").size(Size::S))
                .width(InputWidth::Five).hint("For one hour, with overheads"))
            (DateInput::new("seen", Legend::new("When were they seen?").size(Size::S))
                .hint("For example, 27 3 2007").values(["4", "6", "2026"]))
            (Radios::new("where", Legend::new("Where was the session?").size(Size::S))
                .option("home", "At home").option("school", "At school")
                .choice(Choice::new("other", "Somewhere else")
                    .conditional(html! { (Input::new("where-else", "Where?")) }).checked(true))
                .divider("or")
                .choice(Choice::new("phone", "By telephone").hint("Including video")))
            (Radios::new("shared", Legend::new("Is any of it about a child's safety?").size(Size::S))
                .inline().option("yes", "Yes").option("no", "No").value("no"))
            (Checkboxes::new("seen-who", Legend::new("Who was seen?").size(Size::S))
                .hint("Choose everyone who took part")
                .option("a", "Jo Example (mother)").option("b", "Ash Example (12)")
                .divider("or").choice(Choice::new("none", "Nobody").exclusive()).values(["a"]))
            (Select::new("discipline", Label::new("Discipline").size(Size::S))
                .option("mh", "Mental health").option("da", "Domestic abuse").value("da"))
            (PasswordInput::new("password", Label::new("Password").size(Size::S)))
            (Textarea::new("note", Label::new("The note").size(Size::S))
                .hint("What happened, in your own words").value("Jo said:\n“We are getting there.”"))
            (FileUpload::new("file", Label::new("Letter or plan").size(Size::S)))
            div.govuk-button-group {
                (Button::new("Save and continue").once())
                (Button::new("Save as draft").secondary().named("act", "draft"))
                a.govuk-link href="#" { "Cancel" }
            }
        }
    }
}

fn forms_with_errors() -> Markup {
    let mut errors = Errors::new();
    errors.add(
        "met-month",
        "Date of the first contact must include a month",
    );
    errors.add("worker-name", "Enter the name of the worker");
    errors.add("told", "Choose whether the social worker was told");
    html! {
        (errors.summary().disable_auto_focus(true))
        (DateInput::new("met", Legend::new("When was the first contact?").size(Size::S))
            .values(["27", "", "2026"]).wrong_parts(&["month"]).error(errors.of("met-month")))
        (Input::name("worker-name", Label::new("Name of the worker").size(Size::S))
            .error(errors.of("worker-name")))
        (Radios::new("told", Legend::new("Was the social worker told?").size(Size::S)).inline()
            .option("yes", "Yes").option("no", "No").error(errors.of("told")))
    }
}

fn words() -> Markup {
    html! {
        (InsetText::new("If a child is in immediate danger, don't use this form. Telephone 999."))
        (WarningText::new("Pat Sample (social worker) will see this. The team's notes will not be shown to her."))
        (NotificationBanner::new("The weekly unit meeting is tomorrow at 9:30am.").title_id("banner-1").disable_auto_focus(true))
        (NotificationBanner::new("The referral was sent.").success().title_id("banner-2").disable_auto_focus(true))
        (Panel::new("Referral sent").heading_level(2).content(html! { "Your reference is" br; strong { "R-2041" } }))
        (Panel::interruption("This family's record is restricted").heading_level(2)
            .content(html! { p.govuk-body { "Say why you need it. The family's case holder and the manager are told." } })
            .button(&Button::new("Say why").inverse().plain()).link("Go back", "#"))
    }
}

fn ways() -> Markup {
    html! {
        (Tabs::new()
            .tab(Tab::new("tab-families", "Families", html! { p.govuk-body { "90 families were referred." } }))
            .tab(Tab::new("tab-children", "Children", html! { p.govuk-body { "They have 201 children." } })))
        (Details::new("Why we ask", "So that the team can be reached on a good day for you."))
        (Pagination::new().landmark("Pages of the referral")
            .previous(PageLink::new("#").label("Who is in the family"))
            .next(PageLink::new("#").label("What is happening now")))
    }
}

fn buttons() -> Markup {
    html! {
        div.govuk-button-group {
            (Button::new("Save")) (Button::new("Secondary").secondary())
            (Button::new("Delete the draft").warning()) (Button::new("Small").secondary().small())
            (Button::print())
        }
        (Button::link("Start a referral", "#").start())
    }
}
