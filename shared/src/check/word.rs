//! Fixed words for failures without a reply. A check reports them instead of a reply, and the error catalog explains
//! most of them.

/// The server's name doesn't exist.
pub const NO_SUCH_HOST: &str = "NXDOMAIN";
/// The server's name exists, but has no address.
pub const NO_ADDRESS: &str = "NODATA";
/// The nameservers gave no answer, so nothing is known.
pub const DNS_SILENT: &str = "SERVFAIL";
/// We don't connect to any of the addresses.
pub const NOT_PUBLIC: &str = "private-address";
/// The address is our own, or the operator of this server has excluded it.
pub const EXCLUDED: &str = "excluded-target";
/// We don't connect to this port.
pub const PORT_NOT_ALLOWED: &str = "port-not-allowed";
/// Nothing is listening on the port.
pub const REFUSED: &str = "connection refused";
/// The connection timed out.
pub const CONNECT_TIMED_OUT: &str = "connection timed out";
/// None of the server's mail ports answered in time.
pub const ALL_PORTS_TIMED_OUT: &str = "all-ports-timed-out";
/// None of the server's ports answered in time, and it isn't known which port it takes mail on.
pub const NO_PORT_ANSWERS: &str = "no-port-answers";
/// There is no route to the server.
pub const UNREACHABLE: &str = "no route to host";
/// The connection was reset.
pub const RESET: &str = "connection reset";
/// The server closed the connection.
pub const CLOSED: &str = "connection closed";
/// No greeting came on a connection without TLS.
pub const GREETING_TIMED_OUT: &str = "greeting-timeout";
/// The greeting began, but didn't finish in time.
pub const GREETING_SLOW: &str = "greeting-slow";
/// The server stopped answering after its greeting.
pub const WENT_SILENT: &str = "went-silent";
/// The server sent more bytes or lines than any server needs to, or a line that is too long.
pub const TOO_MUCH: &str = "too-much";
/// The text isn't an SMTP reply, and we don't recognize its protocol.
pub const NOT_SMTP: &str = "not-smtp";
/// A TLS record arrived instead of plain text.
pub const TLS_EXPECTED: &str = "tls-expected";
/// A reply that answers no command, or a code that doesn't belong here.
pub const OUT_OF_STEP: &str = "out-of-step";
/// Plain text arrived instead of a TLS record.
pub const TLS_PLAIN_ANSWER: &str = "invalid content type";
/// The certificate is for other names.
pub const TLS_NAME: &str = "NotValidForName";
/// The certificate has expired.
pub const TLS_EXPIRED: &str = "CertExpired";
/// The certificate isn't valid yet.
pub const TLS_NOT_YET: &str = "NotValidYet";
/// The certificate's issuer is unknown.
pub const TLS_UNKNOWN_ISSUER: &str = "tls-unknown-issuer";
/// The certificate is self-signed.
pub const TLS_SELF_SIGNED: &str = "self-signed";
/// The server doesn't send an intermediate certificate between its own and the authority's.
pub const TLS_INCOMPLETE: &str = "unable to get local issuer certificate";
/// A program that inspects encrypted connections has replaced the server's certificate with its own.
pub const TLS_INTERCEPTED: &str = "tls-intercepted";
/// The certificate was revoked.
pub const TLS_REVOKED: &str = "Revoked";
/// The certificate is valid, but not for servers.
pub const TLS_UNSUITABLE: &str = "tls-unsuitable";
/// The certificate's signature uses an algorithm that is broken.
pub const TLS_WEAK: &str = "tls-weak";
/// A key in the certificate chain is too short to be secure.
pub const TLS_SHORT_KEY: &str = "tls-short-key";
/// The server sent a certificate that isn't valid. So there is TLS on that port, and a server.
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
/// The server only supports TLS versions or ciphers that are too old.
pub const TLS_TOO_OLD: &str = "unsupported protocol";
/// The server has no certificate for the requested name.
pub const TLS_NAME_UNKNOWN: &str = "tls-name-unknown";
/// The server aborted the handshake because of its own fault.
pub const TLS_SERVER_FAULT: &str = "server-tls-broken";
/// The server requires a client certificate, or denies access.
pub const TLS_ACCESS_DENIED: &str = "tls-access-denied";
/// Any other failure of the handshake.
pub const TLS_HANDSHAKE: &str = "handshake";
/// The reply to EHLO doesn't list STARTTLS.
pub const STARTTLS_NOT_OFFERED: &str = "starttls-not-offered";
/// Data came with the 220 reply to STARTTLS, before TLS.
pub const STARTTLS_INJECTION: &str = "starttls-injection";
/// The reply to EHLO doesn't list AUTH, even after TLS.
pub const AUTH_NOT_OFFERED: &str = "auth-not-offered";
/// Our own server, which relays the browser's connection, closed it.
pub const RELAY_CLOSED: &str = "relay-closed";
/// The reply to EHLO lists mechanisms for OAuth only.
pub const AUTH_OAUTH_ONLY: &str = "auth-oauth-only";
/// The greeting or the reply to EHLO looks as if something in between had hidden STARTTLS.
pub const STARTTLS_HIDDEN: &str = "starttls-hidden";
/// The server accepted our proof of the secret, but couldn't prove that it knows the secret too.
pub const SERVER_NOT_PROVED: &str = "server-not-proved";
/// The server's challenge isn't safe to answer, and there was no other mechanism to try.
pub const CHALLENGE_UNUSABLE: &str = "challenge-unusable";
/// An access token was rejected, for any reason.
pub const TOKEN_REFUSED: &str = "token-refused";
/// An access token was to be tried, but none of the mechanisms in the reply to EHLO is for tokens.
pub const TOKEN_NOT_TAKEN: &str = "token-not-taken";
/// The endpoint that gives access tokens couldn't be reached, or sent no complete answer in time.
pub const TOKEN_SILENT: &str = "token-silent";
/// The certificate of the endpoint that gives access tokens isn't valid.
pub const TOKEN_UNTRUSTED: &str = "token-untrusted";
/// The key of a service account can't be used.
pub const KEY_UNUSABLE: &str = "key-unusable";
/// The endpoint gave no access token, and no reason that we know.
pub const TOKEN_DENIED: &str = "token-denied";
/// The reply to EHLO lists only mechanisms that we don't know.
pub const NO_COMMON_MECHANISM: &str = "no-common-mechanism";
