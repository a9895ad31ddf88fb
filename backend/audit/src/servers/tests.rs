use shared::dns::{Found, Txt};

use super::*;

fn text(text: &str, ttl: u32) -> Answer {
    Answer::Found(Found { data: vec![Data::Txt(Txt(vec![text.into()]))], ttl, hops: Vec::new() })
}

fn none() -> Answer {
    Answer::NoData { hops: Vec::new() }
}

fn silent(why: Why) -> Answer {
    Answer::Unknown(Silence { server: "192.0.2.1:53".into(), why })
}

fn servers(answers: Vec<Answer>) -> Vec<Server> {
    let server = |(index, answer)| Server { name: format!("ns{index}.test"), answers: Ok(vec![answer]) };
    answers.into_iter().enumerate().map(server).collect()
}

fn spread(answers: Vec<Answer>, cached: &Answer) -> Spread {
    let watched = Watched { what: "SPF", name: "shop.test".into() };
    spread_of(&watched, 0, &servers(answers), cached, 900).unwrap()
}

#[test]
fn a_record_on_some_servers_is_reported_with_old_caches() {
    let (new, old) = ("v=spf1 mx -all", "v=spf1 -all");
    let counts = |spread: &Spread| (spread.on, spread.of, spread.silent, spread.stale);
    let half = spread(vec![text(new, 300), text(old, 600), text(new, 300)], &text(new, 20));
    assert_eq!((half.value.as_str(), counts(&half)), (new, (2, 3, 0, 600)));
    let cached = spread(vec![text(new, 300), text(new, 300)], &text(old, 120));
    assert_eq!(counts(&cached), (2, 2, 0, 120), "a resolver still caches the old record");
    let absent = spread(vec![text(new, 300)], &none());
    assert_eq!(counts(&absent), (1, 1, 0, 900), "a missing record is cached too");
    let quiet = spread(vec![text(new, 300), silent(Why::TimedOut)], &text(new, 5));
    assert_eq!(counts(&quiet), (1, 2, 1, 0));
}

#[test]
fn servers_that_do_not_answer_for_the_zone_are_reported() {
    let mut servers = servers(vec![none(), silent(Why::Refused), silent(Why::TimedOut)]);
    servers.push(Server { name: "gone.test".into(), answers: Err(true) });
    servers.push(Server { name: "private.test".into(), answers: Err(false) });
    let findings = unwell(&servers, "shop.test");
    let ids: Vec<String> = findings.iter().map(Judged::id).collect();
    assert_eq!(ids, ["domain.server-lame", "domain.server-silent"]);
    assert_eq!(findings[0].seen.len(), 2, "{:?}", findings[0]);
    let Some(shared::report::Silent::Dns(silence)) = &findings[1].silent else { panic!("{findings:?}") };
    assert_eq!(silence.server, "192.0.2.1:53");
    assert!(unwell(&servers[..1], "shop.test").is_empty());
}
