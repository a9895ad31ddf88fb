//! Requests to the staff's API, one function for each route in ARCHITECTURE.md. The session is in a cookie.

use shared::{
    brand::Brand,
    recipients::RecipientSet,
    wire::{
        Account, Activity, Board, BoardRow, BrandView, Config, ConfirmRequest, ContactSettings,
        CreateRequest, DeliveryView, EndRequest, Enrollment, InviteRequest, Invited, KeepApprovals,
        KeyChallenge, KeyProof, KeyRequest, LogoRequest, Me, MessageSource, Onboarding, PasswordRequest,
        Person, Problem, Proof, Queue, RecoveryCodes, ReissueRequest, RemindersRequest, ResealRequest,
        Retention, RetentionRequest, Role, RolesRequest, SealedSubmission, SettleHelp, SetupLinkRequest,
        SetupRequest, SignInRequest, StoredApprovals,
    },
};

use super::{delete, get, post, put};

/// Gets the agency and the server's address.
pub async fn config() -> Result<Config, Problem> {
    get("/api/config").await
}

/// Sets a first password, authorized by the one-time link.
pub async fn set_up(request: &SetupRequest) -> Result<Me, Problem> {
    post("/api/setup", request).await
}

/// Gets the signed-in user. Fails with status 401 if no one is signed in.
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

/// Gets the recipients for a new onboarding.
pub async fn recipients() -> Result<RecipientSet, Problem> {
    get("/api/recipients").await
}

/// Gets one page of the board.
pub async fn board(query: &str, after: Option<&str>) -> Result<Board, Problem> {
    let query = encoded(query);
    let after = after.map(|after| format!("&after={}", encoded(after))).unwrap_or_default();
    get(&format!("/api/onboardings?q={query}{after}")).await
}

/// Gets the technicians' queue.
pub async fn queue() -> Result<Queue, Problem> {
    get("/api/queue").await
}

/// Gets one onboarding.
pub async fn onboarding(id: &str) -> Result<Onboarding, Problem> {
    get(&format!("/api/onboardings/{}", encoded(id))).await
}

/// Creates an onboarding.
pub async fn create(request: &CreateRequest) -> Result<BoardRow, Problem> {
    post("/api/onboardings", request).await
}

/// Replaces an onboarding's link.
pub async fn reissue(id: &str, request: &ReissueRequest) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/reissue", encoded(id)), request).await
}

/// Revokes an onboarding's link.
pub async fn revoke(id: &str) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/revoke", encoded(id)), &()).await
}

/// Gets a client's sealed submission.
pub async fn sealed(id: &str) -> Result<SealedSubmission, Problem> {
    get(&format!("/api/onboardings/{}/sealed", encoded(id))).await
}

/// Records that the sealed file was opened.
pub async fn collected(id: &str) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/collected", encoded(id)), &()).await
}

/// Records that the site is configured.
pub async fn configured(id: &str) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/configured", encoded(id)), &()).await
}

/// Records that the site is configured and the settings are saved elsewhere. This deletes the sealed file.
pub async fn saved_elsewhere(id: &str) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/saved-elsewhere", encoded(id)), &()).await
}

/// Records that this person has helped the client.
pub async fn settle_help(id: &str, request: &SettleHelp) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/help/settled", encoded(id)), request).await
}

/// Stores how clients can reach the user.
pub async fn set_contact(request: &ContactSettings) -> Result<Account, Problem> {
    put("/api/me/contact", request).await
}

/// Gets whether the site's own mail arrives.
pub async fn delivery(id: &str) -> Result<DeliveryView, Problem> {
    get(&format!("/api/onboardings/{}/delivery", encoded(id))).await
}

/// Lets the server wait for a message from the site at a new address.
pub async fn wait_for_message(id: &str) -> Result<DeliveryView, Problem> {
    post(&format!("/api/onboardings/{}/delivery", encoded(id)), &()).await
}

/// Lets the server judge a message that arrived somewhere else.
pub async fn judge_message(id: &str, message: &MessageSource) -> Result<DeliveryView, Problem> {
    post(&format!("/api/onboardings/{}/delivery/message", encoded(id)), message).await
}

/// Turns monthly reminders of a new message from the site on or off.
pub async fn set_reminders(id: &str, request: &RemindersRequest) -> Result<DeliveryView, Problem> {
    put(&format!("/api/onboardings/{}/delivery/reminders", encoded(id)), request).await
}

/// Gets the retention settings.
pub async fn retention() -> Result<Retention, Problem> {
    get("/api/retention").await
}

/// Changes the retention settings.
pub async fn set_retention(request: &RetentionRequest) -> Result<Retention, Problem> {
    put("/api/retention", request).await
}

/// Gets how the agency appears to its clients.
pub async fn brand() -> Result<BrandView, Problem> {
    get("/api/brand").await
}

/// Changes how the agency appears to its clients, except for the logo.
pub async fn set_brand(brand: &Brand) -> Result<BrandView, Problem> {
    put("/api/brand", brand).await
}

/// Replaces the logo.
pub async fn set_logo(request: &LogoRequest) -> Result<BrandView, Problem> {
    put("/api/brand/logo", request).await
}

/// Removes the logo.
pub async fn remove_logo() -> Result<BrandView, Problem> {
    delete("/api/brand/logo").await
}

/// Replaces the stored submission with the re-encrypted one.
pub async fn reseal(id: &str, request: &ResealRequest) -> Result<BoardRow, Problem> {
    post(&format!("/api/onboardings/{}/reseal", encoded(id)), request).await
}

/// Offers a public key. The answer is a challenge that only the private key can open.
pub async fn offer_key(request: &KeyRequest) -> Result<KeyChallenge, Problem> {
    post("/api/me/key/challenge", request).await
}

/// Answers the challenge. From then on, submissions are sealed to this key too.
pub async fn prove_key(request: &KeyProof) -> Result<Me, Problem> {
    put("/api/me/key", request).await
}

/// Gets the recipients that this user has approved on any device.
pub async fn approvals() -> Result<StoredApprovals, Problem> {
    get("/api/me/approvals").await
}

/// Stores the approvals for this user's other devices.
pub async fn keep_approvals(request: &KeepApprovals) -> Result<(), Problem> {
    put("/api/me/approvals", request).await
}

/// Gets this user's sign-in methods and sessions.
pub async fn account() -> Result<Account, Problem> {
    get("/api/me/account").await
}

/// Changes this user's password.
pub async fn change_password(request: &PasswordRequest) -> Result<Me, Problem> {
    put("/api/me/password", request).await
}

/// Starts adding an authenticator app.
pub async fn begin_factor(proof: &Proof) -> Result<Enrollment, Problem> {
    post("/api/me/factor", proof).await
}

/// Confirms the app with its first code.
pub async fn confirm_factor(request: &ConfirmRequest) -> Result<RecoveryCodes, Problem> {
    put("/api/me/factor", request).await
}

/// Removes the authenticator app.
pub async fn remove_factor(proof: &Proof) -> Result<Me, Problem> {
    post("/api/me/factor/remove", proof).await
}

/// Creates new recovery codes.
pub async fn recovery_codes(proof: &Proof) -> Result<RecoveryCodes, Problem> {
    post("/api/me/recovery", proof).await
}

/// Ends one of this user's sessions, or all of the others.
pub async fn end_sessions(request: &EndRequest) -> Result<Me, Problem> {
    post("/api/me/sessions/end", request).await
}

/// Changes a user's roles.
pub async fn set_roles(id: &str, roles: Vec<Role>) -> Result<Person, Problem> {
    put(&format!("/api/people/{}/roles", encoded(id)), &RolesRequest { roles }).await
}

/// Deactivates or reactivates a user's account.
pub async fn set_active(id: &str, active: bool) -> Result<Person, Problem> {
    let verb = if active { "reactivate" } else { "deactivate" };
    post(&format!("/api/people/{}/{verb}", encoded(id)), &()).await
}

/// Creates a new one-time link for a user.
pub async fn setup_link(id: &str, second_factor: bool) -> Result<Invited, Problem> {
    post(&format!("/api/people/{}/setup", encoded(id)), &SetupLinkRequest { second_factor }).await
}

/// Ends all of a user's sessions.
pub async fn sign_out_person(id: &str) -> Result<(), Problem> {
    post(&format!("/api/people/{}/sign-out", encoded(id)), &()).await
}

/// Removes a technician's key, so that new submissions aren't sealed to it.
pub async fn remove_key(person: &str) -> Result<(), Problem> {
    delete(&format!("/api/people/{}/key", encoded(person))).await
}

/// Gets all users.
pub async fn people() -> Result<Vec<Person>, Problem> {
    get("/api/people").await
}

/// Invites a user.
pub async fn invite(request: &InviteRequest) -> Result<Invited, Problem> {
    post("/api/people", request).await
}

/// Gets the activity log, newest first, starting after the entry `after`.
pub async fn activity(after: Option<i64>) -> Result<Vec<Activity>, Problem> {
    let after = after.map(|after| format!("?after={after}")).unwrap_or_default();
    get(&format!("/api/activity{after}")).await
}

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
