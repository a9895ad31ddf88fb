//! Codes of an authenticator app: time-based one-time passwords (RFC 6238), six digits, a new one every thirty seconds.

use hmac::{Hmac, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

/// How many seconds an app shows one code.
pub(super) const STEP: i64 = 30;

/// Bytes of a seed: as long as SHA-1's output (RFC 4226, section 4).
pub(super) const SEED: usize = 20;

/// How far an app's clock can be from ours: one step (RFC 6238, section 5.2).
const SKEW: i64 = 1;

/// How far off an app's clock can be and still be recognized, although its codes don't count: fifteen minutes.
const DRIFT: i64 = 30;

/// Returns the step of this code, if it counts now.
pub(super) fn step_of(seed: &[u8], code: &str, now: i64) -> Option<i64> {
    find(seed, code, now, SKEW)
}

/// Returns the step of this code, if a clock that is minutes off would show it now. It doesn't count.
pub(super) fn step_of_another_time(seed: &[u8], code: &str, now: i64) -> Option<i64> {
    find(seed, code, now, DRIFT).filter(|step| (step - now / STEP).abs() > SKEW)
}

/// When the code of this step stops counting.
pub(super) fn end_of(step: i64) -> i64 {
    (step + SKEW + 1) * STEP
}

fn find(seed: &[u8], code: &str, now: i64, reach: i64) -> Option<i64> {
    let now = now / STEP;
    // All codes are compared, so that the time reveals nothing.
    let steps = (now - reach..=now + reach)
        .map(|step| (step, bool::from(self::code(seed, step).as_bytes().ct_eq(code.as_bytes()))));
    steps.fold(None, |found, (step, is_it)| if is_it { Some(step) } else { found })
}

/// Returns the code of a step (RFC 4226, section 5.3).
fn code(seed: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(seed).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 0x0f);
    let [a, b, c, d] = [0, 1, 2, 3].map(|i| u32::from(digest[offset + i]));
    let number = (a & 0x7f) << 24 | b << 16 | c << 8 | d;
    format!("{:06}", number % 1_000_000)
}

/// Returns a seed in the form that apps accept: base32 (RFC 4648, section 6), without padding.
pub(super) fn base32(seed: &[u8; SEED]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let groups = seed.chunks_exact(5).flat_map(|group| {
        let bits = group.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        (0..8).map(move |i| (bits >> (35 - 5 * i)) & 31)
    });
    groups.map(|five| char::from(ALPHABET[usize::try_from(five).unwrap_or_default()])).collect()
}

/// Returns the code that an app with this key shows.
#[cfg(any(test, feature = "testing"))]
pub fn shown(key: &str, now: i64) -> String {
    let mut bits = 0_u64;
    let mut seed = Vec::new();
    for (i, letter) in key.bytes().enumerate() {
        let five = if letter.is_ascii_uppercase() { letter - b'A' } else { letter - b'2' + 26 };
        bits = bits << 5 | u64::from(five);
        if i % 8 == 7 {
            seed.extend(&bits.to_be_bytes()[3..]);
        }
    }
    code(&seed, now / STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED_OF_RFC: &[u8; SEED] = b"12345678901234567890";

    #[test]
    fn rfc_6238_appendix_b() {
        for (time, eight_digits) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(code(SEED_OF_RFC, time / STEP), eight_digits[2..], "{time}");
        }
    }

    #[test]
    fn one_step_early_or_late_counts_and_no_more() {
        let now = 1_234_567_890;
        for ago in -3..=3 {
            let shown = code(SEED_OF_RFC, now / STEP + ago);
            let step = step_of(SEED_OF_RFC, &shown, now);
            assert_eq!(step, (ago.abs() <= 1).then_some(now / STEP + ago));
        }
        for wrong in ["", "89005", "8900592", "８９００５９", "000000"] {
            assert_eq!(step_of(SEED_OF_RFC, wrong, now), None, "{wrong}");
        }
    }

    #[test]
    fn a_clock_that_is_off_is_recognised_up_to_a_quarter_of_an_hour() {
        let now = 1_234_567_890;
        for off in [-31_i64, -30, -2, -1, 0, 1, 2, 30, 31] {
            let step = now / STEP + off;
            let found = step_of_another_time(SEED_OF_RFC, &code(SEED_OF_RFC, step), now);
            assert_eq!(found, (2..=30).contains(&off.abs()).then_some(step), "{off}");
        }
        assert!(end_of(now / STEP - 2) <= now && end_of(now / STEP - 1) > now);
    }

    #[test]
    fn base32_follows_rfc_4648() {
        assert_eq!(base32(SEED_OF_RFC), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(shown("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59), "287082");
    }
}
