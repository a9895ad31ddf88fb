use super::*;
use crate::{Language, letter};

#[test]
fn a_timeout_is_never_called_a_rejection() {
    let say = letter(Language::En);
    for stage in [
        Stage::Resolve,
        Stage::Connect,
        Stage::Tls,
        Stage::Greeting,
        Stage::Ehlo,
        Stage::Starttls,
        Stage::Auth,
        Stage::Sender,
    ] {
        let [running, ok, failed, timed_out] =
            [None, Some(StageOutcome::Ok), Some(StageOutcome::Fail), Some(StageOutcome::TimedOut)]
                .map(|ended| say.stage(stage, ended, &"info@shop.test"));
        let mut all = [&running, &ok, &failed, &timed_out].map(String::as_str).to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 4, "{stage:?}: {all:?}");
    }
    assert!(say.stage(Stage::Sender, Some(StageOutcome::Ok), &"info@shop.test").ends_with("info@shop.test"));
}

#[test]
fn a_wait_is_rounded_up() {
    let say = letter(Language::En);
    assert_eq!(say.servers_stale(1), say.servers_stale_minutes(1));
    assert_eq!(say.servers_stale(61), say.servers_stale_minutes(2));
    assert_eq!(say.servers_stale(5401), say.servers_stale_hours(&2));
}
