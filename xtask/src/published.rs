//! Prebuilt programs from their projects, each verified with the SHA-256 of its archive.
//!
//! The digests come from the manifests of taiki-e/install-action (commit ba47c86, August 2026). If a program has no row
//! for this machine or its download fails, it is built from source.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;

use crate::manifest::hex;
use crate::place::{Failure, Place, Result, run};

/// An archive, which is a tar file compressed with gzip.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Archive {
    program: &'static str,
    os: &'static str,
    arch: &'static str,
    url: &'static str,
    /// The SHA-256 in hex.
    sha256: &'static str,
}

#[rustfmt::skip]
const ARCHIVES: [Archive; 12] = [
    archive("trunk", "linux", "x86_64",
        "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-x86_64-unknown-linux-musl.tar.gz",
        "a67f4054b249fe9acc5fabc25de1aebf19783aca3ad6ff64bf34d7da44d0ea20"),
    archive("trunk", "linux", "aarch64",
        "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-aarch64-unknown-linux-musl.tar.gz",
        "e8e2a2bb423ce6702ab9f4f02f8c9ae99d790f0301f7634e986b2dd8706019cc"),
    archive("trunk", "macos", "x86_64",
        "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-x86_64-apple-darwin.tar.gz",
        "f1ba0e3bbe24e0ae219c6d22c33e24e2825c1608dd27c2556e323495110f1a95"),
    archive("trunk", "macos", "aarch64",
        "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-aarch64-apple-darwin.tar.gz",
        "764e299dd50d89442a4e96a236349f57961984b701e74d3dbdb39cd1c9f5101e"),
    archive("cargo-nextest", "linux", "x86_64",
        "https://github.com/nextest-rs/nextest/releases/download/cargo-nextest-0.9.143/cargo-nextest-0.9.143-x86_64-unknown-linux-musl.tar.gz",
        "6d891c18105ec2d33f6e441a4f92b7ccab47ba263e22055c8bb66884243f3389"),
    archive("cargo-nextest", "linux", "aarch64",
        "https://github.com/nextest-rs/nextest/releases/download/cargo-nextest-0.9.143/cargo-nextest-0.9.143-aarch64-unknown-linux-musl.tar.gz",
        "0560ce0ce017f368c54b5db86588370fc03b470985490fa81200e62a657dda05"),
    archive("cargo-nextest", "macos", "x86_64", NEXTEST_MACOS,
        "4830d430411148d17602a75cc880bfb4dc8dac153dea59a48a2ef4cc93577f07"),
    archive("cargo-nextest", "macos", "aarch64", NEXTEST_MACOS,
        "4830d430411148d17602a75cc880bfb4dc8dac153dea59a48a2ef4cc93577f07"),
    archive("cargo-deny", "linux", "x86_64",
        "https://github.com/EmbarkStudios/cargo-deny/releases/download/0.20.2/cargo-deny-0.20.2-x86_64-unknown-linux-musl.tar.gz",
        "9f12ed4c49936e09b48bf862b595cde2fe64fcbd9d74dfacac6131ca824c8d5f"),
    archive("cargo-deny", "linux", "aarch64",
        "https://github.com/EmbarkStudios/cargo-deny/releases/download/0.20.2/cargo-deny-0.20.2-aarch64-unknown-linux-musl.tar.gz",
        "995c82be0defc7a025cae49a2aa2644ce8245c9a3318fc4103907c6a285e8c7d"),
    archive("cargo-deny", "macos", "x86_64",
        "https://github.com/EmbarkStudios/cargo-deny/releases/download/0.20.2/cargo-deny-0.20.2-x86_64-apple-darwin.tar.gz",
        "248da7f581724e470071990c088ffc55c811981715f4cbdb258621fb79f8b7a6"),
    archive("cargo-deny", "macos", "aarch64",
        "https://github.com/EmbarkStudios/cargo-deny/releases/download/0.20.2/cargo-deny-0.20.2-aarch64-apple-darwin.tar.gz",
        "fe67d82a10d8597a3549364cb733a3f9cc1bfff9031b7ae46384a9f2a72090c3"),
];
/// This archive runs on both of Apple's architectures.
const NEXTEST_MACOS: &str = "https://github.com/nextest-rs/nextest/releases/download/cargo-nextest-0.9.143/cargo-nextest-0.9.143-universal-apple-darwin.tar.gz";

pub(crate) const fn archive(
    program: &'static str,
    os: &'static str,
    arch: &'static str,
    url: &'static str,
    sha256: &'static str,
) -> Archive {
    Archive { program, os, arch, url, sha256 }
}

/// Returns the archive of `program` for this machine. The row has to be for `version`, so that raising a version
/// without updating its digest leads to a build from source.
pub(crate) fn archive_of(program: &str, version: &str) -> Option<&'static Archive> {
    let mut archives = ARCHIVES.iter();
    archives.find(|a| a.program == program && a.os == OS && a.arch == ARCH && a.url.contains(version))
}

/// Downloads the archive and moves its program to `bin`.
pub(crate) fn install(place: &Place, archive: &Archive, bin: &Path) -> Result {
    let folder = place.tools().join("download").join(archive.program);
    fs::create_dir_all(&folder).map_err(Failure::at("create", &folder))?;
    let installed = unpack(place, archive, &folder, bin);
    let removed = fs::remove_dir_all(&folder).map_err(Failure::at("remove", &folder));
    installed.and(removed)
}

fn unpack(place: &Place, archive: &Archive, folder: &Path, bin: &Path) -> Result {
    let file = folder.join("archive.tar.gz");
    let mut curl = place.command("curl");
    curl.args([
        "--fail",
        "--silent",
        "--show-error",
        "--location",
        "--connect-timeout",
        "5",
        "--max-time",
        "120",
    ]);
    run(curl.arg("--output").arg(&file).arg(archive.url))?;
    let digest = hex(&fs::read(&file).map_err(Failure::at("read", &file))?);
    if digest != archive.sha256 {
        let Archive { url, sha256, .. } = archive;
        return Err(Failure::new(format!("{url} has the SHA-256 {digest}, expected {sha256}")));
    }
    run(place.command("tar").arg("-xzf").arg(&file).arg("-C").arg(folder))?;
    let program = crate::place::files_below(folder)?
        .into_iter()
        .find(|path| path.file_name().is_some_and(|name| name == archive.program))
        .ok_or_else(|| Failure::new(format!("{} holds no {}", archive.url, archive.program)))?;
    fs::create_dir_all(bin).map_err(Failure::at("create", bin))?;
    // Moving the file is atomic, so an interrupted run leaves no partial program.
    fs::rename(&program, bin.join(archive.program)).map_err(Failure::at("move", &program))
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::process::Command;
    use std::thread;

    use super::*;
    use crate::tools;

    /// Starts a server that sends `bytes` once, and returns its URL.
    fn served(bytes: Vec<u8>) -> &'static str {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/tool.tar.gz", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len()).unwrap();
            stream.write_all(&bytes).unwrap();
        });
        url.leak()
    }

    fn tar_of_a_tool(folder: &Path) -> Vec<u8> {
        let inner = folder.join("tool-1.2.3");
        fs::create_dir_all(&inner).unwrap();
        fs::write(inner.join("tool"), "#!/bin/sh\n").unwrap();
        let archive = folder.join("made.tar.gz");
        let mut tar = Command::new("tar");
        assert!(
            tar.arg("-czf").arg(&archive).arg("-C").arg(folder).arg("tool-1.2.3").status().unwrap().success()
        );
        fs::read(archive).unwrap()
    }

    #[test]
    fn only_an_archive_with_its_digest_is_installed() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::find().unwrap().at(folder.path().to_owned(), Vec::new());
        let (bytes, bin) = (tar_of_a_tool(folder.path()), folder.path().join("bin"));
        let sha256: &'static str = hex(&bytes).leak();

        let other = archive("tool", OS, ARCH, served(b"something else".to_vec()), sha256);
        let refused = install(&place, &other, &bin).unwrap_err().to_string();
        assert!(refused.contains(sha256), "{refused}");
        assert!(!bin.exists());

        install(&place, &archive("tool", OS, ARCH, served(bytes), sha256), &bin).unwrap();
        assert_eq!(fs::read_to_string(bin.join("tool")).unwrap(), "#!/bin/sh\n");
        assert!(!place.tools().join("download/tool").exists());
    }

    /// A row for another version would never be used, and no one would notice.
    #[test]
    fn each_row_is_for_the_version_that_is_pinned() {
        for Archive { program, url, .. } in &ARCHIVES {
            let pinned = match *program {
                "trunk" => tools::TRUNK,
                "cargo-nextest" => tools::NEXTEST,
                "cargo-deny" => tools::DENY,
                program => panic!("no version is pinned for {program}"),
            };
            let is_one = url.split(['/', '-']).any(|part| part.trim_start_matches('v') == pinned);
            assert!(is_one, "{url} isn't {program} {pinned}");
        }
    }

    #[test]
    fn a_version_without_a_digest_is_not_downloaded() {
        assert_eq!(archive_of("trunk", "0.99.0"), None);
        // The newest version with digests there is 0.2.127, so this one is built.
        assert_eq!(archive_of("wasm-bindgen", "0.2.130"), None);
        for archive in &ARCHIVES {
            assert!(archive.url.starts_with("https://") && archive.sha256.len() == 64, "{archive:?}");
        }
    }
}
