//! What a judged message is compared with, and how the result is printed.

use std::process::ExitCode;

use inbound::fixes::{Expected, advise};
use serde::Serialize;
use shared::{
    delivery::{Advised, Answer, Author, Delivery},
    dns::Resolver,
    facts::Provider,
    rules::Address,
};

use super::page::Page;
use crate::{Failure, audit, json, names, not_well, print, say::SAY, style::Style};

/// The options of all commands that judge a message.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    #[arg(long, value_name = "ADDRESS", value_parser = names::parse_address, help = SAY.judge_from())]
    from: Option<Address>,
    #[arg(long, value_name = "ID", value_parser = provider, help = SAY.judge_provider())]
    provider: Option<&'static Provider>,
    #[arg(long, help = SAY.help_json())]
    json: bool,
}

fn provider(text: &str) -> Result<&'static Provider, String> {
    audit::provider(text).map_err(|failure| failure.to_string())
}

fn exit_code(answer: Answer) -> ExitCode {
    match answer {
        Answer::Yes => ExitCode::SUCCESS,
        Answer::No => not_well(),
        Answer::Unknown => ExitCode::from(2),
    }
}

/// The JSON: the delivery, with what is still wrong.
#[derive(Serialize)]
struct Judged<'a> {
    #[serde(flatten)]
    delivery: &'a Delivery,
    #[serde(skip_serializing_if = "Option::is_none")]
    advised: Option<&'a Advised>,
}

impl ReportArgs {
    /// Compares a message with what is expected, and prints the result. `since` is when it was sent, in Unix seconds.
    pub(crate) async fn print(
        &self,
        delivery: &Delivery,
        since: i64,
        resolver: &impl Resolver,
    ) -> Result<ExitCode, Failure> {
        let advised = match self.expected(delivery) {
            Some(expected) => Some(advise(delivery, &expected, resolver).await),
            None => None,
        };
        let advised = advised.as_ref();
        if self.json {
            json(&Judged { delivery, advised })?;
        } else {
            let provider = self.provider.map(|provider| provider.name.as_str());
            let page = Page { delivery, advised, provider, since, style: Style::of_page() };
            print(&page.to_string())?;
        }
        Ok(exit_code(Answer::of(delivery, advised)))
    }

    /// Returns what is expected. Without `--from`, this is the address that the message is from.
    fn expected(&self, delivery: &Delivery) -> Option<Expected<'static>> {
        let from = match (&self.from, &delivery.author) {
            (Some(from), _) => from.clone(),
            (None, Author::One(mailbox)) => mailbox.address.parse().ok()?,
            (None, Author::Missing | Author::Several(_) | Author::Unreadable(_)) => return None,
        };
        Some(Expected { from, provider: self.provider })
    }
}
