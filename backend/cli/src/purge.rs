//! `sealpost purge`: deletes what is due, or says what would be.

use std::process::ExitCode;

use sealpost_core::retention::{self, Item, Purged, Rules};
use serde::Serialize;
use store_sqlite::Sqlite;

use super::{Failure, clock, database, json, print};
use crate::settings::Settings;

/// Delete what has been kept for long enough.
///
/// That is what the running server does by itself, every minute: sealed files whose site was configured long enough ago,
/// DNS reports, sign-in checks and entries of the activity log of a certain age, and closed onboardings. Of each deleted
/// file a receipt stays. How long things are kept is set on the settings page, or in the environment and sealpost.toml,
/// which come first: SEALPOST_KEEP_SEALED, SEALPOST_KEEP_REPORTS, SEALPOST_KEEP_CHECKS, SEALPOST_KEEP_ACTIVITY and
/// SEALPOST_KEEP_CLOSED, in days.
///
/// It works on the database of this machine, whether or not a server runs on it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sealpost purge --dry-run
  sealpost purge

Exit status:
  0  what was due is deleted, or nothing was due
  2  wrong usage, or there is no database that could be asked")]
pub struct Args {
    /// Say what would be deleted, and delete nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON: sealed and closed with the ids of the onboardings, reports, checks and activity as numbers.
    #[arg(long)]
    json: bool,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Shown<'a> {
    dry_run: bool,
    sealed: Vec<&'a str>,
    reports: u64,
    checks: u64,
    activity: u64,
    closed: Vec<&'a str>,
}

/// Deletes, or looks.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let store = database::open_existing(settings).await?;
    let purged = work(&store, settings, args.dry_run).await;
    store.close().await;
    let purged = purged?;
    if args.json {
        let ids = |items: &'_ [Item]| -> Vec<String> { items.iter().map(|item| item.id.clone()).collect() };
        let (sealed, closed) = (ids(&purged.sealed), ids(&purged.closed));
        json(&Shown {
            dry_run: args.dry_run,
            sealed: sealed.iter().map(String::as_str).collect(),
            reports: purged.reports,
            checks: purged.checks,
            activity: purged.activity,
            closed: closed.iter().map(String::as_str).collect(),
        })?;
    } else {
        print(&in_words(&purged, args.dry_run))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn work(store: &Sqlite, settings: &Settings, dry_run: bool) -> Result<Purged, Failure> {
    let failed = |error| Failure::usage(format!("The database could not be read or written: {error}"));
    let rules = Rules::read(store, &settings.keep).await.map_err(failed)?;
    let now = clock::now();
    let work = if dry_run {
        retention::due(store, &rules, now).await
    } else {
        retention::purge(store, &rules, now).await
    };
    work.map_err(failed)
}

fn in_words(purged: &Purged, dry_run: bool) -> String {
    if *purged == Purged::default() {
        return "Nothing is due.\n".into();
    }
    let verb = if dry_run { "would be deleted" } else { "deleted" };
    let named = |what: &str, items: &[Item]| -> Vec<String> {
        items.iter().map(|Item { id, site }| format!("{what} {id}  {site}: {verb}\n")).collect()
    };
    let counted = |what: &str, count: u64| (count > 0).then(|| format!("{what} {count} {verb}\n"));
    let mut lines = named("sealed file   ", &purged.sealed);
    lines.extend(counted("DNS reports   ", purged.reports));
    lines.extend(counted("sign-in checks", purged.checks));
    lines.extend(counted("activity      ", purged.activity));
    lines.extend(named("onboarding    ", &purged.closed));
    lines.concat()
}

#[cfg(test)]
mod tests {
    use sealpost_core::{fixture, store::Onboardings};

    use super::*;

    #[tokio::test]
    async fn a_dry_run_deletes_nothing() {
        let kept = store_sqlite::testing::store().await;
        let (tess, _) = fixture::technician(&kept.store, "Tess").await;
        let at = fixture::KEEP.before(clock::now()) - 1;
        let (id, link) = fixture::configured(&kept.store, &tess, at).await;
        let settings = Settings::parse([], None).unwrap();
        let run = async |dry_run: bool| {
            let purged = work(&kept.store, &settings, dry_run).await.unwrap();
            let is_here = kept.store.submission(&link.locator()).await.unwrap().is_some();
            (purged.sealed.into_iter().map(|item| item.id).collect::<Vec<_>>(), is_here)
        };
        for _ in 0..2 {
            assert_eq!(run(true).await, (vec![id.clone()], true));
        }
        assert_eq!(run(false).await, (vec![id], false));
        assert_eq!(run(true).await, (vec![], false));
    }

    #[test]
    fn it_says_what_it_did_or_would_do() {
        let item = |id: &str| Item { id: id.into(), site: "bakery.test".parse().unwrap() };
        let purged = Purged { sealed: vec![item("7k3m9q2xwd")], checks: 3, ..Purged::default() };
        assert_eq!(
            in_words(&purged, true),
            "sealed file    7k3m9q2xwd  bakery.test: would be deleted\nsign-in checks 3 would be deleted\n"
        );
        assert!(in_words(&purged, false).contains("bakery.test: deleted\n"));
        assert_eq!(in_words(&Purged::default(), false), "Nothing is due.\n");
    }
}
