//! Restricting a family to named people, and lifting it.

use access::Act as Leave;
use casework::{Command, Lifter, Restrict};
use maud::html;
use record::lists::RestrictedFor;
use record::{Restriction, WorkerId};

use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{options, workers};
use crate::recording::refill::no_refill;
use crate::recording::typed::{Reader, Typed};

pub(in crate::recording) static RESTRICT: Act = Act {
    name: "restrict",
    title: "Restrict to named people",
    done: "Only the people named see this family now",
    button: "Restrict the family",
    leave: Leave::RestrictFamily,
    offered: |_| true,
    start: |ctx| match &ctx.family.restriction {
        Some(now) => {
            let ground = now.what.ground.map_or("", RestrictedFor::code);
            let named = now.what.named.iter().copied();
            Typed::default().with("ground", ground).each("named", named)
        }
        None => Typed::default().each("named", [ctx.viewer.worker]),
    },
    fields: |form| {
        let family = &form.ctx.family;
        let names = family.works_with().into_iter();
        let names: Vec<&str> = names.map(|it| form.ctx.names.worker(it)).collect();
        html! {
            p.govuk-body { "Everybody else is shown nothing of this family, in no list, search or count. The figures of the evaluation still count it." }
            @if names.is_empty() {
                p.govuk-body { "Nobody works with the family now. Whoever is given work with it later sees it." }
            } @else {
                p.govuk-body { "These people work with the family and see it anyway: " strong { (names.join(", ")) } ". If one of them should not, give their work to somebody else first. Whoever is given work with the family later sees it too." }
            }
            (form.radios("ground", "Why", options!(RestrictedFor)))
            (form.several_workers("named", "Who else sees it"))
            p.govuk-hint { "One of them must be a manager, who can name others and lift it." }
            (form.text("reason", "The reason", "Everybody who may see the family reads it, the social worker too.", 3))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let ground = read.choice("ground", "Say why", RestrictedFor::from_code);
        let mut named = workers(ctx, &mut read, "named");
        named.sort_unstable();
        named.dedup();
        let reason = read.needed("reason", "Say the reason in words");
        let lifter = lifter(ctx, &named);
        let act = (|| {
            Some(Restrict {
                happened: ctx.today.into(),
                restriction: Restriction {
                    ground: Some(ground?),
                    named,
                    reason: reason?,
                },
                lifter,
            })
        })();
        read.done(act).map(Command::Restrict)
    },
    // Who may see a family is said anew, not put right.
    refill: no_refill,
};

/// Whether one of those who will see the family manages the service.
fn lifter(ctx: &Ctx, named: &[WorkerId]) -> Lifter {
    let mut see_it = named.iter().copied().chain(ctx.family.works_with());
    if see_it.any(|worker| ctx.managers.contains(&worker)) {
        Lifter::Named
    } else {
        Lifter::Missing
    }
}

pub(in crate::recording) static LIFT: Act = Act {
    name: "lift-restriction",
    title: "Lift the restriction",
    done: "Everybody who could before sees this family again",
    button: "Lift the restriction",
    leave: Leave::RestrictFamily,
    offered: |family| family.restriction.is_some(),
    start: |_| Typed::default(),
    fields: |form| {
        html! {
            p.govuk-body { "The whole team sees this family again, with all that was recorded meanwhile for the team." }
            (form.text("reason", "Why it is lifted", "", 3))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let reason = read.needed("reason", "Say why it is lifted");
        let act = reason.map(|reason| Restrict {
            happened: ctx.today.into(),
            restriction: Restriction {
                ground: None,
                named: Vec::new(),
                reason,
            },
            lifter: Lifter::Named,
        });
        read.done(act).map(Command::Restrict)
    },
    refill: no_refill,
};
