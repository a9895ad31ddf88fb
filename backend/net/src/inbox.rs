//! A mail server on this machine that stores the mail it gets, for tests of our own mail.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::{mail::Mailer, url::SmtpUrl};

/// A mail server on loopback that stores messages, or rejects them with a temporary error.
#[derive(Default)]
pub struct Inbox {
    /// True while the server rejects messages.
    pub refuses: AtomicBool,
    got: Mutex<Vec<String>>,
}

impl Inbox {
    /// Starts the server, and returns it with a mailer that sends to it.
    pub async fn start() -> (Arc<Self>, Mailer) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mailer = mailer(listener.local_addr().unwrap().port());
        let inbox = Arc::new(Self::default());
        let here = inbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inbox = here.clone();
                // An error means that the client closed the connection, which is fine.
                tokio::spawn(async move { inbox.talk(stream).await });
            }
        });
        (inbox, mailer)
    }

    /// Returns and clears the messages, each with its recipient.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.got.lock().unwrap())
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut message = String::new();
        write.write_all(b"220 mail.test\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default();
            let reply: &[u8] = match verb {
                "MAIL" if self.refuses.load(Ordering::Relaxed) => b"451 4.3.0 Not now\r\n",
                "RCPT" => {
                    message = format!("{line}\n");
                    b"250 OK\r\n"
                }
                "DATA" => {
                    write.write_all(b"354 Go ahead\r\n").await?;
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        message.push_str(&line);
                        message.push('\n');
                    }
                    self.got.lock().unwrap().push(std::mem::take(&mut message));
                    b"250 OK\r\n"
                }
                "QUIT" => return write.write_all(b"221 Bye\r\n").await,
                _ => b"250 OK\r\n",
            };
            write.write_all(reply).await?;
        }
        Ok(())
    }
}

/// Creates a mailer that sends to this port on loopback, without TLS. No server has to run there.
pub fn mailer(port: u16) -> Mailer {
    let url = SmtpUrl::parse(&format!("smtp://127.0.0.1:{port}")).unwrap();
    Mailer::new(&url, &"post@agency.test".parse().unwrap(), None).unwrap()
}
