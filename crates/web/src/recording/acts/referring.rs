//! Consultation, threshold, advice to a professional.

use access::Act as Leave;
use casework::{AdviseProfessional, Command, DecideThreshold, HoldConsultation};
use govuk::InsetText;
use maud::html;
use record::lists::{AddedOrDropped, AdviceKind, Discipline, Mode, Threshold};
use record::{
    Advice, Consultation, DisciplineChange, Present, ProfessionalAdvice, ThresholdDecision,
};

use crate::recording::act::{Act, Ctx};
use crate::recording::fields::{FAMILY, clock, options, picked, subject, workers};
use crate::recording::refill::refill;
use crate::recording::typed::{Reader, Typed};

pub(super) static CONSULTATION: Act = Act {
    name: "consultation",
    title: "Record a consultation",
    done: "The consultation is recorded",
    button: "Save the consultation",
    leave: Leave::RecordWork,
    offered: |_| true,
    start: |ctx| {
        Typed::default()
            .with("day", picked(ctx.today))
            .with("worker", ctx.me())
            .with("mode", Mode::InPerson.code())
            .with("questions", asked(ctx))
    },
    fields: |form| {
        html! {
            @for asking in &form.ctx.asked {
                (InsetText::new(html! {
                    p { (form.ctx.names.worker(asking.by)) " asked for this on " (asking.at.in_words()) ". Saving it tells them that it was held." }
                    p { "Reach them: " (asking.what.reach) }
                }))
            }
            (form.day("day", "Day"))
            (form.time("time", "Began at"))
            (form.radios("mode", "How", options!(Mode)))
            (form.several_workers("worker", "Who of the team was there"))
            (form.checkboxes("spoke_for", "Disciplines that were there", options!(Discipline)))
            (form.text("others", "Who else was there", "Name and part, one to a line.", 2))
            (form.text("questions", "Questions it raised", "", 3))
            (form.select("advice_of", "Advice from", options!(Discipline)))
            (form.text("advice", "Advice", "The referrer will see this.", 4))
            (form.text("signposts", "Services they were shown the way to", "One to a line.", 2))
            h2.govuk-heading-m { "A discipline added or dropped" }
            (form.person("change_person", "For whom"))
            (form.select("change_discipline", "Discipline", options!(Discipline)))
            (form.radios("change", "Added or dropped", options!(AddedOrDropped)))
            (form.line("change_reason", "Why", ""))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let day = read.past_day("day");
        let mode = read.choice("mode", "Choose how", Mode::from_code);
        let time = read.time("time");
        let present = present(ctx, &mut read);
        if present.is_empty() {
            read.errors.add("worker", "Say who was there");
        }
        let advice = read.words("advice");
        let discipline = read.code("advice_of", Discipline::from_code);
        let advice = if advice.is_empty() {
            Vec::new()
        } else {
            vec![Advice {
                discipline,
                words: advice,
            }]
        };
        let changes = changes(&mut read);
        let questions = read.words("questions");
        let signposts = super::lines(&read.words("signposts"));
        let act = (|| {
            Some(HoldConsultation {
                happened: day?.into(),
                consultation: Consultation {
                    time,
                    present,
                    mode: mode?,
                    questions,
                    advice,
                    changes,
                    signposts,
                },
            })
        })();
        read.done(act).map(Command::HoldConsultation)
    },
    refill: refill!(Consultation, |typed, it| {
        let typed = typed
            .with("time", clock(it.time))
            .with("mode", it.mode.code())
            .with("questions", it.questions.as_str())
            .with("signposts", it.signposts.join("\n"));
        let present = || it.present.iter().filter(|each| asks(each));
        let others = present().filter(|each| each.worker.is_none() && each.discipline.is_none());
        let others: Vec<&str> = others.map(|each| each.words.as_str()).collect();
        let typed = typed
            .each("worker", present().filter_map(|each| each.worker))
            .each(
                "spoke_for",
                present()
                    .filter_map(|each| each.discipline)
                    .map(Discipline::code),
            )
            .with("others", others.join("\n"));
        let typed = it.advice.iter().take(1).fold(typed, |typed, advice| {
            typed
                .each("advice_of", advice.discipline.map(Discipline::code))
                .with("advice", advice.words.as_str())
        });
        it.changes.iter().take(1).fold(typed, |typed, change| {
            typed
                .each("change_person", [change.person])
                .with("change_discipline", change.discipline.code())
                .with("change", change.change.code())
                .with("change_reason", change.reason.as_str())
        })
    }),
};

/// Whether the form can ask for somebody who was there in this way: a worker of the team, a
/// discipline, or somebody else in words.
pub(super) fn asks(present: &Present) -> bool {
    matches!(
        (present.worker, present.words.as_str(), present.discipline),
        (Some(_), "", None) | (None, THE_TEAM, Some(_)) | (None, _, None)
    )
}

/// For whom a discipline spoke that was there.
const THE_TEAM: &str = "The team";

/// What was asked for beforehand, to begin with.
fn asked(ctx: &Ctx) -> String {
    let asked = ctx.asked.iter().map(|it| it.what.question.as_str());
    asked.collect::<Vec<_>>().join("\n\n")
}

fn present(ctx: &Ctx, read: &mut Reader<'_>) -> Vec<Present> {
    let mut present: Vec<Present> = workers(ctx, read, "worker")
        .into_iter()
        .map(|worker| Present {
            worker: Some(worker),
            words: String::new(),
            discipline: None,
        })
        .collect();
    let disciplines = read.codes("spoke_for", Discipline::from_code);
    present.extend(disciplines.into_iter().map(|discipline| Present {
        worker: None,
        words: THE_TEAM.to_owned(),
        discipline: Some(discipline),
    }));
    let others = super::lines(&read.words("others"));
    present.extend(others.into_iter().map(|words| Present {
        worker: None,
        words,
        discipline: None,
    }));
    present
}

fn changes(read: &mut Reader<'_>) -> Vec<DisciplineChange> {
    let Some(change) = read.code("change", AddedOrDropped::from_code) else {
        if !read.words("change_reason").is_empty() {
            let words = "Say whether the discipline was added or dropped";
            read.errors.add("change", words);
        }
        return Vec::new();
    };
    let person = read.person("change_person", "Say for whom the discipline changes");
    let discipline = read.choice(
        "change_discipline",
        "Choose the discipline",
        Discipline::from_code,
    );
    let reason = read.needed("change_reason", "Say why");
    let change = (|| {
        Some(DisciplineChange {
            person: person?,
            discipline: discipline?,
            change,
            reason: reason?,
        })
    })();
    change.into_iter().collect()
}

pub(super) static THRESHOLD: Act = Act {
    name: "threshold",
    title: "Decide the threshold",
    done: "The decision is recorded",
    button: "Save the decision",
    leave: Leave::DecideThreshold,
    offered: record::Family::is_open_or_refused,
    start: |ctx| {
        Typed::default()
            .with("of", FAMILY)
            .with("day", picked(ctx.today))
    },
    fields: |form| {
        html! {
            (InsetText::new("How can we help? A full team is never a reason to say no: support can be held until there is room."))
            (form.subject("of", "For whom"))
            (form.radios("outcome", "Threshold", options!(Threshold)))
            (form.checkboxes("criterion", "Criteria that are met", criteria(form.ctx).map(|c| (c, c))))
            (form.text("grounds", "How they were weighed", "The referrer will see this.", 3))
            (form.text("advice", "Advice", "The referrer will see this. Needed, or a service, when the threshold is not met.", 3))
            (form.text("signposts", "Services they were shown the way to", "One to a line.", 2))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let of = subject(&mut read, "of", "Say for whom");
        let outcome = read.choice("outcome", "Choose met or not met", Threshold::from_code);
        let criteria: Vec<String> = criteria(ctx)
            .filter(|criterion| typed.all("criterion").any(|chosen| chosen == *criterion))
            .map(str::to_owned)
            .collect();
        let grounds = read.words("grounds");
        let advice = read.words("advice");
        let signposts = super::lines(&read.words("signposts"));
        let day = read.past_day("day");
        let act = (|| {
            Some(DecideThreshold {
                happened: day?.into(),
                decision: ThresholdDecision {
                    grounds,
                    criteria,
                    advice,
                    signposts,
                    ..ThresholdDecision::new(of?, outcome?)
                },
            })
        })();
        read.done(act).map(Command::DecideThreshold)
    },
    refill: refill!(ThresholdDecision, |typed, it| typed
        .subject("of", it.of)
        .with("outcome", it.outcome.code())
        .each("criterion", &it.criteria)
        .with("grounds", it.grounds.as_str())
        .with("advice", it.advice.as_str())
        .with("signposts", it.signposts.join("\n"))),
};

/// The criteria that can be chosen: those of the service, and those the decision that is put right
/// named in the words of its day.
fn criteria(ctx: &Ctx) -> impl Iterator<Item = &str> {
    let now = ctx.criteria.iter().map(String::as_str);
    let before = ctx.said("criterion");
    now.chain(before.filter(|said| !ctx.criteria.iter().any(|now| now == said)))
}

pub(super) static ADVICE: Act = Act {
    name: "advice",
    title: "Record advice or coaching to a professional",
    done: "The advice is recorded",
    button: "Save",
    leave: Leave::RecordWork,
    offered: |_| true,
    start: |ctx| Typed::default().with("day", picked(ctx.today)),
    fields: |form| {
        html! {
            (form.radios("kind", "Kind", options!(AdviceKind)))
            (form.line("to", "To whom", "Name, part and team"))
            (form.select("discipline", "Discipline", options!(Discipline)))
            (form.text("subject", "What was asked", "", 2))
            (form.text("words", "What was said", "The family's social workers will see this.", 4))
            (form.day("day", "Day"))
        }
    },
    command: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let kind = read.choice("kind", "Choose advice or coaching", AdviceKind::from_code);
        let to = read.needed("to", "Say to whom");
        let subject = read.needed("subject", "Say what was asked");
        let discipline = read.code("discipline", Discipline::from_code);
        let words = read.words("words");
        let day = read.past_day("day");
        let act = (|| {
            Some(AdviseProfessional {
                happened: day?.into(),
                advice: ProfessionalAdvice {
                    kind: kind?,
                    to: Present {
                        worker: None,
                        words: to?,
                        discipline: None,
                    },
                    discipline,
                    subject: subject?,
                    words,
                },
            })
        })();
        read.done(act).map(Command::AdviseProfessional)
    },
    refill: refill!(ProfessionalAdvice, |typed, it| typed
        .with("kind", it.kind.code())
        .with("to", it.to.words.as_str())
        .each("discipline", it.discipline.map(Discipline::code))
        .with("subject", it.subject.as_str())
        .with("words", it.words.as_str())),
};
