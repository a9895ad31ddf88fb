//! The list of recipients that a technician accepted, stored for their own devices.

use axum::http::StatusCode;
use sha2::Digest as _;
use shared::{
    link::Token,
    wire::{APPROVALS_MAX, Base64, KeepApprovals, StoredApprovals},
};

use super::Server;

#[tokio::test]
async fn approvals_belong_to_their_person_and_never_overwrite_newer_ones() {
    let server = Server::new().await;
    let (uma, _) = server.second_technician().await;
    let stored = async |token: &Token| -> StoredApprovals {
        server.get("/api/me/approvals", token).await.json(StatusCode::OK)
    };
    let keep = async |was: Option<&[u8]>, sealed: &[u8]| {
        let was = was.map(|was| Base64(sha2::Sha256::digest(was).to_vec()));
        let request = KeepApprovals { was, sealed: Base64(sealed.to_vec()) };
        server.send_json("PUT", "/api/me/approvals", &server.technician, &request).await
    };
    assert_eq!(stored(&server.technician).await.sealed, None);
    keep(Some(b"nothing"), b"one").await.problem(409, "approvals-changed");
    keep(None, b"one").await.is_empty_with(StatusCode::NO_CONTENT);
    keep(None, b"two").await.problem(409, "approvals-changed");
    keep(Some(b"one"), b"two").await.is_empty_with(StatusCode::NO_CONTENT);
    assert_eq!(stored(&server.technician).await.sealed, Some(Base64(b"two".to_vec())));
    assert_eq!(stored(&uma).await.sealed, None, "each person has their own list");
    keep(Some(b"two"), &vec![0; APPROVALS_MAX + 1]).await.problem(422, "too-long");
}
