//! The part for IT people: a table of ports, and terms.

use words::Language;

use super::super::{anyone::paragraph, still::escape};

const GLOSSARY: words::Glossary = words::glossary(Language::En);

pub(super) const PORTS_HEADING: &str = GLOSSARY.ports();
pub(super) const TERMS_HEADING: &str = GLOSSARY.terms();

/// A port, what it is used for, how its connections are encrypted, and the documents that say so.
struct Port {
    number: u16,
    used_for: &'static str,
    encryption: &'static str,
    standards: &'static str,
}

const PORTS: [Port; 5] = [
    Port {
        number: 465,
        used_for: GLOSSARY.use_submission(),
        encryption: GLOSSARY.encryption_implicit(),
        standards: "RFC 8314",
    },
    Port {
        number: 587,
        used_for: GLOSSARY.use_submission(),
        encryption: GLOSSARY.encryption_starttls(),
        standards: "RFC 6409, RFC 3207",
    },
    Port {
        number: 25,
        used_for: GLOSSARY.use_relay(),
        encryption: GLOSSARY.encryption_offered(),
        standards: "RFC 5321, RFC 3207",
    },
    Port {
        number: 993,
        used_for: GLOSSARY.use_imap(),
        encryption: GLOSSARY.encryption_implicit(),
        standards: "RFC 9051, RFC 8314",
    },
    Port {
        number: 995,
        used_for: GLOSSARY.use_pop(),
        encryption: GLOSSARY.encryption_implicit(),
        standards: "RFC 1939, RFC 8314",
    },
];

/// Each term with its explanation.
const TERMS: [(&str, &str); 12] = [
    (GLOSSARY.submission(), GLOSSARY.submission_what()),
    (GLOSSARY.relay(), GLOSSARY.relay_what()),
    (GLOSSARY.implicit_tls(), GLOSSARY.implicit_tls_what()),
    (GLOSSARY.starttls(), GLOSSARY.starttls_what()),
    (GLOSSARY.smtp_auth(), GLOSSARY.smtp_auth_what()),
    (GLOSSARY.app_password(), GLOSSARY.app_password_what()),
    (GLOSSARY.envelope(), GLOSSARY.envelope_what()),
    (GLOSSARY.spf(), GLOSSARY.spf_what()),
    (GLOSSARY.dkim(), GLOSSARY.dkim_what()),
    (GLOSSARY.dmarc(), GLOSSARY.dmarc_what()),
    (GLOSSARY.alignment(), GLOSSARY.alignment_what()),
    (GLOSSARY.mx(), GLOSSARY.mx_what()),
];

/// Returns the table of ports, with what to know about them.
///
/// On a phone, its rows are blocks (`frontend/styles/still.css`). The roles say that it is still a table.
pub(super) fn ports() -> String {
    let heads = [GLOSSARY.port(), GLOSSARY.port_use(), GLOSSARY.port_encryption(), GLOSSARY.port_standard()];
    let columns = heads.map(|head| format!("<th scope=\"col\" role=\"columnheader\">{}</th>", escape(head)));
    let rows = PORTS.map(|port| {
        let first = format!(
            "<th scope=\"row\" role=\"rowheader\" data-label=\"{}\">{}</th>",
            escape(heads[0]),
            port.number
        );
        let texts = [port.used_for, port.encryption, port.standards];
        let cells = heads.iter().skip(1).zip(texts).map(|(head, text)| {
            format!("<td role=\"cell\" data-label=\"{}\">{}</td>", escape(head), escape(text))
        });
        format!("<tr role=\"row\">{first}{}</tr>\n", cells.collect::<Vec<_>>().concat())
    });
    let table = format!(
        "<div class=\"ports__box\"><table class=\"ports\" role=\"table\" aria-labelledby=\"ports\">\n\
         <thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>\n<tbody role=\"rowgroup\">\n{}</tbody>\n\
         </table></div>\n",
        columns.concat(),
        rows.concat()
    );
    [
        paragraph(GLOSSARY.ports_which()),
        table,
        paragraph(GLOSSARY.ports_blocked()),
        paragraph(GLOSSARY.ports_others()),
    ]
    .concat()
}

/// Returns the list of terms.
pub(super) fn terms() -> String {
    let terms = TERMS.map(|(term, what)| format!("<dt>{}</dt><dd>{}</dd>\n", escape(term), escape(what)));
    format!("<dl class=\"terms\">\n{}</dl>\n", terms.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_port_has_its_encryption_and_standard() {
        let html = ports();
        for (port, encryption, standard) in [
            (465, GLOSSARY.encryption_implicit(), "RFC 8314"),
            (587, GLOSSARY.encryption_starttls(), "RFC 6409"),
            (25, GLOSSARY.encryption_offered(), "RFC 5321"),
            (993, GLOSSARY.encryption_implicit(), "RFC 8314"),
            (995, GLOSSARY.encryption_implicit(), "RFC 8314"),
        ] {
            let number = format!(">{port}</th>");
            let row = html.lines().find(|row| row.contains(&number));
            let row = row.unwrap_or_else(|| panic!("{port}: {html}"));
            assert!(row.contains(&escape(encryption)) && row.contains(standard), "{row}");
        }
    }

    #[test]
    fn each_term_is_explained() {
        let html = terms();
        assert_eq!(html.matches("<dt>").count(), TERMS.len());
        for standard in ["RFC 5321", "RFC 6409", "RFC 8314", "RFC 7208", "RFC 6376", "RFC 9989", "RFC 7489"] {
            assert!(html.contains(standard), "{standard}: {html}");
        }
    }
}
