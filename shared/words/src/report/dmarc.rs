//! Sentences about DMARC.

use shared::report::{
    DmarcAdvice, DmarcFault, DmarcFinding, DmarcMistake, DmarcPolicy, Kept, OlderReading, OlderRule, Policy,
};

use super::{Sentences, count, join};
use crate::{Language, list, report, rules};

/// Returns the sentences for a finding.
pub(super) fn sentences(language: Language, finding: &DmarcFinding) -> Sentences {
    Sentences { meaning: meaning(language, finding), why: why(language, finding) }
}

fn meaning(language: Language, finding: &DmarcFinding) -> String {
    let words = report(language);
    match finding {
        DmarcFinding::Unknown => words.dmarc_unknown().to_owned(),
        DmarcFinding::UnknownAbove => words.dmarc_unknown_above().to_owned(),
        DmarcFinding::ReportsUnknown => words.dmarc_reports_unknown().to_owned(),
        DmarcFinding::Inherited { above, .. } => words.dmarc_inherited(above),
        DmarcFinding::Missing => words.dmarc_missing().to_owned(),
        DmarcFinding::SeveralRecords => words.dmarc_several_records().to_owned(),
        DmarcFinding::Unreadable(fault) => unreadable(language, *fault).to_owned(),
        DmarcFinding::Mistake { mistake, .. } => mistake_meaning(language, mistake),
        DmarcFinding::NoPolicy(_) => words.dmarc_no_policy().to_owned(),
        DmarcFinding::NoReports(_) => words.dmarc_no_reports().to_owned(),
        DmarcFinding::Wildcard { hop, .. } => words.dmarc_wildcard(hop),
        DmarcFinding::StrictSpf => words.dmarc_strict_spf().to_owned(),
        DmarcFinding::Testing(policy) => match policy.milder() {
            Policy::None => words.dmarc_testing_none().to_owned(),
            Policy::Quarantine | Policy::Reject => words.dmarc_testing_quarantine().to_owned(),
        },
        DmarcFinding::Record(record) => match record.effective {
            Policy::None => words.dmarc_record_none().to_owned(),
            Policy::Quarantine => words.dmarc_record_quarantine().to_owned(),
            Policy::Reject => words.dmarc_record_reject().to_owned(),
        },
        DmarcFinding::OlderReceivers { above, .. } => words.dmarc_older_receivers(above),
        DmarcFinding::WrongName { is_doubled: true, .. } => words.dmarc_doubled_name().to_owned(),
        DmarcFinding::WrongName { is_doubled: false, .. } => words.dmarc_wrong_name().to_owned(),
        DmarcFinding::RestsOnSpf => words.dmarc_rests_on_spf().to_owned(),
        DmarcFinding::NothingAligns { policy, provider } => {
            nothing_aligns(language, *policy, provider.as_deref())
        }
        DmarcFinding::ReportsLost(hosts) => words.dmarc_reports_lost(count(hosts), &list(language, hosts)),
        DmarcFinding::ReportsRefused { hosts, .. } => {
            words.dmarc_reports_refused(count(hosts), &list(language, hosts))
        }
        DmarcFinding::ParkedOpen => words.dmarc_parked_open().to_owned(),
    }
}

fn unreadable(language: Language, fault: DmarcFault) -> &'static str {
    let words = report(language);
    match fault {
        DmarcFault::BlankInFront => words.dmarc_unreadable_blank(),
        DmarcFault::Quotes => words.dmarc_unreadable_quotes(),
        DmarcFault::Separator => words.dmarc_unreadable_separator(),
        DmarcFault::Version => words.dmarc_unreadable_version(),
    }
}

fn mistake_meaning(language: Language, mistake: &DmarcMistake) -> String {
    let words = report(language);
    match mistake {
        DmarcMistake::Ignored(parts) => words.dmarc_ignored_part(&parts.join(", ")),
        DmarcMistake::PolicyTag(tag) => words.dmarc_policy_tag(tag),
        DmarcMistake::PolicyWord(word) => words.dmarc_policy_word(word),
        DmarcMistake::ReportAddress(address) => words.dmarc_report_address(address),
        DmarcMistake::Punctuation => words.dmarc_punctuation().to_owned(),
        DmarcMistake::Twice(tag) => words.dmarc_tag_twice(tag),
        DmarcMistake::AtOdds(tag) => words.dmarc_tag_at_odds(tag),
    }
}

fn nothing_aligns(language: Language, policy: Policy, provider: Option<&str>) -> String {
    let words = report(language);
    match (policy, provider) {
        (Policy::Reject, Some(provider)) => words.dmarc_nothing_aligns_reject_from(&provider),
        (Policy::Reject, None) => words.dmarc_nothing_aligns_reject().to_owned(),
        (_, Some(provider)) => words.dmarc_nothing_aligns_quarantine_from(&provider),
        (_, None) => words.dmarc_nothing_aligns_quarantine().to_owned(),
    }
}

fn why(language: Language, finding: &DmarcFinding) -> String {
    let words = rules(language);
    match finding {
        DmarcFinding::Unknown | DmarcFinding::UnknownAbove | DmarcFinding::ReportsUnknown => {
            words.unknown().to_owned()
        }
        DmarcFinding::Inherited { above, exists: true, policy, .. } => words.dmarc_inherited(above, policy),
        DmarcFinding::Inherited { above, exists: false, policy, absent } => {
            words.dmarc_inherited_absent(above, absent, policy)
        }
        DmarcFinding::Missing => words.dmarc_missing().to_owned(),
        DmarcFinding::SeveralRecords => words.dmarc_several_records().to_owned(),
        DmarcFinding::Unreadable(_) => words.dmarc_unreadable().to_owned(),
        DmarcFinding::Mistake { mistake, in_force, kept } => mistake_why(language, mistake, *in_force, kept),
        DmarcFinding::NoPolicy(kept) => with_kept(language, words.dmarc_no_policy(), kept),
        DmarcFinding::NoReports(kept) => with_kept(language, words.dmarc_no_reports(), kept),
        DmarcFinding::Wildcard { kept, .. } => with_kept(language, words.dmarc_wildcard(), kept),
        DmarcFinding::StrictSpf => words.dmarc_strict_spf().to_owned(),
        DmarcFinding::Testing(policy) => words.dmarc_testing(policy, &policy.milder()),
        DmarcFinding::Record(record) => record_why(language, record),
        DmarcFinding::OlderReceivers { above, policy, asked, found } => match found {
            OlderRule::Nothing => words.dmarc_older_nothing(policy, above, asked),
            OlderRule::Policy { name, policy: found } => {
                words.dmarc_older_policy(policy, above, asked, name, found)
            }
        },
        DmarcFinding::WrongName { name, .. } => words.dmarc_wrong_name(name),
        DmarcFinding::RestsOnSpf => words.dmarc_rests_on_spf().to_owned(),
        DmarcFinding::NothingAligns { policy, .. } => words.dmarc_nothing_aligns(policy),
        DmarcFinding::ReportsLost(_) => words.dmarc_reports_lost().to_owned(),
        DmarcFinding::ReportsRefused { permits, .. } => words.dmarc_reports_refused(&list(language, permits)),
        DmarcFinding::ParkedOpen => words.dmarc_parked_open().to_owned(),
    }
}

fn mistake_why(language: Language, mistake: &DmarcMistake, in_force: Option<Policy>, kept: &Kept) -> String {
    let words = rules(language);
    let rule = match mistake {
        DmarcMistake::Ignored(_) => words.dmarc_ignored_part(),
        DmarcMistake::PolicyTag(_) => words.dmarc_policy_tag(),
        DmarcMistake::PolicyWord(_) => words.dmarc_policy_word(),
        DmarcMistake::ReportAddress(_) => words.dmarc_report_address(),
        DmarcMistake::Punctuation => words.dmarc_punctuation(),
        DmarcMistake::Twice(_) | DmarcMistake::AtOdds(_) => words.dmarc_tag_twice(),
    };
    let mut text = rule.to_owned();
    if let Some(policy) = in_force {
        join(&mut text, &words.dmarc_in_force(&policy));
    }
    with_kept(language, &text, kept)
}

/// Adds why the change has to be made somewhere else, if a CNAME or a wildcard provides the record.
fn with_kept(language: Language, rule: &str, kept: &Kept) -> String {
    let words = rules(language);
    let mut text = rule.to_owned();
    match kept {
        Kept::Own => {}
        Kept::Alias(hop) => join(&mut text, &words.dmarc_kept_by_alias(hop)),
        Kept::Wildcard(Some(hop)) => join(&mut text, &words.dmarc_kept_by_wildcard_alias(hop)),
        Kept::Wildcard(None) => join(&mut text, words.dmarc_kept_by_wildcard()),
    }
    text
}

fn record_why(language: Language, record: &DmarcPolicy) -> String {
    let words = rules(language);
    let DmarcPolicy { policy, organization, sub, absent, older, has_old_tags, .. } = record;
    let mut text = words.dmarc_record(policy, organization);
    if (sub, absent) != (policy, policy) {
        join(&mut text, &words.dmarc_below(sub, absent));
    }
    let OlderReading { organization, share, in_full } = older;
    if let Some(organization) = organization {
        join(&mut text, &words.dmarc_older_organization(organization));
    }
    if let Some(share) = share {
        join(&mut text, &words.dmarc_older_share(share));
    }
    if *in_full {
        join(&mut text, words.dmarc_older_in_full());
    }
    if *has_old_tags {
        join(&mut text, words.dmarc_old_tags());
    }
    text
}

/// Returns the sentences for a change.
pub(super) fn advice(language: Language, advice: &DmarcAdvice) -> String {
    let words = report(language);
    let text = match advice {
        DmarcAdvice::Add => words.dmarc_fix_add(),
        DmarcAdvice::AddInPlaceOfAlias => words.dmarc_fix_add_in_place_of_alias(),
        DmarcAdvice::DeleteCopies => words.dmarc_fix_delete_copies(),
        DmarcAdvice::KeepOne => words.dmarc_fix_keep_one(),
        DmarcAdvice::CopyAgain => words.dmarc_fix_copy_again(),
        DmarcAdvice::Rewrite(Policy::None) => words.dmarc_fix_rewrite_none(),
        DmarcAdvice::Rewrite(Policy::Quarantine) => words.dmarc_fix_rewrite_quarantine(),
        DmarcAdvice::Rewrite(Policy::Reject) => words.dmarc_fix_rewrite_reject(),
        DmarcAdvice::ReplaceAlias => words.dmarc_fix_replace_alias(),
        DmarcAdvice::AddOwn => words.dmarc_fix_add_own(),
        DmarcAdvice::AddScheme => words.dmarc_fix_add_scheme(),
        DmarcAdvice::AddReader => words.dmarc_fix_add_reader(),
        DmarcAdvice::PutPolicyRight => words.dmarc_fix_put_policy_right(),
        DmarcAdvice::SaySame => words.dmarc_fix_say_same(),
        DmarcAdvice::ChooseTag(tag) => return words.dmarc_fix_choose_tag(tag),
        DmarcAdvice::AfterOthers => words.dmarc_fix_after_others(),
        DmarcAdvice::Move(None) => words.dmarc_fix_move(),
        DmarcAdvice::Move(Some(policy)) => return words.dmarc_fix_move_and_watch(policy),
        DmarcAdvice::RepeatHere => words.dmarc_fix_repeat_here(),
        DmarcAdvice::ReplaceReaders => words.dmarc_fix_replace_readers(),
        DmarcAdvice::AskOwners(hosts) => {
            return words.dmarc_fix_ask_owners(count(hosts), &list(language, hosts));
        }
        DmarcAdvice::RejectAll => words.dmarc_fix_reject_all(),
    };
    text.to_owned()
}
