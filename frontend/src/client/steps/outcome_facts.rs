//! Facts about a check, for people who want details or have to pass them on.

use shared::{
    check::{Attested, CheckReport, Stage, StageOutcome, StageReport},
    diagnosis::support,
    secret::Kind,
};
use yew::prelude::*;

use crate::{
    client::{
        pieces::{fold, p, small_print},
        state::Wizard,
    },
    components::{CopyField, Tone, notice},
    say, time,
};

/// Says who ran the test.
pub(super) fn tried_by(wizard: &Wizard, report: &CheckReport) -> String {
    let say = say::letter();
    match report.attested_by {
        Attested::Browser => match wizard.secret_kind() {
            Kind::Typed(_) => say.outcome_by_browser(&wizard.agency),
            Kind::ServiceAccount => say.outcome_by_browser_key(&wizard.agency),
            Kind::OauthClient | Kind::OauthCertificate | Kind::PluginClient => {
                say.outcome_by_browser_app(&wizard.agency)
            }
        },
        Attested::Server => say.outcome_by_server(&wizard.agency),
        Attested::Technician => say.outcome_by_technician().into(),
    }
}

/// Shows the server's certificate if the certificate is the problem.
pub(super) fn certificate(report: &CheckReport) -> Html {
    let is_tls = |stage: &StageReport| stage.stage == Stage::Tls && stage.outcome != StageOutcome::Ok;
    let shown = report.tls.as_ref().and_then(|tls| tls.certificate.as_ref());
    let Some(shown) = shown.filter(|_| report.stages.iter().any(is_tls)) else { return Html::default() };
    let say = say::letter();
    fold(
        say.outcome_certificate(),
        html! {
            <dl class="facts">
                <dt>{ say.outcome_certificate_names() }</dt><dd class="code">{ shown.names.join(", ") }</dd>
                <dt>{ say.outcome_certificate_issuer() }</dt><dd>{ &shown.issuer }</dd>
                <dt>{ say.outcome_certificate_from() }</dt><dd>{ time::date(shown.not_before) }</dd>
                <dt>{ say.outcome_certificate_until() }</dt><dd>{ time::date(shown.not_after) }</dd>
            </dl>
        },
    )
}

/// Renders the facts that the provider's support needs to find this sign-in, ready to copy.
pub(super) fn for_support(wizard: &Wizard, report: &CheckReport) -> Html {
    let user = wizard.login().map(|login| &login.answers.username);
    let Some(block) = support::block(report, user) else { return Html::default() };
    let say = say::letter();
    let copy = html! { <CopyField label={say.outcome_support_copy()} value={block} /> };
    fold(say.outcome_support(), html! { <>{ p(say.outcome_support_what()) }{ copy }</> })
}

/// Says when the next test can run, and whom to call until then.
pub(super) fn limited(wizard: &Wizard) -> Html {
    let say = say::letter();
    let wait = u64::try_from(wizard.checks_from - time::now()).unwrap_or(0);
    let title = say.check_limit(&time::clock(wizard.checks_from));
    let why = say.check_limit_why(wait.div_ceil(60).max(1));
    let call = say.check_limit_call(&wizard.view.manager, &wizard.agency);
    notice(Tone::Warn, title.into(), html! { <>{ p(&why) }{ p(&call) }</> })
}

/// Shows the server's own messages in a fold.
pub(super) fn words(report: &CheckReport) -> Html {
    let failed =
        report.stages.iter().filter(|stage| stage.outcome != StageOutcome::Ok && !stage.detail.is_empty());
    let technician =
        report.diagnosis.as_ref().map(|diagnosis| diagnosis.technician.as_str()).filter(|t| !t.is_empty());
    let say = say::letter();
    html! {
        { fold(say.outcome_server_said(), html! { <>
            { for failed.map(|stage| html! {
                <p><span class="muted">{ stage.stage.as_str() }{ ": " }</span><span class="code">{ &stage.detail }</span></p>
            }) }
            if let Some(technician) = technician {
                { small_print(&say.outcome_technician(&technician)) }
            }
            <p class="muted small code">{ format!("{} {}:{}", report.cause, report.host, report.port.get()) }</p>
        </> }) }
    }
}
