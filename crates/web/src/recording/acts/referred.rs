//! What a referral tells, put right: the household, for whom support was asked
//! and what had been tried, that the family came again.

use access::Act as Leave;
use calendar::{Date, When};
use casework::At;
use govuk::{Checkboxes, Choice, Field as _};
use maud::{Markup, html};
use record::lists::{Discipline, ReferrerRole};
use record::{
    Ask, DataSet, Fact, Household, PersonId, PersonRecord, ReReferral, Referral, Sheet, Subject,
    TeamId,
};
use uuid::Uuid;

use super::data_set;
use super::put_right::Own;
use crate::families::words::person as person_words;
use crate::recording::act::Ctx;
use crate::recording::fields::{Fields, Form, options, pairs, subject};
use crate::recording::refill::refill;
use crate::recording::typed::Reader;
use crate::referring::{RELATIONS, free, of, relation, relation_code, tried};

/// The place of somebody who was left out.
const LEFT_OUT: &str = "new";

pub(super) static HOUSEHOLD: Own = Own {
    leave: Leave::ChangeFamily,
    refill: refill!(Household, |typed, it| {
        let typed = it.answers.iter().fold(typed, |typed, (field, value)| {
            typed.with(field.code(), value.text(field))
        });
        it.people.iter().fold(typed, |typed, person| {
            typed
                .each(&of("name", person.person), &person.name)
                .with(
                    &of("relation", person.person),
                    relation_code(person.relation),
                )
                .each(&of("born", person.person), person.born.map(When::in_words))
        })
    }),
    fields: |form| {
        html! {
            @for field in data_set::HOUSEHOLD {
                (data_set::question(form, At::Referral, Subject::Family, field, field.code()))
            }
            @for person in was(form.ctx).into_iter().flat_map(|it| &it.people) {
                h2.govuk-heading-m { (person.reference) }
                (one(form, &person.person.to_string()))
            }
            (form.folded_unless_filled(
                "Somebody who was left out",
                &[&named("name", LEFT_OUT), &named("relation", LEFT_OUT), &named("born", LEFT_OUT)],
                one(form, LEFT_OUT),
            ))
            (form.day("day", "As of"))
        }
    },
    said: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let day = read.past_day("day");
        let household = was(ctx).and_then(|was| household(&mut read, ctx, was));
        read.done(day.zip(household))
            .map(|(day, household)| (day.into(), Fact::Household(household)))
    },
};

/// The household as the entry told it.
fn was(ctx: &Ctx) -> Option<&Household> {
    match &ctx.was.as_ref()?.entry.fact {
        Fact::Household(it) => Some(it),
        _ => None,
    }
}

fn named(name: &str, whose: &str) -> String {
    format!("{name}-{whose}")
}

/// The fields of one person.
fn one(form: Form<'_>, whose: &str) -> Markup {
    let parts = RELATIONS.map(|it| (relation_code(it), it.label()));
    html! {
        (form.line(&named("name", whose), "Name", "As they are called. Give it in one line."))
        (form.radios(&named("relation", whose), "Part in the family", parts))
        (form.line(&named("born", whose), "Date of birth", "The day, or as much as is known: 3 May 2019, May 2019 or 2019. Leave it empty if it is not known."))
    }
}

fn household(read: &mut Reader<'_>, ctx: &Ctx, was: &Household) -> Option<Household> {
    let unasked = was.answers.iter();
    let unasked = unasked.filter(|(field, _)| !data_set::HOUSEHOLD.contains(field));
    let mut answers = DataSet::new(Sheet::Families);
    for (field, value) in unasked {
        answers.set(field, value.clone());
    }
    let answers = data_set::answered(read, answers, data_set::HOUSEHOLD, |field| {
        field.code().to_owned()
    });
    let before = was.people.iter().map(|before| {
        let whose = before.person.to_string();
        let (name, relation, born) = told(read, &whose, ctx.today)?;
        if name.is_none() && before.name.is_some() {
            read.errors.add(named("name", &whose), "Give their name");
        }
        Some(PersonRecord {
            name,
            relation,
            born,
            ..before.clone()
        })
    });
    let mut people: Vec<Option<PersonRecord>> = before.collect();
    let blank = |name: &str| read.typed().get(&named(name, LEFT_OUT)).trim().is_empty();
    if !["name", "relation", "born"].into_iter().all(blank) {
        people.push(left_out(read, ctx, was));
    }
    Some(Household {
        reference: was.reference.clone(),
        answers,
        people: people.into_iter().collect::<Option<_>>()?,
    })
}

/// Somebody of the household whom the entry did not name.
fn left_out(read: &mut Reader<'_>, ctx: &Ctx, was: &Household) -> Option<PersonRecord> {
    let (name, relation, born) = told(read, LEFT_OUT, ctx.today)?;
    if name.is_none() {
        read.errors.add(named("name", LEFT_OUT), "Give their name");
    }
    let people = ctx.family.people.iter().map(|it| it.reference.clone());
    let taken: Vec<String> = people
        .chain(was.people.iter().map(|it| it.reference.clone()))
        .collect();
    // Made from the entry that is put right: sent twice, they are the same person.
    let entry = ctx.was.as_ref()?.entry.sequence;
    let id = Uuid::new_v5(&ctx.family.id.0, entry.0.to_string().as_bytes());
    Some(PersonRecord {
        person: PersonId(id),
        relation,
        reference: free(&was.reference, relation, &taken),
        name,
        born,
    })
}

type Told = (Option<String>, record::Relation, Option<When>);

fn told(read: &mut Reader<'_>, whose: &str, today: Date) -> Option<Told> {
    let field = named("relation", whose);
    let relation = read.choice(&field, "Say who they are in the family", relation);
    let field = named("name", whose);
    let name = read.words(&field).trim().to_owned();
    if name.chars().count() > 200 {
        read.errors
            .add(field, "Give the name in at most 200 letters");
    }
    let born = born(read, &named("born", whose), today);
    Some((Some(name).filter(|name| !name.is_empty()), relation?, born))
}

fn born(read: &mut Reader<'_>, field: &str, today: Date) -> Option<When> {
    let typed = read.typed().get(field).trim();
    if typed.is_empty() {
        return None;
    }
    match When::parse(typed) {
        Ok(when) if when.sort_date() > today => {
            read.errors.add(field, "The date of birth is still to come");
            None
        }
        Ok(when) => Some(when),
        Err(error) => {
            let words =
                format!("Give the date of birth as in 3 May 2019, May 2019 or 2019: {error}");
            read.errors.add(field, words);
            None
        }
    }
}

const NOT_SURE: &str = "not_sure";

pub(super) static REFERRAL: Own = Own {
    leave: Leave::ChangeFamily,
    refill: refill!(Referral, |typed, it| {
        let typed = typed
            .each("team", it.team)
            .each("role", it.role.map(ReferrerRole::code))
            .each("asked", it.asks.iter().map(|ask| ask.person))
            .each("expected_start", it.expected_start.map(When::in_words))
            .with("setting", it.setting.as_str());
        let typed = it.asks.iter().fold(typed, |typed, ask| {
            let name = of("for", ask.person);
            if ask.disciplines.is_empty() {
                return typed.with(&name, NOT_SURE);
            }
            typed.each(&name, ask.disciplines.iter().map(|it| it.code()))
        });
        tried::refill(typed, it.tried.as_ref(), &it.words)
    }),
    fields: |form| {
        html! {
            (asks(form))
            (form.line("expected_start", "When support should begin, if later", "A day or a month: a release from prison, a move, a birth."))
            (form.line("setting", "Where the person is until then", ""))
            (tried::fields(form.fields))
            (form.select("team", "Team that refers", pairs(&teams(form.ctx))))
            (form.radios("role", "Role of the referrer", options!(ReferrerRole)))
            (form.day("day", "Day of the referral"))
        }
    },
    said: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let day = read.past_day("day");
        let teams = teams(ctx);
        let team = if ctx.needs("team") {
            read.choice("team", "Choose the team that refers", |id| team(&teams, id))
        } else {
            read.code("team", |id| team(&teams, id))
        };
        let role = read.code("role", ReferrerRole::from_code);
        let asks = read_asks(&mut read, ctx);
        let expected_start = expected(&mut read);
        let (tried, words) = tried::read(&mut read);
        let referral = Referral {
            team,
            by: None,
            role,
            asks,
            tried,
            expected_start,
            setting: read.words("setting").trim().to_owned(),
            words,
        };
        read.done(day)
            .map(|day| (day.into(), Fact::Referral(referral)))
    },
};

/// The teams that may have referred, and the one that the entry names.
fn teams(ctx: &Ctx) -> Vec<(String, String)> {
    let mut teams = ctx.referring.clone();
    for said in ctx.said("team") {
        let known = teams.iter().any(|(id, _)| id == said);
        if let (false, Ok(team)) = (known, said.parse()) {
            teams.push((said.to_owned(), ctx.names.team(team).to_owned()));
        }
    }
    teams
}

fn team(teams: &[(String, String)], id: &str) -> Option<TeamId> {
    let known = teams.iter().any(|(known, _)| known == id);
    id.parse().ok().filter(|_| known)
}

/// The people support can be asked for: those of the household, and whom the entry names.
fn people(ctx: &Ctx) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = ctx.family.people.iter().map(|it| it.person).collect();
    let said = ctx.said("asked").filter_map(|id| id.parse().ok());
    let gone: Vec<PersonId> = said.filter(|id| !people.contains(id)).collect();
    people.extend(gone);
    people
}

fn asks(form: Form<'_>) -> Markup {
    let choices = people(form.ctx).into_iter().map(|person| {
        let name = of("for", person);
        let offers = |it: &Discipline| form.ctx.offers.iter().any(|offer| offer.discipline == *it);
        let all = Discipline::ALL.iter().copied();
        let offered = all.filter(|it| offers(it) || form.said(&name, it.code()));
        let disciplines = Checkboxes::new(name.as_str(), Fields::legend("What would help"))
            .choices(offered.map(|it| Choice::new(it.code(), it.label())))
            .divider("or")
            .choice(Choice::new(NOT_SURE, "Not sure: the team will advise").exclusive())
            .small()
            .values(form.typed.all(&name))
            .error(form.errors.of(&name));
        Choice::new(person.to_string(), person_words(&form.ctx.family, person))
            .conditional(html! { (disciplines) })
    });
    let asked = Checkboxes::new("asked", Fields::legend("Who is support asked for?"))
        .choices(choices)
        .small()
        .values(form.typed.all("asked"))
        .error(form.errors.of("asked"));
    html! { (asked) }
}

fn read_asks(read: &mut Reader<'_>, ctx: &Ctx) -> Vec<Ask> {
    let asked: Vec<PersonId> = read.codes("asked", |id| id.parse().ok());
    let asked = asked.into_iter().filter(|id| people(ctx).contains(id));
    asked
        .map(|person| {
            let name = of("for", person);
            let disciplines = read.codes(&name, Discipline::from_code);
            if disciplines.is_empty() && read.typed().get(&name) != NOT_SURE {
                read.errors
                    .add(name, "Choose what would help, or choose Not sure");
            }
            Ask {
                person,
                disciplines,
            }
        })
        .collect()
}

fn expected(read: &mut Reader<'_>) -> Option<When> {
    let typed = read.typed().get("expected_start").trim();
    if typed.is_empty() {
        return None;
    }
    match When::parse(typed) {
        Ok(when) => Some(when),
        Err(error) => {
            let words = format!("Give the start as in 3 May 2026 or May 2026: {error}");
            read.errors.add("expected_start", words);
            None
        }
    }
}

pub(super) static RE_REFERRAL: Own = Own {
    leave: Leave::ChangeFamily,
    refill: refill!(ReReferral, |typed, it| typed.subject("of", it.of)),
    fields: |form| {
        html! {
            (form.subject("of", "Who was referred again"))
            (form.day("day", "Day"))
        }
    },
    said: |ctx, typed| {
        let mut read = Reader::new(typed, ctx.today);
        let day = read.past_day("day");
        let of = subject(&mut read, "of", "Say who was referred again");
        read.done(day.zip(of))
            .map(|(day, of)| (day.into(), Fact::ReReferral(ReReferral { of })))
    },
};
