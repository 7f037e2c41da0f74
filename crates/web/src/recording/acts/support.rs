//! Who supports whom.

use access::Act as Leave;
use casework::{Allocate, ChangeAllocation, ChangeCaseHolder, ChangeKeyWorker, Command, Employer};
use maud::html;
use record::lists::AllocationKind;
use record::{Allocation, AllocationChange, AllocationStep, CaseHolder, KeyWorker, TeamId};

use super::contact::entry;
use crate::families::words::person;
use crate::recording::act::{Act, Ctx, no_refill};
use crate::recording::fields::{options, picked, worker};
use crate::recording::typed::{Reader, Typed};

pub(super) static ALLOCATE: Act = Act {
    name: "allocate",
    title: "Allocate support",
    done: "The support is allocated",
    button: "Allocate",
    leave: Leave::RecordWork,
    offered: record::Family::is_open,
    start: |ctx| {
        Typed::default()
            .with("day", picked(ctx.today))
            .with("kind", AllocationKind::Full.code())
    },
    fields: |form| {
        html! {
            p.govuk-body { "A person may have several workers at once. Support is added and changed here, without another referral." }
            (form.person("person", "For whom"))
            (form.select("discipline", "Discipline", offered(form.ctx)))
            (form.worker("worker", "Worker"))
            (form.radios("kind", "Kind of support", options!(AllocationKind)))
            (form.line("frequency", "How often they mean to meet", "Such as twice a week at first"))
            (form.text("reason", "Why", "Needed for holding support, and when the discipline does not usually support this person.", 2))
            (form.day("day", "From"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say for whom");
        let discipline = read.choice("discipline", "Choose the discipline", |code| {
            let mut all = ctx.disciplines.iter();
            all.find(|it| it.offered && it.discipline.code() == code)
        });
        let worker = worker(ctx, &mut read, "worker", "Choose the worker");
        let kind = read.choice(
            "kind",
            "Choose the kind of support",
            AllocationKind::from_code,
        );
        let frequency = read.words("frequency");
        let reason = read.words("reason");
        let day = read.past_day("day");
        let act = (|| {
            Some(Allocate {
                happened: day?.into(),
                allocation: Allocation {
                    person: person?,
                    discipline: discipline?.discipline,
                    worker: worker?,
                    kind: kind?,
                    frequency,
                    reason,
                },
                serves: discipline?.serves,
            })
        })();
        read.done(act).map(Command::Allocate)
    },
    refill: no_refill,
};

/// The disciplines the service offers.
fn offered(ctx: &Ctx) -> impl Iterator<Item = (&str, &str)> {
    let offered = ctx.disciplines.iter().filter(|it| it.offered);
    offered.map(|it| (it.discipline.code(), it.discipline.label()))
}

/// The steps as the form offers them.
const STEPS: [(&str, &str); 5] = [
    ("paused", "Pause it"),
    ("resumed", "Go on after a pause"),
    ("handed_over", "Hand over to another worker"),
    ("converted", "Holding support becomes full support"),
    ("ended", "End it; the case goes on"),
];

pub(super) static CHANGE: Act = Act {
    name: "change-support",
    title: "Change support",
    done: "The support is changed",
    button: "Save the change",
    leave: Leave::RecordWork,
    offered: |family| {
        family
            .work
            .allocations
            .iter()
            .any(record::Allocated::goes_on)
    },
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        let family = &form.ctx.family;
        let going_on = family.work.allocations.iter().filter(|a| a.goes_on());
        let running: Vec<(String, String)> = going_on
            .map(|a| {
                let words = format!(
                    "{}: {} with {}{}",
                    person(family, a.began.person),
                    a.began.discipline.label(),
                    form.ctx.names.worker(a.worker),
                    if a.paused.is_some() { ", paused" } else { "" }
                );
                (form.ctx.number(a.entry).to_string(), words)
            })
            .collect();
        html! {
            (form.radios("allocation", "Which support", running.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
            (form.radios("step", "What changes", STEPS))
            (form.worker("worker", "Worker, for handing over or full support"))
            (form.day("look_again", "For a pause: look again on"))
            (form.text("reason", "Why", "", 2))
            (form.day("day", "From"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let allocation = entry(ctx, &mut read, "allocation", "Choose which support");
        let step = read.choice("step", "Choose what changes", |code| {
            STEPS
                .iter()
                .map(|(step, _)| *step)
                .find(|step| *step == code)
        });
        let look_again = read.maybe_day("look_again");
        let step = match step {
            Some("paused") => Some(AllocationStep::Paused { look_again }),
            Some("resumed") => Some(AllocationStep::Resumed),
            Some("ended") => Some(AllocationStep::Ended),
            Some("handed_over") => worker(ctx, &mut read, "worker", "Choose who takes over")
                .map(|to| AllocationStep::HandedOver { to }),
            Some(_) => worker(ctx, &mut read, "worker", "Choose who gives full support")
                .map(|worker| AllocationStep::Converted { worker }),
            None => None,
        };
        let reason = read.needed("reason", "Say why");
        let day = read.past_day("day");
        let act = (|| {
            Some(ChangeAllocation {
                happened: day?.into(),
                change: AllocationChange {
                    allocation: allocation?,
                    step: step?,
                    reason: reason?,
                },
            })
        })();
        read.done(act).map(Command::ChangeAllocation)
    },
    refill: no_refill,
};

pub(super) static KEY_WORKER: Act = Act {
    name: "key-worker",
    title: "Change the key worker",
    done: "The key worker is changed",
    button: "Save",
    leave: Leave::RecordWork,
    offered: record::Family::is_open,
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        html! {
            (form.person("person", "Whose"))
            (form.worker("worker", "Key worker"))
            (form.text("reason", "Why it changes", "Families count on the same person; each change is counted.", 2))
            (form.day("day", "From"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say whose key worker");
        let worker = worker(ctx, &mut read, "worker", "Choose the key worker");
        let reason = read.words("reason");
        let day = read.past_day("day");
        let act = (|| {
            Some(ChangeKeyWorker {
                happened: day?.into(),
                key_worker: KeyWorker {
                    person: person?,
                    worker: worker?,
                    reason,
                },
            })
        })();
        read.done(act).map(Command::ChangeKeyWorker)
    },
    refill: no_refill,
};

pub(super) static CASE_HOLDER: Act = Act {
    name: "case-holder",
    title: "Change the case holder",
    done: "The case holder is changed",
    button: "Save",
    leave: Leave::HoldCase,
    offered: |_| true,
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        let ctx = form.ctx;
        html! {
            p.govuk-body { "The social worker who holds case responsibility. They alone, of Social Care, see what is shared of this family." }
            (form.select("holder", "Social worker", ctx.social_workers.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
            (form.select("team", "Their team", ctx.teams.iter().map(|(c, l)| (c.as_str(), l.as_str()))))
            (form.day("day", "From"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let holder = read.choice("holder", "Choose the social worker", |id| {
            ctx.social_worker(id)
        });
        let team = read.id("team", "Choose their team").map(TeamId);
        let day = read.past_day("day");
        let act = (|| {
            Some(ChangeCaseHolder {
                happened: day?.into(),
                holder: CaseHolder {
                    worker: holder?,
                    team: team?,
                },
                // Only social workers are offered.
                employer: Employer::SocialCare,
            })
        })();
        read.done(act).map(Command::ChangeCaseHolder)
    },
    refill: no_refill,
};
