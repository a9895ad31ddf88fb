//! Commands that create a certificate for an app.

/// Creates a key and a certificate that signs itself, and puts both into the file that Sealpost reads. Microsoft gets only
/// `app.cer`. OpenSSL writes the key in PKCS #8, without a passphrase because of `-nodes`.
pub const CREATE_CERTIFICATE: [&str; 2] = [
    "openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 365 -subj /CN=website -keyout app.key -out app.cer",
    "cat app.cer app.key > app.pem",
];
