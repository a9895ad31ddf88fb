use std::collections::HashSet;

use serde::Deserialize;

use super::{explain, of_mail_server};
use crate::{
    check::{Stage, word},
    diagnosis::{Acts, Failed, User},
    facts::{GrantPeer, grant_errors},
};

/// Replies as the services send them.
const REPLIES: &str = include_str!("../../../../tests/suites/cases/grant-replies.toml");

#[derive(Deserialize)]
struct Replies {
    reply: Vec<Reply>,
}

#[derive(Deserialize)]
struct Reply {
    id: String,
    /// Empty if the reply isn't about a grant.
    cause: String,
    from: GrantPeer,
    provider: String,
    text: String,
    who: String,
}

fn replies() -> Vec<Reply> {
    toml::from_str::<Replies>(REPLIES).expect("the suite has this form").reply
}

#[test]
fn each_reply_has_its_cause_and_party() {
    for reply in replies() {
        let provider = Some(&*reply.provider).filter(|id| *id != "any");
        let found = explain(reply.from, provider, &reply.text);
        let cause = found.as_ref().map_or("", |found| found.cause.as_str());
        assert_eq!(cause, reply.cause, "{}", reply.id);
        let Some(found) = found else { continue };
        assert_eq!(found.acts.as_str(), reply.who, "{}", reply.id);
        assert_eq!(found.client.is_empty(), found.acts == Acts::Technician, "{}", reply.id);
    }
}

#[test]
fn each_row_has_a_reply() {
    let replies = replies();
    let seen: HashSet<&str> = replies.iter().map(|reply| &*reply.cause).collect();
    let unseen: Vec<&str> =
        grant_errors().iter().map(|row| &*row.id).filter(|id| !seen.contains(id)).collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn a_reply_from_elsewhere_or_of_another_provider_is_not_explained() {
    let own = "535 5.7.3 Authentication unsuccessful";
    assert!(explain(GrantPeer::Smtp, Some("microsoft-365"), own).is_some());
    assert!(explain(GrantPeer::Smtp, Some("godaddy-m365"), own).is_some(), "the same servers");
    assert!(explain(GrantPeer::Token, Some("microsoft-365"), own).is_none());
    let number = "AADSTS7000222: The provided client secret keys are expired.";
    assert!(explain(GrantPeer::Token, Some("google-workspace"), number).is_none());
}

#[test]
fn owners_of_private_mailboxes_are_not_sent_to_an_administrator() {
    let reply = "535 5.7.3 Authentication unsuccessful";
    let acts = |provider, user| {
        let (stage, words) = (Stage::Auth, word::TOKEN_REFUSED);
        let failed = Failed {
            provider: Some(provider),
            stage,
            words,
            host: "",
            greeting: "",
            user: User::Whole(user),
        };
        of_mail_server(&failed, reply).map(|found| (found.acts, found.technician.len()))
    };
    assert_eq!(acts("microsoft-365", "ada@bakery.test"), Some((Acts::Administrator, 2)));
    assert_eq!(acts("microsoft-365", "ada@hotmail.com"), None);
    assert_eq!(acts("outlook-com", "ada@outlook.com"), None);
}
