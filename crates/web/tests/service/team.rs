//! What the team can take on, and how the service works.

use access::Role;
use axum::http::StatusCode;
use calendar::date;
use record::lists::{Discipline, Employment, Serves, YesNo};
use store::{Criterion, DisciplineSetting, Practitioner};

use crate::stage::{Pilot, SERVICE, viewer};
use crate::{id_of, leads_to, wrong};

fn address(role: Role) -> String {
    format!("/service/practitioners/{}", viewer(role).worker)
}

async fn practitioner(pilot: &Pilot) -> Practitioner {
    let who = viewer(Role::Practitioner).worker;
    let found = pilot.store.practitioner(SERVICE, who).await;
    found.unwrap().unwrap()
}

#[tokio::test]
async fn a_manager_says_what_somebody_can_take_on() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Manager).await;
    let path = address(Role::Practitioner);
    let fields = [
        ("main", "drug_alcohol"),
        ("other", "youth_work"),
        ("other", "drug_alcohol"),
        ("agency", " The Youth  Service "),
        ("employment", "seconded"),
        ("from-day", "1"),
        ("from-month", "2"),
        ("from-year", "2021"),
        ("hours", "22.25"),
        ("ceiling", "12"),
    ];
    let saved = pilot.post(&me, &path, &fields).await;
    assert_eq!(leads_to(&saved), "/service/practitioners");
    let post = practitioner(&pilot).await.post;
    assert_eq!(
        post.disciplines,
        [Discipline::DrugAndAlcohol, Discipline::YouthWork]
    );
    assert_eq!(post.home_agency, "The Youth Service");
    assert_eq!(post.employment, Some(Employment::Seconded));
    assert_eq!(post.hours.unwrap().to_string(), "22.25");

    // What is known stands in the form: sent as it is, it changes nothing.
    let form = pilot.get(&me, &path).await;
    assert!(form.text().contains("value=\"22.25\""));
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let changes = async || pilot.store.register_changes(&leave).await.unwrap().len();
    let before = changes().await;
    pilot.post(&me, &path, &fields).await;
    assert_eq!(changes().await, before);

    let manager = pilot
        .post(&me, &address(Role::Manager), &[("qualified", "yes")])
        .await;
    assert_eq!(manager.status, StatusCode::SEE_OTHER);
    let manager = pilot
        .store
        .practitioner(SERVICE, viewer(Role::Manager).worker)
        .await;
    let qualified = manager.unwrap().unwrap().post.social_work_qualified;
    assert_eq!(qualified, Some(YesNo::Yes));
}

#[tokio::test]
async fn what_is_wrong_with_a_post_is_said() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Manager).await;
    let fields = [
        ("main", ""),
        ("other", "youth_work"),
        ("from-day", "2"),
        ("from-month", "2"),
        ("from-year", "2021"),
        ("until-day", "1"),
        ("until-month", "2"),
        ("until-year", "2021"),
        ("hours", "22.3"),
        ("ceiling", "0"),
    ];
    let answer = pilot.post(&me, &address(Role::Practitioner), &fields).await;
    let words = [
        "Choose the main discipline",
        "The last day must be on or after the first",
        "Hours a week must be in quarters, like 22.25, 22.5 or 22.75",
        "Enter a whole number of people from 1 to 200",
    ];
    assert_eq!(wrong(&answer), words);
    assert!(answer.text().contains("value=\"22.3\""));
    for (hours, words) in [
        ("full", "Hours a week must be a number, like 37 or 22.5"),
        ("61", "Hours a week must be more than 0 and no more than 60"),
    ] {
        let path = address(Role::Practitioner);
        let answer = pilot.post(&me, &path, &[("hours", hours)]).await;
        assert_eq!(wrong(&answer), [words]);
    }
}

#[tokio::test]
async fn an_absence_is_added_once_and_can_be_taken_out() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Manager).await;
    let path = address(Role::Practitioner);
    let form = pilot.get(&me, &path).await;
    let id = id_of(form.text());
    let fields = [
        ("id", id.as_str()),
        ("away-day", "26"),
        ("away-month", "8"),
        ("away-year", "2022"),
        ("reason", "A course"),
    ];
    let absences = format!("{path}/absences");
    let answer = pilot.post(&me, &absences, &fields[..1]).await;
    assert_eq!(wrong(&answer), ["Enter the first day away"]);
    for _ in 0..2 {
        assert_eq!(leads_to(&pilot.post(&me, &absences, &fields).await), path);
    }
    let known = practitioner(&pilot).await.absences;
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].from, date(2022, 8, 26));
    let list = pilot.get(&me, "/service/practitioners").await;
    assert!(list.words().contains("Away"), "{}", list.words());

    let remove = format!("{absences}/{}/remove", known[0].absence);
    for _ in 0..2 {
        assert_eq!(leads_to(&pilot.post(&me, &remove, &[]).await), path);
    }
    assert!(practitioner(&pilot).await.absences.is_empty());
}

#[tokio::test]
async fn a_service_offers_its_own_disciplines() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let fields = [
        ("drug_alcohol", "both"),
        ("youth_work", "not_offered"),
        ("da_victim", "mischief"),
    ];
    let saved = pilot.post(&me, "/service/disciplines", &fields).await;
    assert_eq!(leads_to(&saved), "/service");
    let settings = pilot.store.disciplines(SERVICE).await.unwrap();
    let of = |discipline| {
        let mut settings = settings.iter().copied();
        settings.find(|it| it.discipline == discipline).unwrap()
    };
    assert_eq!(of(Discipline::DrugAndAlcohol).serves, Serves::Both);
    assert!(!of(Discipline::YouthWork).offered);
    let untouched = Discipline::DomesticAbuseVictims;
    assert_eq!(of(untouched), DisciplineSetting::usual(untouched));
    // What is not offered cannot be chosen.
    let form = pilot.get(&me, &address(Role::Practitioner)).await;
    assert!(!form.text().contains("youth_work"));
    let form = pilot.get(&me, "/service/disciplines").await;
    assert_eq!(
        form.text()
            .matches("value=\"not_offered\" selected")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_service_has_its_own_criteria() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let path = "/service/criteria";
    let answer = pilot.post(&me, path, &[("criteria", " \r\n ")]).await;
    assert_eq!(wrong(&answer), ["Enter at least one criterion"]);
    let many: Vec<String> = (0..21).map(|n| format!("Criterion {n}")).collect();
    let answer = pilot
        .post(&me, path, &[("criteria", &many.join("\n"))])
        .await;
    assert_eq!(wrong(&answer), ["Enter no more than 20 criteria"]);
    assert!(answer.text().contains("Criterion 20"));
    let lines = "Complex  issues\r\n\r\nThe family asks for it\r\nthe family asks for it\r\n";
    let saved = pilot.post(&me, path, &[("criteria", lines)]).await;
    assert_eq!(leads_to(&saved), "/service");
    let criteria = pilot.store.criteria(SERVICE).await.unwrap();
    let says: Vec<&str> = criteria.iter().map(|it| it.says.as_str()).collect();
    assert_eq!(says, ["Complex issues", "The family asks for it"]);
    assert_eq!(criteria[0].code, Criterion::usual()[0].code);
}

#[tokio::test]
async fn settings_are_whole_numbers_and_the_name_is_on_every_page_at_once() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let fields = [("name", " "), ("months", "6.5"), ("days", "0")];
    let answer = pilot.post(&me, "/service/settings", &fields).await;
    let words = [
        "Enter the name of the service",
        "Enter the day the service began",
        "Enter a whole number of months from 1 to 24",
        "Enter a whole number of days from 1 to 90",
    ];
    assert_eq!(wrong(&answer), words);
    let fields = [
        ("name", "Seaview"),
        ("began-day", "1"),
        ("began-month", "2"),
        ("began-year", "2021"),
        ("months", "6"),
        ("days", "7"),
    ];
    pilot.post(&me, "/service/settings", &fields).await;
    let evaluator = pilot.sign_in(Role::Evaluator).await;
    let page = pilot.get(&evaluator, "/evaluation").await;
    assert!(page.text().contains("Seaview"));
    assert_eq!(pilot.store.services().await.unwrap()[0].name, "Seaview");
}

#[tokio::test]
async fn a_closed_day_is_added_once_and_can_be_taken_out() {
    let pilot = Pilot::empty().await;
    let me = pilot.sign_in(Role::Administrator).await;
    let path = "/service/working-days";
    let day = |day| {
        [
            ("day-day", day),
            ("day-month", "12"),
            ("day-year", "2022"),
            ("name", "Between the years"),
        ]
    };
    for closed_anyway in ["25", "27"] {
        let answer = pilot.post(&me, path, &day(closed_anyway)).await;
        let words = "That day is a weekend or a bank holiday already";
        assert_eq!(wrong(&answer), [words]);
    }
    let answer = pilot.post(&me, path, &[]).await;
    assert_eq!(wrong(&answer), ["Enter the day", "Enter what the day is"]);
    for _ in 0..2 {
        assert_eq!(leads_to(&pilot.post(&me, path, &day("29")).await), path);
    }
    let closed = pilot.store.closed_days(SERVICE).await.unwrap();
    assert_eq!(closed.len(), 1);
    let holidays = pilot.store.bank_holidays(SERVICE).await.unwrap();
    assert_eq!(holidays.is_working_day(date(2022, 12, 29)), Ok(false));
    assert_eq!(holidays.is_working_day(date(2022, 12, 30)), Ok(true));
    let page = pilot.get(&me, path).await;
    assert!(page.words().contains("29 December 2022 Between the years"));

    let remove = "/service/working-days/2022-12-29/remove";
    assert_eq!(leads_to(&pilot.post(&me, remove, &[]).await), path);
    assert!(pilot.store.closed_days(SERVICE).await.unwrap().is_empty());
}
