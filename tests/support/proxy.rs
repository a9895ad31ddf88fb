//! A proxy in front of the server that records everything that passes, in both directions.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// What one connection carried.
#[derive(Clone, Default)]
pub struct Exchange {
    /// What the client sent.
    pub sent: Vec<u8>,
    /// What the target sent.
    pub received: Vec<u8>,
}

/// A recording proxy.
pub struct Recorder {
    address: SocketAddr,
    exchanges: Arc<Mutex<Vec<Arc<Mutex<Exchange>>>>>,
}

impl Recorder {
    /// Listens on the target's address, on another port.
    pub fn before(target: SocketAddr) -> Self {
        Self::between((target.ip(), 0).into(), target)
    }

    /// Listens on `listen`, and relays to the target.
    pub fn between(listen: SocketAddr, target: SocketAddr) -> Self {
        let listener = TcpListener::bind(listen).expect("a loopback address can be bound");
        let address = listener.local_addr().expect("it is bound");
        let exchanges = Arc::<Mutex<Vec<Arc<Mutex<Exchange>>>>>::default();
        let known = Arc::clone(&exchanges);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(target) else { continue };
                let exchange = Arc::<Mutex<Exchange>>::default();
                known.lock().expect("no thread panicked").push(Arc::clone(&exchange));
                let (from, to) = (copy_of(&client), copy_of(&server));
                let upwards = Arc::clone(&exchange);
                thread::spawn(move || pass(from, to, |bytes| lock(&upwards).sent.extend_from_slice(bytes)));
                thread::spawn(move || {
                    pass(server, client, |bytes| lock(&exchange).received.extend_from_slice(bytes));
                });
            }
        });
        Self { address, exchanges }
    }

    /// Returns its base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns what each connection has carried so far.
    pub fn exchanges(&self) -> Vec<Exchange> {
        let exchanges = self.exchanges.lock().expect("no thread panicked");
        exchanges.iter().map(|exchange| lock(exchange).clone()).collect()
    }

    /// Returns everything that was sent and received so far, with the clients' WebSocket frames unmasked.
    pub fn recorded(&self) -> Vec<Vec<u8>> {
        let exchanges = self.exchanges.lock().expect("no thread panicked");
        exchanges
            .iter()
            .flat_map(|exchange| {
                let exchange = lock(exchange).clone();
                [unmasked(&exchange.sent), exchange.sent, exchange.received]
            })
            .collect()
    }
}

fn copy_of(stream: &TcpStream) -> TcpStream {
    stream.try_clone().expect("a second handle")
}

fn lock(exchange: &Mutex<Exchange>) -> std::sync::MutexGuard<'_, Exchange> {
    exchange.lock().expect("no thread panicked")
}

fn pass(mut from: TcpStream, mut to: TcpStream, record: impl Fn(&[u8])) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(length) = from.read(&mut buffer) {
        if length == 0 || to.write_all(&buffer[..length]).is_err() {
            break;
        }
        record(&buffer[..length]);
    }
    // Either side may have closed already.
    let _ = to.shutdown(Shutdown::Write);
}

impl Exchange {
    /// Returns the kind and payload of each WebSocket frame of one side (RFC 6455, section 5.2), after its HTTP head.
    /// A client's payloads are unmasked.
    pub fn frames(side: &[u8]) -> Vec<(u8, Vec<u8>)> {
        let mut frames = Vec::new();
        let is_websocket = side.windows(10).any(|bytes| bytes.eq_ignore_ascii_case(b"websocket\r"));
        let Some(end) = side.windows(4).position(|bytes| bytes == b"\r\n\r\n").filter(|_| is_websocket)
        else {
            return frames;
        };
        let mut rest = &side[end + 4..];
        while let Some((kind, payload, after)) = frame(rest) {
            frames.push((kind, payload));
            rest = after;
        }
        frames
    }
}

/// Returns the payloads of a client's WebSocket frames.
fn unmasked(sent: &[u8]) -> Vec<u8> {
    Exchange::frames(sent).into_iter().flat_map(|(_, payload)| payload).collect()
}

fn frame(bytes: &[u8]) -> Option<(u8, Vec<u8>, &[u8])> {
    let (kind, second) = (bytes.first()? & 0x0f, bytes.get(1)?);
    let (length, at) = match second & 0x7f {
        126 => (usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)), 4),
        127 => (usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?, 10),
        short => (usize::from(short), 2),
    };
    let (mask, at) = match second & 0x80 {
        0 => ([0; 4], at),
        _ => (bytes.get(at..at + 4)?.try_into().ok()?, at + 4),
    };
    let payload = bytes.get(at..at + length)?;
    let plain = payload.iter().enumerate().map(|(i, byte)| byte ^ mask[i % 4]).collect();
    Some((kind, plain, &bytes[at + length..]))
}

#[cfg(test)]
mod tests {
    use super::unmasked;

    #[test]
    fn frames_are_unmasked_after_the_request() {
        let mut sent = b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n".to_vec();
        sent.extend([0x81, 0x82, 1, 2, 3, 4, b'h' ^ 1, b'i' ^ 2]);
        sent.extend([0x82, 0xfe, 0, 1, 0, 0, 0, 0, b'!']);
        assert_eq!(unmasked(&sent), b"hi!");
        assert_eq!(unmasked(b"GET / HTTP/1.1\r\n\r\n"), b"");
    }
}
