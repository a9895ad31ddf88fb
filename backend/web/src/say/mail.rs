//! The emails, each with a subject and paragraphs.

use async_trait::async_trait;
use net::mail::{MailError, Mailer};
use sealpost_core::notice::{self, Drifted, Mail, Notice, When};
use shared::{
    details::Answers,
    report::{Report, Topic},
    rules::{Address, Domain},
};

use super::LANGUAGE;

const MAIL: words::Mail = words::mail(LANGUAGE);

/// Writes mails for an agency, and sends them.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    /// Sends the mail.
    pub mailer: &'a Mailer,
    /// The agency's name.
    pub agency: &'a str,
    /// The server's public address.
    pub url: &'a str,
}

#[async_trait]
impl notice::Post for Post<'_> {
    async fn send(&self, to: &Address, mail: Mail<'_>) -> Result<(), MailError> {
        let letter = self.write(mail);
        self.mailer.send(to, &letter.subject, letter.text()).await
    }
}

/// Returns the subject and text of the message with which a technician tests settings that they opened.
pub fn test(answers: &Answers) -> (&'static str, String) {
    let sent = MAIL.test(&answers.host, &answers.port, &answers.address);
    (MAIL.test_subject(), format!("{sent}\n\n{}\n", MAIL.test_arrived()))
}

/// The content of an email.
struct Letter<'a> {
    subject: String,
    /// The name in the greeting.
    name: &'a str,
    paragraphs: Vec<String>,
}

impl Letter<'_> {
    /// Returns the email's text: greeting and paragraphs.
    fn text(&self) -> String {
        let mut text = MAIL.hello(&self.name);
        for paragraph in &self.paragraphs {
            text.push_str("\n\n");
            text.push_str(paragraph);
        }
        text.push('\n');
        text
    }
}

impl Post<'_> {
    fn write<'a>(&self, mail: Mail<'a>) -> Letter<'a> {
        let page = |onboarding: &str| format!("{}/staff/onboardings/{onboarding}", self.url);
        let (subject, name, paragraphs) = match mail {
            Mail::Submitted { manager, client, site, onboarding } => (
                MAIL.submitted_subject(&client),
                manager,
                vec![MAIL.submitted(&client, site), MAIL.submitted_link().into(), page(onboarding)],
            ),
            Mail::AccountChanged { name, notice } => {
                let (subject, what) = account_changed(notice);
                (subject.into(), name, vec![what.into(), MAIL.account_if_not_you().into()])
            }
            Mail::PersonChanged { admin, name, notice } => {
                let (subject, what) = person_changed(name, notice);
                (subject, admin, vec![what, MAIL.person_if_unexpected(&name)])
            }
            Mail::SetupLink { name, url } => (
                MAIL.setup_subject().into(),
                name,
                vec![MAIL.setup().into(), url.into(), MAIL.setup_unexpected().into()],
            ),
            Mail::DeletionSoon { technician, client, site, onboarding, at } => (
                MAIL.deletion_soon_subject(site, &words::day(LANGUAGE, at)),
                technician,
                vec![
                    MAIL.deletion_soon(site, &words::minute(LANGUAGE, at), &client),
                    MAIL.deletion_soon_link().into(),
                    format!("{}/staff/queue/{onboarding}", self.url),
                ],
            ),
            Mail::SecretExpires { manager, client, site, onboarding, at, when } => {
                let (subject, what) = secret_expires(client, site, at, when);
                let paragraphs =
                    [what, MAIL.secret_next(&client), MAIL.secret_link(&client), page(onboarding)];
                (subject, manager, paragraphs.into())
            }
            Mail::RecordsDrifted(drifted) => {
                let subject = MAIL.drifted_subject(&drifted.report.domain);
                (subject, drifted.manager, self::drifted(drifted, page(drifted.onboarding)))
            }
            Mail::ProofDue { name, client, site, onboarding, at } => {
                let what = MAIL.proof_due(&words::day(LANGUAGE, at), &client, site);
                let paragraphs = [what, MAIL.proof_due_link().into(), page(onboarding)];
                (MAIL.proof_due_subject(site), name, paragraphs.into())
            }
            Mail::Deleted { client, site, at, number } => (
                MAIL.deleted_subject().into(),
                client,
                vec![
                    MAIL.deleted(site, &self.agency),
                    MAIL.deleted_time(&words::minute(LANGUAGE, at)),
                    MAIL.deleted_number(&number.to_ascii_uppercase()),
                    MAIL.deleted_nothing_to_do().into(),
                ],
            ),
        };
        Letter { subject, name, paragraphs }
    }
}

/// Returns the paragraphs for the manager of a site whose DNS records got worse: what changed, who has to act, and where
/// the exact records are.
fn drifted(Drifted { client, site, report, worse, .. }: Drifted<'_>, page: String) -> Vec<String> {
    let mut paragraphs = vec![MAIL.drifted(&client, site, &report.domain)];
    for finding in worse {
        paragraphs.push(MAIL.drifted_what(&topic(finding.topic), &finding.meaning));
        paragraphs.extend(finding.fix.as_ref().map(|fix| MAIL.drifted_fix(&fix.summary)));
    }
    paragraphs.extend([acts(report), MAIL.drifted_link().into(), page]);
    paragraphs
}

fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Spf => "SPF",
        Topic::Dkim => "DKIM",
        Topic::Dmarc => "DMARC",
        Topic::Mx => "MX",
        Topic::Domain | Topic::Extras => MAIL.drifted_domain(),
    }
}

/// Says who has to act on a report.
fn acts(report: &Report) -> String {
    match &report.dns_host {
        Some(host) if !host.name.is_empty() => MAIL.drifted_acts_at(&report.domain, &host.name),
        _ => MAIL.drifted_acts(&report.domain),
    }
}

/// Returns the subject and first paragraph for the manager of a site whose client secret expires.
fn secret_expires(client: &str, site: &Domain, at: i64, when: When) -> (String, String) {
    let day = words::day(LANGUAGE, at);
    match when {
        When::Ahead => (MAIL.secret_ahead_subject(site, &day), MAIL.secret_ahead(&client, site, &day)),
        When::Today => (MAIL.secret_today_subject(site), MAIL.secret_today(&client, site, &day)),
        When::Over => (MAIL.secret_over_subject(site), MAIL.secret_over(&client, site, &day)),
    }
}

/// Returns the subject and first paragraph for the person whose account changed.
fn account_changed(notice: Notice) -> (&'static str, &'static str) {
    match notice {
        Notice::PasswordSet => (MAIL.account_password_set_subject(), MAIL.account_password_set()),
        Notice::PasswordChanged => (MAIL.account_password_changed_subject(), MAIL.account_password_changed()),
        Notice::FactorSet => (MAIL.account_factor_set_subject(), MAIL.account_factor_set()),
        Notice::FactorRemoved => (MAIL.account_factor_removed_subject(), MAIL.account_factor_removed()),
        Notice::RecoveryMade => (MAIL.account_recovery_made_subject(), MAIL.account_recovery_made()),
        Notice::RecoveryUsed => (MAIL.account_recovery_used_subject(), MAIL.account_recovery_used()),
        Notice::LinkMade => (MAIL.account_link_made_subject(), MAIL.account_link_made()),
        Notice::KeyReplaced => (MAIL.account_key_replaced_subject(), MAIL.account_key_replaced()),
    }
}

/// Returns the subject and first paragraph for the other administrators.
fn person_changed(name: &str, notice: Notice) -> (String, String) {
    let name = &name;
    match notice {
        Notice::PasswordSet => (MAIL.person_password_set_subject(name), MAIL.person_password_set(name)),
        Notice::PasswordChanged => {
            (MAIL.person_password_changed_subject(name), MAIL.person_password_changed(name))
        }
        Notice::FactorSet => (MAIL.person_factor_set_subject(name), MAIL.person_factor_set(name)),
        Notice::FactorRemoved => (MAIL.person_factor_removed_subject(name), MAIL.person_factor_removed(name)),
        Notice::RecoveryMade => (MAIL.person_recovery_made_subject(name), MAIL.person_recovery_made(name)),
        Notice::RecoveryUsed => (MAIL.person_recovery_used_subject(name), MAIL.person_recovery_used(name)),
        Notice::LinkMade => (MAIL.person_link_made_subject(name), MAIL.person_link_made(name)),
        Notice::KeyReplaced => (MAIL.person_key_replaced_subject(name), MAIL.person_key_replaced(name)),
    }
}

#[cfg(test)]
mod tests {
    use net::inbox;
    use shared::report::Finding;

    use super::*;

    #[test]
    fn each_mail_has_a_subject_a_greeting_and_a_topic() {
        let mailer = inbox::mailer(25);
        let post = Post { mailer: &mailer, agency: "Nord", url: "https://post.test" };
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
                },
                ["Hello Mia,", "expires on December 5, 2026", "https://post.test/staff/onboardings/0123"],
            ),
            (
                Mail::ProofDue { name, client, site: &site, onboarding, at },
                ["Hello Ada,", "On December 5, 2026", "https://post.test/staff/onboardings/0123"],
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

    #[test]
    fn an_email_about_dns_records_says_what_got_worse_and_who_acts() {
        let mailer = inbox::mailer(25);
        let post = Post { mailer: &mailer, agency: "Nord", url: "https://post.test" };
        let site: Domain = "bakery.test".parse().unwrap();
        let finding: Finding = serde_json::from_value(serde_json::json!({
            "id": "spf.missing", "topic": "spf", "verdict": "fail", "cause": "missing",
            "meaning": "It's gone.", "seen": [], "why": "",
            "fix": { "action": "add", "summary": "Add it again.", "records": [] }
        }))
        .unwrap();
        let named = serde_json::json!({
            "id": "", "name": "Hosty", "panel_url": "", "panel_path": "", "notes": []
        });
        for (found, acts) in [
            (serde_json::Value::Null, MAIL.drifted_acts(&"bakery.test")),
            (named, MAIL.drifted_acts_at(&"bakery.test", &"Hosty")),
        ] {
            let report: Report = serde_json::from_value(serde_json::json!({
                "domain": "bakery.test", "provider": "", "dns_host": found, "findings": [], "spf": null,
                "servers": [], "asked": 1, "millis": 1
            }))
            .unwrap();
            let (manager, client, onboarding) = ("Mia", "Bakery", "0123");
            let worse = [&finding];
            let letter = post.write(Mail::RecordsDrifted(Drifted {
                manager,
                client,
                site: &site,
                onboarding,
                report: &report,
                worse: &worse,
            }));
            assert_eq!(letter.subject, MAIL.drifted_subject(&"bakery.test"));
            assert_eq!(
                letter.paragraphs,
                [
                    MAIL.drifted(&client, &site, &"bakery.test"),
                    MAIL.drifted_what(&"SPF", &"It's gone."),
                    MAIL.drifted_fix(&"Add it again."),
                    acts,
                    MAIL.drifted_link().to_owned(),
                    "https://post.test/staff/onboardings/0123".to_owned(),
                ]
            );
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
}
