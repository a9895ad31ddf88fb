//! Postfix: lines for `main.cf` and for a table of passwords (Postfix SASL Howto and postconf(5)). The table is of the
//! type `texthash`, which every Postfix can read, and which needs no second copy of the password.

use zeroize::Zeroizing;

use super::{Reason, text::Text};
use crate::{
    details::{Answers, SecretText},
    rules::Security,
};

/// Where the settings go.
const MAIN: &str = "# ---- /etc/postfix/main.cf ----\n";
const TABLE: &str = "# ---- /etc/postfix/sasl_passwd ----\n";
/// Settings that are the same for every server. With the level `secure`, Postfix compares the certificate's name.
const SAME: &str = "smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd
smtp_sasl_security_options = noanonymous
smtp_tls_security_level = secure
smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt
";

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Result<Zeroizing<String>, Reason> {
    refuse(answers, secret)?;
    let wrapped = match answers.security {
        Security::ImplicitTls => "yes",
        Security::Starttls => "no",
    };
    let mut text = Text::with_room_for(secret);
    text.push(MAIN);
    text.push("relayhost = ");
    push_server(&mut text, answers);
    text.push("\n");
    text.push(SAME);
    for part in ["smtp_tls_wrappermode = ", wrapped, "\nsender_canonical_maps = static:"] {
        text.push(part);
    }
    push_main_value(&mut text, answers.address.as_str());
    text.push("\n");
    text.push(TABLE);
    push_server(&mut text, answers);
    for part in [" ", answers.username.as_str(), ":", secret.expose(), "\n"] {
        text.push(part);
    }
    Ok(text.finish())
}

/// Refuses what has no form. In the table, a user name ends at the first colon, and white space at the end of a line is
/// removed. The table's type in `main.cf` gives curly brackets a meaning.
fn refuse(answers: &Answers, secret: &SecretText) -> Result<(), Reason> {
    if answers.username.as_str().contains(':') {
        Err(Reason::UsernameHasColon)
    } else if secret.expose().ends_with(' ') {
        Err(Reason::SecretHasOuterSpace)
    } else if answers.address.as_str().contains(['{', '}']) {
        Err(Reason::AddressHasBrace)
    } else {
        Ok(())
    }
}

/// Adds the server in brackets, so that Postfix connects to it and not to the hosts that take mail for its domain.
fn push_server(text: &mut Text, answers: &Answers) {
    for part in ["[", answers.host.as_str(), "]:", &answers.port.to_string()] {
        text.push(part);
    }
}

/// Adds a value for `main.cf`, where a dollar begins the name of a parameter.
fn push_main_value(text: &mut Text, value: &str) {
    for c in value.chars() {
        if c == '$' {
            text.push_char('$');
        }
        text.push_char(c);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answers, secret};
    use super::*;
    use proptest::prelude::*;

    /// Returns what Postfix's client takes from a line of the table: the user name and the password.
    fn postfix_reads(line: &str) -> (&str, &str) {
        let (_, value) = line.split_once(' ').unwrap();
        value.trim_matches([' ', '\t']).split_once(':').unwrap()
    }

    #[test]
    fn values_without_a_form_are_refused() {
        for (username, address, text, reason) in [
            ("a:b", "shop@shop.test", "x", Reason::UsernameHasColon),
            ("ab", "{shop}@shop.test", "x", Reason::AddressHasBrace),
            ("ab", "shop@shop.test", "ends ", Reason::SecretHasOuterSpace),
        ] {
            let mut answers = answers(Security::Starttls);
            answers.username = username.parse().unwrap();
            answers.address = address.parse().unwrap();
            assert_eq!(typed(&answers, &secret(text)), Err(reason), "{username} {address} {text}");
        }
    }

    #[test]
    fn a_dollar_in_main_cf_is_doubled() {
        let mut answers = answers(Security::Starttls);
        answers.address = "a$b@shop.test".parse().unwrap();
        let text = typed(&answers, &secret("x")).unwrap();
        assert!(text.contains("\nsender_canonical_maps = static:a$$b@shop.test\n"), "{}", *text);
    }

    proptest! {
        #[test]
        fn postfix_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"$#: ]){1,80}") {
            let answers = answers(Security::ImplicitTls);
            match typed(&answers, &secret(&value)) {
                Ok(text) => {
                    let read = postfix_reads(text.lines().last().unwrap());
                    prop_assert_eq!(read, (answers.username.as_str(), &*value));
                }
                Err(reason) => prop_assert_eq!((reason, value.ends_with(' ')), (Reason::SecretHasOuterSpace, true)),
            }
        }
    }
}
