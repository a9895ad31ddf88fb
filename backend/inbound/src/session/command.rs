//! Parses commands (RFC 5321, section 4.1).

use shared::rules::Address;

use super::ReversePath;

/// The longest path, in bytes (RFC 5321, section 4.5.3.1.3).
const PATH_MAX: usize = 256;
/// The longest name in HELO or EHLO, in bytes.
const HELO_MAX: usize = 255;
/// How the requests of a browser begin, which a page can send to any port.
const FOREIGN: [&str; 7] = ["GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "PATCH"];

/// A command that can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command {
    Helo(String),
    Ehlo(String),
    StartTls,
    Mail { from: ReversePath, size: Option<u64> },
    Rcpt(Address),
    Data,
    Rset,
    Noop,
    Vrfy,
    Quit,
}

/// Why a command can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It contains other characters than printable ASCII.
    Characters,
    Unknown,
    /// It belongs to an extension that isn't offered, or gives away addresses.
    NotOffered,
    /// It belongs to another protocol.
    Foreign,
    Syntax,
    Sender,
    Recipient,
    /// A parameter belongs to an extension that isn't offered.
    Parameter,
}

impl Command {
    pub(super) fn parse(line: &[u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(line).map_err(|_| Fault::Characters)?;
        if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(Fault::Characters);
        }
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        let (verb, rest) = (verb.to_ascii_uppercase(), rest.trim());
        match verb.as_str() {
            "EHLO" => name(rest).map(Self::Ehlo),
            "HELO" => name(rest).map(Self::Helo),
            "MAIL" => mail(rest),
            "RCPT" => recipient(rest),
            "STARTTLS" => alone(rest, Self::StartTls),
            "DATA" => alone(rest, Self::Data),
            "RSET" => alone(rest, Self::Rset),
            "QUIT" => alone(rest, Self::Quit),
            "NOOP" => Ok(Self::Noop),
            "VRFY" => Ok(Self::Vrfy),
            "EXPN" | "HELP" | "AUTH" | "BDAT" | "ETRN" | "TURN" => Err(Fault::NotOffered),
            foreign if FOREIGN.contains(&foreign) => Err(Fault::Foreign),
            _ => Err(Fault::Unknown),
        }
    }
}

fn alone(rest: &str, command: Command) -> Result<Command, Fault> {
    if rest.is_empty() { Ok(command) } else { Err(Fault::Syntax) }
}

/// Returns the name after HELO or EHLO. Real servers send names of any kind, so this accepts any word.
fn name(rest: &str) -> Result<String, Fault> {
    let is_word = !rest.is_empty() && rest.len() <= HELO_MAX && !rest.contains([' ', '<', '>']);
    if is_word { Ok(rest.to_owned()) } else { Err(Fault::Syntax) }
}

fn mail(rest: &str) -> Result<Command, Fault> {
    let (path, parameters) = path(rest, "FROM:")?;
    let from = if path.is_empty() {
        ReversePath::Empty
    } else if is_address(path) {
        ReversePath::Address(path.to_owned())
    } else {
        return Err(Fault::Sender);
    };
    let mut size = None;
    for parameter in parameters.split_ascii_whitespace() {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match (key.to_ascii_uppercase().as_str(), value.to_ascii_uppercase().as_str()) {
            // A number that is too large for us is a size that is too large, too.
            ("SIZE", digits) if is_number(digits) => size = Some(digits.parse().unwrap_or(u64::MAX)),
            ("BODY", "7BIT" | "8BITMIME") => {}
            ("SIZE" | "BODY", _) => return Err(Fault::Syntax),
            _ => return Err(Fault::Parameter),
        }
    }
    Ok(Command::Mail { from, size })
}

fn recipient(rest: &str) -> Result<Command, Fault> {
    let (path, parameters) = path(rest, "TO:")?;
    if !parameters.is_empty() {
        return Err(Fault::Parameter);
    }
    path.parse().map(Command::Rcpt).map_err(|_| Fault::Recipient)
}

fn is_number(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits `FROM:<path> parameters`. A route before the address is left out (RFC 5321, section 4.1.1.3).
fn path<'a>(rest: &'a str, keyword: &str) -> Result<(&'a str, &'a str), Fault> {
    let found = rest.get(..keyword.len()).filter(|start| start.eq_ignore_ascii_case(keyword));
    let rest = found.map(|_| rest[keyword.len()..].trim_start()).ok_or(Fault::Syntax)?;
    let inside = rest.strip_prefix('<').ok_or(Fault::Syntax)?;
    let (path, after) = inside.split_at(end_of_path(inside).ok_or(Fault::Syntax)?);
    let parameters = &after[1..];
    if path.len() > PATH_MAX || !(parameters.is_empty() || parameters.starts_with(' ')) {
        return Err(Fault::Syntax);
    }
    let path = match path.strip_prefix('@') {
        Some(route) => route.split_once(':').ok_or(Fault::Syntax)?.1,
        None => path,
    };
    Ok((path, parameters.trim()))
}

/// Returns where the `>` is that isn't in a quoted local part.
fn end_of_path(text: &str) -> Option<usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.bytes().position(|byte| {
        let was_escaped = std::mem::replace(&mut is_escaped, false);
        match byte {
            _ if was_escaped => false,
            b'\\' if is_quoted => {
                is_escaped = true;
                false
            }
            b'"' => {
                is_quoted = !is_quoted;
                false
            }
            b'>' => !is_quoted,
            _ => false,
        }
    })
}

/// Returns true for a local part, an `@`, and a domain. Only a quoted local part can contain spaces.
fn is_address(path: &str) -> bool {
    let Some((local, domain)) = path.rsplit_once('@') else { return false };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_plain = !local.is_empty() && !local.contains([' ', '"', '<', '>', '@', ',', ';', ':']);
    (is_quoted || is_plain) && !domain.is_empty() && !domain.contains([' ', '"', '<', '>', ',', ';'])
}
