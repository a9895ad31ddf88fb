//! SCRAM-SHA-256 (RFC 5802, 7677): the client proves that it knows the secret without sending it, and the server
//! proves that it knows it too. Channel binding isn't supported, because the `-PLUS` variant needs data that TLS
//! libraries don't provide.
//!
//! Values derived from the secret wipe themselves. We can't wipe the intermediate values that the hash functions keep
//! on the stack. The user name and the secret have to be ASCII, which SASLprep (RFC 4013) doesn't change; see
//! [`can_carry`].

#[cfg(test)]
mod tests;

use base64::{Engine, engine::general_purpose::STANDARD};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::{
    Login, Nonce,
    hash::{digest, mac, stretched},
};

/// The most rounds of PBKDF2 that a server can ask for, which take a few hundredths of a second. RFC 7677 requires
/// 4,096 or more, and suggests 15,000.
pub(super) const ROUNDS_MAX: u32 = 100_000;

/// Longest accepted salt, in bytes. Servers send about 16.
const SALT_MAX: usize = 256;

/// The GS2 header: no channel binding, and no authorization identity (RFC 5802, section 7).
const GS2: &str = "n,,";

/// Our side of one exchange.
#[derive(Debug)]
pub(super) struct Scram {
    /// `n=user,r=nonce`.
    client_first_bare: String,
    nonce: Nonce,
}

/// What the server has to send at the end, if it knows the secret.
pub(super) struct Signature([u8; 32]);

/// The server's first message isn't usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unusable;

/// Returns true if SASLprep doesn't change this login, so that both sides compute with the same bytes. For other
/// logins, PLAIN does the same job without any preparation.
pub(super) fn can_carry(login: &Login) -> bool {
    let is_plain = |text: &str| text.bytes().all(|b| (b' '..=b'~').contains(&b));
    is_plain(login.username.as_str()) && is_plain(login.secret.expose())
}

impl Scram {
    pub(super) fn new(login: &Login, nonce: Nonce) -> Self {
        let user = login.username.as_str().replace('=', "=3D").replace(',', "=2C");
        Self { client_first_bare: format!("n={user},r={}", nonce.as_str()), nonce }
    }

    /// Returns the client's first message.
    pub(super) fn first(&self) -> String {
        format!("{GS2}{}", self.client_first_bare)
    }

    /// Returns the client's last message and the expected answer of the server, from the server's first message.
    pub(super) fn last(
        &self,
        login: &Login,
        server_first: &str,
    ) -> Result<(Zeroizing<String>, Signature), Unusable> {
        let sent = ServerFirst::parse(server_first, self.nonce.as_str()).ok_or(Unusable)?;
        let without_proof = format!("c={},r={}", STANDARD.encode(GS2), sent.nonce);
        let signed = format!("{},{server_first},{without_proof}", self.client_first_bare);

        let salted = stretched(login.secret.expose().as_bytes(), &sent.salt, sent.rounds).ok_or(Unusable)?;
        let client_key = mac(&*salted, b"Client Key");
        let stored_key = digest(&*client_key);
        let mut proof = mac(&*stored_key, signed.as_bytes());
        proof.iter_mut().zip(client_key.iter()).for_each(|(signature, key)| *signature ^= key);
        let server_key = mac(&*salted, b"Server Key");
        let signature = Signature(*mac(&*server_key, signed.as_bytes()));

        let mut encoded = Zeroizing::new([0; 44]);
        let length = STANDARD.encode_slice(*proof, &mut *encoded).map_err(|_| Unusable)?;
        let encoded = std::str::from_utf8(&encoded[..length]).map_err(|_| Unusable)?;
        let mut last = Zeroizing::new(String::with_capacity(without_proof.len() + 3 + encoded.len()));
        for part in [&*without_proof, ",p=", encoded] {
            last.push_str(part);
        }
        Ok((last, signature))
    }
}

impl Signature {
    /// Returns true if the server's last message proves that it knows the secret.
    pub(super) fn is_in(&self, server_last: &str) -> bool {
        let sent = server_last.split(',').next().and_then(|first| first.strip_prefix("v="));
        let sent = sent.and_then(|text| STANDARD.decode(text).ok());
        sent.is_some_and(|sent| self.0[..].ct_eq(&sent).into())
    }

    /// Returns what an honest server sends.
    #[cfg(test)]
    pub(super) fn server_last(&self) -> String {
        format!("v={}", STANDARD.encode(self.0))
    }
}

impl Drop for Signature {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The parsed first message of the server.
struct ServerFirst<'a> {
    nonce: &'a str,
    salt: Vec<u8>,
    rounds: u32,
}

impl<'a> ServerFirst<'a> {
    /// Parses `r=…,s=…,i=…` and any extensions after it. An extension before it (`m=`) is mandatory, and we support
    /// none.
    fn parse(text: &'a str, ours: &str) -> Option<Self> {
        let mut parts = text.split(',');
        let nonce = parts.next()?.strip_prefix("r=")?;
        let salt = STANDARD.decode(parts.next()?.strip_prefix("s=")?).ok()?;
        let rounds = parts.next()?.strip_prefix("i=")?.parse().ok()?;
        // A nonce that doesn't start with ours could be replayed from another exchange.
        let is_fresh = nonce.len() > ours.len() && nonce.starts_with(ours);
        let is_bounded = (1..=SALT_MAX).contains(&salt.len()) && (1..=ROUNDS_MAX).contains(&rounds);
        (is_fresh && is_bounded).then_some(Self { nonce, salt, rounds })
    }
}
