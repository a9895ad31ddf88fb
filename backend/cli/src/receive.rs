//! `sealpost receive`: waits for one message to an address at a domain whose MX record leads to this machine, and
//! judges it.

mod desk;

use std::{io, net::SocketAddr, process::ExitCode, time::Duration};

use inbound::{
    driver::{self, Arrival, Limits, Receiver, self_signed},
    session::{Envelope, Received},
};
use shared::{delivery::TlsVersion, dns::Resolver, rules::Address};
use tokio::time;

use self::desk::Desk;
use super::{Failure, clock, help, judge, names, printer, say, say::SAY};
use crate::settings::Settings;

/// The arguments of `sealpost receive`.
#[derive(Debug, clap::Args)]
#[command(
    about = SAY.receive_about(),
    long_about = help::long(SAY.receive_about(), SAY.receive_more()),
    after_help = after_help()
)]
pub struct Args {
    #[arg(value_parser = names::parse_address, help = SAY.receive_address())]
    address: Address,
    #[arg(long, value_name = "IP:PORT", default_value = "0.0.0.0:25", value_parser = socket,
          help = SAY.receive_listen())]
    listen: SocketAddr,
    #[arg(long, value_name = "MINUTES", default_value_t = 15,
          value_parser = clap::value_parser!(u16).range(1..=1440), help = SAY.receive_timeout())]
    timeout: u16,
    #[command(flatten)]
    report: judge::ReportArgs,
}

fn after_help() -> String {
    let examples = [
        ("sudo sealpost receive proof-7k3m@mx.agency.example", SAY.receive_example()),
        (
            "sealpost receive proof-7k3m@mx.agency.example --listen 0.0.0.0:2525 \\\n      \
             --from info@shop.example --provider postmark --json",
            SAY.receive_example_port(),
        ),
    ];
    help::sections(&[help::examples(&examples), judge::exit_status()])
}

fn socket(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| SAY.receive_listen_wrong().to_owned())
}

/// Waits for the message, judges it, and prints the result.
pub async fn run(args: Args, settings: &Settings) -> Result<ExitCode, Failure> {
    let minutes = args.timeout.into();
    let waiting = Waiting {
        address: args.address,
        listen: args.listen,
        minutes,
        patience: Duration::from_mins(minutes),
        report: args.report,
    };
    waiting.receive(&settings.resolvers()).await
}

/// What is waited for.
struct Waiting {
    address: Address,
    listen: SocketAddr,
    /// What the person reads for `patience`.
    minutes: u64,
    patience: Duration,
    report: judge::ReportArgs,
}

impl Waiting {
    async fn receive(self, resolver: &impl Resolver) -> Result<ExitCode, Failure> {
        let host = self.address.domain();
        let tls = self_signed(&host).map_err(|_| Failure::usage(SAY.receive_no_certificate(&host)))?;
        let not_listening = |error: io::Error| not_listening(self.listen, &error);
        let listener = driver::listen(self.listen).await.map_err(not_listening)?;
        let bound = listener.local_addr().map_err(not_listening)?;
        let receiver = Receiver { host, tls, limits: Limits::default(), clock: clock::now };
        let (desk, first) = Desk::new(self.address.clone());
        let since = clock::now();
        say(&SAY.receive_waiting(self.minutes, &self.address, &bound));
        let judging = async {
            let Ok(Ok(arrival)) = time::timeout(self.patience, first).await else {
                return Err(self.nothing_arrived());
            };
            say(&how_it_arrived(&arrival, since));
            let Received { envelope, message } = &arrival.received;
            let delivery = inbound::judge(envelope, message, arrival.arrived, resolver).await;
            self.report.print(&delivery, since, resolver).await
        };
        // The receiver still talks while the message is judged, so that the sending server can end the connection.
        tokio::select! {
            () = driver::serve(listener, receiver, desk) => Err(self.nothing_arrived()),
            answer = judging => answer,
        }
    }

    fn nothing_arrived(&self) -> Failure {
        Failure::usage(SAY.receive_nothing(self.minutes, &self.address))
            .next(SAY.receive_nothing_next(&self.address.domain()))
    }
}

fn not_listening(address: SocketAddr, error: &io::Error) -> Failure {
    let next = match error.kind() {
        io::ErrorKind::PermissionDenied => SAY.receive_not_allowed_next(),
        io::ErrorKind::AddrInUse => SAY.receive_in_use_next(),
        _ => SAY.receive_not_listening_next(),
    };
    Failure::usage(SAY.serve_not_listening(&address, error)).next(next)
}

/// Returns how long the message took, from where, and how the connection was encrypted.
fn how_it_arrived(arrival: &Arrival, since: i64) -> String {
    let seconds = arrival.arrived.saturating_sub(since).max(0);
    let Envelope { helo, peer, tls, .. } = &arrival.received.envelope;
    let (host, ip) = (printer::one_line(helo), peer.to_canonical());
    let version = match tls {
        None => return SAY.receive_arrived_plain(&seconds, &host, &ip),
        Some(TlsVersion::Tls13) => "TLS 1.3",
        Some(TlsVersion::Tls12) => "TLS 1.2",
        Some(TlsVersion::Old) => "TLS 1.0 / 1.1",
    };
    SAY.receive_arrived(&seconds, &host, &ip, &version)
}

#[cfg(test)]
mod tests {
    use audit::zone::Zone;
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn waiting(listen: SocketAddr) -> Waiting {
        let Args { address, report, .. } = Line::parse_from(["receive", "x7@agency.test"]).args;
        Waiting { address, listen, minutes: 15, patience: Duration::from_millis(20), report }
    }

    #[test]
    fn it_waits_on_the_port_for_mail() {
        let Args { listen, timeout, .. } = Line::parse_from(["receive", "x7@agency.test"]).args;
        assert_eq!((listen.to_string().as_str(), timeout), ("0.0.0.0:25", 15));
    }

    #[tokio::test]
    async fn nothing_that_arrives_is_no_answer() {
        let waiting = waiting("127.0.0.1:0".parse().unwrap());
        let expected = waiting.nothing_arrived();
        assert!(expected.to_string().contains("agency.test") && !expected.is_not_well());
        assert_eq!(waiting.receive(&Zone::default()).await.unwrap_err(), expected);
    }

    #[test]
    fn a_port_that_is_not_open_has_its_next_step() {
        let address = "0.0.0.0:25".parse().unwrap();
        for (kind, next) in [
            (io::ErrorKind::PermissionDenied, SAY.receive_not_allowed_next()),
            (io::ErrorKind::AddrInUse, SAY.receive_in_use_next()),
            (io::ErrorKind::AddrNotAvailable, SAY.receive_not_listening_next()),
        ] {
            let failure = not_listening(address, &kind.into());
            assert!(failure.to_string().ends_with(next) && !failure.is_not_well(), "{failure}");
        }
    }
}
