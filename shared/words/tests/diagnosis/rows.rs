//! Tests the sentences for each row of the catalog.

use std::fs;

use shared::{
    check::Stage,
    diagnosis::{Acts, Cause, Mailbox, Named, Side},
    facts::{self, Actor},
};
use words::{Language, causes};

use super::diagnosed;

fn sentence(cause: Cause, mailbox: Mailbox, side: Side) -> Option<String> {
    let named =
        Named { provider: "Shopmail".into(), server: "smtp.shop.test".into(), reply: "550 No".into() };
    causes(Language::En).sentence(cause, mailbox, side, &named)
}

#[test]
fn every_row_has_complete_sentences() {
    for row in facts::errors() {
        let cause = Cause::ALL.into_iter().find(|cause| cause.as_str() == row.id).expect("the row's cause");
        let mut mailboxes = vec![Mailbox::Any];
        mailboxes.extend(row.consumer.map(|_| Mailbox::Consumer));
        mailboxes.extend(row.managed.then_some(Mailbox::Managed));
        for mailbox in mailboxes {
            let of = |side| sentence(cause, mailbox, side);
            assert!(of(Side::Meaning).is_some(), "{}: no meaning for {mailbox:?}", row.id);
            for sentence in [Side::Meaning, Side::Client, Side::Technician].into_iter().filter_map(of) {
                let is_whole = sentence.ends_with(['.', '?']) || sentence.ends_with("550 No");
                assert!(is_whole && !sentence.starts_with(char::is_lowercase), "{}: {sentence}", row.id);
            }
        }
        // A private mailbox has no administrator.
        for side in [Side::Meaning, Side::Client, Side::Technician] {
            let sentence = sentence(cause, Mailbox::Consumer, side).unwrap_or_default().to_lowercase();
            assert!(
                !sentence.contains("admin") && !sentence.contains("organization's"),
                "{}: {sentence}",
                row.id
            );
        }
        let asks_client = sentence(cause, Mailbox::Consumer, Side::Client).is_some();
        assert_eq!(asks_client, row.consumer == Some(Actor::Client), "{}", row.id);
    }
}

#[test]
fn every_reply_is_explained_to_the_person_who_has_to_act() {
    let replies = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/replies.tsv");
    let text = fs::read_to_string(replies).unwrap();
    let mut tried = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let [id, provider, at, reply] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}: expected four columns")
        };
        let Ok(stage) = serde_json::from_value::<Stage>(at.into()) else { continue };
        let found = diagnosed(Some(provider).filter(|id| *id != "-"), stage, reply, "");
        tried += 1;
        assert_eq!(found.cause, id, "{reply}");
        assert_eq!(found.client.is_empty(), found.acts == Acts::Technician, "{id}: {found:?}");
        assert!(
            found.acts != Acts::Technician || !found.technician.is_empty(),
            "{id} doesn't say what to do"
        );
        let meaning = found.meaning.to_lowercase();
        let blames = ["is wrong", "was not accepted", "wrong password", "incorrect"];
        let blames = blames.iter().any(|words| meaning.contains(words)) && meaning.contains("password");
        assert!(!blames || found.secret_refused || meaning.contains(" or "), "{id}: {meaning}");
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn an_account_in_another_region_is_recognized() {
    for (provider, words) in [
        ("sparkpost", "535 5.7.8 This account is in the EU region"),
        ("mailgun", "535 the domain is in another region"),
        ("amazon-ses", "535 Authentication Credentials Invalid"),
    ] {
        let found = diagnosed(Some(provider), Stage::Auth, words, "AKIAEXAMPLE");
        let text = format!("{} {} {}", found.meaning, found.client, found.technician).to_lowercase();
        assert!(text.contains("region"), "{provider}: {found:?}");
    }
}
