//! Re-encrypts a client's submission for the current technicians, without the client's help and without showing it.

use std::rc::Rc;

use shared::{
    received::{Origin, Received},
    recipients::RecipientSet,
    voucher::Managers,
    wire::{BoardRow, Problem, ResealRequest, SealedSubmission},
};
use yew::prelude::*;

use super::{
    held::{Held, HeldKey},
    key_file::KeyFile,
    open::encrypted_for,
    unseal::Submission,
};
use crate::{
    api,
    components::{Button, Heading, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{
        create::{Carried, Recipients, use_approval},
        focus::use_focus_on_wrong,
        problem,
        remote::use_remote,
        route::{Go, Route},
        session::use_session,
        state::shown,
        task::use_task,
    },
    time,
};

async fn ask(id: AttrValue) -> Result<SealedSubmission, Problem> {
    api::staff::sealed(&id).await
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    pub(super) held: Option<Held>,
    pub(super) hold: Callback<Option<Held>>,
}

/// Renders the page.
#[component]
pub(super) fn ReencryptPage(props: &Props) -> Html {
    let say = say::technician();
    let session = use_session();
    let submission = use_remote(props.id.clone(), ask);
    let done = use_state(|| None::<BoardRow>);
    let again = submission.reload.clone();
    let back = Route::Onboarding { id: props.id.to_string() };
    if let Some(row) = &*done {
        return html! {
            <div class="stack stack--loose column">
                <Heading text={say.reencrypt_done()} title={session.config.agency.clone()} />
                <Notice tone={Tone::Ok}>
                    <p>{ say.reencrypt_done_for(&row.client) }{ " " }{ say.reencrypt_done_old() }</p>
                </Notice>
                <div><Go to={back} class="button">{ say.reencrypt_onboarding() }</Go></div>
            </div>
        };
    }
    html! {
        <div class="stack stack--loose column">
            <div>
                <Go to={back} class="back">{ say.reencrypt_back() }</Go>
                <Heading text={say.reencrypt_heading()} title={session.config.agency.clone()} />
            </div>
            <p>{ say.reencrypt_how() }</p>
            { shown(&submission, |submission| html! {
                <Reencrypt id={props.id.clone()} submission={Submission(submission.clone())} held={props.held.clone()} hold={props.hold.clone()}
                    again={again.clone()} done={let done = done.setter(); move |row| done.set(Some(row))} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ReencryptProps {
    id: AttrValue,
    submission: Submission,
    held: Option<Held>,
    hold: Callback<Option<Held>>,
    /// Called to fetch the stored submission again.
    again: Callback<()>,
    done: Callback<BoardRow>,
}

/// Asks for the key, shows the current technicians, and renders the button.
#[component]
fn Reencrypt(props: &ReencryptProps) -> Html {
    let say = say::technician();
    let session = use_session();
    let Submission(submission) = &props.submission;
    // Trusts only the recipients that the file itself lists, because the server could name anyone.
    let pinned =
        use_memo((props.submission.clone(), props.held.clone()), |(Submission(submission), held)| {
            let received = Received::open(held.as_ref()?.identities(), submission).ok()?;
            let origin = received.origin(submission, &Managers::default());
            matches!(origin, Origin::Link(_)).then(|| Rc::new(submission.recipients.clone()))
        });
    let approval = use_approval((*pinned).clone(), props.held.clone());
    let asked = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong((*asked, task.problem()));
    let Some(held) = props.held.clone() else {
        return html! {
            <>
                <p class="sealed-for">{ encrypted_for(submission) }</p>
                <KeyFile hold={props.hold.clone()} />
            </>
        };
    };
    let onclick = {
        let (session, approval, asked, task) =
            (session.clone(), approval.clone(), asked.setter(), task.clone());
        let (held, submission, id) = (held.clone(), submission.clone(), props.id.clone());
        let (again, done) = (props.again.clone(), props.done.clone());
        Callback::from(move |()| {
            asked.set(true);
            let Some(set) = approval.take() else { return };
            let request = reencrypt(&held, &submission, &set, &session.me.name);
            let (approval, id, again, done) = (approval.clone(), id.clone(), again.clone(), done.clone());
            task.run(async move {
                let sent = api::staff::reseal(&id, &request?).await;
                done.emit(sent.inspect_err(|problem| {
                    approval.note(problem);
                    again.emit(());
                })?);
                Ok(())
            });
        })
    };
    html! {
        <>
            <Recipients approval={approval.clone()} asked={*asked} />
            <Carried {approval} />
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} busy={task.is_busy()} {onclick}>
                { if task.is_busy() { say.reencrypt_busy() } else { say.reencrypt_button() } }
            </Button></div>
            <HeldKey {held} hold={props.hold.clone()} />
        </>
    }
}

fn reencrypt(
    held: &Held,
    submission: &SealedSubmission,
    set: &RecipientSet,
    by: &str,
) -> Result<ResealRequest, Problem> {
    let say = say::technician();
    let failed = |why: &str| problem("not-resealed", say.reencrypt_failed(), why);
    let received =
        Received::open(held.identities(), submission).map_err(|error| failed(say.open_error(error)))?;
    received.reseal(submission, set, by, time::now()).map_err(|error| failed(&say.reseal_error(&error)))
}
