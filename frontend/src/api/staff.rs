//! The routes of the staff, one function each, as ARCHITECTURE.md lists them. The session travels in a cookie.

use shared::{
    recipients::RecipientSet,
    wire::{
        Activity, Board, BoardRow, Config, CreateRequest, InviteRequest, Invited, KeyChallenge, KeyProof,
        KeyRequest, Me, Onboarding, Person, Problem, ReissueRequest, ResealRequest, SealedSubmission,
        SetupRequest, SignInRequest,
    },
};

use super::{delete, get, post, put};

/// The agency and the server's address.
pub async fn config() -> Result<Config, Problem> {
    get("/api/config").await
}

/// A first password, by the one-time link.
pub async fn set_up(request: &SetupRequest) -> Result<Me, Problem> {
    post("/api/setup", request).await
}

/// Who is signed in; a [`Problem`] of status 401 where nobody is.
pub async fn session() -> Result<Me, Problem> {
    get("/api/session").await
}

/// Signs in.
pub async fn sign_in(request: &SignInRequest) -> Result<Me, Problem> {
    post("/api/session", request).await
}

/// Signs out.
pub async fn sign_out() -> Result<(), Problem> {
    delete("/api/session").await
}

/// Who would be able to open an onboarding that is made now.
pub async fn recipients() -> Result<RecipientSet, Problem> {
    get("/api/recipients").await
}

/// One page of the board.
pub async fn board(query: &str, after: Option<&str>) -> Result<Board, Problem> {
    let query = encoded(query);
    let after = after.map(|after| format!("&after={}", encoded(after))).unwrap_or_default();
    get(&format!("/api/onboardings?q={query}{after}")).await
}

/// One onboarding.
pub async fn onboarding(id: &str) -> Result<Onboarding, Problem> {
    get(&format!("/api/onboardings/{}", encoded(id))).await
}

/// Makes an onboarding.
pub async fn create(request: &CreateRequest) -> Result<BoardRow, Problem> {
    post("/api/onboardings", request).await
}

/// Replaces an onboarding's link.
pub async fn reissue(id: &str, request: &ReissueRequest) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/reissue", encoded(id)), request).await
}

/// Takes an onboarding's link back.
pub async fn revoke(id: &str) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/revoke", encoded(id)), &()).await
}

/// What a client has sealed.
pub async fn sealed(id: &str) -> Result<SealedSubmission, Problem> {
    get(&format!("/api/onboardings/{}/sealed", encoded(id))).await
}

/// Says that the sealed file was opened.
pub async fn collected(id: &str) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/collected", encoded(id)), &()).await
}

/// Says that the site is configured.
pub async fn configured(id: &str) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/configured", encoded(id)), &()).await
}

/// Puts a submission that was sealed anew in the place of the stored one.
pub async fn reseal(id: &str, request: &ResealRequest) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/reseal", encoded(id)), request).await
}

/// Offers a public key; the answer is a challenge that its secret half opens.
pub async fn offer_key(request: &KeyRequest) -> Result<KeyChallenge, Problem> {
    post("/api/me/key/challenge", request).await
}

/// Answers the challenge: from now on, one's own submissions are sealed to the key.
pub async fn prove_key(request: &KeyProof) -> Result<Me, Problem> {
    put("/api/me/key", request).await
}

/// Takes a technician out of those whom clients seal to.
pub async fn remove_key(person: &str) -> Result<(), Problem> {
    delete(&format!("/api/people/{}/key", encoded(person))).await
}

/// Everybody who works here.
pub async fn people() -> Result<Vec<Person>, Problem> {
    get("/api/people").await
}

/// Invites a person.
pub async fn invite(request: &InviteRequest) -> Result<Invited, Problem> {
    post("/api/people", request).await
}

/// Who did what, newest first; what came before the entry with the id `after`.
pub async fn activity(after: Option<i64>) -> Result<Vec<Activity>, Problem> {
    let after = after.map(|after| format!("?after={after}")).unwrap_or_default();
    get(&format!("/api/activity{after}")).await
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
