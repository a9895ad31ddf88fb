//! Sentences about how to fix an SPF record.

use shared::report::{Sign, SpfAdvice, SpfEffect, SpfQuestion, SpfReason, SpfTermCost};

use super::{join, quoted};
use crate::{Language, list, report};

/// The most lookups that a record can take (RFC 7208, section 4.6.4).
const LOOKUPS_MAX: u32 = 10;

/// Returns the sentences for a change.
pub(in super::super) fn advice(language: Language, advice: &SpfAdvice) -> String {
    let words = report(language);
    let text = match advice {
        SpfAdvice::Change { reasons, effect } => return change(language, reasons, effect),
        SpfAdvice::RemovePtr { before, after } => return words.spf_fix_remove_ptr(before, after),
        SpfAdvice::SettleBroken(terms) => {
            return words.spf_fix_settle_broken(&list(language, &quoted(terms)));
        }
        SpfAdvice::Ask { question, is_first } => return ask(language, question, *is_first),
        SpfAdvice::MakeRoom { lookups, costs, is_listed } => {
            return make_room(language, *lookups, costs, *is_listed);
        }
        SpfAdvice::MoveFromText => words.spf_fix_move_from_text(),
        SpfAdvice::ChooseOne => words.spf_fix_choose_one(),
        SpfAdvice::DeleteOthers => words.spf_fix_delete_others(),
        SpfAdvice::MergeIntoFirst => words.spf_fix_merge(),
        SpfAdvice::CheckHost { provider, host: None } => return words.spf_fix_check_host(provider),
        SpfAdvice::CheckHost { provider, host: Some(host) } => {
            return words.spf_fix_check_host_at(host, provider);
        }
        SpfAdvice::FindMeaning(parts) => return words.spf_fix_find_meaning(&list(language, &quoted(parts))),
        SpfAdvice::AddEnding => words.spf_fix_add_ending(),
        SpfAdvice::ChangeEnding(term) => return words.spf_fix_change_ending(term),
        SpfAdvice::MoveBeforeEnd(terms) => return words.spf_fix_move_before_end(&list(language, terms)),
        SpfAdvice::NarrowRanges(terms) => return words.spf_fix_narrow(&list(language, terms)),
        SpfAdvice::ReplacePtr(terms) => return words.spf_fix_replace_ptr(&list(language, terms)),
        SpfAdvice::Add => words.spf_fix_add(),
        SpfAdvice::FindRecord { also } if also.is_empty() => words.spf_fix_find_record(),
        SpfAdvice::FindRecord { also } => return words.spf_fix_find_record_with(&also.join(" ")),
        SpfAdvice::Move => words.spf_fix_move(),
        SpfAdvice::AddNobody => words.spf_fix_add_nobody(),
        SpfAdvice::CopyReturnPath(provider) => return words.spf_fix_copy_return_path(provider),
        SpfAdvice::PointToProvider => words.spf_fix_point_to_provider(),
        SpfAdvice::AddReturnPath(provider) => return words.spf_fix_add_return_path(provider),
    };
    text.to_owned()
}

fn change(language: Language, reasons: &[SpfReason], effect: &SpfEffect) -> String {
    let words = report(language);
    let mut text = words.spf_fix_change().to_owned();
    for reason in reasons {
        join(&mut text, &self::reason(language, reason));
    }
    if effect.before.lookups > LOOKUPS_MAX {
        join(&mut text, &words.spf_fix_lookups(&effect.before.lookups, &effect.after.lookups));
    }
    text
}

fn ask(language: Language, question: &SpfQuestion, is_first: bool) -> String {
    let words = report(language);
    let mut text = String::new();
    if is_first {
        join(&mut text, words.spf_fix_add_first());
    }
    match question {
        SpfQuestion::Region { provider, regions } => {
            join(&mut text, &words.spf_fix_ask_region(provider, &list(language, regions)));
        }
        SpfQuestion::Server(hint) => {
            join(&mut text, words.spf_fix_ask_server());
            if let Some((host, address)) = hint {
                join(&mut text, &words.spf_fix_ask_server_hint(address, host));
            }
        }
    }
    text
}

fn make_room(language: Language, lookups: u32, costs: &[SpfTermCost], is_listed: bool) -> String {
    let words = report(language);
    let costs: Vec<String> = costs.iter().map(|cost| self::cost(language, cost)).collect();
    let mut text = words.spf_fix_make_room(&lookups, &list(language, &costs));
    text.push('.');
    join(&mut text, if is_listed { words.spf_fix_or_list() } else { words.spf_fix_or_return_path() });
    text
}

/// Returns a term with the lookups that it takes.
pub(in super::super) fn cost(language: Language, cost: &SpfTermCost) -> String {
    report(language).seen_cost(u64::from(cost.lookups), &cost.term)
}

fn reason(language: Language, reason: &SpfReason) -> String {
    let words = report(language);
    match reason {
        SpfReason::OpenEndingGoes(term) => words.spf_why_open_ending_goes(term),
        SpfReason::OpenEndingMoves(term) => words.spf_why_open_ending_moves(term),
        SpfReason::BehindEnding(term) => words.spf_why_behind_ending(term),
        SpfReason::RedirectBesideAll(term) => words.spf_why_redirect(term),
        SpfReason::Loop(term) => words.spf_why_loop(term),
        SpfReason::TooManyHosts(term) => words.spf_why_too_many_hosts(term),
        SpfReason::NamesNoServer(term) => words.spf_why_names_no_server(term),
        SpfReason::OpenInclude(term) => words.spf_why_open_include(term),
        SpfReason::UnusableInclude(term) => words.spf_why_unusable_include(term),
        SpfReason::Sign { term, plain, sign } => match sign {
            Sign::Minus => words.spf_why_minus(term, plain),
            Sign::Tilde => words.spf_why_tilde(term, plain),
            Sign::Question => words.spf_why_question_mark(term, plain),
        },
        SpfReason::OpenTerm { term, new } => words.spf_why_open_term(term, new),
        SpfReason::OpenTermGoes(term) => words.spf_why_open_term_goes(term),
        SpfReason::Misnamed { term, new, target } => words.spf_why_misnamed(term, new, target),
        SpfReason::DeadEnd { term, target } => words.spf_why_dead_end(term, target),
        SpfReason::Inside { term, other } => words.spf_why_inside(term, other),
        SpfReason::OwnReturnPath { term, provider } => words.spf_why_own_return_path(term, provider),
        SpfReason::Covered(term) => words.spf_why_covered(term),
        SpfReason::Twice(term) => words.spf_why_twice(term),
        SpfReason::FindsNothing(term) => words.spf_why_finds_nothing(term),
        SpfReason::ProviderAdded(provider) => words.spf_why_provider_added(provider),
        SpfReason::MailboxesAdded => words.spf_why_mailboxes_added().to_owned(),
    }
}
