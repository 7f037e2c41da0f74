//! What a referral gives, and what it is refused for.

use calendar::{AsAt, Date, Stamp, date};
use record::lists::{CaseStatus, Discipline, Threshold};
use record::{
    Ask, CaseHolder, Consent, DataSet, Entry, Family, FamilyId, Household, PersonId, PersonRecord,
    Referral, Relation, Residence, Sequence, Sheet, Subject, TeamId, ThresholdDecision, WorkerId,
    fold, lists::ConsentState,
};
use uuid::Uuid;

use super::*;
use crate::{Command, DecideThreshold, decide};

const CHILD: PersonId = PersonId(Uuid::from_u128(2));
const STRANGER: PersonId = PersonId(Uuid::from_u128(99));

fn refer(day: Date) -> Refer {
    let people = [(1, Relation::Parent), (2, Relation::Child)];
    let people = people.map(|(number, relation)| PersonRecord {
        person: PersonId(Uuid::from_u128(number)),
        relation,
        reference: format!("F091-{number}"),
        name: None,
        born: None,
    });
    Refer {
        happened: day.into(),
        household: Household {
            reference: "F091".to_owned(),
            answers: DataSet::new(Sheet::Families),
            people: people.to_vec(),
        },
        holder: CaseHolder {
            worker: WorkerId(Uuid::from_u128(5)),
            team: TeamId(Uuid::from_u128(6)),
        },
        employer: Employer::SocialCare,
        referral: Referral {
            asks: vec![Ask {
                person: CHILD,
                disciplines: vec![Discipline::YouthWork],
            }],
            ..Referral::default()
        },
        list: OnTheList::Yes,
        offers: Offer::all_usual(),
        baseline: Vec::new(),
        statuses: Vec::new(),
        consents: vec![Consent {
            person: CHILD,
            state: ConsentState::Given,
            how: String::new(),
        }],
        residences: vec![Residence {
            person: CHILD,
            with: None,
            place: "At his aunt's".to_owned(),
        }],
    }
}

fn folded(entries: &[NewEntry]) -> Family {
    let stored: Vec<Entry> = (1..)
        .zip(entries)
        .map(|(place, new)| Entry {
            sequence: Sequence(place),
            happened: new.happened,
            recorded_at: Stamp::from_micros(0).unwrap(),
            recorded_by: WorkerId(Uuid::nil()),
            visibility: new.visibility.clone(),
            correction: None,
            fact: new.fact.clone(),
        })
        .collect();
    fold(FamilyId(Uuid::nil()), &stored, AsAt::day(Date::MAX))
}

fn does(family: &Family, act: Refer) -> Result<Vec<NewEntry>, Refusal> {
    decide(family, &Command::Refer(Box::new(act)))
}

#[test]
fn a_referral_opens_a_case_with_all_that_it_says() {
    let entries = does(&folded(&[]), refer(date(2026, 11, 2))).unwrap();
    let family = folded(&entries);
    assert!(family.is_open());
    assert_eq!(family.standing().status, CaseStatus::New);
    assert_eq!(family.referrals.len(), 1);
    assert!(family.re_referrals.is_empty());
    assert_eq!(family.residences.len(), 1);
    assert_eq!(family.case_holder().unwrap().worker.0.as_u128(), 5);
}

#[test]
fn what_is_not_a_referral_is_refused_with_what_to_do() {
    let day = date(2026, 11, 2);
    let refused = |change: fn(&mut Refer), words: &str| {
        let mut act = refer(day);
        change(&mut act);
        let refusal = does(&folded(&[]), act).unwrap_err().to_string();
        assert!(refusal.contains(words), "{refusal}");
    };
    refused(|act| act.list = OnTheList::No, "Ask for advice");
    refused(
        |act| act.employer = Employer::Team,
        "choose a social worker",
    );
    refused(|act| act.household.people.clear(), "Add the people");
    refused(|act| act.referral.asks.clear(), "for whom support");
    refused(|act| act.household.reference = " ".to_owned(), "reference");
    refused(
        |act| act.referral.asks[0].person = STRANGER,
        "not in the household",
    );
    refused(
        |act| act.consents[0].person = STRANGER,
        "not in the household",
    );
    refused(
        |act| act.residences[0].person = STRANGER,
        "not in the household",
    );
    refused(
        |act| {
            let set = DataSet::new(Sheet::Children);
            act.baseline.push((Subject::Person(STRANGER), set));
        },
        "not in the household",
    );
}

#[test]
fn an_open_case_is_not_referred_again_and_a_refused_one_is() {
    let mut told = does(&folded(&[]), refer(date(2026, 11, 2))).unwrap();
    let refusal = does(&folded(&told), refer(date(2026, 11, 3))).unwrap_err();
    assert!(refusal.to_string().contains("case is open"));

    let decision = ThresholdDecision {
        grounds: "Not now".to_owned(),
        advice: "Ring the school".to_owned(),
        ..ThresholdDecision::new(Subject::Family, Threshold::NotMet)
    };
    let decided = Command::DecideThreshold(DecideThreshold {
        happened: date(2026, 11, 3).into(),
        decision,
    });
    told.extend(decide(&folded(&told), &decided).unwrap());
    assert_eq!(folded(&told).standing().status, CaseStatus::NotMetThreshold);

    told.extend(does(&folded(&told), refer(date(2026, 11, 20))).unwrap());
    let again = folded(&told);
    assert_eq!(again.re_referrals.len(), 1);
    assert_eq!(
        again.standing().status,
        CaseStatus::New,
        "to be decided anew"
    );
    let refusal = does(&again, refer(date(2026, 11, 21))).unwrap_err();
    assert!(refusal.to_string().contains("case is open"));
}
