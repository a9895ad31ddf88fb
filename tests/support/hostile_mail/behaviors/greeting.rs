//! Before encryption: the connection, the greeting and the first EHLO.

use shared::check::Stage::{Connect, Ehlo, Greeting, Starttls};

use super::{Behavior, Do, Ends, GREETING, HELLO, OFFERS, starttls};

pub(super) fn all() -> Vec<Behavior> {
    [connection(), greetings(), other_protocols(), hellos()].concat()
}

fn connection() -> Vec<Behavior> {
    vec![
        starttls("never accepts", &[&[Do::NeverAccept]], Ends::silent(Connect, "tcp-timeout")),
        starttls("never greets", &[&[Do::Hold]], Ends::silent(Greeting, "greeting-timeout")),
        starttls("hangs up at once", &[], Ends::unreachable(Greeting, "closed-early")),
        starttls("resets at EHLO", &[&[GREETING, Do::Reset]], Ends::unreachable(Ehlo, "tcp-reset")),
        starttls(
            "closes its half after the greeting",
            &[&[GREETING, Do::Cut]],
            Ends::unreachable(Ehlo, "closed-early"),
        ),
    ]
}

fn greetings() -> Vec<Behavior> {
    let says = |name, bytes, ends| starttls(name, &[&[Do::Send(bytes), Do::ReadLine]], ends);
    let broken = Ends::unreachable(Greeting, "not-smtp");
    let flood = Ends::unreachable(Greeting, "too-much");
    vec![
        starttls(
            "drips an endless greeting",
            &[&[Do::Drip(b"220-")]],
            Ends::silent(Greeting, "greeting-slow"),
        ),
        starttls("floods before EHLO", &[&[Do::Flood(b"220-welcome, and welcome again\r\n")]], flood),
        starttls("greets in one endless line", &[&[Do::Flood(b"220 welcome ")]], flood),
        says(
            "says 421 at once",
            b"421 4.3.2 too many connections\r\n",
            Ends::unreachable(Greeting, "greeting-421"),
        ),
        says("says 554 at once", b"554 5.7.1 not you\r\n", Ends::unreachable(Greeting, "greeting-554")),
        says("greets with 250", b"250 ok\r\n", Ends::unreachable(Greeting, "out-of-step")),
        says("says that we are signed in", b"235 2.7.0 ok\r\n", Ends::unreachable(Greeting, "out-of-step")),
        says(
            "mixes codes in one reply",
            b"220-mx.test\r\n235 ok\r\n",
            Ends::unreachable(Greeting, "out-of-step"),
        ),
        says("breaks its code with a NUL", b"2\x0020 mx.test\r\n", broken),
        says("has impossible codes", b"299x mx.test\r\n", broken),
        says("has two-digit codes", b"22 mx.test\r\n", broken),
        says("greets without a code", b"welcome to mx.test\r\n", broken),
        says("mumbles", b"\x01\x02\x03\xff\xfe\n", broken),
        says(
            "ends its lines with only CR",
            b"220 mx.test\r250 ok\r",
            Ends::silent(Greeting, "greeting-slow"),
        ),
        says(
            "answers before it is asked",
            b"220 mx.test\r\n250 mx.test\r\n",
            Ends::unreachable(Ehlo, "out-of-step"),
        ),
    ]
}

fn other_protocols() -> Vec<Behavior> {
    let says =
        |name, bytes| starttls(name, &[&[Do::Send(bytes)]], Ends::unreachable(Greeting, "greeting-not-smtp"));
    let tls = Ends::unreachable(Greeting, "tls-expected");
    vec![
        says("speaks HTTP", b"HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n"),
        says("speaks SSH", b"SSH-2.0-OpenSSH_9.9\r\n"),
        says("speaks POP3", b"+OK ready\r\n"),
        says("speaks IMAP", b"* OK ready\r\n"),
        // An implicit-TLS port that gives up waiting for a ClientHello, and sends an alert.
        starttls("speaks TLS in the clear", &[&[Do::Send(b"\x15\x03\x01\x00\x02\x02\x28")]], tls),
    ]
}

fn hellos() -> Vec<Behavior> {
    let hello = |name, then: &[Do], ends| starttls(name, &[&HELLO, then], ends);
    let flood = Ends::unreachable(Ehlo, "too-much");
    vec![
        hello("hangs up at EHLO", &[], Ends::unreachable(Ehlo, "closed-early")),
        hello("never answers EHLO", &[Do::Hold], Ends::silent(Ehlo, "went-silent")),
        hello("drips an endless EHLO reply", &[Do::Drip(b"250-x\r\n")], Ends::silent(Ehlo, "went-silent")),
        hello("floods after EHLO", &[Do::Flood(b"250-SIZE 52428800\r\n")], flood),
        hello("names endless extensions", &[Do::Flood(b"250-X\n")], flood),
        hello(
            "doesn't know EHLO",
            &[Do::Send(b"502 5.5.1 what is EHLO?\r\n"), Do::ReadLine],
            Ends::unreachable(Ehlo, "no-esmtp"),
        ),
        hello(
            "says 235 to EHLO",
            &[Do::Send(b"235 2.7.0 ok\r\n"), Do::ReadLine],
            Ends::unreachable(Ehlo, "out-of-step"),
        ),
        hello(
            "switches to HTTP",
            &[Do::Send(b"HTTP/1.1 400 Bad Request\r\n\r\n")],
            Ends::unreachable(Ehlo, "greeting-not-smtp"),
        ),
        hello(
            "offers AUTH only in the clear",
            &[OFFERS, Do::ReadLine],
            Ends::unreachable(Starttls, "starttls-not-offered"),
        ),
    ]
}
