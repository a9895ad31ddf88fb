//! The sandbox, used as its own instructions say. Only in builds that include it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use shared::{
    link::Link,
    report::{Report, Topic, Verdict},
};

use crate::support::{Machine, PROGRAM, Ran, SAY};

/// A running sandbox, and what it prints.
struct Sandbox {
    child: Child,
    machine: Machine,
    words: String,
}

impl Sandbox {
    fn start() -> Self {
        let machine = Machine::new();
        let mut command = machine.command(PROGRAM);
        command.args(["serve", "--demo"]).env("SEALPOST_LISTEN", "127.0.0.1:0").stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut words = String::new();
        while !words.contains("--check") {
            words.push_str(&lines.next().expect("output up to the last command"));
            words.push('\n');
        }
        Self { child, machine, words }
    }

    /// Returns the first word with this prefix.
    fn word(&self, start: &str) -> &str {
        self.words.split_whitespace().find(|word| word.starts_with(start)).unwrap()
    }

    /// Runs `sealpost` with the environment that the printed `export` lines set.
    fn run(&self, args: &[&str], input: &str) -> Ran {
        let names = ["SEALPOST_DNS=", "SEALPOST_EXTRA_ROOTS=", "XDG_CONFIG_HOME="];
        let pairs = names.map(|name| self.word(name).split_once('=').unwrap());
        self.machine.run_with(args, input, &pairs)
    }

    fn report(&self, link: &Link) -> Report {
        let server = self.link().split_once("/o#").unwrap().0;
        let mut answer = ureq::post(format!("{server}/api/o/{}/report", link.locator()))
            .header("authorization", format!("Bearer {}", link.token().expose()))
            .send_json(serde_json::json!({ "every_server": true }))
            .unwrap();
        answer.body_mut().read_json().unwrap()
    }

    fn link(&self) -> &str {
        self.words.split_whitespace().find(|word| word.contains("/o#")).unwrap()
    }

    fn panel(&self, action: &str) -> String {
        let panel =
            self.words.split_whitespace().find(|word| word.starts_with("http") && word.ends_with('/'));
        let mut answer = ureq::post(format!("{}{action}", panel.unwrap())).send_empty().unwrap();
        answer.body_mut().read_to_string().unwrap()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn worst_of_spf(report: &Report) -> Verdict {
    report.findings.iter().filter(|f| f.topic == Topic::Spf).map(|f| f.verdict).max().unwrap()
}

#[test]
fn the_whole_journey_works_as_the_instructions_say() {
    let sandbox = Sandbox::start();
    let link = sandbox.link();
    let details = |secret: &str| {
        serde_json::json!({ "address": "orders@lindqvist-bakery.test", "secret": secret }).to_string()
    };
    let wrong = sandbox.run(&["seal", link], &details("wron gpas swor dxxx")).ended(1);
    assert!(
        wrong.contains(&SAY.discovered_provider(&"orders@lindqvist-bakery.test", &"Sandbox Mail"))
            && wrong.contains(SAY.check_stage_not_signed_in()),
        "{wrong}"
    );
    assert!(wrong.contains(SAY.seal_nothing_sent()), "{wrong}");
    let receipt = sandbox.run(&["seal", link], &details("sand boxe sand boxe")).well();
    assert!(receipt.starts_with(&SAY.seal_receipt_for(&"Sam")), "{receipt}");

    let parsed = Link::parse(link).unwrap();
    assert_eq!(worst_of_spf(&sandbox.report(&parsed)), Verdict::Fail);
    let say = words::sandbox(words::Language::En);
    let page = sandbox.panel("apply");
    assert!(page.contains(&say.applied(3)) && page.contains("_spf.sandbox-mail.test"), "{page}");
    assert_eq!(worst_of_spf(&sandbox.report(&parsed)), Verdict::Ok);
    assert!(sandbox.panel("apply").contains(say.applied_none()));
    assert!(sandbox.panel("reset").contains(say.reset_done()));

    let server = link.split_once("/o#").unwrap().0;
    let login = ["login", server, "--email", "sam@sandbox-agency.test", "--password-stdin"];
    sandbox.run(&login, "warm paper red wax").ended(0);
    let (_, command) = sandbox.words.split_once("sealpost open ").unwrap();
    let mut words = command.split_whitespace();
    let (id, key) = (words.next().unwrap(), words.nth(1).unwrap());
    let vouched_by = sandbox.words.rsplit('\'').nth(1).unwrap();
    let opened =
        sandbox.run(&["open", id, "-i", key, "--accept-manager", vouched_by, "--check", "--show"], "");
    assert!(opened.err.contains(SAY.check_works()), "{opened:?}");
    assert!(opened.well().contains("secret    sandboxesandboxe\n"));
}

#[test]
fn the_sandbox_listens_on_this_machine_only() {
    let environment = [("SEALPOST_LISTEN", "0.0.0.0:0"), ("SEALPOST_PUBLIC_URL", "https://post.test")];
    let output = Machine::new().run_with(&["serve", "--demo"], "", &environment).ended(2);
    assert!(output.contains(SAY.demo_loopback_only()), "{output}");
}
