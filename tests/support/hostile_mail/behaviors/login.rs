//! Inside TLS with a valid certificate: the sign-in, and what follows it.

use shared::check::{
    Stage::{Auth, Ehlo, Sender},
    StageOutcome,
};

use super::{BYE, Behavior, Do, Ends, IN, OFFERS, OFFERS_SCRAM, OK, REST, SIGNED_IN, UP, implicit, starttls};

pub(super) fn all() -> Vec<Behavior> {
    [offers(), answers(), broken_off(), proofs(), senders(), goodbyes()].concat()
}

fn offers() -> Vec<Behavior> {
    let offers = |name, bytes, cause| {
        starttls(name, &[&UP, &[Do::Send(bytes), Do::ReadLine]], Ends::refused(Auth, cause))
    };
    vec![
        offers("offers no AUTH", b"250-mx.test\r\n250 SIZE 1\r\n", "auth-not-offered"),
        offers(
            "offers AUTH only for OAuth",
            b"250-mx.test\r\n250 AUTH XOAUTH2 OAUTHBEARER\r\n",
            "auth-oauth-only",
        ),
        offers(
            "offers only unsupported AUTH",
            b"250-mx.test\r\n250 AUTH GSSAPI CRAM-MD5\r\n",
            "no-common-mechanism",
        ),
        starttls(
            "pretends success before AUTH",
            &[&UP, &[Do::Send(b"250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n")]],
            Ends::unreachable(Auth, "out-of-step"),
        ),
        implicit(
            "pretends success instead of EHLO",
            &[&IN, &[SIGNED_IN]],
            Ends::unreachable(Ehlo, "out-of-step"),
        ),
        implicit("hangs up at EHLO inside TLS", &[&IN], Ends::unreachable(Ehlo, "closed-early")),
        implicit("never answers EHLO inside TLS", &[&IN, &[Do::Hold]], Ends::silent(Ehlo, "went-silent")),
    ]
}

fn answers() -> Vec<Behavior> {
    let says = |name, bytes, ends| {
        implicit(name, &[&IN, &[OFFERS, Do::ReadLine, Do::Send(bytes), Do::ReadLine]], ends).shown()
    };
    let no = |name, bytes, cause| says(name, bytes, Ends::refused(Auth, cause));
    let stops = |name, bytes, cause| says(name, bytes, Ends::unreachable(Auth, cause));
    let asks_on = [&[OFFERS][..], &[Do::ReadLine, Do::Send(b"334 \r\n")].repeat(8)].concat();
    let prompts = [
        &[Do::Send(b"250-x\r\n250 AUTH LOGIN\r\n")][..],
        &[Do::ReadLine, Do::Send(b"334 UGFzc3dvcmQ6\r\n")].repeat(8),
    ]
    .concat();
    vec![
        no("refuses the password", b"535 5.7.8 Error: authentication failed\r\n", "generic-535"),
        no("fails temporarily", b"454 4.7.0 Temporary authentication failure\r\n", "auth-temporary"),
        no("says 250 to AUTH", b"250 ok\r\n", "out-of-step"),
        no("says 220 to AUTH", b"220 ok\r\n", "out-of-step"),
        no("says 354 to AUTH", b"354 go\r\n", "out-of-step"),
        stops("mixes codes in AUTH's answer", b"235-ok\r\n535 no\r\n", "out-of-step"),
        stops("has no code in AUTH's answer", b"ok, you are in\r\n", "not-smtp"),
        stops("breaks AUTH's code with a NUL", b"2\x0035 ok\r\n", "not-smtp"),
        stops("asks twice at once", b"334 one\r\n334 two\r\n", "out-of-step"),
        implicit("keeps asking", &[&IN, &asks_on], Ends::unreachable(Auth, "out-of-step")).shown(),
        implicit("keeps prompting", &[&IN, &prompts], Ends::unreachable(Auth, "out-of-step")).shown(),
        implicit(
            "echoes what it was sent",
            &[&IN, &[OFFERS, Do::ReadLine, Do::Echo]],
            Ends::refused(Auth, "generic-535"),
        )
        .shown(),
        implicit(
            "floods at AUTH",
            &[&IN, &[OFFERS, Do::ReadLine, Do::Flood(b"235-ok\r\n")]],
            Ends::unreachable(Auth, "too-much"),
        )
        .shown(),
    ]
}

fn broken_off() -> Vec<Behavior> {
    let then = |name, then: &[Do], ends| implicit(name, &[&IN, &[OFFERS], then], ends).shown();
    vec![
        then("hangs up at AUTH", &[Do::ReadLine], Ends::unreachable(Auth, "closed-early")),
        then("is cut off at AUTH", &[Do::ReadLine, Do::Cut], Ends::unreachable(Auth, "closed-early")),
        then("never answers AUTH", &[Do::ReadLine, Do::Hold], Ends::silent(Auth, "went-silent")),
        then("drips AUTH's answer", &[Do::ReadLine, Do::Drip(b"235-ok")], Ends::silent(Auth, "went-silent")),
        // The client can't know about data that it never reads, because the reset comes first.
        Behavior {
            shown: false,
            ..then("resets at AUTH", &[Do::Reset], Ends::unreachable(Auth, "tcp-reset"))
        },
    ]
}

/// Challenges that the client must not answer with a proof. It gives up the exchange.
const UNUSABLE: [(&str, &str); 8] = [
    ("changes our nonce", "r=another-nonce-than-ours,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
    ("adds nothing to our nonce", "r={},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
    ("wants a million rounds", "r={}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000000"),
    ("wants a gigantic number of rounds", "r={}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999999999999"),
    ("wants no rounds", "r={}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0"),
    ("has an empty salt", "r={}x,s=,i=4096"),
    ("has an unknown extension in its challenge", "m=x,r={}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
    ("refuses in its challenge", "e=other-error"),
];

/// With SCRAM, the server never gets the password itself.
fn proofs() -> Vec<Behavior> {
    let only = Do::Send(b"250-mx.test\r\n250 AUTH SCRAM-SHA-256\r\n");
    let proved = |name, then: &[Do], ends| implicit(name, &[&IN, &[OFFERS_SCRAM], then], ends);
    let not_proved = Ends::unreachable(Auth, "server-not-proved");
    let challenge = Do::Scram("r={}and-more,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=64");
    let given_up = [Do::ReadLine, Do::Send(b"501 5.7.0 canceled\r\n"), Do::ReadLine];
    let unusable = UNUSABLE.map(|(name, first)| {
        implicit(
            name,
            &[&IN, &[only, Do::Scram(first)], &given_up],
            Ends::unreachable(Auth, "challenge-unusable"),
        )
    });
    let signs =
        |name, bytes| proved(name, &[challenge, Do::ReadLine, Do::Send(bytes), Do::ReadLine], not_proved);
    let mut all = unusable.to_vec();
    all.extend([
        // "v=" and 32 zero bytes.
        signs(
            "signs with another key",
            b"334 dj1BQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE9\r\n",
        ),
        signs("has an empty signature", b"334 dj0=\r\n"),
        signs("doesn't sign", b"235 2.7.0 ok\r\n"),
        proved("signs us in without a challenge", &[Do::ReadLine, SIGNED_IN, Do::ReadLine], not_proved),
        proved(
            "challenges again after the proof",
            &[challenge, Do::ReadLine, Do::Send(b"334 cj0=\r\n"), Do::ReadLine],
            not_proved,
        ),
        proved(
            "refuses the proof",
            &[challenge, Do::ReadLine, Do::Send(b"535 5.7.8 no\r\n"), Do::ReadLine],
            Ends::refused(Auth, "generic-535"),
        ),
        proved(
            "never answers the proof",
            &[challenge, Do::ReadLine, Do::Hold],
            Ends::silent(Auth, "went-silent"),
        ),
        // The server stores nothing for SCRAM and says so before any proof. It accepts the same password with PLAIN.
        proved(
            "has no SCRAM for this user",
            &[&[Do::ReadLine, Do::Send(b"535 5.7.8 no\r\n"), Do::ReadLine][..], &REST].concat(),
            Ends::well(StageOutcome::Ok),
        )
        .shown(),
    ]);
    all
}

fn senders() -> Vec<Behavior> {
    let sends = |name, then: &[Do], ends| {
        implicit(name, &[&IN, &[OFFERS, Do::ReadLine, SIGNED_IN, Do::ReadLine], then], ends).shown()
    };
    vec![
        sends(
            "refuses the sender",
            &[Do::Send(b"553 5.7.1 Sender address rejected: not owned by user\r\n"), Do::ReadLine],
            Ends::refused(Sender, "send-as-not-owned"),
        ),
        sends(
            "says 354 to MAIL",
            &[Do::Send(b"354 go\r\n"), Do::ReadLine],
            Ends::refused(Sender, "out-of-step"),
        ),
        sends("hangs up at MAIL", &[], Ends::unreachable(Sender, "closed-early")),
        sends("never answers MAIL", &[Do::Hold], Ends::silent(Sender, "went-silent")),
        sends("floods at MAIL", &[Do::Flood(b"250-ok\r\n")], Ends::unreachable(Sender, "too-much")),
    ]
}

/// The login works, no matter how the goodbye ends.
fn goodbyes() -> Vec<Behavior> {
    let parts = |name, then: &[Do], outcome| {
        let signed_in = [OFFERS, Do::ReadLine, SIGNED_IN, Do::ReadLine, OK, Do::ReadLine];
        implicit(name, &[&IN, &signed_in, then], Ends::well(outcome)).shown()
    };
    vec![
        parts(
            "keeps talking after QUIT",
            &[OK, Do::ReadLine, Do::Send(b"221 bye\r\n250 and more\r\n")],
            StageOutcome::Ok,
        ),
        parts("floods after QUIT", &[OK, Do::ReadLine, Do::Flood(b"221-bye\r\n")], StageOutcome::Fail),
        parts("hangs up at RSET", &[], StageOutcome::Ok),
        parts("doesn't know RSET", &[Do::Send(b"502 5.5.1 what?\r\n"), Do::ReadLine, BYE], StageOutcome::Ok),
        parts("never says goodbye", &[OK, Do::ReadLine, Do::Hold], StageOutcome::TimedOut),
    ]
}
