//! An agency with an administrator, a manager and a technician, all made through the API.

use shared::{
    link::Link,
    open::Identities,
    recipients::RecipientSet,
    seal::seal_link,
    wire::{
        Board, BoardRow, CreateRequest, InviteRequest, Invited, KeyRequest, Me, NewLink, Onboarding,
        Password, Role, SetupRequest, SignInRequest,
    },
};

use crate::{
    client::Client,
    http::Api,
    server::{Server, setup_token},
};

/// What everybody here signs in with.
pub const PASSWORD: &str = "correct horse battery";

/// The manager's address.
pub const MANAGER: &str = "max@agency.test";

/// The technician's address, and the name that clients see.
pub const TECHNICIAN: &str = "ada@agency.test";
/// See [`TECHNICIAN`].
pub const TECHNICIAN_NAME: &str = "Ada Winter";

/// The people, each signed in.
pub struct Agency {
    /// Where they work.
    pub url: String,
    /// The administrator.
    pub admin: Api,
    /// The manager.
    pub manager: Api,
    /// The technician.
    pub technician: Api,
    /// The technician's key.
    pub identities: Identities,
}

/// An onboarding, and the link that its client has.
pub struct Made {
    /// The onboarding's id.
    pub id: String,
    /// The link.
    pub link: Link,
}

impl Agency {
    /// Sets up a new server's people.
    pub fn set_up(server: &Server) -> Self {
        let api = server.api();
        join(&api, &server.setup_token(), "Mira Stone", "mira@agency.test");
        let admin = sign_in(&api, "mira@agency.test");
        for (name, email, role) in
            [("Max Field", MANAGER, Role::Manager), (TECHNICIAN_NAME, TECHNICIAN, Role::Technician)]
        {
            let request = InviteRequest { name: name.into(), email: parsed(email), roles: vec![role] };
            let invited: Invited = admin.post("/api/people", &request).json();
            join(&api, &setup_token(&invited.setup_url).expect("a set-up link"), name, email);
        }
        let (manager, technician) = (sign_in(&api, MANAGER), sign_in(&api, TECHNICIAN));
        let identities = Identities::generate();
        let me: Me = technician.put("/api/me/key", &key_of(&identities)).json();
        assert_eq!(me.key, Some(identities.public_keys()[0].clone()));
        Self { url: server.url(), admin, manager, technician, identities }
    }

    /// An onboarding, its link made as the manager's browser makes it.
    pub fn onboarding(&self, client: &str, site: &str) -> Made {
        let (link, new) = self.new_link();
        let request = CreateRequest {
            client: client.into(),
            site: parsed(site),
            address: None,
            email: None,
            days: 14,
            link: new,
        };
        let answer = self.manager.post("/api/onboardings", &request);
        assert_eq!(answer.status, 201, "{answer}");
        Made { id: answer.json::<BoardRow>().id, link }
    }

    /// A new link for the present recipients.
    pub fn new_link(&self) -> (Link, NewLink) {
        link_for(&self.manager.get("/api/recipients").json())
    }

    /// Whoever holds this link.
    pub fn client(&self, link: &Link) -> Client {
        Client::new(&self.url, link.clone())
    }

    /// The id of the one onboarding that there is.
    pub fn only_onboarding(&self) -> String {
        let board: Board = self.manager.get("/api/onboardings").json();
        let [row] = &board.rows[..] else { panic!("not one: {:?}", board.rows) };
        row.id.clone()
    }

    /// The onboarding as the manager sees it.
    pub fn seen(&self, id: &str) -> Onboarding {
        self.manager.get(&format!("/api/onboardings/{id}")).json()
    }
}

fn join(api: &Api, token: &str, name: &str, email: &str) {
    let request = SetupRequest {
        token: token.into(),
        name: name.into(),
        email: parsed(email),
        password: Password(PASSWORD.into()),
    };
    let me: Me = api.post("/api/setup", &request).json();
    assert_eq!(me.name, name);
}

fn sign_in(api: &Api, email: &str) -> Api {
    let request = SignInRequest { email: parsed(email), password: Password(PASSWORD.into()), token: true };
    let me: Me = api.post("/api/session", &request).json();
    api.with_token(me.token.expect("a token was asked for").expose())
}

/// A new link for these recipients, and what a server may know of it.
pub fn link_for(set: &RecipientSet) -> (Link, NewLink) {
    let link = Link::new(set.pin(), |bytes| bytes.copy_from_slice(&random()));
    let new = NewLink {
        locator: link.locator(),
        token_hash: link.token().hash().to_vec(),
        recipients: set.pin(),
        sealed_link: seal_link(&link, set).expect("it can be sealed"),
    };
    (link, new)
}

/// The body that gives a technician's public key.
pub fn key_of(identities: &Identities) -> KeyRequest {
    KeyRequest { key: identities.public_keys()[0].clone() }
}

/// A value that is right by its rule.
pub fn parsed<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("“{text}” is not right"))
}

fn random() -> [u8; 16] {
    // age draws from the operating system; the end of a new key is as good as any other source here.
    let file = Identities::generate().to_file();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&file.trim_end().as_bytes()[file.trim_end().len() - 16..]);
    bytes
}
