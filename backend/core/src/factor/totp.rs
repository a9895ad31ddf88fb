//! Codes of an authenticator app: time-based one-time passwords (RFC 6238), six digits, a new one every thirty seconds.

#[cfg(any(test, feature = "testing"))]
use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Secret, Totp};

/// How many seconds an app shows one code.
pub(crate) const STEP: i64 = 30;

/// Bytes of a seed: as long as SHA-1's output (RFC 4226, section 4).
pub(crate) const SEED: usize = 20;

/// How far an app's clock can be from ours: one step (RFC 6238, section 5.2).
const SKEW: i64 = 1;

/// How far off an app's clock can be and still be recognized, although its codes don't count: fifteen minutes.
const DRIFT: i64 = 30;

/// Returns the step of this code, if it counts now.
pub(crate) fn step_of(seed: &[u8], code: &str, now: i64) -> Option<i64> {
    find(seed, code, now, SKEW)
}

/// Returns the step of this code, if a clock that is minutes off would show it now. It doesn't count.
pub(crate) fn step_of_another_time(seed: &[u8], code: &str, now: i64) -> Option<i64> {
    find(seed, code, now, DRIFT).filter(|step| (step - now / STEP).abs() > SKEW)
}

/// Returns when the code of this step stops being accepted.
pub(crate) fn end_of(step: i64) -> i64 {
    (step + SKEW + 1) * STEP
}

fn find(seed: &[u8], code: &str, now: i64, reach: i64) -> Option<i64> {
    let app = app(seed)?;
    let now = now / STEP;
    // All codes are compared, so that the time reveals nothing. The library would stop at the first correct one.
    let steps = (now - reach..=now + reach).map(|step| (step, shows(&app, step, code)));
    steps.fold(None, |found, (step, is_it)| if is_it { Some(step) } else { found })
}

/// Returns an app with this seed. It uses the default of all apps: SHA-1, six digits.
fn app(seed: &[u8]) -> Option<Totp> {
    let secret = Secret::new_stack(seed.try_into().ok()?);
    let step = STEP.unsigned_abs();
    Builder::new().with_secret(secret).with_step_duration(step).with_skew(0).build().ok()
}

/// Returns true if the app shows this code at this step. The comparison takes the same time for every six-digit code.
fn shows(app: &Totp, step: i64, code: &str) -> bool {
    u64::try_from(step * STEP).is_ok_and(|start| app.check(code, start).is_some())
}

/// Returns the code that an app with this key shows.
#[cfg(any(test, feature = "testing"))]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub fn shown(key: &str, now: i64) -> String {
    code(&BASE32_NOPAD.decode(key.as_bytes()).expect("a key in base32"), now / STEP)
}

/// Returns the code of a step.
#[cfg(any(test, feature = "testing"))]
fn code(seed: &[u8], step: i64) -> String {
    app(seed).expect("a seed of the right length").generate((step * STEP).unsigned_abs()).to_string()
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
    fn codes_of_adjacent_steps_are_accepted() {
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
    fn a_clock_that_is_up_to_15_minutes_off_is_recognized() {
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
        let key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(BASE32_NOPAD.encode(SEED_OF_RFC), key);
        assert_eq!(shown(key, 59), "287082");
    }

    #[test]
    fn a_seed_of_the_wrong_length_has_no_codes() {
        assert_eq!(step_of(&SEED_OF_RFC[1..], "287082", 59), None);
    }
}
