//! Staff who exceed their role, and strangers who want to become staff.

use shared::{
    status::Status,
    wire::{InviteRequest, Role, SignInRequest},
};
use support::agency::{MANAGER, parsed};

use crate::{assert_problem, set_up};

#[test]
fn each_role_can_do_only_its_own_work() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let id = &made.id;
    let nobody = server.api();
    let invite = serde_json::to_vec(&InviteRequest {
        name: "Eve".into(),
        email: parsed("eve@agency.test"),
        roles: vec![Role::Admin],
    })
    .expect("JSON");
    let staff = [
        ("GET", "/api/onboardings".to_owned(), vec![]),
        ("GET", format!("/api/onboardings/{id}"), vec![]),
        ("GET", "/api/recipients".to_owned(), vec![]),
        ("POST", format!("/api/onboardings/{id}/revoke"), vec![]),
        ("GET", format!("/api/onboardings/{id}/sealed"), vec![]),
        ("POST", format!("/api/onboardings/{id}/collected"), vec![]),
        ("GET", "/api/people".to_owned(), vec![]),
        ("POST", "/api/people".to_owned(), invite.clone()),
        ("GET", "/api/activity".to_owned(), vec![]),
        ("GET", "/api/session".to_owned(), vec![]),
    ];
    let client = agency.client(&made.link).api;
    for (method, path, body) in &staff {
        assert_problem(&nobody.send(method, path, body), 401, "signed-out");
        assert_problem(&client.send(method, path, body), 401, "signed-out");
    }
    for (caller, method, path) in [
        (&agency.technician, "POST", format!("/api/onboardings/{id}/revoke")),
        (&agency.technician, "GET", "/api/people".to_owned()),
        (&agency.manager, "GET", format!("/api/onboardings/{id}/sealed")),
        (&agency.manager, "POST", format!("/api/onboardings/{id}/collected")),
        (&agency.manager, "GET", "/api/activity".to_owned()),
    ] {
        assert_problem(&caller.send(method, &path, &[]), 403, "forbidden");
    }
    assert_problem(&agency.manager.send("POST", "/api/people", &invite), 403, "forbidden");
    assert_eq!(agency.seen(id).row.status, Status::Waiting);
}

#[test]
fn headers_cannot_evade_the_limit_on_password_guesses() {
    let (server, _agency) = set_up();
    let guess = |password: &str| {
        let request = SignInRequest {
            email: parsed(MANAGER),
            password: shared::wire::Password(password.into()),
            code: None,
            token: true,
        };
        server.api().with_header("x-forwarded-for", "203.0.113.7").post("/api/session", &request)
    };
    // The manager has already signed in once, during setup.
    for i in 1..10 {
        assert_problem(&guess(&format!("wrong password {i}")), 401, "wrong-login");
    }
    assert_problem(&guess("one more password"), 429, "too-often");
    assert_problem(&guess(support::agency::PASSWORD), 429, "too-often");
}
