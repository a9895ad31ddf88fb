//! Why no connection was made, as a sentence for the person who named the server.

use net::EgressError;
use words::Language;

/// Returns what happened to the name, or which rule stopped us.
pub(super) fn refusal(error: &EgressError) -> String {
    let say = words::diagnosis(Language::En);
    match error {
        EgressError::NoSuchHost { host } => say.connect_no_such_host(host),
        EgressError::NoAddress { host } => say.connect_no_address(host),
        EgressError::Unknown { host, silence } => {
            let why = words::client(Language::En).silence(silence);
            say.connect_unknown(host, &why)
        }
        EgressError::NotPublic { host } => say.connect_not_public(host),
        EgressError::Excluded { host } => say.connect_excluded(host),
        EgressError::PortNotAllowed { port } => say.connect_port(port),
    }
}
