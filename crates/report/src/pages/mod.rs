//! The pages, in the order of the report.

mod advocacy;
mod afterwards;
mod caseload;
mod checks;
mod consultation;
mod costs;
mod emergency;
mod engagement;
mod families;
mod flow;
mod missing;
mod months;
mod quality;
mod reaching;
mod referrals;
mod risks;
mod sessions;
mod support;
mod supporting;
mod work;

pub(crate) use self::costs::{estimate as costs_estimate, warning_list};

use evaluation::Evaluation;
use maud::{Markup, html};

use crate::changes::{self, Who};
use crate::links::Links;
use crate::parts::{Level, Part, View};

/// A page of the report.
#[derive(Debug)]
pub struct TablePage {
    /// Its name in addresses and files.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The tables whose figures stand on it.
    pub tables: &'static [&'static str],
    /// What it shows, in a sentence or two.
    pub intro: &'static str,
    parts: fn(&View) -> Vec<Part>,
}

/// Every page, in order.
pub static PAGES: &[TablePage] = &[
    TablePage {
        slug: "referrals",
        title: "Referrals and statuses",
        tables: &["status"],
        intro: "Every family and child referred has one status. The statuses add up to all who were referred.",
        parts: referrals::parts,
    },
    TablePage {
        slug: "families",
        title: "Who the families are",
        tables: &["people", "ages"],
        intro: "Children’s sex, age and ethnicity, whom they live with, and how their families are housed, at referral.",
        parts: families::parts,
    },
    TablePage {
        slug: "involvement",
        title: "Involvement with Social Care",
        tables: &["involvement"],
        intro: "How long and how often families had been involved with Social Care before, and how they worked with services, at referral.",
        parts: families::involvement,
    },
    TablePage {
        slug: "home-town",
        title: "Home town",
        tables: &["t2"],
        intro: "Where the families referred live (Table 2). Places with few families can point to one of them.",
        parts: families::towns,
    },
    TablePage {
        slug: "trauma",
        title: "Trauma and abuse",
        tables: &["trauma"],
        intro: "Trauma, sexual exploitation and domestic abuse known at referral.",
        parts: risks::trauma,
    },
    TablePage {
        slug: "parents-risks",
        title: "Parents’ risks at referral",
        tables: &["t3"],
        intro: "What was known of parents’ risks when the family was referred (Table 3). A family counts once, whichever parent it concerns.",
        parts: risks::parents,
    },
    TablePage {
        slug: "childrens-risks",
        title: "Children’s risks at referral",
        tables: &["t4"],
        intro: "What was known of children’s risks when they were referred (Table 4).",
        parts: risks::children,
    },
    TablePage {
        slug: "parents-change",
        title: "Parents before and after",
        tables: &["t5"],
        intro: "Parents’ risks at referral and at closure, in families whose case is closed (Table 5).",
        parts: |view| {
            changes::parts(
                view,
                &Who {
                    table: "t5",
                    many: "families",
                    rows_name: "Parents’ risk",
                },
            )
        },
    },
    TablePage {
        slug: "childrens-change",
        title: "Children before and after",
        tables: &["t6"],
        intro: "Children’s risks at referral and at closure, of children whose case is closed (Table 6).",
        parts: |view| {
            changes::parts(
                view,
                &Who {
                    table: "t6",
                    many: "children",
                    rows_name: "Children’s risk",
                },
            )
        },
    },
    TablePage {
        slug: "missing-episodes",
        title: "Missing episodes",
        tables: &["missing"],
        intro: "Children who went missing before referral and before closure, and how often.",
        parts: missing::parts,
    },
    TablePage {
        slug: "safeguarding",
        title: "Safeguarding status",
        tables: &["safeguarding", "avoided"],
        intro: "Children’s safeguarding status at referral and at closure, and those who stayed out of care.",
        parts: flow::parts,
    },
    TablePage {
        slug: "outcomes",
        title: "Outcomes at closure",
        tables: &["outcomes"],
        intro: "What workers judged to have improved by the time a case was closed.",
        parts: risks::outcomes,
    },
    TablePage {
        slug: "months",
        title: "Months of intervention",
        tables: &["months"],
        intro: "How long cases were open.",
        parts: months::parts,
    },
    TablePage {
        slug: "direct-support",
        title: "Direct support",
        tables: &["status"],
        intro: "Who was worked with directly, and who was not.",
        parts: support::parts,
    },
    TablePage {
        slug: "caseload",
        title: "Caseload",
        tables: &["caseload"],
        intro: "How many families were open month by month, and what goes on now.",
        parts: caseload::parts,
    },
    TablePage {
        slug: "consultation",
        title: "Consultation and threshold",
        tables: &["consulting"],
        intro: "Families talked over with the professionals who know them, what was advised, and who met the threshold.",
        parts: consultation::parts,
    },
    TablePage {
        slug: "reaching-families",
        title: "Reaching families",
        tables: &["reaching"],
        intro: "How soon somebody was in touch, how long it took to engage, and what stood in the way.",
        parts: reaching::parts,
    },
    TablePage {
        slug: "engagement",
        title: "Engagement",
        tables: &["engagement"],
        intro: "Who took up the support offered, and how far families and people have come. Every family has one stage.",
        parts: engagement::parts,
    },
    TablePage {
        slug: "sessions",
        title: "Sessions",
        tables: &["sessions", "attendance"],
        intro: "Sessions held and missed, where and how. Emergency sessions have a page of their own.",
        parts: sessions::parts,
    },
    TablePage {
        slug: "who-supports-whom",
        title: "Who supports whom",
        tables: &["supporting"],
        intro: "Disciplines, several workers at once, changes without a new referral, and holding support.",
        parts: supporting::parts,
    },
    TablePage {
        slug: "advocacy",
        title: "Advocacy and community",
        tables: &["advocacy"],
        intro: "Speaking up for people, legal support, and the way into services in the community.",
        parts: advocacy::parts,
    },
    TablePage {
        slug: "afterwards",
        title: "Afterwards",
        tables: &["afterwards"],
        intro: "How cases closed, the call six months on, what had been hoped for, and what parents and children say.",
        parts: afterwards::parts,
    },
    TablePage {
        slug: "emergency-sessions",
        title: "Emergency sessions",
        tables: &["app2", "costs"],
        intro: "Sessions at short notice, and what workers judged would otherwise have been called on (Appendix 2).",
        parts: emergency::parts,
    },
    TablePage {
        slug: "costs",
        title: "Costs",
        tables: &["costs"],
        intro: "What was counted, times what one of it costs (Tables 1 and 7). These are estimates of costs avoided, not money saved in a budget.",
        parts: costs::parts,
    },
    TablePage {
        slug: "data-quality",
        title: "Data quality",
        tables: &[],
        intro: "How many answers there are to each question where one is due.",
        parts: quality::parts,
    },
    TablePage {
        slug: "checks",
        title: "Checks",
        tables: &[],
        intro: "What in the data does not agree with itself. Nothing is put right silently.",
        parts: checks::parts,
    },
];

/// The page with this slug.
pub fn page(slug: &str) -> Option<&'static TablePage> {
    PAGES.iter().find(|page| page.slug == slug)
}

/// The page on which a figure or change of this table is first found, such as `t5`.
pub fn page_of_figure(table: &str) -> Option<&'static TablePage> {
    // Costs belong on the page of costs, though emergency sessions show some of them earlier.
    if table == "costs" {
        return page("costs");
    }
    PAGES.iter().find(|page| page.tables.contains(&table))
}

impl TablePage {
    /// The page's content, beginning with its `h1`.
    pub fn fragment(&self, evaluation: &Evaluation, links: &dyn Links) -> Markup {
        self.markup(&View { evaluation, links }, Level::Page)
    }

    pub(crate) fn markup(&self, view: &View, level: Level) -> Markup {
        html! {
            (level.title(self.title))
            p.app-lead { (self.intro) }
            @if view.is_empty() {
                p.app-empty { "No families have been referred in this period, so there is nothing to count yet." }
            }
            @for part in self.parts(view) { (part.markup(view, level)) }
        }
    }

    pub(crate) fn parts(&self, view: &View) -> Vec<Part> {
        (self.parts)(view)
    }
}
