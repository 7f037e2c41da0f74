//! Several people at one family at once, through forms: what can both be true is both stored, and
//! a case that closes while another writes ends in a state it may be in.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

#[expect(dead_code, reason = "these families are referred, not brought in")]
mod common;

use std::sync::Arc;

use access::Role;
use axum::http::StatusCode;
use calendar::{When, date};
use casework::{Command, DecideThreshold, Employer, OnTheList, Refer, broken};
use common::forms::{address, hidden, me};
use common::stage::{Answer, Pilot, now, viewer};
use common::{family, known};
use record::lists::{CaseStatus, Threshold};
use record::{
    Ask, CaseHolder, DataSet, Fact, Household, PersonId, PersonRecord, Referral, Relation, Sheet,
    Subject, SubmissionId, TeamId, ThresholdDecision,
};
use uuid::Uuid;

fn parent(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number << 32))
}

/// A family that was referred and met the threshold on 1 August.
async fn referred(pilot: &Pilot, number: u128) {
    let happened = When::Day(date(2022, 8, 1));
    let person = parent(number);
    let household = Household {
        reference: format!("F{number}"),
        answers: DataSet::new(Sheet::Families),
        people: vec![PersonRecord {
            person,
            relation: Relation::Parent,
            reference: format!("F{number} parent"),
            name: None,
            born: None,
        }],
    };
    let disciplines = Vec::new();
    let refer = Refer {
        happened,
        household,
        holder: CaseHolder {
            worker: viewer(Role::SocialWorker).worker,
            team: TeamId(Uuid::from_u128(801)),
        },
        employer: Employer::SocialCare,
        referral: Referral {
            asks: vec![Ask {
                person,
                disciplines,
            }],
            ..Referral::default()
        },
        list: OnTheList::Yes,
        offers: casework::Offer::all_usual(),
        baseline: Vec::new(),
        statuses: Vec::new(),
        consents: Vec::new(),
        residences: Vec::new(),
    };
    let decision = ThresholdDecision {
        criteria: vec!["Edge of care".to_owned()],
        ..ThresholdDecision::new(Subject::Family, Threshold::Met)
    };
    let decide = Command::DecideThreshold(DecideThreshold { happened, decision });
    let press = |nth: u128| SubmissionId(Uuid::from_u128((nth << 96) + number));
    let manager = viewer(Role::Manager);
    let leave = pilot
        .store
        .authorise_open(&manager, family(number))
        .unwrap();
    let refer = Command::Refer(Box::new(refer));
    let opened = pilot
        .store
        .open_family(&leave, press(1), now(), &refer)
        .await;
    opened.unwrap();
    let leave = pilot.store.authorise_write(&manager, family(number)).await;
    let leave = leave.unwrap().unwrap();
    let decided = pilot.store.act(&leave, press(2), now(), &decide).await;
    decided.unwrap();
}

/// A form that was opened, ready to be sent.
struct Filled {
    cookie: String,
    path: String,
    fields: Vec<(String, String)>,
}

async fn filled(
    pilot: &Pilot,
    cookie: &str,
    number: u128,
    act: &str,
    fields: &[(&str, &str)],
) -> Filled {
    let path = address(number, act);
    let page = pilot.get(cookie, &path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    let typed = fields.iter().map(|(name, value)| {
        let (name, value) = ((*name).to_owned(), (*value).to_owned());
        (name, value)
    });
    Filled {
        cookie: cookie.to_owned(),
        path,
        fields: hidden(page.text()).into_iter().chain(typed).collect(),
    }
}

/// The answers to forms that are sent at once, in their order.
async fn sent(pilot: &Arc<Pilot>, forms: Vec<Filled>) -> Vec<Answer> {
    let send = |form: Filled| {
        let pilot = Arc::clone(pilot);
        tokio::spawn(async move {
            let fields = form.fields.iter();
            let fields: Vec<_> = fields.map(|(n, v)| (n.as_str(), v.as_str())).collect();
            pilot.post(&form.cookie, &form.path, &fields).await
        })
    };
    let sending: Vec<_> = forms.into_iter().map(send).collect();
    let mut answers = Vec::new();
    for answer in sending {
        answers.push(answer.await.unwrap());
    }
    answers
}

fn session<'a>(person: &'a str, worker: &'a str, day: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("person", person),
        ("worker", worker),
        ("day", day),
        ("came", "came"),
        ("minutes", "45"),
        ("kind", "therapeutic"),
        ("place", "home"),
        ("mode", "in_person"),
        ("children", "not_discussed"),
        ("protection", "no"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_at_one_family_at_once_are_both_stored() {
    let pilot = Arc::new(Pilot::empty().await);
    referred(&pilot, 1).await;
    let person = parent(1).to_string();
    let mut writers = Vec::new();
    for role in [Role::Practitioner, Role::Manager] {
        writers.push((pilot.sign_in(role).await, me(role)));
    }
    for round in 1..=20 {
        let mut forms = Vec::new();
        for (cookie, worker) in &writers {
            let fields = session(&person, worker, "2022-08-10");
            forms.push(filled(&pilot, cookie, 1, "session", &fields).await);
        }
        for answer in sent(&pilot, forms).await {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        }
        let there = known(&pilot, 1).await;
        for role in [Role::Practitioner, Role::Manager] {
            let mine = there.chronology.iter().filter(|seen| {
                matches!(seen.entry.fact, Fact::Session(_))
                    && seen.entry.recorded_by == viewer(role).worker
            });
            assert_eq!(mine.count(), round, "{role:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_that_closes_while_another_writes_ends_as_it_may() {
    let pilot = Arc::new(Pilot::empty().await);
    let manager = pilot.sign_in(Role::Manager).await;
    let practitioner = pilot.sign_in(Role::Practitioner).await;
    let worker = me(Role::Practitioner);
    let (mut closed_first, mut written_first) = (0, 0);
    for round in 1..=200 {
        referred(&pilot, round).await;
        let person = parent(round).to_string();
        let closing = [
            ("reason", "client_said_no"),
            ("words", "We can manage now"),
            ("follow_up", "no"),
            ("day", "2022-08-20"),
        ];
        // What was done on the closing day can be written down before the case closes or after;
        // what was done on the next day only if the case does not close.
        let day = ["2022-08-20", "2022-08-21"][round as usize % 2];
        let writing = session(&person, &worker, day);
        let mut forms = vec![
            filled(&pilot, &manager, round, "close", &closing).await,
            filled(&pilot, &practitioner, round, "session", &writing).await,
        ];
        // Whoever sends first is the other one every two rounds.
        let turned = round % 4 < 2;
        if turned {
            forms.reverse();
        }
        let mut answers = sent(&pilot, forms).await;
        if turned {
            answers.reverse();
        }
        let done = |answer: &Answer| {
            let done = answer.status == StatusCode::SEE_OTHER;
            let refused = answer.status == StatusCode::UNPROCESSABLE_ENTITY;
            assert!(done || refused, "{}", answer.words());
            done
        };
        let (closed, written) = (done(&answers[0]), done(&answers[1]));
        let there = known(&pilot, round).await;
        assert!(broken(&there).is_empty(), "{:?}", broken(&there));
        assert_eq!(there.standing().status == CaseStatus::Closed, closed);
        assert_eq!(there.closures.len(), usize::from(closed));
        assert_eq!(there.work.sessions.len(), usize::from(written));
        if day == "2022-08-20" {
            assert!(closed && written);
        } else {
            assert!(closed != written, "one of the two");
            closed_first += usize::from(closed);
            written_first += usize::from(written);
            // Whoever came second keeps what they typed.
            let refused = answers.iter().find(|answer| !done(answer)).unwrap();
            let words = if closed {
                "2022-08-21"
            } else {
                "We can manage now"
            };
            assert!(refused.text().contains(words), "{}", refused.words());
        }
    }
    assert_eq!(closed_first + written_first, 100);
    pilot.store.verify().await.unwrap();
}
