//! Fixed words for failures that come without a reply. A check puts them in the place of a reply; the error catalogue knows
//! most of them.

/// The server's name does not exist.
pub const NO_SUCH_HOST: &str = "NXDOMAIN";
/// The server's name exists and has no address.
pub const NO_ADDRESS: &str = "NODATA";
/// The name servers gave no answer, so nothing is known.
pub const DNS_SILENT: &str = "SERVFAIL";
/// Every address is one that we do not connect to.
pub const NOT_PUBLIC: &str = "private-address";
/// The address is our own, or one that whoever runs the server has excluded.
pub const EXCLUDED: &str = "excluded-target";
/// The port is one that we do not connect to.
pub const PORT_NOT_ALLOWED: &str = "port-not-allowed";
/// Nothing listens there.
pub const REFUSED: &str = "connection refused";
/// The connection did not come about in time.
pub const CONNECT_TIMED_OUT: &str = "connection timed out";
/// No mail port of the server answered in time.
pub const ALL_PORTS_TIMED_OUT: &str = "all-ports-timed-out";
/// The same of a server of which nobody has said where it takes mail.
pub const NO_PORT_ANSWERS: &str = "no-port-answers";
/// There is no route.
pub const UNREACHABLE: &str = "no route to host";
/// The connection was reset.
pub const RESET: &str = "connection reset";
/// The server hung up.
pub const CLOSED: &str = "connection closed";
/// No greeting came on a connection without TLS.
pub const GREETING_TIMED_OUT: &str = "greeting-timeout";
/// A greeting was begun and not finished in time.
pub const GREETING_SLOW: &str = "greeting-slow";
/// The server stopped answering later than that.
pub const WENT_SILENT: &str = "went-silent";
/// More bytes, lines or length than any server needs.
pub const TOO_MUCH: &str = "too-much";
/// What was read is no reply, nor what is known of another protocol.
pub const NOT_SMTP: &str = "not-smtp";
/// A TLS record where plain text belongs.
pub const TLS_EXPECTED: &str = "tls-expected";
/// A reply that was not asked for, or a code that does not belong here.
pub const OUT_OF_STEP: &str = "out-of-step";
/// Plain text where a TLS record belongs.
pub const TLS_PLAIN_ANSWER: &str = "invalid content type";
/// The certificate has other names.
pub const TLS_NAME: &str = "NotValidForName";
/// The certificate has run out.
pub const TLS_EXPIRED: &str = "CertExpired";
/// The certificate is not valid yet.
pub const TLS_NOT_YET: &str = "NotValidYet";
/// The certificate's issuer is unknown.
pub const TLS_UNKNOWN_ISSUER: &str = "tls-unknown-issuer";
/// The certificate vouches for itself.
pub const TLS_SELF_SIGNED: &str = "self-signed";
/// The server leaves out a certificate between its own and the authority's.
pub const TLS_INCOMPLETE: &str = "unable to get local issuer certificate";
/// A program that looks into encrypted connections has put its own certificate in the server's place.
pub const TLS_INTERCEPTED: &str = "tls-intercepted";
/// The certificate was withdrawn.
pub const TLS_REVOKED: &str = "Revoked";
/// The certificate is good for something else than being a server's.
pub const TLS_UNSUITABLE: &str = "tls-unsuitable";
/// The certificate is signed in a way that anybody could forge by now.
pub const TLS_WEAK: &str = "tls-weak";
/// A key in the certificates is too short to be safe.
pub const TLS_SHORT_KEY: &str = "tls-short-key";
/// A certificate was shown, and is not good: there is TLS on that port, and so a server.
pub const CERTIFICATE: [&str; 11] = [
    TLS_NAME,
    TLS_EXPIRED,
    TLS_NOT_YET,
    TLS_UNKNOWN_ISSUER,
    TLS_SELF_SIGNED,
    TLS_INCOMPLETE,
    TLS_INTERCEPTED,
    TLS_REVOKED,
    TLS_UNSUITABLE,
    TLS_WEAK,
    TLS_SHORT_KEY,
];
/// The server has only versions of TLS, or ciphers, that are too old.
pub const TLS_TOO_OLD: &str = "unsupported protocol";
/// The server has no certificate for the name that was asked for.
pub const TLS_NAME_UNKNOWN: &str = "tls-name-unknown";
/// The server gave up the handshake because of a fault of its own.
pub const TLS_SERVER_FAULT: &str = "server-tls-broken";
/// The server wants a certificate from us, or lets in only some.
pub const TLS_ACCESS_DENIED: &str = "tls-access-denied";
/// Any other failure of the handshake.
pub const TLS_HANDSHAKE: &str = "handshake";
/// EHLO does not name STARTTLS.
pub const STARTTLS_NOT_OFFERED: &str = "starttls-not-offered";
/// Something came along with the 220 to STARTTLS.
pub const STARTTLS_INJECTION: &str = "starttls-injection";
/// EHLO does not name AUTH, after TLS.
pub const AUTH_NOT_OFFERED: &str = "auth-not-offered";
/// Our own server, through which the browser was connected, let no more pass.
pub const RELAY_CLOSED: &str = "relay-closed";
/// EHLO names mechanisms for OAuth only.
pub const AUTH_OAUTH_ONLY: &str = "auth-oauth-only";
/// EHLO or the greeting looks as if something in between had masked the offer of STARTTLS.
pub const STARTTLS_HIDDEN: &str = "starttls-hidden";
/// The server took a proof of the secret and could not prove that it knows it.
pub const SERVER_NOT_PROVED: &str = "server-not-proved";
/// The server's challenge was none that a proof may be shown to, and nothing else could be tried.
pub const CHALLENGE_UNUSABLE: &str = "challenge-unusable";
/// An access token was refused, for whatever reason.
pub const TOKEN_REFUSED: &str = "token-refused";
/// EHLO names mechanisms, and none for access tokens, which was to be tried.
pub const TOKEN_NOT_TAKEN: &str = "token-not-taken";
/// EHLO names mechanisms, and none that we know.
pub const NO_COMMON_MECHANISM: &str = "no-common-mechanism";
