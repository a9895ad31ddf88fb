//! DMARC records that stand where nobody looks for them.

use shared::report::{Finding, FixAction, Topic};

use super::record::DmarcRecord;
use crate::{
    egress::dns::Kind,
    report::{
        finding::{With, fail, fix, record as fix_record},
        resolver::Resolver,
    },
};

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
                "The DMARC record stands at the wrong place: the domain's name was added to it twice, so nobody finds it.",
            )
        } else {
            ("wrong-name", "The DMARC record stands at the wrong place, so nobody finds it.")
        };
        let summary = "Add the record at the right name, and delete the one at the wrong name. It begins to count then: where it \
                       refuses mail, be sure first that all your mail is signed.";
        fail(Topic::Dmarc, code, meaning)
            .seen([format!("{at}: {text}")])
            .why(format!(
                "Many DNS panels add the domain to what is typed. Receivers look at {name} only (RFC 9989, section 4.10)."
            ))
            .fix(Some(fix(
                FixAction::Replace,
                summary,
                [fix_record(name, "TXT", text, ""), fix_record(at, "TXT", "", text)],
            )))
    }
}
