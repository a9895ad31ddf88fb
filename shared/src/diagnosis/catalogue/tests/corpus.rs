//! Tests replies of many servers in many languages. An explanation must not blame the wrong party.

use super::*;

/// Columns: provider, host, stage, user, causes, parties, reply.
const REPLIES: &str = include_str!("../../../../fixtures/more-replies.tsv");

#[test]
fn replies_of_many_servers_have_the_right_cause_and_party() {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for line in REPLIES.lines().filter(|line| !line.starts_with('#')) {
        let [provider, host, at, user, causes, parties, reply] = line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("{line}: expected seven columns")
        };
        let provider = Some(provider).filter(|id| *id != "-");
        let stage = stage(at).expect(at);
        let found =
            explain(&Failed { provider, stage, words: reply, host, greeting: "", user: User::Whole(user) });
        let is_right = causes.split('|').any(|cause| cause == found.cause.as_str())
            && parties.split('|').any(|party| party == found.acts.as_str());
        if !is_right {
            wrong.push(format!(
                "{reply}: {} {:?} instead of {causes} {parties}",
                found.cause.as_str(),
                found.acts
            ));
        }
        tried += 1;
    }
    assert!(tried > 200 && wrong.is_empty(), "of {tried}, these are wrong: {wrong:#?}");
}
