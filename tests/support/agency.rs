//! An agency with an administrator, a manager and a technician, all created through the API.

use shared::{
    link::Link,
    open::Identities,
    proof,
    recipients::{Pin, Recipient, RecipientSet},
    seal::seal_link,
    voucher::{Voucher, VouchingKey},
    wire::{
        Board, BoardRow, Code, Config, ConfirmRequest, CreateRequest, Enrollment, InviteRequest, Invited,
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

/// Everyone's password.
pub const PASSWORD: &str = "correct horse battery";

/// The administrator's email address.
pub const ADMIN: &str = "mira@agency.test";

/// The manager's email address.
pub const MANAGER: &str = "max@agency.test";
/// The manager's name, which technicians see.
pub const MANAGER_NAME: &str = "Max Field";

/// The technician's email address.
pub const TECHNICIAN: &str = "ada@agency.test";
/// The technician's name, which clients see.
pub const TECHNICIAN_NAME: &str = "Ada Winter";

/// The agency's people, each signed in.
pub struct Agency {
    /// The address of their server.
    pub url: String,
    /// An API caller signed in as the administrator.
    pub admin: Api,
    /// An API caller signed in as the manager.
    pub manager: Api,
    /// An API caller signed in as the technician.
    pub technician: Api,
    /// The people's authenticator apps.
    pub apps: Apps,
    /// The technician's key.
    pub identities: Identities,
}

/// The authenticator apps of those who sign in again, if the server requires them.
pub struct Apps {
    /// The administrator's app.
    pub admin: Option<Authenticator>,
    /// The manager's app.
    pub manager: Option<Authenticator>,
}

/// An onboarding and its client's link.
pub struct Made {
    /// The onboarding's id.
    pub id: String,
    /// The client's link.
    pub link: Link,
}

impl Agency {
    /// Creates the people of a new server.
    pub fn set_up(server: &Server) -> Self {
        Self::set_up_with(server, &|email| panic!("the setup link for {email} was mailed"))
    }

    /// Creates a server's people through a proxy, with a new connection for each request.
    pub fn set_up_behind(server: &Server, proxy: &str) -> Self {
        let api = Api::new(proxy).with_header("connection", "close");
        Self::set_up_at(&api, proxy, server, &|email| panic!("the setup link for {email} was mailed"))
    }

    /// Like [`Agency::set_up`], for a server that mails setup links.
    pub fn set_up_by_mail(server: &Server, mail: &MailServer) -> Self {
        Self::set_up_with(server, &|email| {
            let message = mail.wait_for_message(&format!("Delivered-To: {email}"));
            setup_token(&message).unwrap_or_else(|| panic!("no setup link: {message}"))
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

    /// Adds a person, and signs them in.
    pub fn person(&self, name: &str, email: &str, role: Role) -> Api {
        let mailed = |email: &str| panic!("the setup link for {email} was mailed");
        add(&Api::new(&self.url), &self.admin, (name, email), role, &mailed).0
    }

    /// Creates an onboarding. Its link is made the same way as in the manager's browser.
    pub fn onboarding(&self, client: &str, site: &str) -> Made {
        self.onboarding_of(client, site, None)
    }

    /// Like [`Agency::onboarding`], with the client's email address.
    pub fn onboarding_of(&self, client: &str, site: &str, email: Option<&str>) -> Made {
        self.create(client, site, email, new_link)
    }

    /// Creates an onboarding with a link that the test makes.
    pub fn onboarding_with(&self, client: &str, site: &str, make: impl FnOnce(Pin) -> Link) -> Made {
        self.create(client, site, None, make)
    }

    fn create(&self, client: &str, site: &str, email: Option<&str>, make: impl FnOnce(Pin) -> Link) -> Made {
        let set: RecipientSet = self.manager.get("/api/recipients").json();
        let (link, site) = (make(set.pin()), parsed(site));
        let voucher = vouching_key().vouch(MANAGER_NAME, &link, &site);
        let (link, new) = registration(link, Some(&voucher), &set);
        let email = email.map(parsed);
        let request =
            CreateRequest { client: client.into(), site, address: None, email, days: 14, link: new };
        let answer = self.manager.post("/api/onboardings", &request);
        assert_eq!(answer.status, 201, "{answer}");
        Made { id: answer.json::<BoardRow>().id, link }
    }

    /// Makes a link for the current recipients.
    pub fn new_link(&self) -> (Link, NewLink) {
        link_for(&self.manager.get("/api/recipients").json())
    }

    /// Returns a client with this link.
    pub fn client(&self, link: &Link) -> Client {
        Client::new(&self.url, link.clone())
    }

    /// Returns the id of the only onboarding.
    pub fn only_onboarding(&self) -> String {
        let board: Board = self.manager.get("/api/onboardings").json();
        let [row] = &board.rows[..] else { panic!("not exactly one: {:?}", board.rows) };
        row.id.clone()
    }

    /// Returns the onboarding as the manager sees it.
    pub fn seen(&self, id: &str) -> Onboarding {
        self.manager.get(&format!("/api/onboardings/{id}")).json()
    }
}

/// Returns the token of the setup link that was mailed to this address.
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
        Some(url) => setup_token(&url).expect("a setup link"),
        None => mailed(email),
    };
    let app = join(api, &token, name, email);
    (sign_in(api, email, app.as_ref()), app)
}

/// Uses a setup link, and adds an authenticator app if the server requires one.
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
    let api = api.with_token(me.token.expect("the request asked for a token").expose());
    let config: Config = api.get("/api/config").json();
    (config.second_factor == SecondFactor::Required).then(|| enroll(&api).0)
}

/// Adds an authenticator app to a new account. Returns the app and the recovery codes.
pub fn enroll(api: &Api) -> (Authenticator, Vec<Code>) {
    let begun: Enrollment = api.post("/api/me/factor", &Proof::default()).json();
    let app = Authenticator::new(&begun.key.0);
    let made: RecoveryCodes = api.put("/api/me/factor", &ConfirmRequest { code: Code(app.code()) }).json();
    (app, made.codes)
}

/// Signs in, with a code if the person has an app.
pub fn sign_in(api: &Api, email: &str, app: Option<&Authenticator>) -> Api {
    let request = SignInRequest {
        email: parsed(email),
        password: Password(PASSWORD.into()),
        code: app.map(|app| Code(app.code())),
        token: true,
    };
    let me: Me = api.post("/api/session", &request).json();
    api.with_token(me.token.expect("the request asked for a token").expose())
}

/// Returns the key that signs the manager's vouchers.
fn vouching_key() -> VouchingKey {
    VouchingKey::new(|seed| seed.fill(1))
}

/// The fingerprint of the key that vouches for the links of [`Agency::onboarding`].
pub fn vouched_by() -> String {
    vouching_key().manager(MANAGER_NAME).fingerprint()
}

/// Returns the fingerprint of a technician's key.
pub fn fingerprint(identities: &Identities) -> String {
    Recipient::new("Whose", &identities.public_keys()[0]).expect("a valid key").fingerprint()
}

/// Makes a link for these recipients. Returns it with the part that the server may know.
pub fn link_for(set: &RecipientSet) -> (Link, NewLink) {
    registration(new_link(set.pin()), None, set)
}

fn new_link(pin: Pin) -> Link {
    Link::new(pin, |bytes| bytes.copy_from_slice(&random()))
}

fn registration(link: Link, voucher: Option<&Voucher>, set: &RecipientSet) -> (Link, NewLink) {
    let new = NewLink {
        locator: link.locator(),
        token_hash: link.token().hash().to_vec(),
        recipients: set.pin(),
        sealed_link: seal_link(&link, voucher, set).expect("it can be sealed"),
    };
    (link, new)
}

/// Registers a technician's public key, and proves that they hold the private key.
pub fn give_key(technician: &Api, identities: &Identities) {
    let me: Me = technician.get("/api/session").json();
    let recipient = Recipient::new(&me.name, &identities.public_keys()[0]).expect("a valid key");
    let request = KeyRequest { key: recipient.key().to_owned(), proof: Proof::default() };
    let challenge: KeyChallenge = technician.post("/api/me/key/challenge", &request).json();
    let answer = proof::answer(identities, &me.id, &recipient, &challenge.sealed)
        .expect("the challenge is for this key");
    let me: Me = technician.put("/api/me/key", &KeyProof { answer }).json();
    assert_eq!(me.key.as_deref(), Some(recipient.key()));
}

/// Parses a valid value.
pub fn parsed<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("“{text}” isn't valid"))
}

fn random() -> [u8; 16] {
    // age takes randomness from the operating system. The end of a new key is as good a source as any here.
    let file = Identities::generate().to_file();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&file.trim_end().as_bytes()[file.trim_end().len() - 16..]);
    bytes
}
