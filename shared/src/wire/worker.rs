//! What the client's page and the worker of the blind check say to each other inside the browser.
//!
//! Each message is an array, whose first element is one of [`said`]. None of it ever leaves the browser; what does is
//! the bytes of TLS, and at the end the [`super::BlindOutcome`] that the page passes on.

use crate::{
    rules::{Address, Host, Security, Username},
    smtp::Proof,
};

/// The first element of a message, and what follows it.
pub mod said {
    /// From the worker: it has been loaded. Nothing follows.
    pub const READY: &str = "ready";
    /// From the page: the words of [`super::Begin`], and the secret as an array of bytes, which is wiped once it is
    /// read.
    pub const BEGIN: &str = "begin";
    /// Both ways: bytes of the TLS connection.
    pub const BYTES: &str = "bytes";
    /// From the page: the connection is over; one of [`crate::check::word`], and more for the technician.
    pub const CLOSED: &str = "closed";
    /// From the worker: a [`crate::check::StageReport`] in JSON.
    pub const STAGE: &str = "stage";
    /// From the worker, its last: a [`crate::wire::BlindOutcome`] in JSON.
    pub const OUTCOME: &str = "outcome";
}

/// What a check takes besides the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// The mail server, whose name the certificate has to be good for.
    pub host: Host,
    /// How the connection becomes encrypted. With STARTTLS the part that is in the clear is over.
    pub security: Security,
    /// What EHLO says of the address that the connection comes from.
    pub helo: Host,
    /// What to sign in with.
    pub username: Username,
    /// What the secret is.
    pub proof: Proof,
    /// The address that the site sends from.
    pub address: Option<Address>,
}

/// How many words a [`Begin`] is.
pub const BEGIN_WORDS: usize = 6;

impl Begin {
    /// As a message has it: a reader of JSON would be a tenth of the worker.
    pub fn to_words(&self) -> [String; BEGIN_WORDS] {
        let proof = match self.proof {
            Proof::Password => "password",
            Proof::Token => "token",
        };
        [
            self.host.to_string(),
            self.security.to_string(),
            self.helo.to_string(),
            self.username.to_string(),
            proof.to_owned(),
            self.address.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]
    }

    /// None where the words are not those of [`Begin::to_words`].
    pub fn from_words(
        [host, security, helo, username, proof, address]: &[String; BEGIN_WORDS],
    ) -> Option<Self> {
        Some(Self {
            host: host.parse().ok()?,
            security: security.parse().ok()?,
            helo: helo.parse().ok()?,
            username: username.parse().ok()?,
            proof: match proof.as_str() {
                "password" => Proof::Password,
                "token" => Proof::Token,
                _ => return None,
            },
            address: if address.is_empty() { None } else { Some(address.parse().ok()?) },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (proof, address) in
            [(Proof::Password, Some("ada@shop.test".parse().unwrap())), (Proof::Token, None)]
        {
            let begin = Begin {
                host: "mail.shop.test".parse().unwrap(),
                security: Security::Starttls,
                helo: "2001:db8::1".parse().unwrap(),
                username: "ada".parse().unwrap(),
                proof,
                address,
            };
            assert_eq!(Begin::from_words(&begin.to_words()), Some(begin));
        }
        assert_eq!(Begin::from_words(&[const { String::new() }; BEGIN_WORDS]), None);
    }
}
