//! `trunk serve`, as people use it to develop the pages: it proxies everything that it doesn't build to the server.

use std::{fs, net::Ipv4Addr, path::Path, process::Command};

use shared::{check::CheckVerdict, rules::Security, status::Status, wire::CheckMessage};
use support::{
    agency::Agency,
    client::{Client, answers},
    http::Api,
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    process::Process,
    wait,
};

const PORT: u16 = 8081;

/// Starts Trunk with the project's own settings, with a minimal page that builds at once.
fn trunk_serve(folder: &Path, address: Ipv4Addr, server: &str) -> Process {
    let settings = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Trunk.toml"))
        .expect("the file is readable");
    assert_eq!(settings.matches("//127.0.0.1:8080/").count(), 3, "three proxies lead to the server");
    fs::write(folder.join("Trunk.toml"), settings.replace("127.0.0.1:8080", server)).expect("writable");
    fs::write(folder.join("index.html"), "<!doctype html><html><head></head><body></body></html>")
        .expect("writable");
    let mut command = Command::new("trunk");
    command
        .args(["serve", "--skip-version-check", "--no-autoreload", "true", "--port", &PORT.to_string()])
        .args(["--address", &address.to_string()])
        .current_dir(folder)
        .env_remove("NO_COLOR");
    Process::start(&mut command, &folder.join("trunk.log"))
}

#[test]
fn page_api_and_live_check_share_one_address() {
    let lab = Lab::start();
    // A loopback address that only this test uses, with this port free.
    let address = lab.mail.address();
    let url = format!("http://{address}:{PORT}");
    let server = lab.server_with(&[("SEALPOST_PUBLIC_URL", &url)]);
    let folder = tempfile::tempdir().expect("a folder");
    let _trunk = trunk_serve(folder.path(), address, &server.address().to_string());
    wait::until("trunk to serve the page", || {
        let answer = Api::new(&url).try_send("GET", "/", &[]).map_err(|error| error.to_string());
        let log = || fs::read_to_string(folder.path().join("trunk.log")).unwrap_or_default();
        answer
            .map_err(|error| format!("{error}; {}", log()))
            .map(|answer| assert_eq!(answer.status, 200, "{}", log()))
    });

    let agency = Agency::set_up(&server);
    let client = Client::new(&url, agency.onboarding("Bakery", SITE).link);
    assert_eq!(client.view().status, Status::Waiting);
    let messages = client.check(&answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS), APP_PASSWORD);
    match messages.last() {
        Some(CheckMessage::Done { report, .. }) => {
            assert_eq!(report.verdict, CheckVerdict::Ok, "{report:#?}");
        }
        other => panic!("the check ended with {other:?}"),
    }
}
