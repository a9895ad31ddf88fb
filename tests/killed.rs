//! The server is killed right after it has acknowledged a submission: what it acknowledged is there when it
//! comes back, and what it did not acknowledge is there whole or not at all.

use std::thread;

use shared::{
    open::{is_from_link, open, open_link},
    rules::Security,
    status::Status,
    wire::{Receipt, SealedSubmission},
};
use support::{
    agency::{Agency, Made},
    client::{Client, answers},
    http::Answer,
    server::Server,
};

const TIMES: usize = 50;

#[test]
fn nothing_acknowledged_is_lost_and_nothing_half_written_is_shown() {
    let mut server = Server::start(&[]);
    let agency = Agency::set_up(&server);
    let mut acknowledged: Vec<(Made, String, Receipt)> = Vec::new();
    for round in 0..TIMES {
        let (made, other) =
            (agency.onboarding("Bakery", "shop.test"), agency.onboarding("Clinic", "clinic.test"));
        let secret = format!("secret of round {round}");
        let receipt = kill_while_two_submit(
            &mut server,
            &agency.client(&made.link),
            &agency.client(&other.link),
            &secret,
        );
        server.restart();
        acknowledged.push((made, secret, receipt));
        assert_whole_or_absent(&agency, &other, &format!("other secret of round {round}"));
    }
    for (made, secret, receipt) in &acknowledged {
        assert_eq!(agency.client(&made.link).view().receipt.as_ref(), Some(receipt));
        assert_whole(&agency, made, secret);
    }
}

/// One client submits and is answered; another is in the middle of it when the server dies.
fn kill_while_two_submit(server: &mut Server, client: &Client, other: &Client, secret: &str) -> Receipt {
    let answers = answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test");
    let request = client.seal(&answers, secret);
    let others = serde_json::to_vec(&other.seal(&answers, &format!("other {secret}"))).expect("JSON");
    thread::scope(|scope| {
        scope.spawn(|| {
            // Whether it is answered is the server's luck.
            let _: Result<Answer, _> = other.api.try_send("POST", &other.path("/submission"), &others);
        });
        let answer = client.submit(&request);
        server.kill();
        assert_eq!(answer.status, 201, "{answer}");
        answer.json()
    })
}

fn assert_whole(agency: &Agency, made: &Made, secret: &str) {
    let path = format!("/api/onboardings/{}/sealed", made.id);
    let kept: SealedSubmission = agency.technician.get(&path).json();
    let opened = open(&agency.identities, &kept.sealed.file).expect("it opens");
    assert_eq!(opened.secret.expose(), secret);
    let link = open_link(&agency.identities, &kept.sealed_link).expect("it opens");
    assert!(is_from_link(&link, &kept.sealed, &opened));
    let activity = agency.seen(&made.id).activity;
    assert_eq!(activity.iter().filter(|entry| entry.code == "submission.stored").count(), 1);
}

fn assert_whole_or_absent(agency: &Agency, made: &Made, secret: &str) {
    let seen = agency.seen(&made.id);
    match seen.row.status {
        Status::Submitted => assert_whole(agency, made, secret),
        Status::Waiting => {
            assert_eq!(seen.receipt, None);
            assert!(seen.activity.iter().all(|entry| entry.code != "submission.stored"));
        }
        status => panic!("half submitted: {status:?}"),
    }
}
