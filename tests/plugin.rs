//! `age-plugin-sealposttest`: the plugin of [`support::device::Device`]. It speaks age's plugin protocol
//! (`identity-v1`).

use std::{convert::Infallible, io, process::ExitCode};

use age_core::{
    format::Stanza,
    plugin::{Connection, IDENTITY_V1},
};
use support::device::Device;

fn main() -> ExitCode {
    if std::env::args().nth(1) != Some(format!("--age-plugin={IDENTITY_V1}")) {
        return ExitCode::FAILURE;
    }
    match unwrap() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn unwrap() -> io::Result<()> {
    let mut connection = Connection::accept();
    let taken = |stanza: Stanza| Ok::<_, Infallible>(stanza);
    let (identities, stanzas, ..) = connection.unidir_receive(
        ("add-identity", taken),
        ("recipient-stanza", taken),
        (None, taken),
        (None, taken),
    )?;
    let identities = identities.unwrap_or_default();
    let mut devices = identities.iter().filter_map(|identity| Device::of(identity.args.first()?));
    let stanzas: Vec<Stanza> = stanzas.unwrap_or_default().into_iter().filter_map(inner).collect();
    let key = devices.find_map(|device| stanzas.iter().find_map(move |stanza| device.unwrap(stanza)));
    connection.bidir_send(|mut phase| {
        if let Some(key) = key {
            // age's response makes no difference.
            let _ = phase.send("file-key", &["0"], &key)?;
        }
        Ok(())
    })
}

/// Extracts the file's stanza from the protocol's stanza: file index, tag, arguments.
fn inner(mut carrier: Stanza) -> Option<Stanza> {
    if carrier.args.len() < 2 {
        return None;
    }
    let args = carrier.args.split_off(2);
    let tag = carrier.args.pop()?;
    Some(Stanza { tag, args, body: carrier.body })
}
