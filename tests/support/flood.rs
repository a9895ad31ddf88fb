//! A DNS server that answers every query with as much as one message can hold. Each answer leads to more names.
//!
//! `giant.test` returns more than any client should accept. All other names return the most that fits: TXT records
//! with and without SPF, mail hosts, addresses.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// The length of a header, and of a question after its name, in bytes.
const HEADER: usize = 12;
const QUESTION: usize = 4;

/// As many records as a client should accept: see `RECORDS_MAX` and `MESSAGE_MAX` in `backend/net/src/dns/wire.rs`.
const RECORDS: u16 = 120;

/// More records than a client should accept.
const RECORDS_OF_GIANTS: u16 = 2000;

/// Record types (RFC 1035, section 3.2.2; RFC 3596).
const A: u16 = 1;
const NS: u16 = 2;
const MX: u16 = 15;
const TXT: u16 = 16;
const AAAA: u16 = 28;

/// A running server.
pub struct NameServer {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
}

impl NameServer {
    /// Starts the server. Over UDP it answers only that the client should use TCP, where it sends everything after
    /// `delay`.
    pub fn start(delay: Duration) -> Self {
        let (listener, socket, address) = free_port();
        let asked = Arc::<AtomicUsize>::default();
        let counter = asked.clone();
        thread::spawn(move || over_udp(&socket, &counter));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || over_tcp(stream, delay));
            }
        });
        Self { address, asked }
    }

    /// Returns the address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns how many queries arrived.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

/// Binds a port that is free for both UDP and TCP.
fn free_port() -> (TcpListener, UdpSocket, SocketAddr) {
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback address can be bound");
        let address = listener.local_addr().expect("it is bound");
        if let Ok(socket) = UdpSocket::bind(address) {
            return (listener, socket, address);
        }
    }
}

fn over_udp(socket: &UdpSocket, asked: &AtomicUsize) {
    let mut buffer = [0; 1232];
    while let Ok((length, from)) = socket.recv_from(&mut buffer) {
        asked.fetch_add(1, Ordering::Relaxed);
        let Some(question) = question(&buffer[..length]) else { continue };
        let truncated = message(question, 0x8300, 0, &[]);
        let _ = socket.send_to(&truncated, from);
    }
}

fn over_tcp(mut stream: TcpStream, delay: Duration) {
    let mut length = [0; 2];
    if stream.read_exact(&mut length).is_err() {
        return;
    }
    let mut query = vec![0; usize::from(u16::from_be_bytes(length))];
    if stream.read_exact(&mut query).is_err() {
        return;
    }
    thread::sleep(delay);
    let Some(question) = question(&query) else { return };
    let answer = answer(question);
    let length = u16::try_from(answer.len()).expect("a message fits");
    // A client that has had enough closes first.
    let _ = stream.write_all(&[&length.to_be_bytes()[..], &answer].concat());
}

/// A query's id, its question and the question's parts.
#[derive(Clone, Copy)]
struct Question<'a> {
    id: [u8; 2],
    whole: &'a [u8],
    labels: &'a [u8],
    kind: u16,
}

fn question(query: &[u8]) -> Option<Question<'_>> {
    let rest = query.get(HEADER..)?;
    let end = rest.iter().position(|&byte| byte == 0)? + 1;
    let whole = rest.get(..end + QUESTION)?;
    let kind = u16::from_be_bytes([whole[end], whole[end + 1]]);
    Some(Question { id: [query[0], query[1]], whole, labels: &rest[..end - 1], kind })
}

fn message(question: Question<'_>, flags: u16, count: u16, records: &[u8]) -> Vec<u8> {
    let flags = flags.to_be_bytes();
    let [high, low] = count.to_be_bytes();
    let header = [question.id[0], question.id[1], flags[0], flags[1], 0, 1, high, low, 0, 0, 0, 0];
    [&header[..], question.whole, records].concat()
}

fn answer(question: Question<'_>) -> Vec<u8> {
    let is_giant = question.labels.ends_with(b"\x05giant\x04test");
    let count = if is_giant { RECORDS_OF_GIANTS } else { RECORDS };
    let mut records = Vec::new();
    for n in 0..count {
        let Some(data) = data(question, n, is_giant) else {
            return message(question, 0x8180, 0, &[]);
        };
        // A pointer to the question's own name as the owner.
        records.extend([0xc0, 0x0c]);
        records.extend(question.kind.to_be_bytes());
        records.extend([0, 1, 0, 0, 0, 60]);
        records.extend(u16::try_from(data.len()).expect("it is short").to_be_bytes());
        records.extend(data);
    }
    message(question, 0x8180, count, &records)
}

/// Returns one record's data, or `None` for a type without data here.
fn data(question: Question<'_>, n: u16, is_giant: bool) -> Option<Vec<u8>> {
    let [high, low] = n.to_be_bytes();
    Some(match question.kind {
        A => vec![192, 5, high, low],
        AAAA => [&[0x26, 0, 0x0c, 1][..], &[0; 10], &[high, low]].concat(),
        NS => below(question, n),
        MX => [&[0, 10][..], &below(question, n)].concat(),
        TXT if is_giant => vec![5, b'g', b'i', b'a', b'n', b't'],
        TXT if n == 0 => spf(question),
        TXT => (0..5).flat_map(|_| [&[40][..], &[b'x'; 40]].concat()).collect(),
        _ => return None,
    })
}

/// Returns another name below the question's name.
fn below(question: Question<'_>, n: u16) -> Vec<u8> {
    let label = format!("h{n}");
    let mut name = vec![u8::try_from(label.len()).expect("it is short")];
    name.extend(label.as_bytes());
    // Names have a maximum length, so deeper ones don't get longer.
    if question.labels.len() > 200 {
        return [&[0xc0, 0x0c][..]].concat();
    }
    name.extend([0xc0, 0x0c]);
    name
}

/// Returns an SPF record that includes more names, in strings of 200 bytes.
fn spf(question: Question<'_>) -> Vec<u8> {
    let domain = dotted(question.labels);
    let terms: Vec<String> = (0..30).map(|n| format!("include:s{n}.{domain} mx:m{n}.{domain}")).collect();
    let text = format!("v=spf1 {} ~all", terms.join(" "));
    let pieces = text.as_bytes().chunks(200);
    pieces.flat_map(|piece| [&[u8::try_from(piece.len()).expect("200")][..], piece].concat()).collect()
}

fn dotted(mut labels: &[u8]) -> String {
    let mut parts = Vec::new();
    while let Some((&length, rest)) = labels.split_first() {
        let (label, rest) = rest.split_at(usize::from(length).min(rest.len()));
        parts.push(String::from_utf8_lossy(label).into_owned());
        labels = rest;
    }
    parts.join(".")
}
