//! The routes for administrators: people, retention, how the agency presents itself, and the whole activity log.

use sealpost_core::{Error, Fault, NotNow};
use shared::{brand::NotALogo, recipients::RecipientError, retention::Kind, wire::LOGO_BODY_MAX};

use super::{
    super::{admin, brand, members},
    Route, delete, get, post, put,
};
use crate::say::API;

const NO_PERSON: &[Error] = &[Error::NoPerson];

pub(super) fn team() -> Vec<Route> {
    vec![
        get("/people", "people", API.people(), admin::people),
        post("/people", "invite", API.invite(), admin::invite).refuses(&[Error::EmailTaken]).faults(&[
            Fault::NameEmpty,
            Fault::Hidden(' '),
            Fault::NoRoles,
        ]),
        put("/people/{id}/roles", "setRoles", API.set_roles(), members::set_roles)
            .refuses(NO_PERSON)
            .refuses(&[Error::LastAdmin, Error::Key(RecipientError::Name)])
            .faults(&[Fault::NoRoles]),
        post("/people/{id}/deactivate", "deactivate", API.deactivate(), members::deactivate)
            .refuses(NO_PERSON)
            .refuses(&[Error::LastAdmin, Error::Key(RecipientError::Name)]),
        post("/people/{id}/reactivate", "reactivate", API.reactivate(), members::reactivate)
            .refuses(NO_PERSON),
        post("/people/{id}/setup", "newSetupLink", API.new_setup_link(), members::new_link)
            .refuses(NO_PERSON)
            .refuses(&[Error::NotNow(NotNow::OwnAccount)]),
        post("/people/{id}/sign-out", "signOutPerson", API.sign_out_person(), members::sign_out)
            .refuses(NO_PERSON),
        delete("/people/{id}/key", "removeKey", API.remove_key(), admin::remove_key)
            .refuses(NO_PERSON)
            .refuses(&[Error::Key(RecipientError::Name)]),
        get("/retention", "retention", API.retention(), admin::retention),
        put("/retention", "setRetention", API.set_retention(), admin::set_retention)
            .refuses(&[Error::SetByOperator])
            .faults(&[Fault::TooFewDays(Kind::Closed)]),
        get("/brand", "brand", API.brand(), brand::show),
        put("/brand", "setBrand", API.set_brand(), brand::set),
        put("/brand/logo", "setLogo", API.set_logo(), brand::set_logo)
            .faults(&[Fault::Logo(NotALogo::OtherKind)])
            .takes_up_to(LOGO_BODY_MAX),
        delete("/brand/logo", "removeLogo", API.remove_logo(), brand::remove_logo),
        get("/activity", "activity", API.activity(), admin::activity),
    ]
}
