use net::inbox;
use sealpost_core::{
    notice::HelpAsked,
    store::{Happened, Help},
};
use serde_json::{Value, json};
use shared::{
    status::Step,
    utc_offset::UtcOffset,
    wire::{Call, Situation},
};

use super::*;

fn post(mailer: &Mailer) -> Post<'_> {
    Post { mailer, agency: "Nord".into(), sender: "Nord Studio".into(), url: "https://post.test" }
}

#[test]
fn each_mail_has_a_subject_a_greeting_and_a_topic() {
    let mailer = inbox::mailer(25);
    let post = post(&mailer);
    let site = "bakery.test".parse().unwrap();
    let (technician, client, onboarding, at) = ("Tess", "Bakery", "0123", 1_796_468_640);
    let (name, url) = ("Ada", "https://post.test/staff#setup=1");
    for (mail, parts) in [
        (
            Mail::Submitted { manager: "Mia", client, site: &site, onboarding },
            ["Hello Mia,", "Bakery", "https://post.test/staff/onboardings/0123"],
        ),
        (
            Mail::DeletionSoon { technician, client, site: &site, onboarding, at },
            ["Hello Tess,", "December 5, 2026, 11:04 UTC", "https://post.test/staff/queue/0123"],
        ),
        (
            Mail::SecretExpires {
                manager: "Mia",
                client,
                site: &site,
                onboarding,
                at,
                when: When::Ahead,
                next: NextStep::NewLink,
            },
            ["Hello Mia,", "expires on December 5, 2026", "https://post.test/staff/onboardings/0123"],
        ),
        (
            Mail::ProofDue { name, client, site: &site, onboarding, at },
            ["Hello Ada,", "On December 5, 2026", "https://post.test/staff/onboardings/0123"],
        ),
        (
            Mail::HelpAsked(HelpAsked {
                name: "Mia",
                client,
                site: &site,
                onboarding,
                help: &help(Situation::CheckFailed),
                meaning: Some("The password is wrong."),
            }),
            ["Hello Mia,", "Bakery", "https://post.test/staff/onboardings/0123"],
        ),
        (Mail::Deleted { client, site: &site, at, number: "7k" }, ["Hello Bakery,", "Nord", "7K"]),
        (Mail::SetupLink { name, url }, ["Hello Ada,", MAIL.setup(), url]),
        (
            Mail::PersonChanged { admin: "Mira", name, notice: Notice::KeyReplaced },
            ["Hello Mira,", &MAIL.person_key_replaced(&name), &MAIL.person_if_unexpected(&name)],
        ),
    ] {
        let letter = post.write(mail);
        assert!(!letter.subject.is_empty());
        for part in parts {
            assert!(letter.text().contains(part), "{part}: {}", letter.text());
        }
    }
}

/// Returns a request for help, with a note and a call.
fn help(situation: Situation) -> Help {
    let phone = "+1 415 555-0142".parse().unwrap();
    Help {
        at: 1_796_468_640,
        step: Step::Check,
        happened: Happened { situation, cause: None },
        note: Some("I see no button.".parse().unwrap()),
        call: Some(Call {
            phone,
            from: 1_796_468_640,
            until: 1_796_472_240,
            offset: UtcOffset::try_from(13 * 60).unwrap(),
        }),
        settled: None,
    }
}

#[test]
fn an_email_about_a_client_who_is_stuck_says_where_and_what_happened() {
    let mailer = inbox::mailer(25);
    let post = post(&mailer);
    let site: Domain = "bakery.test".parse().unwrap();
    let why = MAIL.help_check_failed_why(&"The password is wrong.");
    let failed = MAIL.help_check_failed();
    for (situation, meaning, happened) in [
        (Situation::Nothing, Some("The password is wrong."), vec![]),
        (Situation::CheckFailed, Some("The password is wrong."), vec![why.as_str()]),
        (Situation::CheckFailed, Some(""), vec![failed]),
        (Situation::CheckFailed, None, vec![failed]),
        (
            Situation::ChecksUsedUp,
            Some("The password is wrong."),
            vec![MAIL.help_checks_used_up(), why.as_str()],
        ),
        (Situation::ChecksUsedUp, None, vec![MAIL.help_checks_used_up()]),
        (Situation::RecordsWrong, None, vec![MAIL.help_records_wrong()]),
        (Situation::LinkOver, None, vec![MAIL.help_link_over()]),
    ] {
        let help = help(situation);
        let asked = HelpAsked {
            name: "Mia",
            client: "Bakery",
            site: &site,
            onboarding: "0123",
            help: &help,
            meaning,
        };
        let letter = post.write(Mail::HelpAsked(asked));
        let (day, start, end) = ("December 6, 2026", "12:04 AM", "1:04 AM");
        let mut expected = vec![
            MAIL.help(&"Bakery", &site),
            MAIL.help_where(&words::staff(LANGUAGE).place_check()),
            MAIL.help_note(&"I see no button."),
            MAIL.help_call(&"+1 415 555-0142", &day, &start, &end, &"UTC+13"),
            MAIL.help_link().to_owned(),
            "https://post.test/staff/onboardings/0123".to_owned(),
        ];
        expected.splice(2..2, happened.into_iter().map(str::to_owned));
        assert_eq!(letter.paragraphs, expected, "{situation:?}");
        assert_eq!(letter.subject, MAIL.help_subject(&"Bakery"));
    }
}

/// Returns a finding that is wrong, with a fix of this kind.
fn finding(topic: &str, action: Option<&str>) -> Finding {
    let fix = action.map(|action| json!({ "action": action, "summary": "Correct it.", "records": [] }));
    serde_json::from_value(json!({
        "id": "missing", "topic": topic, "verdict": "fail", "cause": "missing", "meaning": "It's gone.",
        "seen": [], "why": "", "fix": fix
    }))
    .unwrap()
}

/// Returns the email about what got worse.
fn drifted_letter(host: &Value, worse: &[&Finding]) -> (String, Vec<String>) {
    let mailer = inbox::mailer(25);
    let post = post(&mailer);
    let report: Report = serde_json::from_value(json!({
        "domain": "bakery.test", "provider": "", "dns_host": host, "findings": [], "spf": null,
        "servers": [], "asked": 1, "millis": 1
    }))
    .unwrap();
    let site: Domain = "www.bakery.test".parse().unwrap();
    let letter = post.write(Mail::RecordsDrifted(Drifted {
        manager: "Mia",
        client: "Bakery",
        site: &site,
        onboarding: "0123",
        report: &report,
        worse,
    }));
    (letter.subject, letter.paragraphs)
}

#[test]
fn an_email_about_dns_records_says_what_got_worse_and_who_acts() {
    let domain = "bakery.test";
    let no_host = Value::Null;
    let host = json!({ "id": "", "name": "Hosty", "panel_url": "", "panel_path": "", "notes": [] });
    let (subject, paragraphs) = drifted_letter(&host, &[&finding("spf", Some("add"))]);
    assert_eq!(subject, MAIL.drifted_subject(&domain));
    assert_eq!(
        paragraphs,
        [
            MAIL.drifted(&"Bakery", &"www.bakery.test", &domain),
            MAIL.drifted_what(&"SPF", &"It's gone."),
            MAIL.drifted_fix(&"Correct it."),
            MAIL.drifted_acts_at(&domain, &"Hosty"),
            MAIL.drifted_link().to_owned(),
            "https://post.test/staff/onboardings/0123".to_owned(),
        ]
    );
    let (records, details) = (MAIL.drifted_link(), MAIL.drifted_details());
    let both = || MAIL.drifted_both(&domain);
    let at_host = || MAIL.drifted_acts_at(&domain, &"Hosty");
    for (host, worse, acts, link) in [
        (&no_host, vec![("spf", Some("add"))], MAIL.drifted_acts(&domain), records),
        (&host, vec![("spf", None)], at_host(), details),
        (&host, vec![("spf", Some("ask")), ("mx", Some("remove"))], at_host(), records),
        (&host, vec![("dmarc", Some("ask"))], at_host(), details),
        (&host, vec![("domain", None)], at_host(), details),
        (&host, vec![("dkim", Some("replace"))], at_host(), records),
        (&host, vec![("dkim", Some("ask"))], both(), details),
        (&host, vec![("domain", None), ("dkim", None)], both(), details),
    ] {
        let found: Vec<Finding> = worse.iter().map(|(topic, action)| finding(topic, *action)).collect();
        let (_, paragraphs) = drifted_letter(host, &found.iter().collect::<Vec<_>>());
        assert_eq!(paragraphs[paragraphs.len() - 3..][..2], [acts, link.to_owned()], "{worse:?}");
    }
}

#[test]
fn an_email_about_a_client_secret_says_when_it_expires() {
    let site: Domain = "bakery.test".parse().unwrap();
    let day = "December 5, 2026";
    for (when, subject, what) in [
        (When::Ahead, MAIL.secret_ahead_subject(&site, &day), MAIL.secret_ahead(&"Bakery", &site, &day)),
        (When::Today, MAIL.secret_today_subject(&site), MAIL.secret_today(&"Bakery", &site, &day)),
        (When::Over, MAIL.secret_over_subject(&site), MAIL.secret_over(&"Bakery", &site, &day)),
    ] {
        assert_eq!(secret_expires("Bakery", &site, 1_796_428_800, when), (subject, what));
    }
}

/// A new link would replace one that the client has yet to use, or delete settings that no site uses yet.
#[test]
fn an_email_about_a_client_secret_says_what_to_do_next() {
    let (client, what) = (&"Bakery", "It expires.");
    let (stops, stopped) = (MAIL.secret_stops(), MAIL.secret_stopped());
    let new_link = [MAIL.secret_next(client), MAIL.secret_link(client)];
    let remind = [MAIL.secret_pending(client), MAIL.secret_pending_link(client)];
    let board = MAIL.submitted_link().to_owned();
    for (next, when, meaning, todo) in [
        (NextStep::NewLink, When::Ahead, Some(stops), new_link.clone()),
        (NextStep::NewLink, When::Over, Some(stopped), new_link),
        (NextStep::Remind, When::Today, Some(stops), remind.clone()),
        (NextStep::Remind, When::Over, Some(stopped), remind),
        (NextStep::Configure, When::Ahead, None, [MAIL.secret_unused(client), board.clone()]),
        (NextStep::Configure, When::Over, None, [MAIL.secret_unused_over(client), board]),
    ] {
        let expected = meaning.map_or_else(|| what.to_owned(), |meaning| format!("{what} {meaning}"));
        let [first, second, third] = secret_next("Bakery", what.to_owned(), when, next);
        assert_eq!((first, [second, third]), (expected, todo), "{next:?}, {when:?}");
    }
}
