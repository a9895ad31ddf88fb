//! An agency with an administrator, a manager and a technician, all made through the API.

use shared::{
    link::Link,
    open::Identities,
    recipients::RecipientSet,
    seal::seal_link,
    wire::{
        Board, BoardRow, Code, Config, ConfirmRequest, CreateRequest, Enrolment, InviteRequest, Invited,
        KeyRequest, Me, NewLink, Onboarding, Password, Proof, RecoveryCodes, Role, SecondFactor,
        SetupRequest, SignInRequest,
    },
};

use crate::{
    authenticator::Authenticator,
    client::Client,
    http::Api,
    server::{Server, setup_token},
};

/// What everybody here signs in with.
pub const PASSWORD: &str = "correct horse battery";

/// The administrator's address.
pub const ADMIN: &str = "mira@agency.test";

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
    /// Their code apps.
    pub apps: Apps,
    /// The technician's key.
    pub identities: Identities,
}

/// The code apps of those who sign in again, where everybody needs one.
pub struct Apps {
    /// The administrator's.
    pub admin: Option<Authenticator>,
    /// The manager's.
    pub manager: Option<Authenticator>,
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
        let app = join(&api, &server.setup_token(), "Mira Stone", ADMIN);
        let admin = sign_in(&api, ADMIN, app.as_ref());
        let mut apps = Apps { admin: app, manager: None };
        let mut joins = |name: &str, email: &str, role| {
            let request = InviteRequest { name: name.into(), email: parsed(email), roles: vec![role] };
            let invited: Invited = admin.post("/api/people", &request).json();
            let app = join(&api, &setup_token(&invited.setup_url).expect("a set-up link"), name, email);
            (sign_in(&api, email, app.as_ref()), app)
        };
        let (manager, app) = joins("Max Field", MANAGER, Role::Manager);
        apps.manager = app;
        let (technician, _) = joins(TECHNICIAN_NAME, TECHNICIAN, Role::Technician);
        let identities = Identities::generate();
        let me: Me = technician.put("/api/me/key", &key_of(&identities)).json();
        assert_eq!(me.key, Some(identities.public_keys()[0].clone()));
        Self { url: server.url(), admin, manager, technician, apps, identities }
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
        let set: RecipientSet = self.manager.get("/api/recipients").json();
        let link = Link::new(set.pin(), |bytes| bytes.copy_from_slice(&random()));
        let new = NewLink {
            locator: link.locator(),
            token_hash: link.token().hash().to_vec(),
            recipients: set.pin(),
            sealed_link: seal_link(&link, &set).expect("it can be sealed"),
        };
        (link, new)
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

/// Uses a set-up link, and adds a code app where everybody needs one.
pub fn join(api: &Api, token: &str, name: &str, email: &str) -> Option<Authenticator> {
    let request = SetupRequest {
        token: token.into(),
        name: name.into(),
        email: parsed(email),
        password: Password(PASSWORD.into()),
        code: None,
        in_body: true,
    };
    let me: Me = api.post("/api/setup", &request).json();
    assert_eq!(me.name, name);
    let api = api.with_token(me.token.expect("a token was asked for").expose());
    let config: Config = api.get("/api/config").json();
    (config.second_factor == SecondFactor::Required).then(|| enrol(&api).0)
}

/// Adds a code app to a fresh account: the app, and its recovery codes.
pub fn enrol(api: &Api) -> (Authenticator, Vec<Code>) {
    let begun: Enrolment = api.post("/api/me/factor", &Proof::default()).json();
    let app = Authenticator::new(&begun.key.0);
    let made: RecoveryCodes = api.put("/api/me/factor", &ConfirmRequest { code: Code(app.code()) }).json();
    (app, made.codes)
}

/// Signs in, with a code where there is an app.
pub fn sign_in(api: &Api, email: &str, app: Option<&Authenticator>) -> Api {
    let request = SignInRequest {
        email: parsed(email),
        password: Password(PASSWORD.into()),
        code: app.map(|app| Code(app.code())),
        token: true,
    };
    let me: Me = api.post("/api/session", &request).json();
    api.with_token(me.token.expect("a token was asked for").expose())
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
