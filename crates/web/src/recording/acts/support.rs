//! Who supports whom.

use access::Act as Leave;
use casework::{
    Allocate, ChangeAllocation, ChangeCaseHolder, ChangeKeyWorker, Command, Employer, Room,
};
use maud::html;
use record::lists::{AllocationKind, Discipline};
use record::{
    Allocation, AllocationChange, AllocationStep, CaseHolder, KeyWorker, Sequence, TeamId, WorkerId,
};

use super::contact::entry;
use crate::families::words::person;
use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{options, pairs, picked, worker};
use crate::recording::refill::refill;
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
            (form.discipline("discipline", "Discipline"))
            (form.worker_with_room("worker", "Worker"))
            (form.radios("kind", "Kind of support", options!(AllocationKind)))
            (form.line("frequency", "How often they mean to meet", "Such as twice a week at first"))
            (form.text("reason", "Why", "Needed for holding support, when the discipline does not usually support this person, and when the manager asks somebody who is full.", 2))
            (form.day("day", "From"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let person = read.person("person", "Say for whom");
        let discipline = read.choice("discipline", "Choose the discipline", Discipline::from_code);
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
            let (person, worker) = (person?, worker?);
            Some(Allocate {
                happened: day?.into(),
                offers: ctx.offers.clone(),
                room: ctx.room(worker, person),
                by: ctx.allocator(),
                allocation: Allocation {
                    person,
                    discipline: discipline?,
                    worker,
                    kind: kind?,
                    frequency,
                    reason,
                },
            })
        })();
        read.done(act).map(Command::Allocate)
    },
    refill: refill!(Allocation, |typed, it| typed
        .each("person", [it.person])
        .with("discipline", it.discipline.code())
        .each("worker", [it.worker])
        .with("kind", it.kind.code())
        .with("frequency", it.frequency.as_str())
        .with("reason", it.reason.as_str())),
};

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
        let support = family.work.allocations.iter().map(|a| {
            let words = format!(
                "{}: {} with {}{}",
                person(family, a.began.person),
                a.began.discipline.label(),
                form.ctx.names.worker(a.worker),
                match a.until {
                    Some(_) => ", ended",
                    None if a.paused.is_some() => ", paused",
                    None => "",
                }
            );
            (form.ctx.number(a.entry).to_string(), words, a.goes_on())
        });
        let running: Vec<(String, String)> = support
            .filter(|(number, _, goes_on)| *goes_on || form.said("allocation", number))
            .map(|(number, words, _)| (number, words))
            .collect();
        html! {
            (form.radios("allocation", "Which support", pairs(&running)))
            (form.radios("step", "What changes", STEPS))
            (form.worker_with_room("worker", "Worker, for handing over or full support"))
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
            let (allocation, step) = (allocation?, step?);
            Some(ChangeAllocation {
                happened: day?.into(),
                room: room(ctx, allocation, &step),
                by: ctx.allocator(),
                change: AllocationChange {
                    allocation,
                    step,
                    reason: reason?,
                },
            })
        })();
        read.done(act).map(Command::ChangeAllocation)
    },
    refill: refill!(AllocationChange, |typed, it, family| {
        let (step, worker, look_again) = match &it.step {
            AllocationStep::Paused { look_again } => ("paused", None, *look_again),
            AllocationStep::Resumed => ("resumed", None, None),
            AllocationStep::HandedOver { to } => ("handed_over", Some(*to), None),
            AllocationStep::Converted { worker } => ("converted", Some(*worker), None),
            AllocationStep::Ended => ("ended", None, None),
        };
        typed
            .entry("allocation", family, it.allocation)
            .with("step", step)
            .each("worker", worker)
            .each("look_again", look_again)
            .with("reason", it.reason.as_str())
    }),
};

/// Whether whoever takes over or gives full support can take on the person.
fn room(ctx: &Ctx, allocation: Sequence, step: &AllocationStep) -> Room {
    let (AllocationStep::HandedOver { to: worker } | AllocationStep::Converted { worker }) = step
    else {
        return Room::Free;
    };
    let it = ctx.family.work.allocation(allocation);
    it.map_or(Room::Free, |it| ctx.room(*worker, it.began.person))
}

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
    refill: refill!(KeyWorker, |typed, it| typed
        .each("person", [it.person])
        .each("worker", [it.worker])
        .with("reason", it.reason.as_str())),
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
        // To name somebody else is to change the case holder: it cannot be a correction.
        let before = ctx.said("holder").filter_map(|id| id.parse().ok());
        let before: Vec<_> = before
            .map(|id: WorkerId| (id.to_string(), ctx.names.worker(id).to_owned()))
            .collect();
        let holders = if form.puts_right() {
            &before
        } else {
            &ctx.social_workers
        };
        html! {
            @if form.puts_right() {
                p.govuk-body { "The day and the team can be put right here. To name another social worker, change the case holder." }
            } @else {
                p.govuk-body { "The social worker who holds case responsibility. They alone, of Social Care, see what is shared of this family." }
            }
            (form.select("holder", "Social worker", pairs(holders)))
            (form.select("team", "Their team", pairs(&ctx.teams)))
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
    refill: refill!(CaseHolder, |typed, it| typed
        .each("holder", [it.worker])
        .each("team", [it.team])),
};
