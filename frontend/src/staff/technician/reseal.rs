//! What a client has sealed is sealed anew, to the technicians of now, without the client and without being shown.

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
};
use crate::{
    api,
    components::{Button, Heading, Look, Notice, ProblemNotice, Tone},
    staff::{
        create::{Carried, Recipients, use_approval},
        focus::use_focus_on_wrong,
        problem,
        remote::{use_remote, use_task},
        route::{Go, Route},
        session::use_session,
        state::shown,
        time,
    },
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

/// The page.
#[component]
pub(super) fn ResealPage(props: &Props) -> Html {
    let session = use_session();
    let submission = use_remote(props.id.clone(), ask);
    let done = use_state(|| None::<BoardRow>);
    let again = submission.reload.clone();
    let back = Route::Onboarding { id: props.id.to_string() };
    if let Some(row) = &*done {
        return html! {
            <div class="stack stack--loose column">
                <Heading text="Sealed anew" title={session.config.agency.clone()} />
                <Notice tone={Tone::Ok}>
                    <p>{ format!("What {} has sent is sealed to the technicians of now. The old copy is deleted.", row.client) }</p>
                </Notice>
                <div><Go to={back} class="button">{ "Go to this onboarding" }</Go></div>
            </div>
        };
    }
    html! {
        <div class="stack stack--loose column">
            <div>
                <Go to={back} class="back">{ "Onboarding" }</Go>
                <Heading text="Seal it anew" title={session.config.agency.clone()} />
            </div>
            <p>
                { "Your browser opens what the client has sent with your key, checks that it came through the client’s link, and seals \
                   it to the technicians of now. It is not shown, and does not count as opened. The file says that you did it." }
            </p>
            { shown(&submission, "the sealed letter", |submission| html! {
                <Anew id={props.id.clone()} submission={Submission(submission.clone())} held={props.held.clone()} hold={props.hold.clone()}
                    again={again.clone()} done={let done = done.setter(); move |row| done.set(Some(row))} />
            }) }
        </div>
    }
}

/// Compared by where it lives: it is large, and another one after each asking.
#[derive(Clone)]
struct Submission(Rc<SealedSubmission>);

impl PartialEq for Submission {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct AnewProps {
    id: AttrValue,
    submission: Submission,
    held: Option<Held>,
    hold: Callback<Option<Held>>,
    /// Fetches what is stored again.
    again: Callback<()>,
    done: Callback<BoardRow>,
}

/// Key, technicians of now, and the one button.
#[component]
fn Anew(props: &AnewProps) -> Html {
    let session = use_session();
    let Submission(submission) = &props.submission;
    // Only what the file itself vouches for: a server could name anybody.
    let pinned =
        use_memo((props.submission.clone(), props.held.clone()), |(Submission(submission), held)| {
            let received = Received::open(held.as_ref()?.identities(), submission).ok()?;
            let origin = received.origin(submission, &Managers::default());
            matches!(origin, Origin::Link(_)).then(|| Rc::new(submission.recipients.clone()))
        });
    let approval = use_approval((*pinned).clone(), props.held.clone());
    let asked = use_state_eq(|| false);
    let task = use_task();
    use_focus_on_wrong((*asked, task.problem.clone()));
    let Some(held) = props.held.clone() else {
        return html! {
            <>
                <p class="sealed-for">{ format!("Sealed for {}.", submission.recipients.names()) }</p>
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
            let request = reseal(&held, &submission, &set, &session.me.name);
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
            if let Some(problem) = task.problem.clone() { <ProblemNotice {problem} /> }
            <div><Button look={Look::Primary} busy={task.busy} {onclick}>
                { if task.busy { "Sealing it anew …" } else { "Seal it for them" } }
            </Button></div>
            <HeldKey {held} hold={props.hold.clone()} />
        </>
    }
}

fn reseal(
    held: &Held,
    submission: &SealedSubmission,
    set: &RecipientSet,
    by: &str,
) -> Result<ResealRequest, Problem> {
    let failed = |why: &dyn ToString| problem("not-resealed", "It was not sealed anew", &why.to_string());
    let received = Received::open(held.identities(), submission).map_err(|error| failed(&error))?;
    received.reseal(submission, set, by, time::now()).map_err(|error| failed(&error))
}
