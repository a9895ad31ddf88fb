//! The fields of the checklist. Their names are also in the files that people save, so they stay the same.

use words::Language;

use super::super::still::escape;

const CHECKLIST: words::Checklist = words::checklist(Language::En);

/// How many social accounts have fields.
const SOCIAL_ACCOUNTS: usize = 4;

/// The most characters of a line, and of the notes.
const LINE_MAX: usize = 120;
const NOTES_MAX: usize = 2000;

/// Whose fields these are: an account, or one of the other groups.
struct Group {
    /// The first part of its fields' names.
    id: String,
    heading: String,
    /// The level of the heading, 2 or 3.
    level: u8,
    about: Option<&'static str>,
    fields: Vec<Field>,
}

/// A field of a group.
struct Field {
    /// The last part of its name.
    id: &'static str,
    label: &'static str,
    kind: Kind,
}

/// What can be entered in a field.
enum Kind {
    Line,
    Address,
    Day,
    Notes,
}

/// Returns the form.
pub(super) fn form() -> String {
    let first = groups().iter().map(fieldset).collect::<Vec<_>>().concat();
    let social = (1..=SOCIAL_ACCOUNTS).map(|number| fieldset(&social_account(number)));
    format!(
        "<form class=\"stack stack--loose\" id=\"checklist\" autocomplete=\"off\">\n{first}\
         <section class=\"stack stack--loose\" aria-labelledby=\"social\">\n\
         <div class=\"stack stack--tight\"><h2 id=\"social\">{}</h2>\n<p class=\"muted\">{}</p></div>\n\
         {}</section>\n{}</form>\n",
        escape(CHECKLIST.social()),
        escape(CHECKLIST.social_about()),
        social.collect::<Vec<_>>().concat(),
        fieldset(&others())
    )
}

/// Returns the groups before the social accounts.
fn groups() -> Vec<Group> {
    let mut groups = vec![business()];
    let accounts = [
        ("domain", CHECKLIST.domain(), CHECKLIST.domain_about()),
        ("dns", CHECKLIST.dns(), CHECKLIST.dns_about()),
        ("hosting", CHECKLIST.hosting(), CHECKLIST.hosting_about()),
        ("site", CHECKLIST.site(), CHECKLIST.site_about()),
        ("mail", CHECKLIST.mail(), CHECKLIST.mail_about()),
        ("sending", CHECKLIST.sending(), CHECKLIST.sending_about()),
        ("analytics", CHECKLIST.analytics(), CHECKLIST.analytics_about()),
    ];
    groups.extend(accounts.map(|(id, heading, about)| Group {
        id: id.into(),
        heading: heading.into(),
        level: 2,
        about: Some(about),
        fields: account(CHECKLIST.field_provider()),
    }));
    groups
}

fn business() -> Group {
    Group {
        id: "business".into(),
        heading: CHECKLIST.business().into(),
        level: 2,
        about: Some(CHECKLIST.business_about()),
        fields: vec![
            Field { id: "name", label: CHECKLIST.business_name(), kind: Kind::Line },
            Field { id: "date", label: CHECKLIST.business_date(), kind: Kind::Day },
        ],
    }
}

fn social_account(number: usize) -> Group {
    Group {
        id: format!("social-{number}"),
        heading: CHECKLIST.social_number(&number),
        level: 3,
        about: None,
        fields: account(CHECKLIST.field_network()),
    }
}

fn others() -> Group {
    Group {
        id: "others".into(),
        heading: CHECKLIST.others().into(),
        level: 2,
        about: Some(CHECKLIST.others_about()),
        fields: vec![Field { id: "notes", label: CHECKLIST.others_notes(), kind: Kind::Notes }],
    }
}

/// Returns the fields of an account. The first one's label depends on the kind of account.
fn account(provider: &'static str) -> Vec<Field> {
    vec![
        Field { id: "provider", label: provider, kind: Kind::Line },
        Field { id: "holder", label: CHECKLIST.field_holder(), kind: Kind::Line },
        Field { id: "email", label: CHECKLIST.field_email(), kind: Kind::Address },
        Field { id: "renews", label: CHECKLIST.field_renews(), kind: Kind::Day },
        Field { id: "call", label: CHECKLIST.field_call(), kind: Kind::Line },
    ]
}

fn fieldset(group: &Group) -> String {
    let Group { id, heading, level, about, fields } = group;
    let described = about.map(|_| format!(" aria-describedby=\"{id}-about\"")).unwrap_or_default();
    let about = about.map(|about| format!("<p class=\"muted\" id=\"{id}-about\">{}</p>\n", escape(about)));
    let fields: Vec<String> = fields.iter().map(|field| input(id, field)).collect();
    format!(
        "<fieldset class=\"asset\"{described}>\n<legend><h{level}>{}</h{level}></legend>\n{}\
         <div class=\"asset__fields\">\n{}</div>\n</fieldset>\n",
        escape(heading),
        about.unwrap_or_default(),
        fields.concat()
    )
}

fn input(group: &str, Field { id, label, kind }: &Field) -> String {
    let names = format!("class=\"field__input\" id=\"{group}-{id}\" name=\"{group}.{id}\"");
    let control = match kind {
        Kind::Line => format!("<input {names} type=\"text\" maxlength=\"{LINE_MAX}\" />"),
        Kind::Address => format!("<input {names} type=\"email\" maxlength=\"{LINE_MAX}\" />"),
        Kind::Day => format!("<input {names} type=\"date\" />"),
        Kind::Notes => format!("<textarea {names} rows=\"4\" maxlength=\"{NOTES_MAX}\"></textarea>"),
    };
    let label = escape(label);
    format!(
        "<div class=\"field\"><label class=\"field__label\" for=\"{group}-{id}\">{label}</label>\
         {control}</div>\n"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Returns what follows each `start`, up to the next quotation mark.
    fn values(html: &str, start: &str) -> Vec<String> {
        html.split(start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn each_account_has_the_same_five_fields() {
        let html = form();
        let names = values(&html, " name=\"");
        let accounts = ["domain", "dns", "hosting", "site", "mail", "sending", "analytics"];
        let social = (1..=SOCIAL_ACCOUNTS).map(|number| format!("social-{number}"));
        let accounts: Vec<String> = accounts.into_iter().map(str::to_owned).chain(social).collect();
        for account in &accounts {
            for field in ["provider", "holder", "email", "renews", "call"] {
                assert!(names.contains(&format!("{account}.{field}")), "{account}.{field}: {names:?}");
            }
        }
        assert_eq!(names.len(), accounts.len() * 5 + 3, "{names:?}");
    }

    #[test]
    fn each_field_has_its_own_label() {
        let html = form();
        let (ids, labels) = (values(&html, "field__input\" id=\""), values(&html, " for=\""));
        assert_eq!(ids, labels);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
        assert_eq!(html.matches("<fieldset").count(), html.matches("<legend>").count());
    }

    #[test]
    fn descriptions_are_where_their_groups_say() {
        let html = form();
        for id in values(&html, "aria-describedby=\"") {
            assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
        }
    }
}
