//! Bringing in a workbook through the pages.

use access::Role;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use store::Worker;

use crate::stage::{Answer, Pilot, data, now, viewer};

const MAY: [Role; 1] = [Role::Manager];
const MAY_NOT: [Role; 5] = [
    Role::Administrator,
    Role::Practitioner,
    Role::SocialWorker,
    Role::CoOrdinator,
    Role::Evaluator,
];

type Files = Vec<(&'static str, Vec<u8>)>;

/// The pilot's three CSV files.
fn clean() -> Files {
    ["families.csv", "children.csv", "emergency_sessions.csv"]
        .map(|name| (name, std::fs::read(data().join(name)).unwrap()))
        .into()
}

/// The same with one text in the place of another in the families' file.
fn with(from: &str, to: &str) -> Files {
    let mut files = clean();
    let text = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    files[0].1 = text.replace(from, to).into_bytes();
    files
}

impl Pilot {
    async fn send_files(&self, cookie: &str, files: &Files) -> Answer {
        let fields: Vec<(&str, &str, &[u8])> = files
            .iter()
            .map(|(name, bytes)| ("files", *name, bytes.as_slice()))
            .collect();
        self.upload(cookie, "/import", &fields).await
    }

    /// Sends files that can be read and gives the address they are looked at under.
    async fn sent(&self, cookie: &str, files: &Files) -> String {
        let answer = self.send_files(cookie, files).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        answer.header(LOCATION.as_str()).to_owned()
    }

    /// Presses "Bring in" and waits for the end.
    async fn bring_in_by_page(&self, cookie: &str, job: &str) -> Answer {
        let path = format!("{job}/bring-in");
        let answer = self
            .post(cookie, &path, &[("told_on", "30 August 2022")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        loop {
            let page = self.get(cookie, job).await;
            assert_eq!(page.status, StatusCode::OK);
            if page.header("refresh").is_empty() {
                return page;
            }
            assert!(page.words().contains(" of 90 families"));
            tokio::task::yield_now().await;
        }
    }

    async fn family_count(&self) -> u64 {
        let viewer = viewer(Role::Manager);
        let page = self
            .store
            .families(&viewer, &store::Filter::default(), None)
            .await;
        page.unwrap().total
    }
}

#[tokio::test]
async fn only_those_who_may_bring_in_find_the_way() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let job = pilot.sent(&manager, &clean()).await;
    let reads = [
        "/import".to_owned(),
        "/import/template".to_owned(),
        job.clone(),
        format!("{job}/mapping"),
        format!("{job}/problems"),
    ];
    let writes = ["answers", "saved-mapping", "mapping", "bring-in", "forget"];
    for path in &reads {
        pilot.leads_to_sign_in(path).await;
        for role in MAY_NOT {
            pilot.is_no_page_for(role, path).await;
        }
    }
    for role in MAY_NOT {
        let cookie = pilot.sign_in(role).await;
        assert_eq!(
            pilot.send_files(&cookie, &clean()).await.status,
            StatusCode::NOT_FOUND
        );
        for act in writes {
            let path = format!("{job}/{act}");
            let answer = if act == "saved-mapping" {
                pilot
                    .upload(&cookie, &path, &[("mapping", "m.json", b"{}")])
                    .await
            } else {
                pilot
                    .post(&cookie, &path, &[("told_on", "30 August 2022")])
                    .await
            };
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?} {act}");
        }
    }
    let nobody = pilot.send_files("", &clean()).await;
    assert_eq!(nobody.header(LOCATION.as_str()), "/sign-in");
    assert_eq!(pilot.family_count().await, 0);
    for role in MAY {
        let cookie = pilot.sign_in(role).await;
        assert_eq!(pilot.get(&cookie, "/import").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_workbook_is_its_senders_alone() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let job = pilot.sent(&manager, &clean()).await;
    assert_eq!(pilot.get(&manager, &job).await.status, StatusCode::OK);
    // Another manager may bring in workbooks, but this one is not theirs.
    let leave = viewer(Role::Administrator).set_up().unwrap();
    let another = viewer(Role::Practitioner);
    let another = Worker::new(another.worker, "Another manager", Role::Manager);
    pilot
        .store
        .put_worker(&leave, another, now())
        .await
        .unwrap();
    let other = pilot.sign_in(Role::Practitioner).await;
    let own = pilot.get(&other, "/import").await;
    assert_eq!(own.status, StatusCode::OK);
    assert_eq!(pilot.get(&other, &job).await.status, StatusCode::NOT_FOUND);
    let pressed = pilot
        .post(
            &other,
            &format!("{job}/bring-in"),
            &[("told_on", "30 August 2022")],
        )
        .await;
    assert_eq!(pressed.status, StatusCode::NOT_FOUND);
    assert_eq!(
        pilot
            .post(&other, &format!("{job}/forget"), &[])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    // A second workbook of the same person takes the place of the first.
    let second = pilot.sent(&manager, &clean()).await;
    assert_eq!(
        pilot.get(&manager, &job).await.status,
        StatusCode::NOT_FOUND
    );
    pilot.post(&manager, &format!("{second}/forget"), &[]).await;
    assert_eq!(
        pilot.get(&manager, &second).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_pilots_files_come_in_once_and_a_second_time_add_nothing() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let job = pilot.sent(&manager, &clean()).await;
    let ready = pilot.get(&manager, &job).await;
    for words in ["Families 90", "New 90", "Here already 0", "Children 201"] {
        assert!(ready.words().contains(words), "{words}: {}", ready.words());
    }
    assert_eq!(
        pilot.family_count().await,
        0,
        "nothing is stored before the button is pressed"
    );
    let done = pilot.bring_in_by_page(&manager, &job).await;
    assert!(
        done.words().contains("Brought in 90 families were added"),
        "{}",
        done.words()
    );
    assert_eq!(pilot.family_count().await, 90);
    // The result can be come back to, and pressing again changes nothing.
    pilot
        .post(
            &manager,
            &format!("{job}/bring-in"),
            &[("told_on", "30 August 2022")],
        )
        .await;
    assert!(
        pilot
            .get(&manager, &job)
            .await
            .words()
            .contains("90 families were added")
    );

    let job = pilot.sent(&manager, &clean()).await;
    let ready = pilot.get(&manager, &job).await;
    assert!(ready.words().contains("New 0") && ready.words().contains("Here already 90"));
    let done = pilot.bring_in_by_page(&manager, &job).await;
    assert!(done.words().contains("0 families were added"));
    assert!(
        done.words()
            .contains("90 were here already, alike in everything")
    );
    assert_eq!(pilot.family_count().await, 90);

    // What came in by the pages is what the evaluation counts.
    let evaluator = pilot.sign_in(Role::Evaluator).await;
    let table = pilot.get(&evaluator, "/evaluation/parents-change").await;
    assert!(table.words().contains("6 (34) 18%"));
    let start = pilot.get(&manager, "/import").await;
    assert!(
        start.words().contains("3 CSV files 90 0 201"),
        "{}",
        start.words()
    );
}

#[tokio::test]
async fn what_says_something_else_of_a_family_who_is_here_is_refused_as_a_whole() {
    let pilot = Pilot::with_families().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let files = with("F002,open,2022-07-19", "F002,open,2022-07-18");
    let job = pilot.sent(&manager, &files).await;
    let told = pilot.bring_in_by_page(&manager, &job).await;
    assert!(
        told.words().contains("Nothing was brought in"),
        "{}",
        told.words()
    );
    assert!(told.words().contains("F002"), "{}", told.words());
    assert!(
        told.words().contains("19 July 2022 here"),
        "{}",
        told.words()
    );
    assert_eq!(pilot.family_count().await, 90);
}

#[tokio::test]
async fn files_that_are_no_workbooks_are_refused_in_plain_words_and_nothing_is_kept() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let cut_short = {
        let template = pilot.get(&manager, "/import/template").await;
        assert!(template.bytes.starts_with(b"PK"));
        template.bytes[..template.bytes.len() / 2].to_vec()
    };
    let large = vec![b'a'; 51 * 1024 * 1024];
    let cases: Vec<(&str, Files)> = vec![
        ("Choose a workbook", vec![("", Vec::new())]),
        ("empty", vec![("book.xlsx", Vec::new())]),
        ("PDF", vec![("book.xlsx", b"%PDF-1.7 and so on".to_vec())]),
        (
            "xls",
            vec![(
                "book.xls",
                vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
            )],
        ),
        ("damaged", vec![("book.xlsx", cut_short)]),
        ("larger than 50 MB", vec![("book.csv", large)]),
        (
            "one workbook (.xlsx), or the CSV files",
            vec![("a.xlsx", b"PK".to_vec()), ("b.csv", b"a,b".to_vec())],
        ),
        (
            "at most 20 files",
            (0..21).map(|_| ("a.csv", b"a".to_vec())).collect(),
        ),
    ];
    for (words, files) in cases {
        let answer = pilot.send_files(&manager, &files).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.text().contains("govuk-error-summary"), "{words}");
        let told = answer.text().split("<a href=\"#files\">").nth(1).unwrap();
        let told = told.split("</a>").next().unwrap();
        assert!(told.contains(words), "{words}: {told}");
        assert_eq!(answer.text().matches("<h1").count(), 1);
    }
    assert_eq!(pilot.family_count().await, 0);
}

#[tokio::test]
async fn problems_are_listed_by_place_and_can_be_taken_away() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let files = with("F002,open,2022-07-19", "F002,opne,31/06/2022");
    let job = pilot.sent(&manager, &files).await;
    let page = pilot.get(&manager, &job).await;
    assert!(
        page.words().contains("2 things to put right"),
        "{}",
        page.words()
    );
    assert!(
        page.words()
            .contains("families 3 B case_status \"opne\" is not allowed here")
    );
    assert!(page.words().contains("families 3 C referral_date"));
    let file = pilot.get(&manager, &format!("{job}/problems")).await;
    assert!(file.header("content-disposition").contains("problems.csv"));
    assert_eq!(file.text().lines().count(), 3);
    // Nothing can be pressed past the problems.
    pilot
        .post(
            &manager,
            &format!("{job}/bring-in"),
            &[("told_on", "30 August 2022")],
        )
        .await;
    assert!(
        pilot
            .get(&manager, &job)
            .await
            .words()
            .contains("2 things to put right")
    );
    assert_eq!(pilot.family_count().await, 0);
}

#[tokio::test]
async fn the_day_the_workbook_tells_of_must_be_a_day_that_has_been() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let job = pilot.sent(&manager, &clean()).await;
    for (typed, told) in [
        ("1 January 2090", "cannot be after today"),
        ("soon", "is not a date"),
    ] {
        pilot
            .post(&manager, &format!("{job}/bring-in"), &[("told_on", typed)])
            .await;
        let page = pilot.get(&manager, &job).await;
        assert!(page.text().contains("<a href=\"#told_on\">"), "{typed}");
        assert!(page.words().contains(told), "{typed}: {}", page.words());
        assert!(page.text().contains(&format!("value=\"{typed}\"")));
    }
    assert_eq!(pilot.family_count().await, 0);
}

/// The pilot's families under headings and words of somebody's own.
fn own_words() -> Files {
    with("family_id,case_status,", "Our family code,How it stands,")
        .into_iter()
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            (
                name,
                text.replace(",no_direct_support,", ",Advice only,")
                    .into_bytes(),
            )
        })
        .collect()
}

/// The name of the control whose label reads so.
fn control(page: &Answer, label: &str) -> String {
    let text = page.text();
    let at = text
        .find(label)
        .unwrap_or_else(|| panic!("{label}: {}", page.words()));
    let before = &text[..at];
    let start = before.rfind("for=\"").unwrap() + 5;
    before[start..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn own_headings_and_words_are_asked_about_and_the_answers_can_be_kept() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let job = pilot.sent(&manager, &own_words()).await;
    let answers = format!("{job}/answers");
    let mut page = pilot.get(&manager, &job).await;
    assert!(
        page.words().contains("still to be answered"),
        "{}",
        page.words()
    );
    assert!(page.words().contains("To be answered"));

    // Pressed too early, it says what is open and stays.
    pilot
        .post(&manager, &answers, &[("turn", "0"), ("act", "check")])
        .await;
    page = pilot.get(&manager, &job).await;
    assert!(page.text().contains("<a href=\"#questions\">"));
    // A page from before does not answer today's questions.
    pilot
        .post(&manager, &answers, &[("turn", "0"), ("act", "check")])
        .await;
    page = pilot.get(&manager, &job).await;
    assert!(page.words().contains("The questions have changed"));

    let mut turn = 1;
    for _ in 0..3 {
        let mut fields = vec![
            ("turn".to_owned(), turn.to_string()),
            ("act".to_owned(), "update".to_owned()),
        ];
        for (label, answer) in [
            ("What “Our family code” is", "family_id"),
            ("What “How it stands” is", "case_status"),
            ("Advice only (", "no_direct_support"),
        ] {
            for at in page.text().match_indices(label).map(|(at, _)| at) {
                let before = &page.text()[..at];
                let start = before.rfind("for=\"").unwrap() + 5;
                let name = before[start..].split('"').next().unwrap();
                fields.push((name.to_owned(), answer.to_owned()));
            }
        }
        // What is not sent stays as it is, so every column keeps its proposal.
        for part in page.text().split("<select").skip(1) {
            let name = part
                .split("name=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            let chosen = part
                .split("</select>")
                .next()
                .unwrap()
                .split("<option ")
                .find(|o| o.contains(" selected"));
            if let Some(chosen) = chosen.filter(|_| fields.iter().all(|(n, _)| n != name)) {
                let value = chosen
                    .split("value=\"")
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap();
                fields.push((name.to_owned(), value.to_owned()));
            }
        }
        let sent: Vec<(&str, &str)> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        pilot.post(&manager, &answers, &sent).await;
        turn += 1;
        page = pilot.get(&manager, &job).await;
    }
    assert!(
        page.words().contains("Everything is answered"),
        "{}",
        page.words()
    );
    let turn = turn.to_string();
    let saved = pilot
        .post(&manager, &answers, &[("turn", &turn), ("act", "save")])
        .await;
    assert!(
        saved
            .header("content-disposition")
            .contains("alongside-mapping.json")
    );
    assert!(saved.text().contains("Our family code"));
    assert!(
        !saved.text().contains("F001"),
        "a mapping says nothing of any family"
    );

    // The next time, the saved answers are all there is to do.
    let job = pilot.sent(&manager, &own_words()).await;
    let broken = pilot
        .upload(
            &manager,
            &format!("{job}/saved-mapping"),
            &[("mapping", "m.json", b"{")],
        )
        .await;
    assert_eq!(broken.status, StatusCode::SEE_OTHER);
    let page = pilot.get(&manager, &job).await;
    assert!(page.words().contains("This is not a mapping file"));
    let path = format!("{job}/saved-mapping");
    pilot
        .upload(&manager, &path, &[("mapping", "m.json", &saved.bytes)])
        .await;
    let page = pilot.get(&manager, &job).await;
    assert!(
        page.words().contains("Everything is answered"),
        "{}",
        page.words()
    );
    let turn = page
        .text()
        .split("name=\"turn\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    pilot
        .post(
            &manager,
            &format!("{job}/answers"),
            &[("turn", &turn), ("act", "check")],
        )
        .await;
    let ready = pilot.get(&manager, &job).await;
    assert!(ready.words().contains("Families 90"), "{}", ready.words());
    let done = pilot.bring_in_by_page(&manager, &job).await;
    assert!(done.words().contains("90 families were added"));
    let evaluator = pilot.sign_in(Role::Evaluator).await;
    let page = pilot
        .get(
            &evaluator,
            "/evaluation/figures?id=fam.status.no_direct_support",
        )
        .await;
    assert!(page.words().contains("Showing 1 to 10 of 10"));
}

#[tokio::test]
async fn a_sheet_can_be_said_to_be_absent() {
    let pilot = Pilot::empty().await;
    let manager = pilot.sign_in(Role::Manager).await;
    let mut files = own_words();
    files.pop();
    let job = pilot.sent(&manager, &files).await;
    let page = pilot.get(&manager, &job).await;
    let name = control(&page, "Where the emergency sessions are");
    let sent = [("turn", "0"), ("act", "update"), (name.as_str(), "absent")];
    pilot.post(&manager, &format!("{job}/answers"), &sent).await;
    let page = pilot.get(&manager, &job).await;
    let section = page
        .text()
        .split("Where the emergency sessions are")
        .nth(1)
        .unwrap();
    let select = section.split("</select>").next().unwrap();
    assert!(
        select.contains("<option value=\"absent\" selected>"),
        "{select}"
    );
}
