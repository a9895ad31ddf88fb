//! The page of an onboarding.

use std::rc::Rc;

use shared::{
    status::Access,
    wire::{BoardRow, Onboarding},
};
use yew::prelude::*;

use super::{
    Timeline,
    actions::Actions,
    check::LastCheck,
    help::HelpCard,
    readers::{FormerReaders, readers},
    receipt::receipt_of,
    report::LastReport,
};
use crate::{
    api,
    components::Heading,
    say,
    staff::{
        board::{check_mark, email_mark, place, reason, records_mark, secret_expires},
        prove::Prove,
        remote::{use_quiet_looks, use_remote},
        route::{Go, Route},
        session::use_session,
        state::shown,
    },
    time,
};

async fn ask(id: AttrValue) -> Result<Onboarding, shared::wire::Problem> {
    api::staff::onboarding(&id).await
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
}

/// Renders the page.
#[component]
pub(crate) fn OnboardingPage(props: &Props) -> Html {
    let session = use_session();
    let onboarding = use_remote(props.id.clone(), ask);
    use_quiet_looks(onboarding.reload.clone());
    let agency: AttrValue = session.config.agency.clone().into();
    let title =
        onboarding.value().map_or(say::staff().page_onboarding().into(), |o| o.row.client.clone().into());
    let changed = onboarding.reload.clone();
    html! {
        <div class="stack stack--loose">
            <div>
                <Go to={Route::Board} class="back">{ Route::Board.title() }</Go>
                <Heading key={String::from(&*title)} text={AttrValue::clone(&title)} title={agency} />
                if let Some(onboarding) = onboarding.value() {
                    <p class="muted">{ onboarding.row.site.as_str() }</p>
                }
            </div>
            { shown(&onboarding, |onboarding| html! {
                <div class="two two--wide-left">
                    <div class="stack stack--loose">
                        <HelpCard id={props.id.clone()} help={onboarding.help.clone()} changed={changed.clone()} />
                        <StateCard onboarding={onboarding.clone()} changed={changed.clone()} />
                        if onboarding.row.status.is_configured() {
                            <Prove id={props.id.clone()} {changed} />
                        }
                        <LastCheck report={onboarding.check.clone()} brief={onboarding.row.check.clone()} />
                        <LastReport report={onboarding.report.clone()} />
                    </div>
                    <section class="stack" aria-labelledby="timeline">
                        <h2 id="timeline">{ say::staff().onboarding_history() }</h2>
                        <Timeline entries={onboarding.activity.clone()} />
                    </section>
                </div>
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct StateProps {
    onboarding: Rc<Onboarding>,
    changed: Callback<()>,
}

/// Shows the onboarding's state and when it last changed, who can read the settings, and the possible actions.
#[component]
fn StateCard(props: &StateProps) -> Html {
    let Onboarding { row, address, email, created_at, receipt, .. } = &*props.onboarding;
    let (now, say) = (time::now(), say::staff());
    let line = |term: &str, value: Html| html! { <div><dt>{ term.to_owned() }</dt><dd>{ value }</dd></div> };
    html! {
        <section class="card stack" aria-labelledby="state">
            <div>
                <h2 id="state">{ place(row.status, row.step) }</h2>
                <p class="muted"><time datetime={time::machine(row.changed_at)}>{ time::updated(now, row.changed_at) }</time></p>
                if let Some(why) = row.need.map(reason) {
                    <p class="needs">{ why }</p>
                }
            </div>
            <FormerReaders onboarding={props.onboarding.clone()} />
            <Actions onboarding={props.onboarding.clone()} changed={props.changed.clone()} />
            <dl class="facts">
                { line(say.row_sign_in(), check_mark(row.check.as_ref())) }
                { line(say.report(), records_mark(row.report)) }
                if let Some(mark) = email_mark(row) { { line(say.row_email(), mark) } }
                if !row.provider.is_empty() { { line(say.onboarding_provider(), html! { { &row.provider } }) } }
                { line(say.onboarding_address(), html! { { address.as_ref().map_or(say.onboarding_no_address(), |a| a.as_str()) } }) }
                if let Some(email) = email {
                    { line(say.onboarding_email(), html! { <a href={format!("mailto:{email}")}>{ email.as_str() }</a> }) }
                }
                { line(say.onboarding_readers(), readers(&props.onboarding)) }
                if let Some(at) = row.secret_expires_at {
                    { line(say.onboarding_secret(), html! { { secret_expires(at, now) } }) }
                }
                { line(say.onboarding_manager(), html! { { &row.manager } }) }
                { line(say.onboarding_created(), html! { { time::date(*created_at) } }) }
                { line(say.onboarding_link(), html! { { link_of(row, now) } }) }
            </dl>
            if let Some(receipt) = receipt { { receipt_of(receipt, now) } }
        </section>
    }
}

fn link_of(row: &BoardRow, now: i64) -> String {
    let (say, end) = (say::staff(), time::date(row.expires_at));
    match row.status.access(row.expires_at <= now) {
        Access::Full => say.onboarding_link_works(&end, &time::left(now, row.expires_at)),
        Access::Receipt => say.onboarding_link_receipt(&end),
        Access::Closed(_) => say.onboarding_link_closed().into(),
    }
}
