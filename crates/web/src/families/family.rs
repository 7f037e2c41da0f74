//! What the pages of one family share: opening it for a viewer, the day it is shown as at, the bar
//! that says whose page it is, and the tabs.

use access::{Authorised, Read, Viewer};
use calendar::Date;
use govuk::{
    Alert, AlertKind, Button, Details, Errors, Extras, IdentityBar, InsetText, SubItem,
    SubNavigation,
};
use maud::{Markup, html};
use record::{Family, FamilyId, FamilyRows, Field, Sequence, rows};

use super::chronology::visibility_tag;
use super::concerns::{self, Watch};
use super::decision;
use super::shown::{AskedDay, Shown};
use super::words::{Names, address, status_tag, subject};
use crate::app::App;
use crate::error::Problem;
use crate::known::Known;
use crate::recording;
use crate::referring;
use crate::shell::{self, Area};

/// The tabs of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Chronology,
    People,
    Support,
    Safety,
    Status,
    Outcomes,
    Looked,
}

impl Tab {
    const ALL: [Self; 7] = [
        Self::Chronology,
        Self::People,
        Self::Support,
        Self::Safety,
        Self::Status,
        Self::Outcomes,
        Self::Looked,
    ];

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Chronology => "Chronology",
            Self::People => "People",
            Self::Support => "Support",
            Self::Safety => "Safety",
            Self::Status => "Children's status",
            Self::Outcomes => "Outcomes",
            Self::Looked => "Who has looked",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Chronology => "",
            Self::People => "/people",
            Self::Support => "/support",
            Self::Safety => "/safety",
            Self::Status => "/status",
            Self::Outcomes => "/outcomes",
            Self::Looked => "/looked",
        }
    }
}

/// A family that a viewer may open, as they see it on the day they asked for.
pub(super) struct Opened {
    viewer: Viewer,
    pub(super) leave: Authorised<FamilyId, Read>,
    /// As at the day shown.
    pub(super) family: Family,
    /// Its rows as the evaluation counts them.
    pub(super) rows: FamilyRows,
    pub(super) names: Names,
    /// Its reference now, since on a past day it may have had none.
    reference: String,
    shown: Shown,
    /// What concerns that wait are measured by; nothing if none waits, or on a past day.
    pub(super) watch: Option<Watch>,
    /// What has just been done.
    done: Option<&'static str>,
}

impl Opened {
    /// Opens a family. Unknown and not for this viewer are the same.
    pub(super) async fn open(
        app: &App,
        viewer: Viewer,
        id: &str,
        asked: &AskedDay,
    ) -> Result<Self, Problem> {
        let id: FamilyId = id.parse().map_err(|_| Problem::NotFound)?;
        let leave = app.store().authorise_read(&viewer, id).await?;
        let leave = leave.ok_or(Problem::NotFound)?;
        let shown = Shown::of(asked, app.today());
        let mut family = app.store().family(&leave, shown.now()).await?;
        let reference = family.reference.clone();
        let watch = match shown.past() {
            None => Watch::over(app, &viewer, &family).await?,
            Some(_) => None,
        };
        if shown.past().is_some() {
            family = app.store().family(&leave, shown.as_at()).await?;
        }
        Ok(Self {
            names: Names::load(app, &viewer).await?,
            rows: rows(&family),
            watch,
            viewer,
            leave,
            family,
            reference,
            shown,
            done: recording::done_words(asked.done()),
        })
    }

    /// The last day shown.
    pub(super) fn day(&self) -> Date {
        self.shown.as_at().day
    }

    /// Who looks.
    pub(super) fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// Who looks, where they may record: not on a past day.
    pub(super) fn recorder(&self) -> Option<&Viewer> {
        Some(&self.viewer)
            .filter(|viewer| self.shown.past().is_none() && viewer.may(access::Act::ChangeFamily))
    }

    /// The number of an entry among those the viewer sees.
    pub(super) fn number(&self, entry: Sequence) -> usize {
        recording::number(&self.family, entry)
    }

    /// Who may see an entry, as a tag.
    pub(super) fn visibility(&self, entry: Sequence) -> Option<govuk::Tag> {
        let mut seen = self.family.chronology.iter();
        let seen = seen.find(|seen| seen.entry.sequence == entry)?;
        Some(visibility_tag(&seen.entry.visibility))
    }

    /// The day shown, as fields of an address or a form; nothing if it is today.
    pub(super) fn asked(&self) -> [(&'static str, Option<String>); 2] {
        self.shown.asked()
    }

    /// The address of a tab on the day shown.
    pub(super) fn address(&self, tab: Tab) -> String {
        address(&self.address_today(tab), self.asked())
    }

    /// The address of the chronology on no particular day, for a form that says the day itself.
    pub(super) fn address_without_day(&self) -> String {
        self.address_today(Tab::Chronology)
    }

    fn address_today(&self, tab: Tab) -> String {
        format!("/families/{}{}", self.family.id, tab.path())
    }

    /// A tab around its content. The title names nobody.
    pub(super) fn page(&self, app: &App, tab: Tab, content: &Markup) -> Markup {
        let title = format!("{}: one family", tab.label());
        let tabs = Tab::ALL.map(|each| {
            let item = SubItem::new(each.label(), self.address(each));
            if each == tab { item.current() } else { item }
        });
        let around = html! {
            (SubNavigation::new("This family").items(tabs))
            @if let Some(done) = self.done { (Alert::new(AlertKind::Success, done)) }
            @if let Some(past) = self.shown.in_words() { (self.past_day(tab, &past)) }
            h1.govuk-heading-l { (tab.label()) }
            @if self.recorder().is_some() {
                p.app-raise { (Button::link("Raise a concern", recording::raise_address(self.family.id)).warning().small()) }
            }
            @if self.shown.past().is_none() && tab == Tab::Chronology { (self.acts()) }
            @if self.family.chronology.is_empty() {
                p.app-empty { (self.shown.nothing()) }
            } @else {
                @if tab == Tab::Chronology { (decision::card(self)) }
                (content)
            }
        };
        let mut page = shell::page(app, &self.viewer, Area::Families, &title, around);
        page.identity_bar = Some(self.bar(tab));
        page.as_at = self.shown.in_words();
        if let Some(why) = self.shown.mistake() {
            let mut errors = Errors::new();
            errors.add("as-at", why);
            page.errors = errors;
        }
        govuk::page(&page)
    }

    /// What this viewer may record: what is done most in sight, the rest folded away.
    fn acts(&self) -> Markup {
        let acts = recording::offered(&self.viewer, &self.family);
        let (often, rest): (Vec<_>, Vec<_>) =
            acts.into_iter().partition(|act| act.often(&self.family));
        let id = self.family.id;
        html! {
            (self.closed())
            div.app-acts {
                div.govuk-button-group {
                    @for (nth, act) in often.iter().enumerate() {
                        @let button = Button::link(act.title, act.address(id));
                        @if nth == 0 { (button) } @else { (button.secondary()) }
                    }
                    (referring::offer(&self.viewer, &self.family))
                }
                @if !rest.is_empty() {
                    (Details::new("Record something else", html! {
                        ul.govuk-list.app-acts__rest {
                            @for act in &rest {
                                li { a.govuk-link href=(act.address(id)) { (act.title) } }
                            }
                        }
                    }))
                }
            }
        }
    }

    /// What is left to do once the case is closed: for those who record.
    fn closed(&self) -> Markup {
        let Some(closed) = self.family.closed.filter(|_| self.recorder().is_some()) else {
            return Markup::default();
        };
        let due = self.family.closures.last();
        let due = due.and_then(|it| it.what.follow_up);
        html! {
            (InsetText::new(html! {
                p { "The case closed on " (calendar::day::in_words(closed)) ". "
                    @if let Some(due) = due { "The follow-up call falls due on " (calendar::day::in_words(due)) "." }
                    @else { "No follow-up call was agreed." }
                }
                (recording::unanswered(&self.family))
            }))
        }
    }

    fn past_day(&self, tab: Tab, past: &str) -> Markup {
        let known = self.shown.known();
        let today = self.address_today(tab);
        let other = |known| address(&today, self.shown.by(known).asked());
        let words = format!("You are seeing this family {past}");
        let left_out = match known {
            Known::Now => html! {
                "What happened later is left out; what has been put right since is shown put right. "
                a href=(other(Known::Then)) { "Show what was known on that day" }
            },
            Known::Then => html! {
                "What was recorded later is left out, what has been put right since too. "
                a href=(other(Known::Now)) { "Show that day by what is known now" }
            },
        };
        html! {
            (Alert::new(AlertKind::Information, words.as_str()).with_heading().content(html! {
                (left_out) " or " a href=(today) { "the family as it is today" } "."
            }))
        }
    }

    fn bar(&self, tab: Tab) -> IdentityBar {
        identity(
            &self.family,
            &self.rows,
            &self.reference,
            &self.names,
            self.watch.as_ref(),
        )
        .as_at(self.day_form(tab))
    }

    fn day_form(&self, tab: Tab) -> Markup {
        html! {
            form.app-as-at method="get" action=(self.address_today(tab)) {
                label.app-as-at__label for="as-at" { "As at" }
                input.govuk-input.app-as-at__day type="date" id="as-at" name="as_at"
                    value=(self.shown.typed()) max=(self.shown.now().day);
                @if let Some(known) = self.shown.known().asked() { input type="hidden" name="known" value=(known); }
                (Button::new("Show").secondary().small().class("app-as-at__show"))
            }
        }
    }
}

/// The bar of a family as it is today, for the pages of what is recorded of it.
pub(crate) fn bar(family: &Family, names: &Names, watch: Option<&Watch>) -> IdentityBar {
    identity(family, &rows(family), &family.reference, names, watch)
}

fn identity(
    family: &Family,
    rows: &FamilyRows,
    reference: &str,
    names: &Names,
    watch: Option<&Watch>,
) -> IdentityBar {
    let title = match reference {
        "" => "Family".to_owned(),
        reference => format!("Family {reference}"),
    };
    let status = rows
        .family
        .status()
        .filter(|_| !family.chronology.is_empty());
    let area = rows.family.get(Field::HomeTown).label(Field::HomeTown);
    let holder = match family.case_holder() {
        None => "Not known".to_owned(),
        Some(holder) => {
            let (worker, team) = (names.worker(holder.worker), names.team(holder.team));
            format!("{worker}, {team}")
        }
    };
    let referred = family
        .referrals
        .first()
        .map(|referral| referral.happened.in_words());
    IdentityBar::new(title)
        .tags(html! { @if let Some(status) = status { (status_tag(status)) } })
        .fact("Area", area)
        .fact("Case holder", holder)
        .fact("Key workers", key_workers(family, names))
        .fact("Referred", referred.unwrap_or_else(|| "Not yet".to_owned()))
        .banners(html! {
            (concerns::banner(family, watch)) (restricted(family, names)) (safe_contact(family))
        })
}

/// That only named people see the family, and who they are.
fn restricted(family: &Family, names: &Names) -> Markup {
    let Some(seen_by) = family.named() else {
        return Markup::default();
    };
    let seen_by: Vec<&str> = seen_by.into_iter().map(|it| names.worker(it)).collect();
    html! {
        p.app-restricted { strong { "Restricted: " } "seen only by " (seen_by.join(", ")) "." }
    }
}

/// How to be in touch safely, where nobody can miss it.
fn safe_contact(family: &Family) -> Markup {
    html! {
        @for (about, safe) in &family.work.safe_contact {
            p.app-safe-contact {
                strong { "Safe contact, " (subject(family, *about)) ": " }
                (safe.what.words)
            }
        }
    }
}

fn key_workers(family: &Family, names: &Names) -> String {
    let going_on = family
        .support
        .iter()
        .filter(|support| support.until.is_none());
    let mut workers: Vec<&str> = going_on
        .filter_map(|support| support.key_worker)
        .map(|worker| names.worker(worker))
        .collect();
    workers.sort_unstable();
    workers.dedup();
    if workers.is_empty() {
        "None now".to_owned()
    } else {
        workers.join(", ")
    }
}
