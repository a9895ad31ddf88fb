//! Passwords in a `.env` file, as the page and the command write them, and as a shell reads them.

use std::process::Command;

use shared::{
    configure::{Platform, Reader, Remark, render},
    details::{Answers, SecretKind},
    rules::{Port, Security},
    secret::Secret,
};

use super::case::{Case, says};

const NAME: &str = "SMTP_PASSWORD";

/// The readers, under the names that the cases use.
const READERS: [(&str, Reader); 8] = [
    ("docker", Reader::Docker),
    ("compose", Reader::Compose),
    ("python_dotenv", Reader::PythonDotenv),
    ("node", Reader::Node),
    ("dotenv", Reader::Dotenv),
    ("sh", Reader::Sh),
    ("systemd", Reader::Systemd),
    ("phpdotenv", Reader::Phpdotenv),
];

pub(super) fn complaints(case: &Case) -> Vec<String> {
    let secret = Secret::from_text(SecretKind::SmtpPassword, case.input.clone()).expect("a password");
    let text = render(Platform::Env, None, &answers(), &secret, remark).expect("settings");
    let (above, line) = password(&text);
    let mut complaints = Vec::new();
    if Some(line) != case.expect.written.as_deref() {
        complaints.push(format!("written {line:?} instead of {:?}", case.expect.written));
    }
    let caution = case.expect.caution.as_ref().expect("a caution, or none");
    if caution.is_empty() != above.is_empty() {
        complaints.push(format!("an unneeded caution, or a missing one: {above:?}"));
    }
    complaints.extend(
        caution
            .iter()
            .filter(|entry| !says(above, entry))
            .map(|entry| format!("the caution doesn't say {entry:?}: {above:?}")),
    );
    for (name, reader) in READERS {
        let is_named = above.contains(reader.label());
        if case.expect.wrong.contains_key(name) != is_named
            || case.expect.right.iter().any(|r| r == name) == is_named
        {
            complaints.push(format!("{name} is wrongly in the caution, or is missing: {above:?}"));
        }
        // The reader's own form has no warning, or says that no form works.
        let own = render(Platform::Env, Some(reader), &answers(), &secret, remark).expect("settings");
        let (above, line) = password(&own);
        if !above.is_empty() && !above.contains(&remark(Remark::NoForm(reader))) {
            complaints.push(format!("{name}'s own form {line:?} has a caution: {above:?}"));
        }
    }
    let by_shell = read_by_shell(&text);
    if by_shell != case.input {
        complaints.push(format!("a shell reads {by_shell:?}"));
    }
    complaints
}

/// Returns a comment's sentence.
fn remark(remark: Remark) -> String {
    words::technician(words::Language::En).remark(remark)
}

/// Returns the password's line, and the comments directly above it.
fn password(text: &str) -> (&str, &str) {
    let start = text.find(&format!("\n{NAME}=")).expect("the password's line") + 1;
    let above = text[..start].rmatch_indices('\n').map(|(at, _)| at + 1).skip(1);
    let first = above.take_while(|at| text[*at..].starts_with('#')).last().unwrap_or(start);
    (&text[first..start], text[start..].lines().next().expect("a line"))
}

fn read_by_shell(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("settings.env"), text).expect("writable");
    let script = format!(". ./settings.env && printf %s \"${NAME}\"");
    let output =
        Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().expect("a shell");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

fn answers() -> Answers {
    Answers {
        provider: String::new(),
        host: "smtp.bakery.example".parse().expect("a host"),
        port: Port::new(465).expect("a port"),
        security: Security::ImplicitTls,
        username: "orders@bakery.example".parse().expect("a user name"),
        address: "orders@bakery.example".parse().expect("an address"),
        note: String::new(),
    }
}
