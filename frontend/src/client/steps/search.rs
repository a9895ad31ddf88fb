//! The search for an address's provider, up to the choice.

use std::rc::Rc;

use shared::{
    rules::Address,
    wire::{Discovery, FoundServer},
};
use yew::prelude::*;

use super::{StepProps, discovered::Picked};
use crate::{
    api,
    client::{
        prefill,
        state::{Action, Choice, Wizard},
    },
    names,
    request::{Request, use_request},
    say,
};

/// The state of the search.
#[derive(Clone)]
pub(super) enum Found {
    /// Nothing was found yet.
    Nothing,
    /// The server has answered.
    Answer(Address, Rc<Discovery>),
    /// The client chooses from the list. If the server was found, it is used for a provider without a server in the
    /// table.
    List(Address, Option<FoundServer>),
}

/// The step's search.
#[derive(Clone)]
pub(super) struct Search {
    wizard: UseReducerHandle<Wizard>,
    /// The address as typed. The wizard gets it with the choice, because what was entered so far belongs to the
    /// address of the last choice.
    pub(super) address: UseStateHandle<String>,
    pub(super) found: UseStateHandle<Found>,
    /// Why the address can't be used.
    pub(super) wrong: UseStateHandle<Option<AttrValue>>,
    /// The request to the server.
    pub(super) request: Request,
}

/// Creates a search without results.
#[hook]
pub(super) fn use_search(props: &StepProps) -> Search {
    Search {
        wizard: props.wizard.clone(),
        address: use_state(|| props.wizard.address.clone()),
        found: use_state(|| Found::Nothing),
        wrong: use_state(|| None),
        request: use_request(),
    }
}

impl Search {
    /// Stores the new address, and discards what was found for the previous one.
    pub(super) fn typed(&self, text: String) {
        self.request.give_up();
        self.address.set(text);
        self.found.set(Found::Nothing);
        self.wrong.set(None);
    }

    /// Searches for the provider, if the address is valid.
    pub(super) fn find(&self) {
        let address = match names::address(&self.address) {
            Ok(address) => address,
            Err(error) => return self.wrong.set(Some(say::client().rule_error(error).into())),
        };
        let (link, found) = (self.wizard.link.clone(), self.found.clone());
        let asked = address.clone();
        self.request.run_then(
            move || {
                let (link, address) = (link.clone(), asked.clone());
                async move { api::client::discover(&link, address).await }
            },
            move |answer| found.set(Found::Answer(address, Rc::new(answer))),
        );
    }

    /// Shows all providers instead.
    pub(super) fn list(&self, address: Address) {
        let server = match &*self.found {
            Found::Answer(_, found) => own_server(found),
            Found::List(_, server) => server.clone(),
            Found::Nothing => None,
        };
        self.found.set(Found::List(address, server));
    }

    /// Stores the choice, after loading the provider's data. Without an id, the provider isn't in the table.
    pub(super) fn pick(&self, (id, server, address): Picked) {
        let dispatcher = self.wizard.dispatcher();
        let Some(id) = id else {
            return dispatcher.dispatch(Action::Chosen(Choice::Other, server, address));
        };
        self.request.run_then(
            move || {
                let id = id.clone();
                async move { api::client::provider(&id).await }
            },
            move |provider| {
                let choice = Choice::Known(Rc::new(provider));
                let server = server.filter(|_| prefill::host_to_ask(&choice).is_some());
                dispatcher.dispatch(Action::Chosen(choice, server, address));
            },
        );
    }
}

/// Returns the domain's own server if it was found, even as one of several candidates.
fn own_server(found: &Discovery) -> Option<FoundServer> {
    found.server.clone().or_else(|| found.ask.iter().find_map(|one| one.server.clone()))
}
