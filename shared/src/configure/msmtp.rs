//! msmtp: an account for its configuration file (msmtp(1), "CONFIGURATION FILES"). An argument can be in double quotes.
//! msmtp removes the first and the last one, and nothing between them is special.

use zeroize::Zeroizing;

use super::{Reason, text::Text};
use crate::{
    details::{Answers, SecretText},
    grant::{ClientCertificate, OauthClient},
    rules::Security,
};

/// The longest line that msmtp reads, in bytes, with its line break.
const LINE: usize = 500;
/// The file for the client secret, or for the certificate and its key, which a command in the account reads.
const SECRET_FILE: &str = "~/.msmtp-sealpost";

/// Writes a login with a password.
pub(super) fn typed(answers: &Answers, secret: &SecretText) -> Result<Zeroizing<String>, Reason> {
    if "password \"\"\n".len() + secret.expose().len() > LINE {
        return Err(Reason::SecretTooLong);
    }
    let mut text = Text::with_room_for(secret);
    server(&mut text, answers);
    text.push("auth on\n");
    command(&mut text, "user", answers.username.as_str());
    command(&mut text, "password", secret.expose());
    default(&mut text);
    Ok(text.finish())
}

/// Writes an account that runs `sealpost token` for each message, and the file with the secret for it.
pub(super) fn oauth(answers: &Answers, client: &OauthClient) -> Result<Zeroizing<String>, Reason> {
    let secret = client.text();
    // `sealpost token` removes spaces around the secret.
    if secret.expose().trim() != secret.expose() {
        return Err(Reason::SecretHasOuterSpace);
    }
    let from = format!("--secret-stdin < {SECRET_FILE}");
    Ok(two_files(answers, client, &from, &[secret.expose(), "\n"]))
}

/// Writes an account that runs `sealpost token` for each message, and the file with the certificate for it.
pub(super) fn certificate(
    answers: &Answers,
    client: &OauthClient,
    certificate: &ClientCertificate,
) -> Zeroizing<String> {
    two_files(answers, client, &format!("--certificate {SECRET_FILE}"), &[&certificate.to_pem()])
}

/// Writes an account whose command reads its secret as `from` says, and the file with the secret.
fn two_files(answers: &Answers, client: &OauthClient, from: &str, secret: &[&str]) -> Zeroizing<String> {
    let mut text = Text::with_room_for(client.text());
    text.push("# ---- ~/.msmtprc ----\n");
    server(&mut text, answers);
    text.push("auth xoauth2\n");
    command(&mut text, "user", answers.username.as_str());
    // Tenants and IDs contain nothing that is special in a shell.
    let (tenant, application) = (client.tenant().as_str(), client.application().as_str());
    let eval = format!("sealpost token --tenant {tenant} --application {application} {from}");
    command(&mut text, "passwordeval", &eval);
    default(&mut text);
    for part in ["# ---- ", SECRET_FILE, " ----\n"].iter().chain(secret) {
        text.push(part);
    }
    text.finish()
}

fn server(text: &mut Text, answers: &Answers) {
    let starttls = match answers.security {
        Security::ImplicitTls => "off",
        Security::Starttls => "on",
    };
    text.push("account sealpost\n");
    command(text, "host", answers.host.as_str());
    for part in ["port ", &answers.port.to_string(), "\ntls on\ntls_starttls ", starttls, "\n"] {
        text.push(part);
    }
    command(text, "from", answers.address.as_str());
}

/// Makes the account the one that is used if no other is named.
fn default(text: &mut Text) {
    text.push("account default : sealpost\n");
}

fn command(text: &mut Text, name: &str, argument: &str) {
    for part in [name, " \"", argument, "\"\n"] {
        text.push(part);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answers, secret};
    use super::*;
    use proptest::prelude::*;

    /// Returns what msmtp takes from a line with this command.
    fn msmtp_reads<'a>(text: &'a str, command: &str) -> &'a str {
        let line = text.lines().find(|line| line.starts_with(command)).unwrap();
        let argument = line.strip_prefix(command).unwrap().trim_matches([' ', '\t']);
        argument.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(argument)
    }

    #[test]
    fn a_line_can_have_500_bytes() {
        let answers = answers(Security::Starttls);
        let text = typed(&answers, &secret(&"x".repeat(488))).unwrap();
        assert_eq!(text.lines().map(str::len).max(), Some(499));
        assert_eq!(typed(&answers, &secret(&"x".repeat(489))), Err(Reason::SecretTooLong));
    }

    #[test]
    fn a_client_secret_goes_into_a_file_of_its_own() {
        let oauth = |text: &str| {
            let application = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().unwrap();
            let client = OauthClient::new("bakery.example".parse().unwrap(), application, secret(text));
            oauth(&answers(Security::Starttls), &client.unwrap())
        };
        let text = oauth("a~'b").unwrap();
        let eval = "sealpost token --tenant bakery.example --application 4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5 \
                    --secret-stdin < ~/.msmtp-sealpost";
        assert_eq!(msmtp_reads(&text, "passwordeval"), eval);
        assert!(text.ends_with("\n# ---- ~/.msmtp-sealpost ----\na~'b\n"), "{}", *text);
        assert_eq!(oauth(" x"), Err(Reason::SecretHasOuterSpace));
    }

    #[test]
    fn a_certificate_and_its_key_go_into_a_file_of_their_own() {
        let pem = include_str!("../../fixtures/app.pem");
        let of_client = ClientCertificate::parse(pem).unwrap();
        let application = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().unwrap();
        let tenant = "bakery.example".parse().unwrap();
        let client = OauthClient::with_certificate(tenant, application, of_client.clone());
        let text = certificate(&answers(Security::Starttls), &client, &of_client);
        let eval = "sealpost token --tenant bakery.example --application 4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5 \
                    --certificate ~/.msmtp-sealpost";
        assert_eq!(msmtp_reads(&text, "passwordeval"), eval);
        let (_, file) = text.split_once("\n# ---- ~/.msmtp-sealpost ----\n").unwrap();
        assert_eq!(ClientCertificate::parse(file), Ok(of_client));
    }

    proptest! {
        #[test]
        fn msmtp_gets_the_same_value_back(value in "([^\\p{Cc}]|[\\\\'\"$# ]){1,80}") {
            let text = typed(&answers(Security::ImplicitTls), &secret(&value)).unwrap();
            prop_assert_eq!(msmtp_reads(&text, "password"), value);
        }
    }
}
