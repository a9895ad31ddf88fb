//! The emails, each with a subject and paragraphs.

mod help;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use net::mail::{MailError, Mailer};
use sealpost_core::notice::{self, Drifted, Mail, NextStep, Notice, When};
use shared::{
    details::Answers,
    report::{Finding, FixAction, Report, Topic},
    rules::{Address, Domain},
};

use super::LANGUAGE;

const MAIL: words::Mail = words::mail(LANGUAGE);

/// Writes mails for an agency, and sends them.
#[derive(Debug, Clone)]
pub struct Post<'a> {
    /// Sends the mail.
    pub mailer: &'a Mailer,
    /// The agency's name.
    pub agency: String,
    /// The sender's name.
    pub sender: String,
    /// The server's public address.
    pub url: &'a str,
}

#[async_trait]
impl notice::Post for Post<'_> {
    async fn send(&self, to: &Address, mail: Mail<'_>) -> Result<(), MailError> {
        let letter = self.write(mail);
        self.mailer.send(&self.sender, to, &letter.subject, letter.text()).await
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
            Mail::SecretExpires { manager, client, site, onboarding, at, when, next } => {
                let (subject, what) = secret_expires(client, site, at, when);
                let [what, todo, link] = secret_next(client, what, when, next);
                (subject, manager, vec![what, todo, link, page(onboarding)])
            }
            Mail::RecordsDrifted(drifted) => {
                let subject = MAIL.drifted_subject(&drifted.report.domain);
                (subject, drifted.manager, self::drifted(drifted, page(drifted.onboarding)))
            }
            Mail::ProofDue { name, client, site, onboarding, at } => {
                let what = MAIL.proof_due(&words::day(LANGUAGE, at), &client, site);
                let (why, link) = (MAIL.proof_due_why().into(), MAIL.proof_due_link().into());
                (MAIL.proof_due_subject(site), name, vec![what, link, page(onboarding), why])
            }
            Mail::HelpAsked(asked) => help::asked(asked, page(asked.onboarding)),
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
/// the exact records or the details are.
fn drifted(Drifted { client, site, report, worse, .. }: Drifted<'_>, page: String) -> Vec<String> {
    let mut paragraphs = vec![MAIL.drifted(&client, site, &report.domain)];
    for finding in worse {
        paragraphs.push(MAIL.drifted_what(&topic(finding.topic), &finding.meaning));
        paragraphs.extend(finding.fix.as_ref().map(|fix| MAIL.drifted_fix(&fix.summary)));
    }
    let link = if worse.iter().any(|finding| has_records(finding)) {
        MAIL.drifted_link()
    } else {
        MAIL.drifted_details()
    };
    paragraphs.extend([acts(report, worse), link.into(), page]);
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

/// Says who has to act on what got worse.
fn acts(report: &Report, worse: &[&Finding]) -> String {
    let domain = &report.domain;
    if worse.iter().any(|finding| depends_on_account(finding)) {
        return MAIL.drifted_both(domain);
    }
    match &report.dns_host {
        Some(host) if !host.name.is_empty() => MAIL.drifted_acts_at(domain, &host.name),
        _ => MAIL.drifted_acts(domain),
    }
}

/// Returns true if a fix begins at the email account. Only the provider knows DKIM keys that aren't in DNS, and only there
/// is signing turned on.
fn depends_on_account(finding: &Finding) -> bool {
    finding.topic == Topic::Dkim && !has_records(finding)
}

/// Returns true if a finding's fix has the exact records.
fn has_records(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.action != FixAction::Ask)
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

/// Returns the paragraphs for the manager of a site whose client secret expires: what that means, what to do, and where.
/// `what` says when it expires.
fn secret_next(client: &str, what: String, when: When, next: NextStep) -> [String; 3] {
    let is_over = when == When::Over;
    let stops = if is_over { MAIL.secret_stopped() } else { MAIL.secret_stops() };
    let used = || format!("{what} {stops}");
    match next {
        NextStep::NewLink => [used(), MAIL.secret_next(&client), MAIL.secret_link(&client)],
        NextStep::Remind => [used(), MAIL.secret_pending(&client), MAIL.secret_pending_link(&client)],
        NextStep::Configure => {
            let unused = if is_over { MAIL.secret_unused_over(&client) } else { MAIL.secret_unused(&client) };
            [what, unused, MAIL.submitted_link().into()]
        }
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
        Notice::ContactChanged => (MAIL.account_contact_changed_subject(), MAIL.account_contact_changed()),
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
        Notice::ContactChanged => {
            (MAIL.person_contact_changed_subject(name), MAIL.person_contact_changed(name))
        }
    }
}
