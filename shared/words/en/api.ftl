### The page about the API, and what each of its routes does. Engineers read it.

## The page

page-title = Sealpost API
page-intro =
    Everything that the pages and the command line do goes through these routes. Requests and answers are JSON. Times are
    Unix seconds, and byte strings are base64.
page-document = Download the OpenAPI 3.1 document
page-errors =
    Every error is a problem (RFC 9457) with a stable code. If you reach a limit, the problem and the Retry-After header
    both say when to try again.
page-sign-in =
    Clients send the link's token in the Authorization header. People who signed in send their session's token there, or
    in a cookie. A request that changes something and has a cookie must come from our own page.
page-types = Types
page-types-intro = These are the objects in requests and answers. Fields marked as required are always there.

## A route

who = Who can call it
who-anyone = Anyone
who-client = The client, with the link's token
who-helper = The person who does a step for the client, with the link to that step
who-account = Anyone who is signed in, for their own account
role-manager = Managers
role-technician = Technicians
role-admin = Administrators
limits = Limits
limit-link = { $times } in { $time } for each link
limit-onboarding = { $times } in { $time } for each onboarding
limit-person = { $times } in { $time } for each person
limit-session = { $times } in { $time } for each session
limit-household = { $times } in { $time } from each household network, with wider limits for the networks around it
limit-place = { $times } in { $time } and { $day } a day for each account, counted separately for strangers, each known browser, the account's sessions, and each setup link
limit-account = { $times } in { $time } for each account, from one household network or known browser
query = Query
request = Request
request-most = At most { $kilobytes } kB
socket-sends = Messages you send, in this order
socket-gets = Messages you get
answers = Answers
answer-empty = no content
answer-cookie = sets a cookie
refusals = Errors, by status

## A type

field-required = required
type-list = list of { $type }
type-nothing = { $type }, or null
type-base64 = base64 text
type-text = text
type-number = whole number
type-flag = true or false
type-anything = anything
type-choice = One of these
type-address = IP address

## What anyone can call

everyone = Without signing in
config = Returns what every page needs first: the agency's name, logo, contact and color, and what this server offers.
providers = Lists the email providers that we know, to choose from.
provider = Returns one email provider: its servers, how to get a password, and its DNS records.
document = Returns the OpenAPI document of this API.
document-page = Returns this page.
document-style = Returns the style of this page.

## The client

client = The client, with a link
client-view = Returns what the client's page shows.
save-progress = Saves the client's step and answers, so that they can continue on another device.
discover = Looks up the provider of an email address.
submit =
    Stores the encrypted settings. Sending the same file again returns the first receipt, and updates the date of the
    reminder until someone opens the file.
withdraw = Deletes the encrypted settings.
report = Looks up the domain's DNS records and says which of them need fixing.
alarm = Records that the page rejected the recipients it was shown.
ask-for-help =
    Tells the manager that the client is stuck. The same request is stored once, until someone at the agency has helped.
hand-overs = Lists the steps that the client asked someone else to do, with the encrypted answers.
hand-over = Stores a link to one step, for someone else. It replaces an earlier link to the same step.
revoke-hand-over = Revokes the link to a step, and deletes the answer.
check-socket =
    Runs a sign-in test over WebSocket, from the client's browser or on the server. The link's token is in the first
    message. After a relay begins, binary messages are the bytes of the browser's own TLS connection.
check-key = Returns the public keys that a sign-in test on the server is encrypted for.
check = Runs a sign-in test on the server, for networks that block WebSockets.

## A step for someone else

helper = A step that a client asked someone else to do
hand-over-view = Returns what the page of a step shows.
hand-over-opened = Records that someone started with the step.
hand-over-done = Stores the encrypted answer. Sending the same answer again does nothing.

## Signing in

sessions = Setup and sign-in
set-up = Sets a password with a one-time link, and signs in.
sign-in = Signs in, with a code if the account has an authenticator app.
signed-in = Returns who is signed in.
sign-out = Ends the session that the request shows.

## A person's own account

account = Your own account
own-account = Lists your sessions and says whether you have an authenticator app.
set-contact = Changes which phone number and email address your clients see.
change-password = Changes your password and ends your other sessions.
begin-factor = Returns the key for a new authenticator app.
confirm-factor = Turns the new authenticator app on, with a code from it, and returns recovery codes.
remove-factor = Removes your authenticator app.
recovery-codes = Replaces your recovery codes.
end-sessions = Ends one of your sessions, or all others.

## Onboardings

onboardings = Onboardings
recipients = Lists the technicians that a new link would be for.
board = Returns a page of the board: at most 50 onboardings that match the search.
create = Creates an onboarding for a link that the browser made.
onboarding = Returns one onboarding with its last sign-in test, report and activity.
reissue = Replaces the link with a new one.
revoke = Revokes the link and deletes what was sent through it.
settle-help = Records that you helped the client with the requests that you've seen.
delivery = Says whether the website's own email arrives.
await-delivery = Waits for a message from the website at a new address, for one hour.
judge-message = Judges a message from the website that arrived somewhere else. Only its headers are stored.
remind-of-proof = Turns monthly reminders of a new message from the website on or off.

## The technician

technician = Technicians
queue = Lists what is waiting for a technician.
sealed = Returns the encrypted settings.
reseal = Replaces the encrypted settings with a copy that is encrypted for the current team.
collected = Marks the settings as opened.
configured = Marks the website as configured.
saved-elsewhere = Marks the website as configured, and deletes the encrypted settings right away.
offer-key = Offers a public key. Returns a challenge that only its owner can open.
prove-key = Proves the offered key. New links are encrypted for it from now on.
approvals = Returns your encrypted list of accepted recipients.
keep-approvals = Stores your encrypted list of accepted recipients.

## The team

team = Administrators
people = Lists everyone on the team.
invite = Invites a person.
set-roles = Changes a person's roles.
deactivate = Deactivates a person and ends their sessions.
reactivate = Reactivates a person.
new-setup-link = Creates a new one-time link for a person who can't sign in.
sign-out-person = Ends all sessions of a person.
remove-key = Removes a technician's key. New links are only encrypted for the remaining keys.
retention = Says how long each kind of data is kept.
set-retention = Changes how long data is kept.
brand = Says how the agency presents itself to its clients.
set-brand = Changes the agency's name, color, contact and the sender's name in emails.
set-logo = Replaces the agency's logo.
remove-logo = Removes the agency's logo.
activity = Lists the activity of everyone, newest first.
