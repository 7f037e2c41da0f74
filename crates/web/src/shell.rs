//! What is around every page's content: header, navigation by role, footer.

use access::{Act, Role, Viewer};
use govuk::{Footer, NavItem, Page, SignedIn, Width};
use maud::Markup;

use crate::app::App;
use crate::{account, assets, referring, trail};

/// The parts of the site that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// The start page.
    Home,
    /// Families.
    Families,
    /// Referring a family.
    Refer,
    /// The book of advice.
    Advice,
    /// The evaluation.
    Evaluation,
    /// Bringing in a workbook.
    Import,
    /// What the team's workers can take on.
    Practitioners,
    /// Setting up the service.
    Service,
    /// Who has looked at what.
    Trail,
    /// The viewer's own account.
    Account,
}

/// A page for somebody who is signed in, to be changed where it differs and then rendered.
pub(crate) fn page(app: &App, viewer: &Viewer, area: Area, title: &str, content: Markup) -> Page {
    Page {
        title: title.to_owned(),
        service: app.service_name(),
        home: "/".to_owned(),
        navigation: navigation(viewer, area),
        signed_in: Some(SignedIn {
            name: viewer.name.clone(),
            role: viewer.role.label().to_owned(),
            account: Some(account::ADDRESS.to_owned()),
            sign_out: "/sign-out".to_owned(),
        }),
        width: Width::Wide,
        styles: vec![assets::figures_path().to_owned()],
        content,
        footer: Footer {
            version: app.setup.version.clone(),
            links: Vec::new(),
        },
        ..Page::default()
    }
}

/// A page for nobody in particular: signing in, and what goes wrong.
pub(crate) fn bare(title: &str, content: Markup) -> Markup {
    govuk::page(&Page {
        title: title.to_owned(),
        home: "/".to_owned(),
        content,
        ..Page::default()
    })
}

fn navigation(viewer: &Viewer, here: Area) -> Vec<NavItem> {
    let places = [
        (Area::Families, "Families", "/families", Act::ListFamilies),
        (Area::Refer, "Refer a family", "/refer", Act::ReferFamily),
        (Area::Advice, "Advice", "/advice", Act::KeepAdvice),
        (
            Area::Evaluation,
            "Evaluation",
            "/evaluation",
            Act::SeeEvaluation,
        ),
        (Area::Import, "Import", "/import", Act::ImportWorkbook),
        (
            Area::Practitioners,
            "Practitioners",
            "/service/practitioners",
            Act::SetCapacity,
        ),
        (
            Area::Trail,
            "Who has looked",
            trail::ADDRESS,
            Act::ReadTrail,
        ),
        (Area::Service, "Service", "/service", Act::SetUpService),
    ];
    let home = Some((Area::Home, "Home", "/today"));
    let home = home.filter(|(.., path)| landing(viewer.role) == *path);
    let places = places
        .into_iter()
        .filter(|(area, .., act)| {
            viewer.may(*act) && (*area != Area::Refer || referring::is_offered(viewer))
        })
        .map(|(area, words, href, _)| (area, words, href));
    home.into_iter()
        .chain(places)
        .map(|(area, words, href)| {
            let item = NavItem::new(words, href);
            if area == here { item.current() } else { item }
        })
        .collect()
}

/// Where a role lands after signing in.
pub(crate) fn landing(role: Role) -> &'static str {
    match role {
        Role::Evaluator => "/evaluation",
        Role::Administrator => "/service",
        Role::Auditor => trail::ADDRESS,
        Role::Practitioner | Role::Manager | Role::SocialWorker | Role::CoOrdinator => "/today",
    }
}
