//! Puts the activity log into words.

use sealpost_core::event::{Abuse, BrandPart, Event, OnboardingEvent, PersonEvent};
use shared::{
    delivery::Answer,
    hand_over::HandedStep,
    report::{Topic, Verdict},
    retention::{Days, Kind},
    status::{Status, Step},
    wire::{Activity, Role},
};

use super::{ACTIVITY, LANGUAGE};

/// Puts the log's entries into words. Entries from before the log stored parameters already are sentences.
pub fn tell(log: &mut [Activity]) {
    for entry in log {
        entry.sentence = match Event::of_kept(&entry.sentence) {
            Some(Event::Onboarding(event)) => onboarding(&event),
            Some(Event::Person(event)) => person(&event),
            None => continue,
        };
    }
}

/// Returns a sentence about what happened to an onboarding.
fn onboarding(event: &OnboardingEvent) -> String {
    match event {
        OnboardingEvent::Created { by, client } => ACTIVITY.onboarding_created(by, client),
        OnboardingEvent::Reissued { by } => ACTIVITY.link_reissued(by),
        OnboardingEvent::Revoked { by, file: false } => ACTIVITY.link_revoked(by),
        OnboardingEvent::Revoked { by, file: true } => ACTIVITY.link_revoked_with_settings(by),
        OnboardingEvent::Expired => ACTIVITY.link_expired().into(),
        OnboardingEvent::Reached { step } => reached(*step).into(),
        OnboardingEvent::RecipientsRefused { seen } => ACTIVITY.recipients_alarm(seen),
        OnboardingEvent::CheckPassed => ACTIVITY.check_passed().into(),
        OnboardingEvent::CheckFailed { meaning } => ACTIVITY.check_failed(meaning),
        OnboardingEvent::CheckUnfinished { host, port } => ACTIVITY.check_unfinished(host, port),
        OnboardingEvent::CheckAbused { abuse } => abused(*abuse).into(),
        OnboardingEvent::HandedOver { step: HandedStep::App } => ACTIVITY.handed_over_app().into(),
        OnboardingEvent::HandOverOpened { step: HandedStep::App } => ACTIVITY.hand_over_opened_app().into(),
        OnboardingEvent::HandOverDone { step: HandedStep::App } => ACTIVITY.hand_over_done_app().into(),
        OnboardingEvent::HandOverRevoked { step: HandedStep::App } => ACTIVITY.hand_over_revoked_app().into(),
        OnboardingEvent::HelpAsked { call: false } => ACTIVITY.help_asked().into(),
        OnboardingEvent::HelpAsked { call: true } => ACTIVITY.help_asked_call().into(),
        OnboardingEvent::HelpSettled { by } => ACTIVITY.help_settled(by),
        OnboardingEvent::Submitted { readers } => ACTIVITY.submission_stored(&list(readers)),
        OnboardingEvent::Opened { by } => ACTIVITY.submission_opened(by),
        OnboardingEvent::Resealed { by, readers, former } => resealed(by, readers, former),
        OnboardingEvent::Withdrawn { was } => withdrawn(*was).into(),
        OnboardingEvent::Configured { by, site, deleted: false } => ACTIVITY.site_configured(by, site),
        OnboardingEvent::Configured { by, site, deleted: true } => ACTIVITY.site_configured_deleted(by, site),
        OnboardingEvent::SavedElsewhere { by, site } => ACTIVITY.saved_elsewhere(by, site),
        OnboardingEvent::FileDeleted { days } => ACTIVITY.settings_deleted(days.get().into()),
        OnboardingEvent::OnboardingDeleted { id, days } => ACTIVITY.onboarding_deleted(id, days.get().into()),
        OnboardingEvent::DeletionWarned { technicians, at } => warned(technicians, *at),
        OnboardingEvent::SecretExpiryTold { people, at } => expiry_told(people, *at),
        OnboardingEvent::ProofBegan { by } => ACTIVITY.proof_began(by),
        OnboardingEvent::MessageJudged { answer, from, by } => message_judged(*answer, from, by.as_deref()),
        OnboardingEvent::RecordsDrifted { domain, topics, people } => drifted(domain, topics, people),
        OnboardingEvent::RecordsFixed { domain, topics } => ACTIVITY.records_fixed(domain, &listed(topics)),
        OnboardingEvent::RemindersSet { by, monthly: true } => ACTIVITY.proof_reminders_on(by),
        OnboardingEvent::RemindersSet { by, monthly: false } => ACTIVITY.proof_reminders_off(by),
        OnboardingEvent::ProofReminded { people, at } => reminded(people, *at),
        OnboardingEvent::Reported { domain, verdict, count, open } => {
            reported(domain, *verdict, *count, *open)
        }
    }
}

/// Returns a sentence about what happened to a person, a key or the settings.
fn person(event: &PersonEvent) -> String {
    match event {
        PersonEvent::RetentionChanged { by, kept } => retention_changed(by, kept),
        PersonEvent::BrandChanged { by, parts } => brand_changed(by, parts),
        PersonEvent::LogoChanged { by } => ACTIVITY.logo_changed(by),
        PersonEvent::LogoRemoved { by } => ACTIVITY.logo_removed(by),
        PersonEvent::Invited { by, name } => ACTIVITY.person_invited(by, name),
        PersonEvent::LinkMailed { name, .. } => ACTIVITY.setup_link_mailed(name),
        PersonEvent::LinkShown { by, name } => ACTIVITY.setup_link_shown(by, name),
        PersonEvent::Joined { name, first: false } => ACTIVITY.person_joined(name),
        PersonEvent::Joined { name, first: true } => ACTIVITY.person_joined_first(name),
        PersonEvent::PasswordReset { name } => ACTIVITY.password_reset(name),
        PersonEvent::PasswordChanged { name } => ACTIVITY.password_changed(name),
        PersonEvent::ContactChanged { name } => ACTIVITY.contact_changed(name),
        PersonEvent::SignedOut { name, device: None } => ACTIVITY.sessions_ended_elsewhere(name),
        PersonEvent::SignedOut { name, device: Some(device) } => ACTIVITY.sessions_ended_device(name, device),
        PersonEvent::SignedOutBy { by, name } => ACTIVITY.sessions_ended_by(by, name),
        PersonEvent::FactorSet { name, changed: false } => ACTIVITY.factor_added(name),
        PersonEvent::FactorSet { name, changed: true } => ACTIVITY.factor_changed(name),
        PersonEvent::FactorRemoved { name } => ACTIVITY.factor_removed(name),
        PersonEvent::RecoveryMade { name } => ACTIVITY.recovery_made(name),
        PersonEvent::RecoveryUsed { name } => ACTIVITY.recovery_used(name),
        PersonEvent::CodeRefused { name } => ACTIVITY.code_refused(name),
        PersonEvent::RolesChanged { by, name, roles } => roles_changed(by, name, roles),
        PersonEvent::Deactivated { by, name } => ACTIVITY.person_deactivated(by, name),
        PersonEvent::Reactivated { by, name } => ACTIVITY.person_reactivated(by, name),
        PersonEvent::LinkMade { by, name, factor: false } => ACTIVITY.person_link(by, name),
        PersonEvent::LinkMade { by, name, factor: true } => ACTIVITY.person_link_with_factor(by, name),
        PersonEvent::KeyProven { by, fingerprint } => ACTIVITY.key_added(by, fingerprint),
        PersonEvent::KeyReplaced { by, old, new } => ACTIVITY.key_replaced(by, old, new),
        PersonEvent::KeyRemoved { by, name, fingerprint } => ACTIVITY.key_removed(by, name, fingerprint),
        PersonEvent::KeyReset { name, fingerprint } => ACTIVITY.key_removed_with_password(name, fingerprint),
    }
}

fn reached(step: Step) -> &'static str {
    match step {
        Step::Welcome => ACTIVITY.step_welcome(),
        Step::Provider => ACTIVITY.step_provider(),
        Step::Guide => ACTIVITY.step_guide(),
        Step::Details => ACTIVITY.step_details(),
        Step::Check => ACTIVITY.step_check(),
        Step::Receipt => ACTIVITY.step_receipt(),
        Step::Report => ACTIVITY.step_report(),
    }
}

fn abused(abuse: Abuse) -> &'static str {
    match abuse {
        Abuse::OtherHost => ACTIVITY.check_abused_host(),
        Abuse::OtherProtocol => ACTIVITY.check_abused_protocol(),
        Abuse::OtherData => ACTIVITY.check_abused_data(),
    }
}

fn resealed(by: &str, readers: &[String], former: &[String]) -> String {
    if former.is_empty() {
        ACTIVITY.submission_resealed(&by, &list(readers))
    } else {
        ACTIVITY.submission_resealed_without(&by, &list(readers), &list(former))
    }
}

fn withdrawn(was: Status) -> &'static str {
    match was {
        Status::Submitted => ACTIVITY.submission_withdrawn(),
        Status::Collected => ACTIVITY.submission_withdrawn_opened(),
        Status::Configured => ACTIVITY.submission_withdrawn_configured(),
        Status::Cleared => ACTIVITY.client_closed_deleted(),
        Status::Waiting | Status::Started | Status::Expired | Status::Revoked | Status::Withdrawn => {
            ACTIVITY.client_closed_empty()
        }
    }
}

fn warned(technicians: &[String], at: i64) -> String {
    let day = words::day(LANGUAGE, at);
    if technicians.is_empty() {
        ACTIVITY.deletion_warned_no_one(&day)
    } else {
        ACTIVITY.deletion_warned(&list(technicians), &day)
    }
}

fn expiry_told(people: &[String], at: i64) -> String {
    let day = words::day(LANGUAGE, at);
    if people.is_empty() {
        ACTIVITY.secret_expiry_no_one(&day)
    } else {
        ACTIVITY.secret_expiry_told(&list(people), &day)
    }
}

fn message_judged(answer: Answer, from: &str, by: Option<&str>) -> String {
    match (answer, by) {
        (Answer::Yes, None) => ACTIVITY.proof_given(&from),
        (Answer::Yes, Some(by)) => ACTIVITY.proof_given_pasted(&by, &from),
        (Answer::No, None) => ACTIVITY.proof_failed().into(),
        (Answer::No, Some(by)) => ACTIVITY.proof_failed_pasted(&by),
        (Answer::Unknown, None) => ACTIVITY.proof_unclear().into(),
        (Answer::Unknown, Some(by)) => ACTIVITY.proof_unclear_pasted(&by),
    }
}

fn drifted(domain: &str, topics: &[Topic], people: &[String]) -> String {
    let topics = listed(topics);
    if people.is_empty() {
        ACTIVITY.records_drifted_no_one(&domain, &topics)
    } else {
        ACTIVITY.records_drifted(&domain, &topics, &list(people))
    }
}

fn listed(topics: &[Topic]) -> String {
    let name = |topic: &Topic| match topic {
        Topic::Spf => "SPF",
        Topic::Dkim => "DKIM",
        Topic::Dmarc => "DMARC",
        Topic::Mx => "MX",
        Topic::Domain | Topic::Extras => ACTIVITY.records_topic_domain(),
    };
    words::list(LANGUAGE, &topics.iter().map(name).collect::<Vec<&str>>())
}

fn reminded(people: &[String], at: i64) -> String {
    let day = words::day(LANGUAGE, at);
    if people.is_empty() {
        ACTIVITY.proof_reminded_no_one(&day)
    } else {
        ACTIVITY.proof_reminded(&list(people), &day)
    }
}

fn reported(domain: &str, verdict: Verdict, count: usize, is_open: bool) -> String {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    match verdict {
        Verdict::Ok => ACTIVITY.report_ok(&domain),
        Verdict::Unknown if is_open => ACTIVITY.report_open(&domain),
        Verdict::Unknown => ACTIVITY.report_unknown(&domain),
        Verdict::Warn => ACTIVITY.report_warn(&domain, count),
        Verdict::Fail => ACTIVITY.report_fail(count, &domain),
    }
}

fn retention_changed(by: &str, kept: &[(Kind, Days)]) -> String {
    let each: Vec<String> = kept.iter().map(|(kind, days)| kept_for(*kind, days.get().into())).collect();
    ACTIVITY.retention_changed(&by, &each.join(", "))
}

fn brand_changed(by: &str, parts: &[BrandPart]) -> String {
    let part = |part: &BrandPart| match part {
        BrandPart::Name => ACTIVITY.brand_name(),
        BrandPart::Color => ACTIVITY.brand_color(),
        BrandPart::Contact => ACTIVITY.brand_contact(),
        BrandPart::Sender => ACTIVITY.brand_sender(),
    };
    let parts: Vec<&str> = parts.iter().map(part).collect();
    ACTIVITY.brand_changed(&by, &words::list(LANGUAGE, &parts))
}

fn kept_for(kind: Kind, days: u64) -> String {
    match kind {
        Kind::Sealed => ACTIVITY.kept_settings(days),
        Kind::Reports => ACTIVITY.kept_reports(days),
        Kind::Checks => ACTIVITY.kept_checks(days),
        Kind::Activity => ACTIVITY.kept_activity(days),
        Kind::Closed => ACTIVITY.kept_closed(days),
    }
}

fn roles_changed(by: &str, name: &str, roles: &[Role]) -> String {
    let role = |role: &Role| match role {
        Role::Manager => ACTIVITY.role_manager(),
        Role::Technician => ACTIVITY.role_technician(),
        Role::Admin => ACTIVITY.role_administrator(),
    };
    let roles: Vec<&str> = roles.iter().map(role).collect();
    ACTIVITY.person_roles(&by, &name, &words::list(LANGUAGE, &roles))
}

fn list(names: &[String]) -> String {
    words::list(LANGUAGE, names)
}
