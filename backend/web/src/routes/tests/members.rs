//! What an administrator changes about other people.

use axum::http::StatusCode;
use sealpost_core::factor::shown;
use shared::{
    link::Token,
    wire::{
        Activity, Code, Invited, Me, Password, Person, Role, RolesRequest, SetupLinkRequest, SetupRequest,
    },
};

use super::{Server, accounts::sign_in};

impl Server {
    async fn id_of(&self, name: &str) -> String {
        let people: Vec<Person> = self.get("/api/people", &self.admin).await.json(StatusCode::OK);
        people.into_iter().find(|person| person.name == name).unwrap().id
    }

    async fn act(&self, name: &str, verb: &str) -> super::Answer {
        let path = format!("/api/people/{}/{verb}", self.id_of(name).await);
        self.post(&path, &self.admin, &()).await
    }

    pub(super) async fn set_roles(&self, name: &str, roles: &[Role]) -> super::Answer {
        let path = format!("/api/people/{}/roles", self.id_of(name).await);
        self.send_json("PUT", &path, &self.admin, &RolesRequest { roles: roles.to_vec() }).await
    }
}

#[tokio::test]
async fn a_deactivated_persons_next_request_is_refused() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Technician]).await;
    let shown_now = shown(&iris.key, server.app.now() + 30);
    assert_eq!(server.get("/api/onboardings", &iris.token).await.status, StatusCode::OK);
    let gone: Person = server.act("Iris", "deactivate").await.json(StatusCode::OK);
    assert!(!gone.active && !gone.joined && !gone.second_factor);
    server.get("/api/onboardings", &iris.token).await.problem(401, "signed-out");
    server.later(30);
    let request = sign_in(Some(&shown_now));
    server.post("/api/session", &Token::received(""), &request).await.problem(401, "wrong-login");
    server.act("Iris", "deactivate").await.problem(404, "person-unknown");
    server.act("Iris", "setup").await.problem(422, "wrong-form");

    server.act("Tess", "deactivate").await.json::<Person>(StatusCode::OK);
    server.get("/api/recipients", &server.manager).await.problem(404, "no-recipients");
    let back: Person = server.act("Iris", "reactivate").await.json(StatusCode::OK);
    assert!(back.active && !back.joined, "they need a new link to come back");
    server.get("/api/onboardings", &iris.token).await.problem(401, "signed-out");
}

#[tokio::test]
async fn changed_roles_apply_from_the_next_request() {
    let server = Server::new().await;
    assert_eq!(server.get("/api/people", &server.manager).await.status, StatusCode::FORBIDDEN);
    server.set_roles("Mia", &[]).await.problem(422, "roles");
    let mia: Person = server.set_roles("Mia", &[Role::Admin, Role::Admin]).await.json(StatusCode::OK);
    assert_eq!(mia.roles, [Role::Admin]);
    assert_eq!(server.get("/api/people", &server.manager).await.status, StatusCode::OK);
    server.set_roles("Tess", &[Role::Manager]).await.json::<Person>(StatusCode::OK);
    server.get("/api/recipients", &server.manager).await.problem(404, "no-recipients");
    server.set_roles("Ada", &[Role::Manager]).await.json::<Person>(StatusCode::OK);
    server.get("/api/people", &server.admin).await.problem(403, "forbidden");
}

#[tokio::test]
async fn the_last_administrator_cannot_be_removed() {
    let server = Server::new().await;
    server.act("Ada", "deactivate").await.problem(409, "last-administrator");
    server.set_roles("Ada", &[Role::Manager]).await.problem(409, "last-administrator");
    assert_eq!(server.get("/api/people", &server.admin).await.status, StatusCode::OK);
}

/// Otherwise someone with a stolen session would need neither the password nor a code.
#[tokio::test]
async fn no_one_can_create_a_link_for_their_own_account() {
    let server = Server::new().await;
    let path = format!("/api/people/{}/setup", server.id_of("Ada").await);
    let request = SetupLinkRequest { second_factor: true };
    server.post(&path, &server.admin, &request).await.problem(409, "not-now");
}

#[tokio::test]
async fn a_link_and_a_code_reset_a_forgotten_password() {
    let server = Server::new().await;
    let iris = server.iris(&[Role::Manager]).await;
    let id = server.id_of("Iris").await;
    let link = async |second_factor: bool| {
        let path = format!("/api/people/{id}/setup");
        let answer = server.post(&path, &server.admin, &SetupLinkRequest { second_factor }).await;
        let made: Invited = answer.json(StatusCode::CREATED);
        made.setup_url.unwrap().split_once("#setup=").unwrap().1.to_owned()
    };
    let set = async |token: &str, code: Option<String>| {
        let request = SetupRequest {
            token: token.into(),
            name: "Iris".into(),
            email: "iris@agency.test".parse().unwrap(),
            password: Password("warm paper red wax".into()),
            code: code.map(Code),
            in_body: true,
        };
        server.post("/api/setup", &Token::received(""), &request).await
    };
    let old = link(true).await;
    let token = link(false).await;
    set(&old, None).await.problem(410, "setup-unknown");
    set(&token, None).await.problem(422, "code-needed");
    set(&token, Some("000000".into())).await.problem(422, "wrong-code");
    assert_eq!(server.get("/api/session", &iris.token).await.status, StatusCode::OK, "nothing has changed");
    let me: Me = set(&token, Some(iris.codes[0].0.clone())).await.json(StatusCode::OK);
    assert!(me.second_factor, "the link doesn't bypass the app");
    server.get("/api/session", &iris.token).await.problem(401, "signed-out");

    let token = link(true).await;
    let me: Me = set(&token, None).await.json(StatusCode::OK);
    assert!(!me.second_factor, "both are lost, so they start over");
    server.act("Iris", "sign-out").await.is_empty_with(StatusCode::NO_CONTENT);
    server.get("/api/session", &me.token.unwrap()).await.problem(401, "signed-out");
}

/// If an administrator uses another person's setup link, they get the account without its key.
#[tokio::test]
async fn a_setup_link_removes_the_key_and_is_logged() {
    let server = Server::new().await;
    let id = server.id_of("Tess").await;
    let path = format!("/api/people/{id}/setup");
    let link = SetupLinkRequest { second_factor: true };
    let made: Invited = server.post(&path, &server.admin, &link).await.json(StatusCode::CREATED);
    let people: Vec<Person> = server.get("/api/people", &server.admin).await.json(StatusCode::OK);
    let has_key = people.iter().any(|person| person.id == id && person.key.is_some());
    assert!(has_key, "creating the link doesn't remove the key");
    let request = SetupRequest {
        token: made.setup_url.unwrap().split_once("#setup=").unwrap().1.into(),
        name: "Tess".into(),
        email: "tess@agency.test".parse().unwrap(),
        password: Password("warm paper red wax".into()),
        code: None,
        in_body: true,
    };
    let me: Me = server.post("/api/setup", &Token::received(""), &request).await.json(StatusCode::OK);
    assert_eq!(me.key, None);
    server.get("/api/recipients", &server.manager).await.problem(404, "no-recipients");
    let log: Vec<Activity> = server.get("/api/activity", &server.admin).await.json(StatusCode::OK);
    let codes: Vec<&str> = log.iter().map(|entry| entry.code.as_str()).collect();
    for code in ["person.link", "link.shown", "password.reset", "key.removed"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}
