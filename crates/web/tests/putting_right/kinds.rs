//! Every kind comes back in its form with nothing lost, and is put right with a reason.

use access::Role;
use axum::http::StatusCode;
use record::Fact;

use crate::common::forms::{OPEN, chronology, count, person};
use crate::entries::{NOT_RECORDED, form, may, newest, of, sent, standing, told, whole_chronology};

#[tokio::test]
async fn a_form_sent_as_it_came_says_nothing_new_of_any_kind() {
    let pilot = told().await;
    for role in [Role::Manager, Role::SocialWorker] {
        let page = chronology(&pilot, role, of(role)).await;
        let entries = standing(&page);
        for (kind, _) in Fact::KINDS {
            let mut of_kind = entries.iter().filter(|(_, of)| of == kind).peekable();
            if NOT_RECORDED.contains(kind) || !may(role, kind) {
                continue;
            }
            assert!(of_kind.peek().is_some(), "{kind}");
            for (number, _) in of_kind {
                let unchanged = form(&pilot, role, *number).await;
                let unchanged = unchanged.with("why", &["to see that it is whole"]);
                let answer = sent(&pilot, role, *number, &unchanged).await;
                let words = answer.words();
                assert!(
                    words.contains("Nothing is different yet"),
                    "{kind}: {words}"
                );
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
            }
        }
    }
}

#[tokio::test]
async fn every_kind_is_put_right_and_the_original_stays_with_the_reason() {
    let pilot = told().await;
    let name = format!("name-{}", person(OPEN, 1));
    let child = format!("missing_episodes_ref_{}", person(OPEN, 1));
    let changes = [
        ("household", &name[..], "Robin Testing", "Robin Testing"),
        (
            "residence",
            "place",
            "with an aunt in Brightsea",
            "with an aunt in Brightsea",
        ),
        (
            "referral",
            "community",
            "the gardening club",
            "the gardening club",
        ),
        (
            "re_referral",
            "of",
            "family",
            "The family was referred to the service again",
        ),
        ("case_holder", "day", "2022-08-11", ""),
        (
            "threshold_decision",
            "grounds",
            "weighed anew",
            "weighed anew",
        ),
        ("baseline", &child, "3", ""),
        ("closure_data", "drugs_clo", "no", ""),
        ("safeguarding_status", "status", "CIN", "Child in need"),
        (
            "emergency_session",
            "police_callouts",
            "2",
            "Police call-outs: 2",
        ),
        (
            "closure",
            "words",
            "said goodbye at the door",
            "said goodbye at the door",
        ),
        ("note", "text", "a line put right", "a line put right"),
        (
            "consultation",
            "advice",
            "meet at the park",
            "meet at the park",
        ),
        (
            "professional_advice",
            "words",
            "begin with a walk",
            "begin with a walk",
        ),
        (
            "allocation",
            "frequency",
            "once a fortnight",
            "once a fortnight",
        ),
        (
            "allocation_change",
            "look_again",
            "2022-09-01",
            "1 September 2022",
        ),
        ("key_worker", "reason", "a new post", "a new post"),
        (
            "consent",
            "how",
            "said so on the telephone",
            "said so on the telephone",
        ),
        ("contact_attempt", "time", "16:15", "16:15"),
        (
            "engagement",
            "words",
            "not before the holidays",
            "not before the holidays",
        ),
        (
            "asked_to_start",
            "words",
            "I am quite ready",
            "I am quite ready",
        ),
        (
            "safe_contact",
            "words",
            "never on a Monday",
            "never on a Monday",
        ),
        ("inbound_call", "words", "about Tuesday", "about Tuesday"),
        ("call_back", "result", "left_word", "Left word"),
        (
            "appointment",
            "place",
            "the bench by the pier",
            "the bench by the pier",
        ),
        ("session", "minutes", "25", "25 minutes"),
        (
            "session_note",
            "own_words",
            "I feel much lighter",
            "I feel much lighter",
        ),
        ("goal", "words", "sleep until seven", "sleep until seven"),
        ("goal_progress", "progress", "reached", "Reached"),
        ("advocacy", "after", "20.25", "20.25 after"),
        (
            "community_referral",
            "service",
            "The garden club",
            "The garden club",
        ),
        (
            "community_step",
            "words",
            "went four times",
            "went four times",
        ),
        (
            "review",
            "plan",
            "ring every other week",
            "ring every other week",
        ),
        (
            "prediction",
            "words",
            "a job by the sea",
            "a job by the sea",
        ),
        ("follow_up", "advice", "the law centre", "the law centre"),
        ("feedback", "words", "you came back", "you came back"),
        ("concern", "seen", "alone by the pier", "alone by the pier"),
        (
            "concern_step",
            "words",
            "I shall ring the school",
            "I shall ring the school",
        ),
        (
            "safety_plan",
            "words",
            "sober by tea time",
            "sober by tea time",
        ),
        (
            "safety_plan_item",
            "words",
            "her aunt has a key",
            "her aunt has a key",
        ),
        (
            "safety_plan_step",
            "words",
            "the aunt has agreed",
            "the aunt has agreed",
        ),
        (
            "safety_plan_end",
            "words",
            "a whole year of it",
            "a whole year of it",
        ),
        ("lapse", "words", "one glass of cider", "one glass of cider"),
    ];
    for (kind, _) in Fact::KINDS {
        let changed = changes.iter().any(|(of, ..)| of == kind);
        assert_eq!(changed, !NOT_RECORDED.contains(kind), "{kind}");
    }
    for (kind, field, value, seen) in changes {
        // Everybody puts right what they wrote; of these the manager alone: the last way of closing is
        // an exception. The safety plan is Social Care's.
        let writer = match kind {
            "threshold_decision" | "case_holder" | "closure" => Role::Manager,
            "concern_step" | "safety_plan" | "safety_plan_step" | "safety_plan_end" => {
                Role::SocialWorker
            }
            _ => Role::Practitioner,
        };
        let number = newest(&pilot, writer, kind).await;
        let page = || whole_chronology(&pilot, writer, of(writer));
        let before = count(&page().await, kind);
        let right = form(&pilot, writer, number).await.with(field, &[value]);
        let unsaid = sent(&pilot, writer, number, &right).await;
        assert!(unsaid.words().contains("Say why it is put right"), "{kind}");
        let why = format!("a slip about {kind}");
        let answer = sent(&pilot, writer, number, &right.with("why", &[&why])).await;
        let words = answer.words();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kind}: {words}");
        let page = page().await;
        assert_eq!(count(&page, kind), before + 1, "{kind}: the original stays");
        assert!(page.words().contains(seen), "{kind}");
        let original = page
            .text()
            .split(&format!("id=\"entry-{number}\""))
            .nth(1)
            .unwrap();
        let original = original.split("</article>").next().unwrap();
        assert!(original.contains(&why), "{kind}");
        assert!(original.contains("class=\"app-corrected\""), "{kind}");
    }
}
