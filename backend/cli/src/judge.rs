//! `sealpost judge`: what SPF, DKIM and DMARC say about a message that arrived somewhere.

mod page;
mod report;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
};

use inbound::{
    pasted::{self, SourceError},
    session::MESSAGE_MAX,
};
use zeroize::Zeroizing;

pub(crate) use self::report::ReportArgs;
use super::{Failure, clock, help, say::SAY};
use crate::settings::Settings;

/// The arguments of `sealpost judge`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.judge_about(),
    long_about = help::long(SAY.judge_about(), SAY.judge_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(value_name = "FILE|-", help = SAY.judge_file())]
    file: PathBuf,
    #[command(flatten)]
    report: ReportArgs,
}

fn after_help() -> String {
    let examples = [
        ("sealpost judge order.eml", SAY.judge_example()),
        (
            "sealpost judge - --from info@shop.example --provider postmark < order.eml",
            SAY.judge_example_expected(),
        ),
    ];
    help::sections(&[help::examples(&examples), exit_status()])
}

/// Returns the exit codes, which `sealpost receive` has too.
pub(crate) fn exit_status() -> String {
    help::exit_status(&[SAY.judge_exit_ok(), SAY.judge_exit_wrong(), SAY.judge_exit_usage()])
}

/// Judges the message and prints the result.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let source = source(&args.file)?;
    let (now, resolver) = (clock::now(), settings.resolvers());
    let delivery = pasted::judge(&source, now, &resolver).await.map_err(failure)?;
    // When a pasted message was sent isn't known.
    args.report.print(&delivery, now, &resolver).await
}

/// Reads the message, up to the size that our own receiver accepts.
fn source(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut source = Zeroizing::new(Vec::with_capacity(MESSAGE_MAX + 1));
    let limit = MESSAGE_MAX as u64 + 1;
    if path == Path::new("-") {
        let read = io::stdin().lock().take(limit).read_to_end(&mut source);
        read.map_err(|error| Failure::usage(SAY.ask_stdin_unreadable(&error)))?;
    } else {
        let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut source));
        read.map_err(|error| {
            Failure::usage(SAY.file_unreadable(&path.display(), &error)).next(SAY.judge_source_next())
        })?;
    }
    if source.len() > MESSAGE_MAX { Err(failure(SourceError::TooLarge)) } else { Ok(source) }
}

fn failure(error: SourceError) -> Failure {
    match error {
        SourceError::TooLarge => {
            Failure::usage(SAY.judge_too_large(&(MESSAGE_MAX / 1024))).next(SAY.judge_too_large_next())
        }
        SourceError::NoHeaders => Failure::usage(SAY.judge_not_a_message()).next(SAY.judge_source_next()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_read_up_to_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("order.eml");
        assert!(source(&path).unwrap_err().to_string().ends_with(SAY.judge_source_next()));
        assert!(source(folder.path()).is_err(), "a folder isn't a message");
        for (size, fits) in [(0, true), (MESSAGE_MAX, true), (MESSAGE_MAX + 1, false)] {
            std::fs::write(&path, vec![b'x'; size]).unwrap();
            match source(&path) {
                Ok(source) => assert!(fits && source.len() == size, "{size}"),
                Err(error) => assert!(!fits && error == failure(SourceError::TooLarge), "{size}: {error}"),
            }
        }
    }
}
