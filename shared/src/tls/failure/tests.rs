use std::time::Duration;

use super::*;

#[test]
fn failures_have_the_right_words() {
    let time = UnixTime::since_unix_epoch(Duration::from_secs(1_700_000_000));
    let named = |error: CertificateError| what_failed(&Error::InvalidCertificate(error));
    let expired = named(CertificateError::ExpiredContext { time, not_after: time });
    assert_eq!(
        (expired.word, &*expired.detail),
        (word::TLS_EXPIRED, "the certificate ran out on 2023-11-14")
    );
    let early = named(CertificateError::NotValidYetContext { time, not_before: time });
    assert_eq!(early.word, word::TLS_NOT_YET);
    assert_eq!(named(CertificateError::UnknownIssuer).word, word::TLS_UNKNOWN_ISSUER);
    for (alert, word) in [
        (AlertDescription::ProtocolVersion, word::TLS_TOO_OLD),
        (AlertDescription::HandshakeFailure, word::TLS_TOO_OLD),
        (AlertDescription::InsufficientSecurity, word::TLS_TOO_OLD),
        (AlertDescription::UnrecognisedName, word::TLS_NAME_UNKNOWN),
        (AlertDescription::CertificateRequired, word::TLS_ACCESS_DENIED),
        (AlertDescription::InternalError, word::TLS_SERVER_FAULT),
    ] {
        assert_eq!(what_failed(&Error::AlertReceived(alert)).word, word);
    }
}
