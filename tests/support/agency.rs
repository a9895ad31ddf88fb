//! An agency with an administrator, a manager and a technician, all made through the API.

use shared::{
    link::Link,
    open::Identities,
    proof,
    recipients::{Pin, Recipient, RecipientSet},
    seal::seal_link,
    voucher::{Voucher, VouchingKey},
    wire::{
        Board, BoardRow, Code, Config, ConfirmRequest, CreateRequest, Enrolment, InviteRequest, Invited,
        KeyChallenge, KeyProof, KeyRequest, Me, NewLink, Onboarding, Password, Proof, RecoveryCodes, Role,
        SecondFactor, SetupRequest, SignInRequest,
    },
};

use crate::{
    authenticator::Authenticator,
    client::Client,
    http::Api,
    mail::MailServer,
    server::{Server, setup_token},
};

/// What everybody here signs in with.
pub const PASSWORD: &str = "correct horse battery";

/// The administrator's address.
pub const ADMIN: &str = "mira@agency.test";

/// The manager's address, and the name that technicians see.
pub const MANAGER: &str = "max@agency.test";
/// See [`MANAGER`].
pub const MANAGER_NAME: &str = "Max Field";

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
    /// Their authenticator apps.
    pub apps: Apps,
    /// The technician's key.
    pub identities: Identities,
}

/// The authenticator apps of those who sign in again, where everybody needs one.
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
        Self::set_up_with(server, &|email| panic!("the set-up link for {email} went by mail"))
    }

    /// Sets up a server's people through a proxy, with each request on a connection of its own.
    pub fn set_up_behind(server: &Server, proxy: &str) -> Self {
        let api = Api::new(proxy).with_header("connection", "close");
        Self::set_up_at(&api, proxy, server, &|email| panic!("the set-up link for {email} went by mail"))
    }

    /// The same, where set-up links go by mail.
    pub fn set_up_by_mail(server: &Server, mail: &MailServer) -> Self {
        Self::set_up_with(server, &|email| {
            let message = mail.wait_for_message(&format!("Delivered-To: {email}"));
            setup_token(&message).unwrap_or_else(|| panic!("no set-up link: {message}"))
        })
    }

    fn set_up_with(server: &Server, mailed: &Mailed<'_>) -> Self {
        Self::set_up_at(&server.api(), &server.url(), server, mailed)
    }

    fn set_up_at(api: &Api, url: &str, server: &Server, mailed: &Mailed<'_>) -> Self {
        let app = join(api, &server.setup_token(), "Mira Stone", ADMIN);
        let admin = sign_in(api, ADMIN, app.as_ref());
        let mut apps = Apps { admin: app, manager: None };
        let manager;
        (manager, apps.manager) = add(api, &admin, (MANAGER_NAME, MANAGER), Role::Manager, mailed);
        let (technician, _) = add(api, &admin, (TECHNICIAN_NAME, TECHNICIAN), Role::Technician, mailed);
        let identities = Identities::generate();
        give_key(&technician, &identities);
        Self { url: url.to_owned(), admin, manager, technician, apps, identities }
    }

    /// One more person, signed in.
    pub fn person(&self, name: &str, email: &str, role: Role) -> Api {
        let mailed = |email: &str| panic!("the set-up link for {email} went by mail");
        add(&Api::new(&self.url), &self.admin, (name, email), role, &mailed).0
    }

    /// An onboarding, its link made as the manager's browser makes it.
    pub fn onboarding(&self, client: &str, site: &str) -> Made {
        self.onboarding_of(client, site, None)
    }

    /// The same for a client whose own address is known.
    pub fn onboarding_of(&self, client: &str, site: &str, email: Option<&str>) -> Made {
        self.create(client, site, email, new_link)
    }

    /// An onboarding with a link of the test's own making.
    pub fn onboarding_with(&self, client: &str, site: &str, make: impl FnOnce(Pin) -> Link) -> Made {
        self.create(client, site, None, make)
    }

    fn create(&self, client: &str, site: &str, email: Option<&str>, make: impl FnOnce(Pin) -> Link) -> Made {
        let set: RecipientSet = self.manager.get("/api/recipients").json();
        let (link, site) = (make(set.pin()), parsed(site));
        let voucher = vouching_key().vouch(MANAGER_NAME, &link, &site);
        let (link, new) = told(link, Some(&voucher), &set);
        let email = email.map(parsed);
        let request =
            CreateRequest { client: client.into(), site, address: None, email, days: 14, link: new };
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

/// The token of the set-up link that was mailed to this address.
type Mailed<'a> = dyn Fn(&str) -> String + 'a;

fn add(
    api: &Api,
    admin: &Api,
    (name, email): (&str, &str),
    role: Role,
    mailed: &Mailed<'_>,
) -> (Api, Option<Authenticator>) {
    let request = InviteRequest { name: name.into(), email: parsed(email), roles: vec![role] };
    let invited: Invited = admin.post("/api/people", &request).json();
    let token = match invited.setup_url {
        Some(url) => setup_token(&url).expect("a set-up link"),
        None => mailed(email),
    };
    let app = join(api, &token, name, email);
    (sign_in(api, email, app.as_ref()), app)
}

/// Uses a set-up link, and adds an authenticator app where everybody needs one.
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

/// Adds an authenticator app to a fresh account: the app, and its recovery codes.
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

/// What the manager vouches with.
fn vouching_key() -> VouchingKey {
    VouchingKey::new(|seed| seed.fill(1))
}

/// The fingerprint of the key that vouches for the links of [`Agency::onboarding`].
pub fn vouched_by() -> String {
    vouching_key().manager(MANAGER_NAME).fingerprint()
}

/// What people compare of a technician's key.
pub fn fingerprint(identities: &Identities) -> String {
    Recipient::new("Whose", &identities.public_keys()[0]).expect("a right key").fingerprint()
}

/// A new link for these recipients, and what a server may know of it.
pub fn link_for(set: &RecipientSet) -> (Link, NewLink) {
    told(new_link(set.pin()), None, set)
}

fn new_link(pin: Pin) -> Link {
    Link::new(pin, |bytes| bytes.copy_from_slice(&random()))
}

fn told(link: Link, voucher: Option<&Voucher>, set: &RecipientSet) -> (Link, NewLink) {
    let new = NewLink {
        locator: link.locator(),
        token_hash: link.token().hash().to_vec(),
        recipients: set.pin(),
        sealed_link: seal_link(&link, voucher, set).expect("it can be sealed"),
    };
    (link, new)
}

/// Gives a technician's public key, and proves it.
pub fn give_key(technician: &Api, identities: &Identities) {
    let me: Me = technician.get("/api/session").json();
    let recipient = Recipient::new(&me.name, &identities.public_keys()[0]).expect("a right key");
    let request = KeyRequest { key: recipient.key().to_owned(), proof: Proof::default() };
    let challenge: KeyChallenge = technician.post("/api/me/key/challenge", &request).json();
    let answer = proof::answer(identities, &me.id, &recipient, &challenge.sealed).expect("it is ours");
    let me: Me = technician.put("/api/me/key", &KeyProof { answer }).json();
    assert_eq!(me.key.as_deref(), Some(recipient.key()));
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
