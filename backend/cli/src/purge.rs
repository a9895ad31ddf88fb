//! `sealpost purge`: deletes expired data, or shows what would be deleted.

use std::process::ExitCode;

use sealpost_core::{
    retention::{self, Item, Purged, Rules},
    store::Store,
};
use serde::Serialize;

use super::{Failure, clock, database::Database, help, json, print, say::SAY};
use crate::settings::Settings;

/// The arguments of `sealpost purge`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.purge_about(),
    long_about = help::long(SAY.purge_about(), SAY.purge_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(long, help = SAY.purge_dry_run())]
    dry_run: bool,
    #[arg(long, help = SAY.purge_json())]
    json: bool,
}

fn after_help() -> String {
    let codes = [("0", SAY.purge_exit_ok()), ("2", SAY.purge_exit_failed())];
    help::sections(&[
        help::examples(&[("sealpost purge --dry-run", ""), ("sealpost purge", "")]),
        help::table(SAY.help_exit_status(), &codes),
    ])
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Shown<'a> {
    dry_run: bool,
    sealed: Vec<&'a str>,
    reports: u64,
    messages: u64,
    helps: u64,
    checks: u64,
    activity: u64,
    closed: Vec<&'a str>,
}

/// Deletes, or shows what would be deleted.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let database = Database::open_existing(settings).await?;
    let purged = work(&*database.store(), settings, args.dry_run).await;
    database.close().await;
    let purged = purged?;
    if args.json {
        let ids = |items: &'_ [Item]| -> Vec<String> { items.iter().map(|item| item.id.clone()).collect() };
        let (sealed, closed) = (ids(&purged.sealed), ids(&purged.closed));
        json(&Shown {
            dry_run: args.dry_run,
            sealed: sealed.iter().map(String::as_str).collect(),
            reports: purged.reports,
            messages: purged.messages,
            helps: purged.helps,
            checks: purged.checks,
            activity: purged.activity,
            closed: closed.iter().map(String::as_str).collect(),
        })?;
    } else {
        print(&in_words(&purged, args.dry_run))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn work(store: &dyn Store, settings: &Settings, dry_run: bool) -> Result<Purged, Failure> {
    let failed = |error| Failure::usage(SAY.database_failed(&error));
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
        return format!("{}\n", SAY.purge_nothing());
    }
    let sealed = |Item { id, site }: &Item| {
        if dry_run { SAY.purge_would_sealed(site, id) } else { SAY.purge_did_sealed(site, id) }
    };
    let closed = |Item { id, site }: &Item| {
        if dry_run { SAY.purge_would_closed(site, id) } else { SAY.purge_did_closed(site, id) }
    };
    let Purged { reports, messages, helps, checks, activity, .. } = *purged;
    let counted = if dry_run {
        [
            SAY.purge_would_reports(reports),
            SAY.purge_would_messages(messages),
            SAY.purge_would_helps(helps),
            SAY.purge_would_checks(checks),
            SAY.purge_would_activity(activity),
        ]
    } else {
        [
            SAY.purge_did_reports(reports),
            SAY.purge_did_messages(messages),
            SAY.purge_did_helps(helps),
            SAY.purge_did_checks(checks),
            SAY.purge_did_activity(activity),
        ]
    };
    let counts = [reports, messages, helps, checks, activity];
    let counted = counted.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let mut lines: Vec<String> = purged.sealed.iter().map(sealed).collect();
    lines.extend(counted.map(|(line, _)| line));
    lines.extend(purged.closed.iter().map(closed));
    lines.join("\n") + "\n"
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
    fn it_lists_what_it_deleted_or_would_delete() {
        let item = |id: &str| Item { id: id.into(), site: "bakery.test".parse().unwrap() };
        let purged = Purged { sealed: vec![item("7k3m9q2xwd")], helps: 1, checks: 3, ..Purged::default() };
        assert_eq!(
            in_words(&purged, true),
            format!(
                "{}\n{}\n{}\n",
                SAY.purge_would_sealed(&"bakery.test", &"7k3m9q2xwd"),
                SAY.purge_would_helps(1),
                SAY.purge_would_checks(3)
            )
        );
        assert!(in_words(&purged, false).contains(&SAY.purge_did_sealed(&"bakery.test", &"7k3m9q2xwd")));
        assert_eq!(in_words(&Purged::default(), false), format!("{}\n", SAY.purge_nothing()));
    }
}
