//! `sealpost login` and `sealpost logout`.

use std::process::ExitCode;

use shared::{
    rules::Address,
    wire::{Code, Config, Me, Password, SecondFactor, SetupRequest, SignInRequest},
};

use crate::settings::Settings;

use super::{
    Failure,
    api::{Api, server_address},
    ask,
    keep::{self, Session},
    say,
};

/// Sign in to a server, so that the other commands may act for you.
///
/// The session is kept in your own settings folder, readable by you alone. SEALPOST_TOKEN, where it is
/// set, is used instead of it.
///
/// Given a one-time set-up link instead of a server's address, it sets your name and password first.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost login https://post.example.com --email ada@studio.example
  sealpost login 'https://post.example.com/staff#setup=…' --email ada@studio.example --name Ada
  pass studio/sealpost | sealpost login https://post.example.com --email ada@studio.example --password-stdin")]
pub struct Args {
    /// The server's address, or a one-time set-up link.
    url: String,
    /// Your e-mail address.
    #[arg(long, value_name = "ADDRESS", value_parser = super::names::address)]
    email: Address,
    /// Your name, as colleagues and clients will see it. With a set-up link only.
    #[arg(long)]
    name: Option<String>,
    /// Read the password from standard input instead of asking for it.
    #[arg(long)]
    password_stdin: bool,
    /// The code that your code app shows now, or a recovery code, instead of being asked for it.
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

/// Signs in, and keeps the session.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let (server, setup) = parts(&args.url);
    if setup.is_none() && args.name.is_some() {
        return Err(Failure::usage("--name goes with a one-time set-up link only.")
            .next("Copy the whole link, and put it in quotes: the shell cuts it at the # otherwise."));
    }
    let api = Api::open(server_address(server)?, settings)?;
    let password = password(&args, setup.is_some())?;
    let code = args.code.map(Code);
    let me: Me = match setup {
        None => {
            let request = SignInRequest { email: args.email, password, code, token: true };
            with_code(|code| {
                let code = code.or_else(|| request.code.clone());
                api.post("/api/session", &SignInRequest { code, ..request.clone() })
            })?
        }
        Some(token) => {
            let name = args.name.unwrap_or_else(|| args.email.local_part().to_owned());
            let token = token.to_owned();
            let request = SetupRequest { token, name, email: args.email, password, code, in_body: true };
            with_code(|code| {
                let code = code.or_else(|| request.code.clone());
                api.post("/api/setup", &SetupRequest { code, ..request.clone() })
            })?
        }
    };
    let token = me.token.ok_or_else(|| Failure::usage("The server gave no session's token."))?;
    Session { server: api.server().to_string(), email: me.email.clone(), token }.save()?;
    say(&format!("You are signed in to {} as {} ({}).", api.server(), me.name, me.email));
    if let Some(key) = keep::vouching_key_there()? {
        let fingerprint = key.manager(&me.name).fingerprint();
        say(&format!("This machine vouches for the links that you make on it with the key {fingerprint}."));
    }
    if !me.second_factor && api.get::<Config>("/api/config")?.second_factor == SecondFactor::Required {
        say(&format!(
            "Your account needs a code app before it can do anything. Add one: {}/staff",
            api.server()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Sends, and sends once more with a code where one is asked for.
fn with_code(send: impl Fn(Option<Code>) -> Result<Me, Failure>) -> Result<Me, Failure> {
    match send(None) {
        Err(failure) if failure.is_problem("code-needed") => send(Some(ask::code()?)),
        answer => answer,
    }
}

/// The server, and the token of a one-time set-up link.
fn parts(url: &str) -> (&str, Option<&str>) {
    let setup = url
        .split_once("#setup=")
        .and_then(|(page, token)| Some((page.trim_end_matches('/').strip_suffix("/staff")?, token)));
    setup.map_or((url, None), |(server, token)| (server, Some(token)))
}

fn password(args: &Args, is_new: bool) -> Result<Password, Failure> {
    if args.password_stdin {
        return ask::password_from_stdin();
    }
    let password = ask::password(if is_new { "Choose a password: " } else { "Password: " })?;
    if is_new && ask::password("The same again: ")? != password {
        return Err(Failure::usage("The two passwords differ.").next("Nothing was changed: try again."));
    }
    Ok(password)
}

/// End the session, at the server and here.
#[derive(Debug, clap::Args)]
pub struct LogoutArgs {}

/// Ends the session that `login` began. It is forgotten here even where the server cannot be told.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn logout(_args: LogoutArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let Some(session) = Session::load()? else {
        say("You were not signed in.");
        return Ok(ExitCode::SUCCESS);
    };
    let server = server_address(&session.server)?;
    let told = Api::client(server, session.token, settings).and_then(|api| api.delete("/api/session"));
    Session::forget()?;
    match told {
        Ok(()) => say(&format!("You are signed out of {}.", session.server)),
        Err(failure) => say(&format!(
            "You are signed out here. {} could not be told, and ends the session by itself later:\n{failure}",
            session.server
        )),
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_up_links_are_recognised() {
        let server = "https://post.example";
        assert_eq!(parts("https://post.example/staff#setup=abc"), (server, Some("abc")));
        assert_eq!(parts("https://post.example/staff/#setup=abc"), (server, Some("abc")));
        assert_eq!(parts(server), (server, None));
    }
}
