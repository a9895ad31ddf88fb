//! Why something was not sealed, or could not be opened.

use crate::recipients::RecipientError;

/// Why sealing failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The recipient set is not the one that the link was made for.
    #[error(
        "The people who would be able to read this are not the ones that your link was made for. Please call the agency before you go on."
    )]
    PinMismatch,
    /// The note is longer than [`crate::details::NOTE_MAX`].
    #[error("Your note is too long. Please keep it under 1,000 characters.")]
    NoteTooLong,
    /// One of the set has a key that nothing can be sealed to.
    #[error(transparent)]
    Key(#[from] RecipientError),
    /// age refused; `0` is its own word for it.
    #[error("Sealing failed: {0}")]
    Age(String),
}

/// Why something could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// No age identity in the text.
    #[error("This is not an age key file. A key file has a line that starts with AGE-SECRET-KEY-1.")]
    NotAnIdentity,
    /// A key begins, and is cut or mistyped.
    #[error(
        "The key in this file is incomplete or was changed. Use the whole file, or a copy from your backup."
    )]
    IncompleteIdentity,
    /// The public half of a key, where the private one is needed.
    #[error(
        "This is a public key. To open something you need its private key: the other file, with a line that starts with AGE-SECRET-KEY-1."
    )]
    PublicKey,
    /// `AGE-SECRET-KEY-PQ-1…`, which the `age` crate does not have yet.
    #[error(
        "This is a post-quantum key, which Sealpost does not support yet. Make an ordinary key: sealpost keygen, or age-keygen without -pq."
    )]
    PostQuantum,
    /// A private key of another program, such as SSH.
    #[error(
        "This is a private key of another kind, such as SSH. You need an age key: make one with sealpost keygen."
    )]
    OtherKey,
    /// A key file that is itself encrypted.
    #[error("This key file is locked with a passphrase.")]
    LockedIdentity,
    /// A key file that another passphrase unlocks.
    #[error("This passphrase does not unlock the key file.")]
    WrongPassphrase,
    /// A key file that takes more work to unlock than is taken on.
    #[error(
        "This key file was locked so thoroughly that unlocking it here would take too long. Unlock it first: age -d -o key.txt key.age"
    )]
    TooMuchWork,
    /// A hardware key, where no plugin can be asked.
    #[error(
        "This is the key of a device, which only its plugin can use. Open it on the command line: sealpost open"
    )]
    NeedsPlugin,
    /// The program or device behind a key could not be used.
    #[error("The device or program behind this key could not be used. Connect it, and try again.")]
    Device,
    /// What was to be opened as a challenge is something else.
    #[error(
        "The server asked for something to be opened that is no challenge for your key. Nothing of it was sent back. Tell your administrator."
    )]
    NotAChallenge,
    /// The file is not sealed to any of the identities.
    #[error("This key does not open it: it was sealed to other technicians, or to a key you had before.")]
    WrongIdentity,
    /// Cut, altered, or no age file.
    #[error("The sealed file is damaged. Ask for it again; nothing in it can be trusted.")]
    Damaged,
    /// Sealed by a version of Sealpost that this one does not know.
    #[error("This was sealed by a newer Sealpost. Update this program, then open it again.")]
    Version,
}
