//! DMARC records at names where no receiver looks.

use shared::{
    dns::{Kind, Resolver},
    report::{Change, DmarcAdvice, DmarcFinding, Edit, Judged, Policy, Record, Remedy, Seen},
};

use super::record::DmarcRecord;
use crate::judged::fail;

/// A record at the wrong name.
pub(super) struct Stray {
    at: String,
    text: String,
    is_doubled: bool,
}

/// Looks for a record where people and DNS panels put one by mistake: with the domain twice, without the underscore, or
/// at the domain itself.
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
    /// Returns the finding. `name` is the correct name of the record.
    pub(super) fn finding(&self, name: &str) -> Judged {
        let Self { at, text, is_doubled } = self;
        let read = DmarcRecord::parse(text);
        let strict = read.as_ref().and_then(DmarcRecord::policy).filter(|policy| *policy > Policy::None);
        // The record was never in effect. Like any first record, it starts with `p=none`.
        let value = match read.filter(|_| strict.is_some()) {
            Some(record) => record.with("p", "none"),
            None => text.clone(),
        };
        let change =
            Change::Replace(vec![Edit::add(Record::txt(name, value)), Edit::remove(Record::txt(at, text))]);
        fail(DmarcFinding::WrongName { name: name.to_owned(), is_doubled: *is_doubled })
            .seen([Seen::record(at, text)])
            .fix(Remedy::new(change, DmarcAdvice::Move(strict)))
    }
}
