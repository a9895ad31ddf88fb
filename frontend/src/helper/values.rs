//! Checks what the administrator typed.

use serde::{Deserialize, Serialize};
use shared::{
    day::Day,
    details::SecretText,
    expiry::{self, NotAnExpiry},
    grant::{
        ClientCertificate, Guid, NotACertificate, OauthClient, SecretIsAnId, Tenant,
        steps::{App, SameId, same_id},
    },
    hand_over::Answer,
    rules::{Address, RuleError},
};

use crate::say;

/// The fields, as typed. The secret has its own field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Values {
    pub(super) tenant: String,
    pub(super) application: String,
    /// The Object ID of the app registration, which isn't the one that Exchange needs. Only for comparing.
    pub(super) registration: String,
    /// The Object ID of the enterprise application.
    pub(super) object: String,
    pub(super) expires: String,
}

/// The error of each field, as a sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wrong {
    pub(super) tenant: Option<String>,
    pub(super) application: Option<String>,
    pub(super) registration: Option<String>,
    pub(super) object: Option<String>,
    pub(super) secret: Option<String>,
    pub(super) expires: Option<String>,
}

impl Wrong {
    /// Returns the id of the first field with an error.
    pub(super) fn first(&self) -> Option<&'static str> {
        let fields = [
            ("tenant", &self.tenant),
            ("application", &self.application),
            ("registration", &self.registration),
            ("secret", &self.secret),
            ("expires", &self.expires),
            ("object", &self.object),
        ];
        fields.into_iter().find(|(_, wrong)| wrong.is_some()).map(|(id, _)| id)
    }
}

impl Values {
    /// Returns what is wrong with the fields that aren't empty, so that it can be shown before the form is sent. `now` is
    /// in Unix seconds.
    pub(super) fn wrong_so_far(&self, now: i64) -> Wrong {
        let say = say::helper();
        let id = |text: &str, sentence: &str| {
            let is_wrong = !text.trim().is_empty() && text.parse::<Guid>().is_err();
            is_wrong.then(|| sentence.to_owned())
        };
        let is_tenant = self.tenant.trim().is_empty() || self.tenant.parse::<Tenant>().is_ok();
        Wrong {
            tenant: (!is_tenant).then(|| say::letter().app_tenant_wrong().to_owned()),
            application: id(&self.application, say::letter().app_application_wrong())
                .or_else(|| self.same_tenant()),
            registration: id(&self.registration, say.object_wrong()),
            object: id(&self.object, say.object_wrong()).or_else(|| self.same_object()),
            secret: None,
            expires: self.expiry(now).err(),
        }
    }

    /// Returns the day on which the client secret expires, if there is one.
    fn expiry(&self, now: i64) -> Result<Option<Day>, String> {
        if self.expires.trim().is_empty() {
            return Ok(None);
        }
        expiry::parse(&self.expires, now).map(Some).map_err(|error| {
            let sentence = match error {
                NotAnExpiry::NotADay => say::helper().expires_wrong(),
                NotAnExpiry::Past => say::letter().expires_past(),
                NotAnExpiry::TooFar => say::letter().expires_far(),
            };
            sentence.to_owned()
        })
    }

    /// Compares the tenant's ID with the application's.
    fn same_tenant(&self) -> Option<String> {
        let tenant: Guid = self.tenant.parse().ok()?;
        let application: Guid = self.application.parse().ok()?;
        (tenant == application).then(|| say::helper().same_tenant().to_owned())
    }

    /// Compares the enterprise application's Object ID with the two that are easy to take for it.
    fn same_object(&self) -> Option<String> {
        let object = self.object.parse::<Guid>().ok()?;
        if self.registration.parse::<Guid>().is_ok_and(|registration| registration == object) {
            return Some(say::helper().same_registration().to_owned());
        }
        let application = self.application.parse::<Guid>().ok()?;
        let same: SameId = same_id(&application, &object).err()?;
        Some(say::administrator().same_ids(same).to_owned())
    }

    /// Returns the app for the commands, once its IDs are valid.
    pub(super) fn app(&self, mailbox: &Address) -> Option<App> {
        if self.same_object().is_some() {
            return None;
        }
        let name = say::helper().app_name().parse().ok()?;
        let (tenant, application) = (self.tenant.parse().ok()?, self.application.parse().ok()?);
        App::new(tenant, application, self.object.parse().ok()?, name, mailbox.clone()).ok()
    }

    /// Returns the answer for the client, or an error for each field that is missing or wrong. `proof` is the text in
    /// the secret's field: a client secret, or a certificate and its private key.
    pub(super) fn answer(&self, proof: &str, now: i64) -> Result<Answer, Wrong> {
        let mut wrong = self.wrong_so_far(now);
        let missing = |text: &str, error: &mut Option<String>| {
            if text.trim().is_empty() {
                *error = Some(say::helper().missing().to_owned());
            }
        };
        missing(&self.tenant, &mut wrong.tenant);
        missing(&self.application, &mut wrong.application);
        missing(&self.object, &mut wrong.object);
        let proof = Proof::read(proof).map_err(|error| wrong.secret = Some(error));
        let app = match (self.tenant.parse(), self.application.parse(), proof) {
            (Ok(tenant), Ok(application), Ok(Proof::Secret(secret))) => {
                OauthClient::new(tenant, application, secret).map_err(|SecretIsAnId| {
                    wrong.secret = Some(say::letter().app_secret_is_id().to_owned());
                })
            }
            (Ok(tenant), Ok(application), Ok(Proof::Certificate(certificate))) => {
                Ok(OauthClient::with_certificate(tenant, application, certificate))
            }
            _ => Err(()),
        };
        match (app, self.expiry(now)) {
            (Ok(app), Ok(expires)) if wrong == Wrong::default() => Ok(Answer::App(app.expiring(expires))),
            _ => Err(wrong),
        }
    }
}

/// What is in the secret's field.
enum Proof {
    Secret(SecretText),
    Certificate(ClientCertificate),
}

impl Proof {
    /// Reads the field's text, or returns what is wrong with it.
    fn read(text: &str) -> Result<Self, String> {
        let wrong = |error: NotACertificate| say::helper().not_a_certificate(error).to_owned();
        if ClientCertificate::is_pem(text) {
            return ClientCertificate::parse(text).map(Self::Certificate).map_err(wrong);
        }
        if ClientCertificate::is_bare_key(text) {
            return Err(wrong(NotACertificate::NoCertificate));
        }
        SecretText::new(text.to_owned()).map(Self::Secret).map_err(|error| match error {
            RuleError::Empty => say::helper().missing().to_owned(),
            error => say::client().rule_error(error),
        })
    }
}

#[cfg(test)]
mod tests {
    use shared::grant::Credential;

    use super::*;

    /// September 5, 2026.
    const NOW: i64 = 1_788_566_400;
    const TENANT: &str = "11111111-1111-1111-1111-111111111111";
    const APPLICATION: &str = "22222222-2222-2222-2222-222222222222";
    const REGISTRATION: &str = "33333333-3333-3333-3333-333333333333";
    const OBJECT: &str = "44444444-4444-4444-4444-444444444444";

    fn right() -> Values {
        Values {
            tenant: TENANT.into(),
            application: APPLICATION.into(),
            registration: REGISTRATION.into(),
            object: OBJECT.into(),
            expires: "2028-11-30".into(),
        }
    }

    #[test]
    fn all_values_make_an_answer() {
        let Ok(Answer::App(app)) = right().answer("canary~horse", NOW) else { panic!("a client secret") };
        assert_eq!(app.expires().map(|day| day.to_string()).as_deref(), Some("2028-11-30"));
        let least = Values { registration: String::new(), expires: String::new(), ..right() };
        assert!(least.answer("canary~horse", NOW).is_ok(), "two fields are optional");
        let pem = include_str!("../../../shared/fixtures/app.pem");
        let Ok(Answer::App(app)) = least.answer(pem, NOW) else { panic!("a certificate") };
        assert!(matches!(app.credential(), Credential::Certificate(_)));
    }

    #[test]
    fn each_mistake_is_shown_at_its_field() {
        type Change = fn(&mut Values);
        let cases: [(&str, Change, &str); 10] = [
            ("no tenant", |values| values.tenant.clear(), "tenant"),
            ("a word", |values| values.tenant = "bakery".into(), "tenant"),
            ("no application", |values| values.application = " ".into(), "application"),
            ("the tenant's ID", |values| values.application = TENANT.into(), "application"),
            ("no object", |values| values.object.clear(), "object"),
            ("the application's ID", |values| values.object = APPLICATION.to_uppercase(), "object"),
            ("the registration's ID", |values| values.object = format!(" {REGISTRATION}"), "object"),
            ("half an ID", |values| values.registration.truncate(20), "registration"),
            ("not a day", |values| values.expires = "soon".into(), "expires"),
            ("a day that is over", |values| values.expires = "2026-09-04".into(), "expires"),
        ];
        for (what, change, field) in cases {
            let mut values = right();
            change(&mut values);
            assert_eq!(values.answer("canary~horse", NOW).unwrap_err().first(), Some(field), "{what}");
        }
        for secret in ["", OBJECT, "two\nlines", "-----BEGIN CERTIFICATE-----"] {
            assert_eq!(right().answer(secret, NOW).unwrap_err().first(), Some("secret"), "{secret:?}");
        }
    }

    #[test]
    fn each_mistake_with_a_certificate_has_its_own_sentence() {
        let say = say::helper();
        let pem = include_str!("../../../shared/fixtures/app.pem");
        let (key, certificate) = pem.split_at(pem.find("-----BEGIN CERTIFICATE").unwrap());
        let bare_key: String = key.lines().filter(|line| !line.starts_with('-')).collect();
        let two_keys = [pem, key].concat();
        let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----MII=-----END ENCRYPTED PRIVATE KEY-----";
        for (proof, sentence) in [
            (key, say.certificate_none()),
            (bare_key.as_str(), say.certificate_none()),
            (certificate, say.certificate_no_key()),
            (two_keys.as_str(), say.certificate_several_keys()),
            (encrypted, say.certificate_encrypted()),
            ("-----BEGIN EC PRIVATE KEY-----MII=-----END EC PRIVATE KEY-----", say.certificate_not_rsa()),
        ] {
            let wrong = right().answer(proof, NOW).unwrap_err();
            assert_eq!(wrong.secret.as_deref(), Some(sentence), "{proof}");
        }
    }

    #[test]
    fn each_mixed_up_id_has_its_own_sentence() {
        let wrong = |change: fn(&mut Values)| {
            let mut values = right();
            change(&mut values);
            values.wrong_so_far(NOW).object
        };
        let registration = wrong(|values| values.object = REGISTRATION.into());
        assert_eq!(registration.as_deref(), Some(say::helper().same_registration()));
        let application = wrong(|values| values.object = APPLICATION.into());
        assert_eq!(application.as_deref(), Some(say::administrator().same_id()));
        assert_eq!(wrong(|values| values.object.clear()), None, "an empty field isn't wrong yet");
    }

    #[test]
    fn the_commands_wait_for_the_ids() {
        let mailbox: Address = "shop@bakery.test".parse().unwrap();
        assert!(right().app(&mailbox).is_some());
        let changes: [fn(&mut Values); 3] = [
            |values| values.object = REGISTRATION.into(),
            |values| values.object = APPLICATION.into(),
            |values| values.application.clear(),
        ];
        for change in changes {
            let mut values = right();
            change(&mut values);
            assert!(values.app(&mailbox).is_none(), "{values:?}");
        }
    }
}
