//! A child's safeguarding status, and where somebody lives.

use access::Act as Leave;
use casework::{Command, SayResidence, SayStatus};
use maud::html;
use record::lists::{LivesWith, Safeguarding};
use record::{Family, PersonId, Residence, SafeguardingStatus, Subject};

use crate::families::words::named;
use crate::recording::act::{Act, Of};
use crate::recording::fields::{options, picked};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

pub(super) static STATUS: Act = Act {
    name: "status",
    title: "Record a child's safeguarding status",
    done: "The status is recorded",
    button: "Save the status",
    leave: Leave::ChangeFamily,
    offered: |family| family.children().next().is_some(),
    start: |ctx| {
        let told = if ctx.viewer_is_of_the_team() {
            ""
        } else {
            "Recorded by Social Care"
        };
        Typed::default()
            .with("day", picked(ctx.today))
            .with("told_by", told)
    },
    fields: |form| {
        let children = form.ctx.family.children();
        let children: Vec<(String, String)> = children
            .map(|child| (child.person.to_string(), named(child)))
            .collect();
        html! {
            p.govuk-body { "Safeguarding status is decided by Social Care. Record it as they told you." }
            (form.radios("person", "Which child", children.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
            (form.radios("status", "Status", options!(Safeguarding).chain([("unknown", "Asked, and not known")])))
            (form.line("told_by", "Who told you, and how", ""))
            (form.day("day", "Since"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Choose the child");
        let status = read.choice("status", "Choose the status", |code| match code {
            "unknown" => Some(None),
            code => Safeguarding::from_code(code).map(Some),
        });
        let told_by = read.needed("told_by", "Say who at Social Care told you, and how");
        let day = read.past_day("day");
        let act = (|| {
            Some(SayStatus {
                happened: day?.into(),
                status: SafeguardingStatus {
                    person: person?,
                    status: status?,
                    told_by: told_by?,
                },
            })
        })();
        read.done(act).map(Command::SayStatus)
    },
    refill: refill!(SafeguardingStatus, |typed, it| typed
        .each("person", [it.person])
        .with("status", it.status.map_or("unknown", Safeguarding::code))
        .with("told_by", it.told_by.as_str())),
};

const NOT_KNOWN: (&str, &str) = ("unknown", "Not known");

/// Where it is recorded where somebody lives.
pub(crate) fn residence_address(family: &Family, person: PersonId) -> String {
    RESIDENCE.address_of(family.id, Of::Subject(Subject::Person(person)))
}

pub(super) static RESIDENCE: Act = Act {
    name: "residence",
    title: "Record where somebody lives",
    done: "Where they live is recorded",
    button: "Save where they live",
    leave: Leave::ChangeFamily,
    offered: |family| !family.people.is_empty(),
    start: |ctx| {
        let who = match ctx.of {
            Of::Subject(Subject::Person(person)) => Some(person),
            _ => None,
        };
        Typed::default()
            .each("person", who)
            .with("day", picked(ctx.today))
    },
    fields: |form| {
        html! {
            (form.person("person", "Who"))
            (form.select("with", "With whom they live", options!(LivesWith).chain([NOT_KNOWN])))
            (form.line("place", "Where", "As people say it: at her grandmother's in Brightsea. Who is on this family's case sees it."))
            (form.day("day", "Since"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say who it is about");
        let with = read.choice(
            "with",
            "Say with whom they live, or choose Not known",
            |code| match code {
                code if code == NOT_KNOWN.0 => Some(None),
                code => LivesWith::from_code(code).map(Some),
            },
        );
        let place = read.words("place").trim().to_owned();
        let day = read.past_day("day");
        let act = (|| {
            Some(SayResidence {
                happened: day?.into(),
                residence: Residence {
                    person: person?,
                    with: with?,
                    place,
                },
            })
        })();
        read.done(act).map(Command::SayResidence)
    },
    refill: refill!(Residence, |typed, it| typed
        .each("person", [it.person])
        .with("with", it.with.map_or(NOT_KNOWN.0, LivesWith::code))
        .with("place", it.place.as_str())),
};
