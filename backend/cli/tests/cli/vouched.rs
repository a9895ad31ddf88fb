//! A server that makes up both the link and the submission. Like anyone, it can encrypt to the technicians, but it
//! can't sign as a manager whose key was verified.

use std::sync::{Arc, Mutex};

use serde_json::json;
use shared::{
    details::SecretKind,
    link::Link,
    open::Identities,
    recipients::{Recipient, RecipientSet},
    retention::Days,
    seal::{seal, seal_link},
    secret::Secret,
    voucher::{Voucher, VouchingKey},
    wire::SealedSubmission,
};

use crate::{
    stranger::answering_with,
    support::{Machine, Ran, SAY, longest, read},
};

const SITE: &str = "bakery.test";

/// A technician's machine, and a server that returns what the test specifies.
struct World {
    machine: Machine,
    set: RecipientSet,
    link: Link,
    body: Arc<Mutex<String>>,
    url: String,
}

impl World {
    fn new() -> Self {
        let machine = Machine::new();
        machine.run(&["keygen", "-o", "key.txt"]).well();
        let identities = Identities::parse(&read(&machine.path("key.txt"))).unwrap();
        let ada = Recipient::new("Ada", &identities.public_keys()[0]).unwrap();
        let set = RecipientSet::new(1, vec![ada]).unwrap();
        let link = Link::new(set.pin(), |secret| secret.fill(1));
        let body = Arc::new(Mutex::new(String::new()));
        let (url, _) = answering_with(body.clone());
        Self { machine, set, link, body, url }
    }

    /// Returns Max's voucher for the link, with the key that `fill` creates.
    fn voucher(&self, fill: u8, site: &str) -> Voucher {
        VouchingKey::new(|seed| seed.fill(fill)).vouch("Max", &self.link, &site.parse().unwrap())
    }

    /// Opens a submission that came through the link with this voucher.
    fn open(&self, voucher: Option<&Voucher>, more: &[&str]) -> Ran {
        let answers = json!({
            "provider": "", "host": "smtp.evil.test", "port": 465, "security": "implicit-tls", "username": "a",
            "address": "a@bakery.test", "note": "",
        });
        let answers = serde_json::from_value(answers).unwrap();
        let secret = Secret::from_text(SecretKind::AppPassword, "hunter2".into()).unwrap();
        let submission = SealedSubmission {
            sealed: seal(&self.link, &self.set, &answers, &secret, 0).unwrap(),
            sealed_link: seal_link(&self.link, voucher, &self.set).unwrap(),
            recipients: self.set.clone(),
            site: SITE.parse().unwrap(),
            client: "Bakery".into(),
            keep: Days::NONE,
        };
        *self.body.lock().unwrap() = serde_json::to_string(&submission).unwrap();
        let environment = [("SEALPOST_TOKEN", "0123"), ("SEALPOST_SERVER", self.url.as_str())];
        let args = [&["open", "0123456789", "-i", "key.txt", "--show"], more].concat();
        self.machine.run_with(&args, "", &environment)
    }

    /// Asserts that nothing is shown, and that this is the reason.
    fn assert_refused(&self, voucher: Option<&Voucher>, more: &[&str], reason: &str) {
        let output = self.open(voucher, more);
        assert!(output.code == 1 && output.err.contains(reason), "{reason}: {output:?}");
        assert!(output.out.is_empty() && !output.err.contains("evil"), "{output:?}");
    }
}

/// Returns the fingerprint of the key that `fill` creates.
fn fingerprint(fill: u8) -> String {
    VouchingKey::new(|seed| seed.fill(fill)).manager("Max").fingerprint()
}

#[test]
fn a_link_forged_by_the_operator_must_be_verified_first() {
    let world = World::new();
    let (real, forged) = (world.voucher(1, SITE), world.voucher(2, SITE));
    let (key, other) = (fingerprint(1), fingerprint(2));
    world.assert_refused(Some(&real), &[], &SAY.trust_new(&"Max"));
    world.assert_refused(Some(&real), &[], longest(SAY.trust_receipt_parts()));
    world.assert_refused(Some(&real), &["--accept-manager", &other], SAY.trust_other_key());
    let met = world.open(Some(&real), &["--accept-manager", &key.replace(' ', "-").to_uppercase()]);
    assert!(met.out.contains("hunter2"), "{met:?}");
    assert!(world.open(Some(&real), &[]).out.contains("hunter2"), "accepting once is enough");

    world.assert_refused(Some(&forged), &[], &SAY.trust_another(&"Max"));
    world.assert_refused(Some(&forged), &["--accept-manager", &key], SAY.trust_other_key());
    world.assert_refused(None, &[], SAY.trust_not_vouched());
    world.assert_refused(None, &["--accept-manager", &key], SAY.trust_not_vouched());
    assert!(
        world.open(None, &["--accept-unvouched"]).out.contains("hunter2"),
        "accepted although nobody vouched for it"
    );

    let elsewhere = world.voucher(1, "florist.test");
    let every_flag = ["--accept-manager", key.as_str(), "--accept-unvouched"];
    world.assert_refused(Some(&elsewhere), &every_flag, &SAY.origin_other_link(&SITE));
}
