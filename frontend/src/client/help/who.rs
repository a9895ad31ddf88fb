//! Whom the client can ask, and what became of the client's last message. The page asks the server when the help
//! opens, and then from time to time until someone has helped.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use shared::{
    link::Link,
    wire::{HelpSent, PersonToAsk, Problem},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    api::{self, connection},
    json::Object,
    request::use_turn,
};

/// What is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Known {
    /// The server hasn't answered yet.
    NotYet,
    /// The server refused to answer.
    Failed(Problem),
    Here(Rc<Who>),
}

/// The person whom the client can ask, and the client's last message.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Who {
    pub(super) person: PersonToAsk,
    pub(super) sent: Option<HelpSent>,
}

impl Known {
    /// Returns true until the server has said that there is no message, or that someone has helped.
    fn is_awaited(&self) -> bool {
        match self {
            Self::NotYet => true,
            Self::Failed(_) => false,
            Self::Here(who) => who.is_open(),
        }
    }

    /// Returns the person and the last message, once the server has answered.
    pub(super) fn who(&self) -> Option<&Who> {
        match self {
            Self::Here(who) => Some(who),
            Self::NotYet | Self::Failed(_) => None,
        }
    }

    /// Returns what is known after a message was sent.
    pub(super) fn with_sent(&self, sent: HelpSent) -> Self {
        match self {
            Self::Here(who) => Self::Here(Rc::new(Who { sent: Some(sent), ..(**who).clone() })),
            other => other.clone(),
        }
    }
}

impl Who {
    fn read(page: &Object) -> Option<Self> {
        let person = PersonToAsk { name: page.field("contact_name")?, contact: page.field("contact")? };
        Some(Self { person, sent: page.field("help")? })
    }

    /// Returns true if a message was sent, and no one has helped yet.
    pub(super) fn is_open(&self) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.settled.is_none())
    }
}

/// Asks the server when the help opens, and every few seconds while a message is open. Each answer renders the help again,
/// because a time for a call can have passed.
#[hook]
pub(super) fn use_who(link: &Rc<Link>, every: u32) -> UseStateHandle<Known> {
    let known = use_state(|| Known::NotYet);
    let turn = use_turn();
    use_effect_with(known.is_awaited(), {
        let (link, known) = (link.clone(), known.clone());
        move |&is_awaited| {
            let mine = turn.next();
            if !is_awaited {
                return;
            }
            spawn_local(async move {
                // What was just sent is known.
                let mut is_known = *known != Known::NotYet;
                while turn.is(mine) {
                    if is_known {
                        TimeoutFuture::new(every).await;
                        // No one looks at the page.
                        if gloo_utils::document().hidden() {
                            continue;
                        }
                    }
                    let answer = api::client::page(&link).await;
                    if !turn.is(mine) {
                        return;
                    }
                    match answer.and_then(|page| Who::read(&page).ok_or_else(api::unexpected)) {
                        Ok(who) => {
                            is_known = true;
                            let is_open = who.is_open();
                            known.set(Known::Here(Rc::new(who)));
                            if !is_open {
                                return;
                            }
                        }
                        Err(problem) if connection::is_lost(&problem) => connection::back().await,
                        Err(problem) if is_known && is_over(&problem) => return,
                        // What is known stays on the page, and the next answer may be a better one.
                        Err(_) if is_known => {}
                        Err(problem) => return known.set(Known::Failed(problem)),
                    }
                }
            });
        }
    });
    known
}

/// Returns true if the link won't be accepted later either.
fn is_over(problem: &Problem) -> bool {
    matches!(problem.status, 401 | 403 | 404 | 410)
}

#[cfg(test)]
mod tests {
    use shared::wire::{Contact, HelpSettled};

    use super::*;

    #[test]
    fn the_page_asks_until_someone_has_helped() {
        let here = |sent| {
            let contact = Contact { email: None, phone: None };
            Known::Here(Rc::new(Who { person: PersonToAsk { name: "Mia".into(), contact }, sent }))
        };
        let sent = HelpSent { at: 1, call: None, settled: None };
        let settled = HelpSent { settled: Some(HelpSettled { at: 2, by: "Mia".into() }), ..sent.clone() };
        for (known, expected) in [
            (Known::NotYet, true),
            (here(None), false),
            (here(Some(sent.clone())), true),
            (here(Some(settled.clone())), false),
            (here(None).with_sent(sent.clone()), true),
            (here(Some(settled)).with_sent(sent), true),
        ] {
            assert_eq!(known.is_awaited(), expected, "{known:?}");
        }
    }
}
