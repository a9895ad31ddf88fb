//! The third step if the domain's own server was found or the host is unknown.

use shared::{status::Step, wire::FoundServer};
use yew::prelude::*;

use super::{back, guide::stuck, to};
use crate::{
    client::{
        pieces::{fold, p, primary, sentences},
        state::Wizard,
    },
    components::Heading,
    say::{self, with_elements},
};

/// Renders the guide for a server that was found at the client's domain. Only the password is missing.
pub(super) fn own_server(wizard: &UseReducerHandle<Wizard>, server: &FoundServer) -> Html {
    let say = say::letter();
    let found = [
        html! { <span class="code">{ server.host.to_string() }</span> },
        html! { { server.port.to_string() } },
        html! { <span class="code">{ &wizard.address }</span> },
    ];
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.guide_own_password()} title={wizard.agency.to_string()} />
                <p>{ with_elements(say.guide_own_server_parts(), &found) }</p>
            </div>
            { primary(say.guide_mailbox_password_done(), to(wizard, Step::Details)) }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>
                { fold(say.guide_forgotten(), html! { <>
                    { p(say.guide_forgotten_reset()) }
                    { sentences("plain-list", [
                        say.guide_forgotten_cpanel(),
                        say.guide_forgotten_plesk(),
                        say.guide_forgotten_elsewhere(),
                    ]) }
                    { p(say.guide_forgotten_devices()) }
                </> }) }
                { stuck(wizard) }
            </div>
        </div>
    }
}

pub(super) fn own_hosting(wizard: &UseReducerHandle<Wizard>) -> Html {
    let say = say::letter();
    let details = [
        (say.guide_four_host_parts(), say.label_host()),
        (say.guide_four_port_parts(), say.label_port()),
        (say.guide_four_username_parts(), say.label_username()),
        (say.guide_four_password_parts(), say.label_mailbox_password()),
    ];
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.guide_four()} title={wizard.agency.to_string()} />
                { p(say.guide_four_where()) }
            </div>
            <ol class="path">
                { for details.into_iter().map(|(sentence, label)| html! {
                    <li>{ with_elements(sentence, &[html! { <strong>{ label }</strong> }]) }</li>
                }) }
            </ol>
            { primary(say.guide_four_done(), to(wizard, Step::Details)) }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>{ stuck(wizard) }</div>
        </div>
    }
}
