//! Where the settings came from, and whose key confirms that.

use shared::{
    received::Origin,
    voucher::{Manager, Vouching},
};
use yew::prelude::*;

use crate::{
    components::{Button, Notice, Tone},
    say,
};

pub(super) fn origin(origin: &Origin, compared: &Callback<Manager>) -> Html {
    let say = say::technician();
    match origin {
        Origin::Link(vouching) => vouched(vouching, compared),
        Origin::OtherLink => notice_of(Tone::Fail, say.origin_forged(), say.origin_other_link()),
        Origin::Elsewhere => notice_of(Tone::Fail, say.origin_forged(), say.origin_elsewhere()),
        Origin::OtherReaders => {
            notice_of(Tone::Fail, say.origin_other_recipients(), say.origin_other_recipients_next())
        }
        Origin::Unknown(error) => {
            notice_of(Tone::Warn, say.origin_unknown(), &say.origin_unknown_next(&say.open_error(*error)))
        }
    }
}

fn notice_of(tone: Tone, title: &'static str, why: &str) -> Html {
    html! { <Notice {tone} {title}><p>{ why }</p></Notice> }
}

/// Says whose key signed the link that the settings came through.
fn vouched(vouching: &Vouching, compared: &Callback<Manager>) -> Html {
    let say = say::technician();
    match vouching {
        Vouching::Known(by) => {
            notice_of(Tone::Ok, say.origin_authentic(), &say.origin_authentic_why(&by.name()))
        }
        Vouching::New(by) => {
            compare(by, say.origin_new_key(&by.name()), say.origin_new_key_compare(), compared)
        }
        Vouching::Another { by, known } => {
            let known: Vec<String> = known.iter().map(Manager::fingerprint).collect();
            let why = say.origin_another_key_compare(&known.join(", "), &by.name());
            compare(by, say.origin_another_key(&by.name()), &why, compared)
        }
        Vouching::Nobody => html! {
            <Notice tone={Tone::Warn} title={say.origin_no_manager()}>
                <p>{ say.origin_unchanged() }{ " " }{ say.origin_no_manager_next() }</p>
            </Notice>
        },
    }
}

/// Asks the technician to compare the manager's key.
fn compare(by: &Manager, title: String, why: &str, compared: &Callback<Manager>) -> Html {
    let say = say::technician();
    let onclick = {
        let (compared, by) = (compared.clone(), by.clone());
        move |()| compared.emit(by.clone())
    };
    html! {
        <Notice tone={Tone::Warn} {title}>
            <p>{ say.origin_unchanged() }{ " " }{ why }</p>
            <p><code class="fingerprint">{ by.fingerprint() }</code></p>
            <p>{ say.origin_key_where(&by.name()) }</p>
            <div><Button {onclick}>{ say.origin_key_same() }</Button></div>
        </Notice>
    }
}
