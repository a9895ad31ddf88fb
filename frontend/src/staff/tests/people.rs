//! Tests of the agency's people.

use shared::wire::{Invited, Person, Role};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::people::PeoplePage,
    tests::{
        Page, Server,
        client::{IDENTITIES, problem, public},
        staff::{me, person, session},
    },
};

const PEOPLE: &str = "GET /api/people";
const INVITE: &str = "POST /api/people";

fn people() -> Vec<Person> {
    vec![
        Person { key: Some(public(IDENTITIES[0])), ..person("ada", "Ada Moreau", &[Role::Technician]) },
        person("sam", "Sam Okafor", &[Role::Technician, Role::Manager]),
        Person { joined: false, second_factor: false, ..person("kim", "Kim Lund", &[Role::Manager]) },
        Person { active: false, ..person("leo", "Leo Brandt", &[Role::Admin]) },
    ]
}

/// Renders the page with only this person.
async fn alone(server: &Server, person: Person) -> Page {
    server.answers(PEOPLE, &[person]);
    drawn(session(me(&[Role::Admin])), || html! { <PeoplePage /> }).await
}

async fn page(server: &Server) -> Page {
    server.answers(PEOPLE, &people());
    drawn(session(me(&[Role::Admin])), || html! { <PeoplePage /> }).await
}

async fn invite(page: &Page) {
    page.type_into("#name", "Nia Roth").await;
    page.type_into("#email", "nia@studio.test").await;
    page.choose("form[aria-labelledby='invite'] input[name='manager']").await;
    page.press(say::staff().invite_create()).await;
}

#[wasm_bindgen_test]
async fn each_person_shows_roles_key_and_state() {
    let server = Server::start();
    page(&server).await.matches(".people", "staff/people").await;
}

#[wasm_bindgen_test]
async fn an_incomplete_invitation_is_not_sent() {
    let server = Server::start();
    let page = page(&server).await;
    page.press(say::staff().invite_create()).await;
    page.matches("form[aria-labelledby='invite']", "staff/people-invite-wrong").await;
    assert_eq!(server.was_asked(INVITE), 0);
}

#[wasm_bindgen_test]
async fn an_invitation_is_emailed_or_shown() {
    let server = Server::start();
    let person = Person { joined: false, ..person("nia", "Nia Roth", &[Role::Manager]) };
    server.answers(INVITE, &Invited { person: person.clone(), setup_url: None });
    let page = page(&server).await;
    invite(&page).await;
    page.matches("section[aria-labelledby='invited']", "staff/people-emailed").await;
    page.press(say::staff().invite_next()).await;
    let setup_url = Some("https://mail.studio.test/staff#setup=once".into());
    server.answers(INVITE, &Invited { person, setup_url });
    invite(&page).await;
    page.matches("section[aria-labelledby='invited']", "staff/people-by-hand").await;
}

#[wasm_bindgen_test]
async fn a_duplicate_address_shows_an_error_at_its_field() {
    let server = Server::start();
    let mut refusal = problem(409, "taken");
    refusal.field = Some("email".into());
    server.refuses(INVITE, &refusal);
    let page = page(&server).await;
    invite(&page).await;
    assert!(page.find(".field:has(#email)").text_content().unwrap_or_default().contains("taken"));
}

#[wasm_bindgen_test]
async fn changed_roles_can_be_saved() {
    let server = Server::start();
    let sam = person("sam", "Sam Okafor", &[Role::Manager]);
    server.answers("POST /api/people/sam/roles", &sam).answers("PUT /api/people/sam/roles", &sam);
    let page = alone(&server, sam).await;
    assert!(!page.says(say::staff().member_save_roles()));
    page.choose(".people input[name='technician']").await;
    page.press(say::staff().member_save_roles()).await;
    assert_eq!(server.was_asked(PEOPLE), 2, "the list should be loaded again");
}

#[wasm_bindgen_test]
async fn a_new_link_can_reset_the_second_factor() {
    let server = Server::start();
    let sam = person("sam", "Sam Okafor", &[Role::Manager]);
    server.answers("POST /api/people/sam/setup", &Invited { person: sam.clone(), setup_url: None });
    let page = alone(&server, sam).await;
    page.matches(".people__one", "staff/person").await;
    page.choose("input[name='resets-sam']").await;
    page.press(say::staff().member_password_link()).await;
    assert!(page.says(&say::staff().member_emailed(&"sam@studio.test", &"Sam Okafor")));
}

#[wasm_bindgen_test]
async fn a_person_is_deactivated_after_confirmation() {
    let server = Server::start();
    let page = alone(&server, person("sam", "Sam Okafor", &[Role::Manager])).await;
    page.press(say::staff().member_deactivate()).await;
    page.matches(".buttons", "staff/person-deactivate").await;
    page.press(say::staff().member_keep()).await;
    page.press(say::staff().member_deactivate()).await;
    server.refuses("POST /api/people/sam/deactivate", &problem(409, "last-administrator"));
    page.press(&say::staff().member_deactivate_name(&"Sam Okafor")).await;
    assert!(page.says("The server says last-administrator."));
}

#[wasm_bindgen_test]
async fn a_key_is_removed_after_confirmation() {
    let server = Server::start();
    server.answers("DELETE /api/people/ada/key", &());
    let page = alone(&server, people().remove(0)).await;
    page.press(&say::staff().remove_key(&"Ada Moreau")).await;
    page.matches(".people__more", "staff/person-remove-key").await;
    page.press(say::staff().remove_key_do()).await;
    assert_eq!(server.was_asked("DELETE /api/people/ada/key"), 1);
}
