//! The two questions that decide which way to send is best.

use shared::{
    grant::steps::Provider,
    ways::{Administrator, Site},
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::guide_offers::is_personal;
use crate::{
    client::{
        pieces::small_print,
        plan::{Plan, Software},
        state::Wizard,
    },
    say,
};

const SAY: words::Letter = say::letter();

/// What the website runs on if it is WordPress, with the names that people know.
const WORDPRESS: [(Site, &str); 7] = [
    (Site::WpMailSmtp, "WP Mail SMTP"),
    (Site::WpMailSmtpPro, "WP Mail SMTP Pro"),
    (Site::FluentSmtp, "FluentSMTP"),
    (Site::PostSmtp, "Post SMTP"),
    (Site::GravitySmtp, "Gravity SMTP"),
    (Site::SureMail, "SureMail"),
    (Site::Wordpress, SAY.ways_wordpress_other()),
];

const OTHERS: [(Site, &str); 8] = [
    (Site::Laravel, "Laravel"),
    (Site::Symfony, "Symfony"),
    (Site::Django, "Django"),
    (Site::Rails, "Ruby on Rails"),
    (Site::Nodemailer, "Nodemailer"),
    (Site::Postfix, "Postfix"),
    (Site::Msmtp, "msmtp"),
    (Site::Other, SAY.ways_software_other()),
];

const ADMINISTRATORS: [(Administrator, &str); 3] = [
    (Administrator::Client, SAY.ways_administrator_me()),
    (Administrator::SomeoneElse, SAY.ways_administrator_other()),
    (Administrator::Unknown, SAY.ways_administrator_unknown()),
];

/// Renders the questions. A personal account has no administrator to ask about.
pub(super) fn questions(wizard: &UseReducerHandle<Wizard>, plan: &Plan, at: Provider) -> Html {
    html! {
        <div class="stack">
            { software(wizard, plan) }
            if !is_personal(wizard, at) {
                { administrator(wizard, plan) }
            }
        </div>
    }
}

fn software(wizard: &UseReducerHandle<Wizard>, plan: &Plan) -> Html {
    let onchange = {
        let wizard = wizard.clone();
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            Plan { software: Software::read(&value), ..wizard.plan() }.store(&wizard);
        })
    };
    let option = |software: Software, words: &'static str| {
        let selected = plan.software == Some(software);
        html! { <option value={software.write()} {selected}>{ words }</option> }
    };
    let options = |rows: &[(Site, &'static str)]| -> Vec<Html> {
        rows.iter().map(|&(site, words)| option(Software::Known(site), words)).collect()
    };
    html! {
        <div class="field">
            <label class="field__label" for="software">{ SAY.ways_software() }</label>
            <select class="field__input" id="software" {onchange}>
                <option value="" selected={plan.software.is_none()}>{ SAY.ways_software_choose() }</option>
                <optgroup label={SAY.ways_wordpress()}>{ options(&WORDPRESS) }</optgroup>
                <optgroup label={SAY.ways_software_others()}>{ options(&OTHERS) }</optgroup>
                { option(Software::Unknown, SAY.ways_software_unknown()) }
            </select>
            if plan.software == Some(Software::Unknown) {
                { small_print(&SAY.ways_ask_manager(&wizard.view.manager)) }
            }
        </div>
    }
}

fn administrator(wizard: &UseReducerHandle<Wizard>, plan: &Plan) -> Html {
    let row = |(who, words): (Administrator, &'static str)| {
        let wizard = wizard.clone();
        let onchange = Callback::from(move |_: Event| {
            Plan { administrator: Some(who), ..wizard.plan() }.store(&wizard);
        });
        let checked = plan.administrator == Some(who);
        html! {
            <label class="choice">
                <input type="radio" name="administrator" {checked} {onchange} /><span>{ words }</span>
            </label>
        }
    };
    html! {
        <fieldset class="question">
            <legend>{ SAY.ways_administrator() }</legend>
            { for ADMINISTRATORS.into_iter().map(row) }
        </fieldset>
    }
}
