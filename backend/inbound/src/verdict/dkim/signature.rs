//! Parses a `DKIM-Signature` header (RFC 6376, sections 3.5 and 6.1.1).

use base64::{Engine, engine::general_purpose::STANDARD};
use shared::delivery::{DkimAlgorithm, SignatureFault};

use super::tags::{self, Tag};
use crate::verdict::headers::RawHeader;

/// How many headers a signature can list.
const LISTED_MAX: usize = 200;
/// The longest name in DNS.
const NAME_MAX: usize = 253;

/// A header, and what of it can be read even if it can't be used.
pub(super) struct Parsed {
    pub(super) domain: Option<String>,
    pub(super) selector: Option<String>,
    pub(super) algorithm: Option<DkimAlgorithm>,
    pub(super) signature: Result<Signature, SignatureFault>,
}

/// A signature that can be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) algorithm: DkimAlgorithm,
    /// `b=`, and where it is in the header's value.
    pub(super) value: Vec<u8>,
    pub(super) value_at: std::ops::Range<usize>,
    /// `bh=`.
    pub(super) body_hash: Vec<u8>,
    /// `c=`, for the headers and for the body.
    pub(super) headers: Form,
    pub(super) body: Form,
    /// `h=`, the names of the signed headers, in order.
    pub(super) signed: Vec<String>,
    /// `l=`, how many bytes of the body are signed.
    pub(super) length: Option<u64>,
    /// `x=`, in Unix seconds.
    pub(super) expires: Option<i64>,
    domain: String,
    selector: String,
    /// True if the identity in `i=` is in the domain itself, not below it.
    pub(super) is_own_identity: bool,
}

/// A canonicalization (RFC 6376, section 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Simple,
    Relaxed,
}

impl Signature {
    /// Returns the name of the key.
    pub(super) fn key_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }
}

impl Parsed {
    pub(super) fn parse(header: &RawHeader<'_>) -> Self {
        let tags = std::str::from_utf8(header.value).ok().and_then(tags::parse);
        let Some(tags) = tags else {
            let signature = Err(SignatureFault::Tags);
            return Self { domain: None, selector: None, algorithm: None, signature };
        };
        let tags = Tags(tags);
        let name = |tag| tags.value(tag).filter(|name| is_name(name)).map(str::to_ascii_lowercase);
        Self {
            domain: name("d"),
            selector: name("s"),
            algorithm: tags.value("a").and_then(algorithm),
            signature: tags.signature(),
        }
    }
}

struct Tags<'a>(Vec<Tag<'a>>);

impl<'a> Tags<'a> {
    fn find(&self, name: &str) -> Option<&Tag<'a>> {
        self.0.iter().find(|tag| tag.name == name)
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        self.find(name).map(|tag| tag.value)
    }

    fn required(&self, name: &str) -> Result<&'a str, SignatureFault> {
        self.value(name).filter(|value| !value.is_empty()).ok_or(SignatureFault::MissingTag)
    }

    fn signature(&self) -> Result<Signature, SignatureFault> {
        if self.required("v")? != "1" {
            return Err(SignatureFault::Version);
        }
        let algorithm = algorithm(self.required("a")?).ok_or(SignatureFault::Algorithm)?;
        let value_at = self.find("b").ok_or(SignatureFault::MissingTag)?.at.clone();
        let (value, body_hash) = (bytes(self.required("b")?)?, bytes(self.required("bh")?)?);
        let (domain, selector) = (self.name("d")?, self.name("s")?);
        if selector.len() + "._domainkey.".len() + domain.len() > NAME_MAX {
            return Err(SignatureFault::Value);
        }
        let signed: Vec<String> =
            self.required("h")?.split(':').map(|name| name.trim().to_ascii_lowercase()).collect();
        if signed.len() > LISTED_MAX {
            return Err(SignatureFault::Value);
        }
        if !signed.iter().any(|name| name == "from") {
            return Err(SignatureFault::FromNotSigned);
        }
        if self.value("q").is_some_and(|q| !q.split(':').any(|way| way.trim() == "dns/txt")) {
            return Err(SignatureFault::Query);
        }
        let is_own_identity = is_own_identity(self.value("i"), &domain)?;
        let (headers, body) = forms(self.value("c"))?;
        let (length, expires) = (self.number("l")?, self.number("x")?);
        // A time that is too large for us is one that never comes.
        let expires = expires.map(|time| i64::try_from(time).unwrap_or(i64::MAX));
        Ok(Signature {
            algorithm,
            value,
            value_at,
            body_hash,
            headers,
            body,
            signed,
            length,
            expires,
            domain,
            selector,
            is_own_identity,
        })
    }

    fn name(&self, tag: &str) -> Result<String, SignatureFault> {
        let name = self.required(tag)?;
        if is_name(name) { Ok(name.to_ascii_lowercase()) } else { Err(SignatureFault::Value) }
    }

    fn number(&self, tag: &str) -> Result<Option<u64>, SignatureFault> {
        let Some(value) = self.value(tag) else { return Ok(None) };
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number {
            return Err(SignatureFault::Value);
        }
        Ok(Some(value.parse().unwrap_or(u64::MAX)))
    }
}

fn algorithm(text: &str) -> Option<DkimAlgorithm> {
    match text.to_ascii_lowercase().as_str() {
        "rsa-sha256" => Some(DkimAlgorithm::RsaSha256),
        "rsa-sha1" => Some(DkimAlgorithm::RsaSha1),
        "ed25519-sha256" => Some(DkimAlgorithm::Ed25519Sha256),
        _ => None,
    }
}

/// Returns the canonicalizations of headers and body. Both are simple by default.
fn forms(text: Option<&str>) -> Result<(Form, Form), SignatureFault> {
    let form = |text: &str| match text.to_ascii_lowercase().as_str() {
        "simple" => Ok(Form::Simple),
        "relaxed" => Ok(Form::Relaxed),
        _ => Err(SignatureFault::Canonicalization),
    };
    let (headers, body) = text.map_or(("simple", None), |text| match text.split_once('/') {
        Some((headers, body)) => (headers, Some(body)),
        None => (text, None),
    });
    Ok((form(headers)?, body.map_or(Ok(Form::Simple), form)?))
}

/// Returns true if the identity is in the signing domain itself, and false if it is below it.
fn is_own_identity(identity: Option<&str>, domain: &str) -> Result<bool, SignatureFault> {
    let Some(identity) = identity else { return Ok(true) };
    let (_, at) = identity.rsplit_once('@').ok_or(SignatureFault::Identity)?;
    let at = at.to_ascii_lowercase();
    match at.strip_suffix(domain) {
        Some("") => Ok(true),
        Some(below) if below.ends_with('.') => Ok(false),
        _ => Err(SignatureFault::Identity),
    }
}

/// Decodes base64 that is folded over lines.
fn bytes(text: &str) -> Result<Vec<u8>, SignatureFault> {
    let packed: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(packed).map_err(|_| SignatureFault::Value)
}

/// Returns true for labels that a name in DNS can have. Selectors can have underscores.
fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    name.len() <= NAME_MAX && name.split('.').all(is_label)
}
