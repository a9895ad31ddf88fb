//! An authenticator app (RFC 6238), written independently of the server's code so that each checks the other.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use hmac::{Hmac, Mac};
use sha1::Sha1;

use crate::wait;

/// How long the app shows one code, in seconds.
const STEP: u64 = 30;

/// Two steps, so that a slow machine has enough time.
const PATIENCE: Duration = Duration::from_secs(2 * STEP);

/// An authenticator app with one key.
#[derive(Debug)]
pub struct Authenticator {
    seed: Vec<u8>,
    last: Mutex<u64>,
}

impl Authenticator {
    /// An authenticator app with this base32 key. Whitespace is ignored.
    pub fn new(key: &str) -> Self {
        let letters = key.chars().filter(|c| !c.is_whitespace()).map(|letter| match letter {
            'A'..='Z' => letter as u8 - b'A',
            '2'..='7' => letter as u8 - b'2' + 26,
            other => panic!("“{other}” isn't base32"),
        });
        let bits: Vec<u8> = letters.flat_map(|five| (0..5).rev().map(move |bit| five >> bit & 1)).collect();
        let seed =
            bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect();
        Self { seed, last: Mutex::new(0) }
    }

    /// Returns a code that wasn't used before. Three codes are valid at any time. After three calls this waits for the
    /// next one.
    pub fn code(&self) -> String {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let step = wait::until_within(PATIENCE, "the next code", || {
            // The previous code must still be valid for a third of a step or longer.
            let earliest = (seconds() - 20) / STEP;
            let step = earliest.max(*last + 1);
            if step <= now() + 1 { Ok(step) } else { Err(format!("step {step} is still to come")) }
        });
        *last = step;
        self.code_of(step)
    }

    /// Returns the code that was returned last.
    pub fn last(&self) -> String {
        self.code_of(*self.last.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns six digits that aren't valid now.
    pub fn wrong(&self) -> String {
        let near: Vec<String> = (now() - 3..now() + 4).map(|step| self.code_of(step)).collect();
        let is_wrong = |code: &String| !near.contains(code);
        (0..10)
            .map(|digit| digit.to_string().repeat(6))
            .find(is_wrong)
            .expect("ten candidates, and only seven codes")
    }

    fn code_of(&self, step: u64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.seed).expect("any length");
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let at = usize::from(digest[19] % 16);
        let number = u32::from_be_bytes(digest[at..at + 4].try_into().expect("four")) % (1 << 31);
        format!("{:06}", number % 1_000_000)
    }
}

/// Returns the current time step.
fn now() -> u64 {
    seconds() / STEP
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()
}
