//! Sentences about mail servers.

use shared::report::{MxAdvice, MxFinding};

use super::{Sentences, count, extras, join};
use crate::{Language, list, report, rules};

/// Returns the sentences for a finding.
pub(super) fn sentences(language: Language, finding: &MxFinding) -> Sentences {
    Sentences { meaning: meaning(language, finding), why: why(language, finding) }
}

fn meaning(language: Language, finding: &MxFinding) -> String {
    let words = report(language);
    let text = match finding {
        MxFinding::Unknown => words.mx_unknown(),
        MxFinding::NotAtProvider { provider, .. } => return words.mx_not_at_provider(provider),
        MxFinding::NullAndSending => words.mx_null_and_sending(),
        MxFinding::None { .. } => words.mx_none(),
        MxFinding::NullBesideOthers => words.mx_null_beside_others(),
        MxFinding::Provider(provider) => return words.mx_provider(provider),
        MxFinding::There => words.mx_there(),
        MxFinding::OtherProvider { chosen, found: Some(found) } => {
            return words.mx_other_provider(found, chosen);
        }
        MxFinding::OtherProvider { chosen, found: None } => return words.mx_another_provider(chosen),
        MxFinding::TargetUnknown => words.mx_target_unknown(),
        MxFinding::TargetIsAddress => words.mx_target_is_address(),
        MxFinding::TargetMissing(hosts) => return words.mx_target_missing(&list(language, hosts)),
        MxFinding::TargetIsAlias => words.mx_target_is_alias(),
        MxFinding::Parked => words.mx_parked(),
        MxFinding::ParkedOpen => words.mx_parked_open(),
        MxFinding::StsLeavesOut { hosts, .. } => {
            return words.mx_sts_leaves_out(count(hosts), &list(language, hosts));
        }
    };
    text.to_owned()
}

fn why(language: Language, finding: &MxFinding) -> String {
    let words = rules(language);
    let no_mail = |is_null: bool| if is_null { words.mx_null() } else { words.mx_none() };
    let (rule, more) = match finding {
        MxFinding::Unknown | MxFinding::TargetUnknown => (words.unknown(), ""),
        MxFinding::NotAtProvider { is_null, .. } | MxFinding::None { is_null } => (no_mail(*is_null), ""),
        MxFinding::NullAndSending => (words.mx_null(), words.mx_null_and_sending()),
        MxFinding::NullBesideOthers => (words.mx_null_beside_others(), ""),
        MxFinding::Provider(_) | MxFinding::There => (words.mx_hosts(), ""),
        MxFinding::OtherProvider { .. } => (words.mx_hosts(), words.mx_other_provider()),
        MxFinding::TargetIsAddress => (words.mx_target_is_address(), ""),
        MxFinding::TargetMissing(_) => (words.mx_target_missing(), ""),
        MxFinding::TargetIsAlias => (words.mx_target_is_alias(), ""),
        MxFinding::Parked | MxFinding::ParkedOpen => (words.mx_parked(), ""),
        MxFinding::StsLeavesOut { hosts, max_age } => {
            let mut text = extras::left_out(language, hosts, *max_age);
            join(&mut text, words.mx_sts_leaves_out());
            return text;
        }
    };
    let mut text = rule.to_owned();
    if !more.is_empty() {
        join(&mut text, more);
    }
    text
}

/// Returns the sentences for a change.
pub(super) fn advice(language: Language, advice: &MxAdvice) -> String {
    let words = report(language);
    let text = match advice {
        MxAdvice::DeleteNull => words.mx_fix_delete_null(),
        MxAdvice::FindRecordToKeep => words.mx_fix_find_record_to_keep(),
        MxAdvice::CopyRecords(provider) => return words.mx_fix_copy_records(provider),
        MxAdvice::ReplaceNull => words.mx_fix_replace_null(),
        MxAdvice::AskHostName => words.mx_fix_ask_host_name(),
        MxAdvice::CopyRecord(provider) => return words.mx_fix_copy_record(provider),
        MxAdvice::FindRecord => words.mx_fix_find_record(),
        MxAdvice::DeleteDead => words.mx_fix_delete_dead(),
        MxAdvice::UseName => words.mx_fix_use_name(),
        MxAdvice::AddNull => words.mx_fix_add_null(),
    };
    text.to_owned()
}
