//! Refuses passwords that attackers guess first.
//!
//! There are no rules about which characters a password needs. zxcvbn (Wheeler, USENIX Security 2016) estimates how many
//! guesses would find it, from thirty thousand of the most common leaked passwords, common words and names, keyboard
//! patterns, repetitions and dates; it also sees through `Password2026!`. The names of the agency, the person and the
//! product count as the first words in its lists.

use shared::{rules::Address, wire::Password};
use zxcvbn::zxcvbn;

use crate::{Fault, Result};

/// The fewest guesses that a password has to withstand, as a power of ten, in addition to Argon2id and the limits.
const GUESSES: f64 = 8.0;

/// The product's names.
const PRODUCT: [&str; 2] = ["sealpost", "seal post"];

/// Returns the words that an attacker would try for a person: names, and the parts of the address.
pub fn words(agency: &str, name: &str, email: &Address) -> Vec<String> {
    let whole = [agency, name, email.as_str()];
    let parts = whole.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let run_together = whole.iter().map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect());
    let mut words: Vec<String> = PRODUCT.iter().chain(&whole).map(|text| (*text).to_owned()).collect();
    words.extend(parts.filter(|part| part.chars().count() > 2).map(str::to_owned));
    words.extend(run_together);
    words
}

/// Refuses a password that few guesses would find.
pub(super) fn check(password: &Password, words: &[String]) -> Result<()> {
    let guesses = |words: &[&str]| zxcvbn(&password.0, words).guesses_log10();
    if guesses(&[]) < GUESSES {
        return Err(Fault::PasswordCommon.at("password"));
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if guesses(&words) < GUESSES {
        return Err(Fault::PasswordOfNames.at("password"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> Option<&'static str> {
        let email = "ada.winter@studio-nord.test".parse().unwrap();
        let words = words("Studio Nord", "Ada Winter", &email);
        check(&Password(password.into()), &words).err().map(|error| error.code())
    }

    #[test]
    fn the_most_leaked_passwords_are_refused() {
        for password in [
            "123456789012",
            "qwertyuiop123",
            "1q2w3e4r5t6y",
            "password1234",
            "Password2026!",
            "passwordpassword",
            "administrator",
            "unbelievable",
            "aaaaaaaaaaaaaaaa",
            "qwertyqwerty1",
            "iloveyou1234",
            "abcdefghijkl",
            "asdfghjkl123",
            "letmein12345",
            "zaq12wsxcde3",
        ] {
            assert_eq!(code(password), Some("password-common"), "{password}");
        }
    }

    #[test]
    fn names_of_agency_person_and_product_are_refused() {
        for password in [
            "StudioNord2026",
            "ada.winter@studio-nord.test",
            "winterwinter",
            "sealpostsealpost",
            "Ada Winter 1990",
        ] {
            assert!(code(password).is_some(), "{password}");
        }
        assert_eq!(code("studio nord seal"), Some("password-names"));
    }

    #[test]
    fn any_other_password_is_accepted() {
        for password in [
            "correct horse battery",
            "warm paper red wax",
            "жёлтая-лодка-осень",
            "7f3k9q2m8x4z",
            "🦊🌲🍄 lives up there",
        ] {
            assert_eq!(code(password), None, "{password}");
        }
        assert_eq!(code(&"long enough words ".repeat(50)[..900]), None);
    }
}
