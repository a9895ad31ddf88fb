//! Why no settings can be written for a platform.

use super::Platform;
use crate::secret::Kind;

/// A platform can't take what the client sent, so no settings are written for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no settings for {}: {reason:?}", .platform.id())]
pub struct CannotTake {
    /// The platform.
    pub platform: Platform,
    /// Why it can't.
    pub reason: Reason,
}

/// Why a platform can't take what the client sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It can't sign in with this kind of secret.
    Kind(Kind),
    /// The client ID of an app isn't one of Google's or Microsoft's, so the plugin has no settings for it.
    UnknownClient,
    /// The user name contains a colon, which ends the user name in the platform's file.
    UsernameHasColon,
    /// The user name has characters outside ASCII, and the platform's sign-in fails with them.
    UsernameNotAscii,
    /// The address contains a curly bracket, which is special in the platform's file.
    AddressHasBrace,
    /// The secret has characters outside ASCII, and the platform's sign-in fails with them.
    SecretNotAscii,
    /// The secret begins or ends with a space, which the platform removes.
    SecretHasOuterSpace,
    /// The secret is longer than a line in the platform's file can be.
    SecretTooLong,
}
