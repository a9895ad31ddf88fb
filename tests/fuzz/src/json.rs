//! Request bodies and the check's messages, as anybody can send them.

use serde::{Serialize, de::DeserializeOwned};
use shared::wire::{
    AlarmRequest, BODY_MAX, BlindOutcome, CheckHello, ConfirmRequest, CreateRequest, DiscoverRequest,
    EndRequest, InviteRequest, KeepApprovals, KeyProof, KeyRequest, PasswordRequest, Progress, Proof,
    ReissueRequest, ReportRequest, ResealRequest, RetentionRequest, RolesRequest, SetupLinkRequest,
    SetupRequest, SignInRequest, SubmitRequest,
};

/// A body, read as each of the requests. What is taken is the same after it was written and read again, and is not much
/// longer than it came: a short body is no way to make a long one be kept.
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
}

fn staff(body: &[u8]) {
    read::<SetupRequest>(body);
    read::<SignInRequest>(body);
    read::<KeyRequest>(body);
    read::<InviteRequest>(body);
    read::<CreateRequest>(body);
    read::<ReissueRequest>(body);
    read::<ResealRequest>(body);
    read::<KeyProof>(body);
    read::<KeepApprovals>(body);
    read::<RolesRequest>(body);
    read::<SetupLinkRequest>(body);
    read::<RetentionRequest>(body);
}

fn account(body: &[u8]) {
    read::<Proof>(body);
    read::<ConfirmRequest>(body);
    read::<PasswordRequest>(body);
    read::<EndRequest>(body);
}

/// What the names of fields may add: serde takes a list of a structure's values for the structure, too.
const NAMES_MAX: usize = 256;
/// The same inside a list, where it is added to each member, as a multiple of what came.
const GROWTH_MAX: usize = 8;

fn read<T: DeserializeOwned + Serialize + PartialEq>(body: &[u8]) {
    let Ok(taken) = serde_json::from_slice::<T>(body) else { return };
    let written = serde_json::to_vec(&taken).expect("what was read can be written");
    let most = body.len() * GROWTH_MAX + NAMES_MAX;
    assert!(written.len() <= most, "{} bytes became {}", body.len(), written.len());
    let again: T = serde_json::from_slice(&written).expect("what was written can be read");
    assert!(again == taken, "it is another after it was written");
}
