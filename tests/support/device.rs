//! A hardware key as age's plugins support them, emulated in software: a P-256 key in a "device" that only its plugin
//! (`age-plugin-sealposttest`, built with the tests) can use.

use std::{env, path::Path};

use age_core::{
    format::Stanza,
    primitives::{bech32_decode, bech32_encode, hpke_open},
};
use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use bech32::Hrp;
use hpke::{Deserializable, Kem as _, Serializable, kem::DhP256HkdfSha256};

/// The name of a `p256tag` stanza, from the specification of `age1tag`.
const STANZA: &str = "p256tag";
const INFO: &[u8] = b"age-encryption.org/p256tag";

/// A device, derived from its seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device([u8; 32]);

impl Device {
    /// Creates the device with this seed.
    pub fn new(seed: u8) -> Self {
        Self([seed; 32])
    }

    /// Returns its public key, `age1tag1…`, to which every age program can encrypt.
    pub fn recipient(&self) -> String {
        let (_, public) = DhP256HkdfSha256::derive_keypair(&self.0);
        let point = public.to_bytes();
        // SEC 1, section 2.3.3: the x coordinate, and whether y is odd.
        let mut compressed = vec![2 | (point[64] & 1)];
        compressed.extend_from_slice(&point[1..33]);
        bech32_encode(Hrp::parse("age1tag").expect("a prefix"), &compressed)
    }

    /// Returns the key file that its plugin would write.
    pub fn key_file(&self) -> String {
        let hrp = Hrp::parse("age-plugin-sealposttest-").expect("a prefix");
        format!("# a device\n{}\n", bech32_encode(hrp, &self.0).to_uppercase())
    }

    /// Returns the device that a line of a key file refers to.
    pub fn of(identity: &str) -> Option<Self> {
        let hrp = Hrp::parse("age-plugin-sealposttest-").ok()?;
        let seed = bech32_decode(
            identity,
            |_| (),
            |found| if found == hrp { Ok(()) } else { Err(()) },
            |_, bytes| Ok(bytes.collect::<Vec<u8>>()),
        );
        seed.ok()?.try_into().ok().map(Self)
    }

    /// Unwraps a file's key, if the stanza is for this device.
    pub fn unwrap(&self, stanza: &Stanza) -> Option<Vec<u8>> {
        let [_, encapsulated] = &stanza.args[..] else { return None };
        if stanza.tag != STANZA {
            return None;
        }
        let encapsulated = BASE64_STANDARD_NO_PAD.decode(encapsulated).ok()?;
        let encapsulated = <DhP256HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(&encapsulated).ok()?;
        let (secret, _) = DhP256HkdfSha256::derive_keypair(&self.0);
        hpke_open::<DhP256HkdfSha256>(&encapsulated, &secret, INFO, &stanza.body).ok()
    }
}

/// Returns `PATH` with the plugin's folder first.
pub fn path_with(plugin: &str) -> String {
    let folder = Path::new(plugin).parent().expect("a program is in a folder");
    format!("{}:{}", folder.display(), env::var("PATH").unwrap_or_default())
}
