//! `sealpost login` and `sealpost logout`.

use std::process::ExitCode;

use shared::{
    rules::Address,
    wire::{Code, Config, Me, Password, SecondFactor, SetupRequest, SignInRequest},
};

use crate::{say::SAY, settings::Settings};

use super::{
    Failure,
    api::{Api, server_address},
    ask, help,
    keep::{self, Session},
    say,
};

/// The arguments of `sealpost login`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.login_about(),
    long_about = help::long(SAY.login_about(), SAY.login_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(help = SAY.login_url())]
    url: String,
    #[arg(long, value_name = "ADDRESS", value_parser = super::names::parse_address, help = SAY.login_email())]
    email: Address,
    #[arg(long, help = SAY.login_name())]
    name: Option<String>,
    #[arg(long, help = SAY.help_password_stdin())]
    password_stdin: bool,
    #[arg(long, value_name = "CODE", help = SAY.help_code())]
    code: Option<String>,
}

fn after_help() -> String {
    let examples = [
        "sealpost login https://post.example.com --email ada@studio.example",
        "sealpost login 'https://post.example.com/staff#setup=…' \\\n      --email ada@studio.example --name Ada",
        "pass studio/sealpost | sealpost login https://post.example.com \\\n      \
         --email ada@studio.example --password-stdin",
    ];
    help::examples(&examples.map(|command| (command, "")))
}

/// Signs in, and saves the session.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let (server, setup) = parts(&args.url);
    if setup.is_none() && args.name.is_some() {
        return Err(Failure::usage(SAY.login_name_without_link()).next(SAY.link_quotes()));
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
    let token = me.token.ok_or_else(|| Failure::usage(SAY.login_no_token()))?;
    Session { server: api.server().to_string(), email: me.email.clone(), token }.save()?;
    say(&SAY.login_done(api.server(), &me.name, &me.email));
    if let Some(key) = keep::vouching_key_there()? {
        let fingerprint = key.manager(&me.name).fingerprint();
        say(&SAY.login_vouching(&fingerprint));
    }
    if !me.second_factor && api.get::<Config>("/api/config")?.second_factor == SecondFactor::Required {
        say(&SAY.login_needs_app(&format!("{}/staff", api.server())));
    }
    Ok(ExitCode::SUCCESS)
}

/// Sends the request, and sends it again with a code if the server asks for one.
fn with_code(send: impl Fn(Option<Code>) -> Result<Me, Failure>) -> Result<Me, Failure> {
    match send(None) {
        Err(failure) if failure.is_problem("code-needed") => send(Some(ask::code()?)),
        answer => answer,
    }
}

/// Returns the server and the token of a one-time setup link.
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
    let password = ask::password(if is_new { SAY.login_choose_password() } else { SAY.ask_password() })?;
    if is_new && ask::password(SAY.login_repeat_password())? != password {
        return Err(Failure::usage(SAY.login_passwords_differ()).next(SAY.login_passwords_differ_next()));
    }
    Ok(password)
}

/// The arguments of `sealpost logout`.
#[derive(Debug, clap::Args)]
#[command(about = SAY.logout_about())]
pub struct LogoutArgs {}

/// Ends the session from `login`. It is deleted here even if the server can't be reached.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn logout(_args: LogoutArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let Some(session) = Session::load()? else {
        say(SAY.logout_not_signed_in());
        return Ok(ExitCode::SUCCESS);
    };
    let server = server_address(&session.server)?;
    let result = Api::client(server, session.token, settings).and_then(|api| api.delete("/api/session"));
    Session::forget()?;
    match result {
        Ok(()) => say(&SAY.logout_done(&session.server)),
        Err(failure) => say(&format!("{}\n{failure}", SAY.logout_here_only(&session.server))),
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setup_links_are_recognized() {
        let server = "https://post.example";
        assert_eq!(parts("https://post.example/staff#setup=abc"), (server, Some("abc")));
        assert_eq!(parts("https://post.example/staff/#setup=abc"), (server, Some("abc")));
        assert_eq!(parts(server), (server, None));
    }
}
