//! `sealpost ways`: how a website can send for a mailbox at Microsoft 365 or Google, best way first.

mod page;
mod suggested;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use shared::{
    grant::steps::Provider,
    ways::{Administrator, Passwords, Recipients, Site, Situation, google, rank},
};

use super::{
    Failure, clock, help, print,
    say::{SAY, WAYS},
};
use crate::style::Style;
use suggested::Suggested;

/// The arguments of `sealpost ways`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.ways_about(),
    long_about = help::long(SAY.ways_about(), SAY.ways_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(long, value_name = "PROVIDER", default_value = provider_id(Provider::Microsoft365),
          value_parser = choice(&PROVIDERS, provider_id), help = SAY.ways_provider())]
    provider: Provider,
    #[arg(long, value_name = "SOFTWARE", default_value = site_id(Site::Other),
          value_parser = choice(&Site::ALL, site_id), help = SAY.ways_site())]
    site: Site,
    #[arg(long, value_name = "WHO", default_value = administrator_id(Administrator::Unknown),
          value_parser = choice(&Administrator::ALL, administrator_id), help = SAY.ways_administrator())]
    administrator: Administrator,
    #[arg(long, help = SAY.ways_own_recipients())]
    own_recipients: bool,
    #[arg(long, value_name = "ANSWER", default_value = passwords_id(Passwords::Unknown),
          value_parser = choice(&Passwords::ALL, passwords_id), help = SAY.ways_passwords())]
    passwords: Passwords,
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(1..), help = SAY.ways_steps())]
    steps: Option<u8>,
}

fn after_help() -> String {
    let examples = [
        ("sealpost ways --site wp-mail-smtp --administrator someone-else", SAY.ways_example()),
        (
            "sealpost ways --site wp-mail-smtp --administrator someone-else --steps 2",
            SAY.ways_example_steps(),
        ),
        ("sealpost ways --provider google-workspace --site laravel --passwords rejected", ""),
    ];
    help::sections(&[
        help::examples(&examples),
        help::table(SAY.help_exit_status(), &[("0", SAY.ways_exit_ok()), ("2", SAY.ways_exit_usage())]),
    ])
}

/// Prints the list, or the steps of one way in it.
#[expect(clippy::unused_async, reason = "all commands are run alike")]
pub async fn run(args: Args) -> Result<ExitCode, Failure> {
    let list = suggestions(&args, clock::now())?;
    let style = Style::of_page();
    let text = match args.steps {
        None => page::list(provider_label(args.provider), &list, general_caution(&args), style),
        Some(number) => {
            let chosen = list.get(usize::from(number) - 1).ok_or_else(|| not_in_list(list.len()))?;
            page::steps(chosen.way, style)
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn not_in_list(count: usize) -> Failure {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    Failure::usage(SAY.ways_steps_wrong(count)).next(SAY.ways_steps_wrong_next())
}

/// Returns the ways to send, best first. `today` is in Unix seconds.
fn suggestions(args: &Args, today: i64) -> Result<Vec<Suggested>, Failure> {
    let Args { site, administrator, passwords, .. } = *args;
    match args.provider {
        Provider::Microsoft365 => {
            let recipients =
                if args.own_recipients { Recipients::OwnOrganization } else { Recipients::Anyone };
            let situation = Situation { administrator, recipients, passwords };
            Ok(rank(today, site, situation).into_iter().map(Suggested::from).collect())
        }
        Provider::Google if args.own_recipients => {
            Err(Failure::usage(SAY.ways_recipients_google()).next(SAY.ways_recipients_google_next()))
        }
        Provider::Google => {
            let account = google::Account::Workspace;
            let situation = google::Situation { account, administrator, app_passwords: passwords };
            Ok(google::rank(site, situation).into_iter().map(Suggested::from).collect())
        }
    }
}

/// Returns what to avoid with the website's software, whichever way is chosen. It is about Microsoft's APIs only.
fn general_caution(args: &Args) -> Option<&'static str> {
    match args.provider {
        Provider::Microsoft365 => args.site.caution().map(|caution| WAYS.caution(caution)),
        Provider::Google => None,
    }
}

/// Returns a parser for these values, by their IDs.
fn choice<T>(all: &'static [T], id: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(|&value| id(value))).map(move |text: String| {
        all.iter().copied().find(|&value| id(value) == text).expect("clap accepts only these IDs")
    })
}

const PROVIDERS: [Provider; 2] = [Provider::Microsoft365, Provider::Google];

const fn provider_id(provider: Provider) -> &'static str {
    match provider {
        Provider::Microsoft365 => "microsoft-365",
        Provider::Google => "google-workspace",
    }
}

const fn provider_label(provider: Provider) -> &'static str {
    match provider {
        Provider::Microsoft365 => "Microsoft 365",
        Provider::Google => "Google Workspace",
    }
}

/// Returns the ID of a website's software, which is the one in `open --as` if that has it too.
const fn site_id(site: Site) -> &'static str {
    match site {
        Site::WpMailSmtp => "wp-mail-smtp",
        Site::WpMailSmtpPro => "wp-mail-smtp-pro",
        Site::FluentSmtp => "fluentsmtp",
        Site::PostSmtp => "post-smtp",
        Site::GravitySmtp => "gravity-smtp",
        Site::SureMail => "suremail",
        Site::Wordpress => "wordpress-plain",
        Site::Laravel => "laravel",
        Site::Symfony => "symfony",
        Site::Django => "django",
        Site::Rails => "rails",
        Site::Nodemailer => "nodemailer",
        Site::Postfix => "postfix",
        Site::Msmtp => "msmtp",
        Site::Other => "other",
    }
}

const fn administrator_id(administrator: Administrator) -> &'static str {
    match administrator {
        Administrator::Client => "client",
        Administrator::SomeoneElse => "someone-else",
        Administrator::Unknown => "unknown",
    }
}

const fn passwords_id(passwords: Passwords) -> &'static str {
    match passwords {
        Passwords::Allowed => "allowed",
        Passwords::Rejected => "rejected",
        Passwords::Unknown => "unknown",
    }
}
