//! Why something couldn't be encrypted or opened.

use crate::recipients::RecipientError;

/// Why encryption failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The recipient set isn't the one that the link was created for.
    #[error(
        "The people who would be able to read this are not the ones that your link was made for. Please call the agency before you go on."
    )]
    PinMismatch,
    /// The note is longer than [`crate::details::NOTE_MAX`].
    #[error("Your note is too long. Please keep it under 1,000 characters.")]
    NoteTooLong,
    /// A recipient in the set has a key that can't be used for encryption.
    #[error(transparent)]
    Key(#[from] RecipientError),
    /// age failed. `0` is its error message.
    #[error("Sealing failed: {0}")]
    Age(String),
}

/// Why something couldn't be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The text has no age identity.
    #[error("This is not an age key file. A key file has a line that starts with AGE-SECRET-KEY-1.")]
    NotAnIdentity,
    /// There is the beginning of a key, but it is cut off or mistyped.
    #[error(
        "The key in this file is incomplete or was changed. Use the whole file, or a copy from your backup."
    )]
    IncompleteIdentity,
    /// A public key was given instead of a private one.
    #[error(
        "This is a public key. To open something you need its private key: the other file, with a line that starts with AGE-SECRET-KEY-1."
    )]
    PublicKey,
    /// `AGE-SECRET-KEY-PQ-1…`, which the `age` crate doesn't support yet.
    #[error(
        "This is a post-quantum key, which Sealpost does not support yet. Make an ordinary key: sealpost keygen, or age-keygen without -pq."
    )]
    PostQuantum,
    /// A private key for another program, such as SSH.
    #[error(
        "This is a private key of another kind, such as SSH. You need an age key: make one with sealpost keygen."
    )]
    OtherKey,
    /// The key file is encrypted itself.
    #[error("This key file is locked with a passphrase.")]
    LockedIdentity,
    /// The passphrase for the key file is wrong.
    #[error("This passphrase does not unlock the key file.")]
    WrongPassphrase,
    /// The work factor of the key file is above the limit.
    #[error(
        "This key file was locked so thoroughly that unlocking it here would take too long. Unlock it first: age -d -o key.txt key.age"
    )]
    TooMuchWork,
    /// A hardware key, but there is no plugin here.
    #[error(
        "This is the key of a device, which only its plugin can use. Open it on the command line: sealpost open"
    )]
    NeedsPlugin,
    /// The program or device of a key failed.
    #[error("The device or program behind this key could not be used. Connect it, and try again.")]
    Device,
    /// The server's challenge isn't a challenge for this key.
    #[error(
        "The server asked for something to be opened that is no challenge for your key. Nothing of it was sent back. Tell your administrator."
    )]
    NotAChallenge,
    /// The file isn't encrypted to any of the identities.
    #[error("This key does not open it: it was sealed to other technicians, or to a key you had before.")]
    WrongIdentity,
    /// The file was cut off or changed, or isn't an age file.
    #[error("The sealed file is damaged. Ask for it again; nothing in it can be trusted.")]
    Damaged,
    /// The file comes from a version of Sealpost that this one doesn't know.
    #[error("This was sealed by a newer Sealpost. Update this program, then open it again.")]
    Version,
}
