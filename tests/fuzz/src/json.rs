//! Request bodies and the check's messages, which anyone can send.

use serde::{Serialize, de::DeserializeOwned};
use shared::{
    brand::Brand,
    wire::{
        AlarmRequest, BODY_MAX, BlindOutcome, CheckHello, ConfirmRequest, ContactSettings, CreateRequest,
        DiscoverRequest, EndRequest, HandOverAnswer, HandOverRequest, HelpRequest, InviteRequest,
        KeepApprovals, KeyProof, KeyRequest, LogoRequest, MessageSource, PasswordRequest, Progress, Proof,
        ReissueRequest, RemindersRequest, ReportRequest, ResealRequest, RetentionRequest, RevokeHandOver,
        RolesRequest, SettleHelp, SetupLinkRequest, SetupRequest, SignInRequest, SubmitRequest,
    },
};

/// Fuzzes a body, parsed as each of the requests. An accepted value must survive being written and read again, and
/// must not grow much: a short body must not make the server store a long one.
pub fn json(bytes: &[u8]) {
    let body = &bytes[..bytes.len().min(BODY_MAX)];
    client(body);
    staff(body);
    account(body);
}

fn client(body: &[u8]) {
    read::<Progress>(body);
    read::<DiscoverRequest>(body);
    read::<CheckHello>(body);
    read::<BlindOutcome>(body);
    read::<SubmitRequest>(body);
    read::<ReportRequest>(body);
    read::<AlarmRequest>(body);
    read::<HandOverRequest>(body);
    read::<RevokeHandOver>(body);
    read::<HandOverAnswer>(body);
    read::<HelpRequest>(body);
}

fn staff(body: &[u8]) {
    read::<SetupRequest>(body);
    read::<SignInRequest>(body);
    read::<KeyRequest>(body);
    read::<InviteRequest>(body);
    read::<CreateRequest>(body);
    read::<ReissueRequest>(body);
    read::<SettleHelp>(body);
    read::<ResealRequest>(body);
    read::<KeyProof>(body);
    read::<KeepApprovals>(body);
    read::<RolesRequest>(body);
    read::<SetupLinkRequest>(body);
    read::<RetentionRequest>(body);
    read::<RemindersRequest>(body);
    read::<MessageSource>(body);
    read::<Brand>(body);
    read::<LogoRequest>(body);
}

fn account(body: &[u8]) {
    read::<Proof>(body);
    read::<ConfirmRequest>(body);
    read::<PasswordRequest>(body);
    read::<EndRequest>(body);
    read::<ContactSettings>(body);
}

/// How many bytes field names may add to a value that was sent without them: serde also accepts an array for a struct.
const NAMES_MAX: usize = 256;
/// How many times as long a body may get, because each entry of a list may gain field names.
const GROWTH_MAX: usize = 8;

fn read<T: DeserializeOwned + Serialize + PartialEq>(body: &[u8]) {
    let Ok(taken) = serde_json::from_slice::<T>(body) else { return };
    let written = serde_json::to_vec(&taken).expect("what was read can be written");
    let most = body.len() * GROWTH_MAX + NAMES_MAX;
    assert!(written.len() <= most, "{} bytes became {}", body.len(), written.len());
    let again: T = serde_json::from_slice(&written).expect("what was written can be read");
    assert!(again == taken, "writing changed the value");
}
