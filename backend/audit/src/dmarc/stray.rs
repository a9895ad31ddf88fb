//! DMARC records that stand where nobody looks for them.

use shared::{
    dns::{Kind, Resolver},
    report::{Finding, FixAction, Topic},
};

use super::record::{DmarcRecord, Policy};
use crate::finding::{With, fail, fix, record as fix_record};

/// A record at a wrong name.
pub(super) struct Stray {
    at: String,
    text: String,
    is_doubled: bool,
}

/// Looks where panels and people put it by mistake: with the domain twice, without the underscore, or at the domain itself.
pub(super) async fn find<R: Resolver>(resolver: &R, domain: &str) -> Option<Stray> {
    let names = [format!("_dmarc.{domain}.{domain}"), format!("dmarc.{domain}"), domain.to_owned()];
    let (doubled, bare, own) = tokio::join!(
        resolver.ask(&names[0], Kind::Txt),
        resolver.ask(&names[1], Kind::Txt),
        resolver.ask(&names[2], Kind::Txt)
    );
    let answers = names.into_iter().zip([doubled, bare, own]).enumerate();
    answers.filter(|(_, (_, answer))| answer.hops().is_empty()).find_map(|(index, (at, answer))| {
        let text = answer.texts().find(|text| DmarcRecord::parse(text).is_some())?;
        Some(Stray { at, text, is_doubled: index == 0 })
    })
}

impl Stray {
    /// `name` is where it belongs.
    pub(super) fn finding(&self, name: &str) -> Finding {
        let Self { at, text, is_doubled } = self;
        let (code, meaning) = if *is_doubled {
            (
                "doubled-name",
                "The DMARC record is at the wrong name: the domain was added to it twice, so nobody finds it.",
            )
        } else {
            ("wrong-name", "The DMARC record is at the wrong name, so nobody finds it.")
        };
        let policy = DmarcRecord::parse(text).and_then(|record| record.policy()).unwrap_or(Policy::None);
        // It never was in force: like any first record, it begins by watching.
        let (value, then) = if policy > Policy::None {
            let then = format!(
                " It begins with p=none, which refuses nothing. Once the reports show that your own mail passes, change that to p={policy}."
            );
            (DmarcRecord::parse(text).map_or_else(String::new, |record| record.with("p", "none")), then)
        } else {
            (text.clone(), String::new())
        };
        let summary =
            format!("Add the record at the right name, and delete the one at the wrong name.{then}");
        fail(Topic::Dmarc, code, meaning)
            .seen([format!("{at}: {text}")])
            .why(format!(
                "Many DNS panels add the domain to what is typed. Receivers look at {name} only (RFC 9989, section 4.10)."
            ))
            .fix(Some(fix(
                FixAction::Replace,
                summary,
                [fix_record(name, "TXT", value, ""), fix_record(at, "TXT", "", text)],
            )))
    }
}
