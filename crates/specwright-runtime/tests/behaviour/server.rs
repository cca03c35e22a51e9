//! A server that answers, and one that fails in every way a server can.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What happens to one request, once it is read whole.
#[derive(Clone, Debug)]
pub(crate) enum Fate {
    /// These bytes, then an orderly end of the connection.
    Answered(Vec<u8>),
    /// These bytes, then a reset.
    Reset(Vec<u8>),
    /// These bytes, then silence.
    Stalled(Vec<u8>),
    /// These bytes, then chunks without end.
    Endless(Vec<u8>),
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).expect("a request line")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }
}

/// Stops when dropped.
pub(crate) struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Each request meets its fate in order; the last fate is everybody's from then on.
    pub(crate) async fn start(fates: Vec<Fate>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let requests = Arc::clone(&received);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&requests), fates.clone()));
            }
        });
        Self { address, received, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no panic while held").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An address where nobody listens.
pub(crate) async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// A whole answer with a body of the right length.
pub(crate) fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Fate {
    let (body, lines) = (body.as_ref(), headers.iter().map(|line| format!("{line}\r\n")).collect::<String>());
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{lines}content-length: {}\r\n\r\n", body.len());
    Fate::Answered([head.as_bytes(), body].concat())
}

async fn serve(mut stream: TcpStream, requests: Arc<Mutex<Vec<Received>>>, fates: Vec<Fate>) {
    let Some(request) = read(&mut stream).await else { return };
    let number = {
        let mut requests = requests.lock().expect("no panic while held");
        requests.push(request);
        requests.len()
    };
    let fate = fates.get(number - 1).or(fates.last()).expect("a fate");
    let (Fate::Answered(bytes) | Fate::Reset(bytes) | Fate::Stalled(bytes) | Fate::Endless(bytes)) = fate;
    if stream.write_all(bytes).await.is_err() {
        return;
    }
    match fate {
        Fate::Answered(_) => {
            let _ = stream.shutdown().await;
        }
        Fate::Reset(_) => {
            let _ = stream.flush().await;
            // What was written should arrive before the reset throws it away.
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            let _ = stream.set_zero_linger();
        }
        Fate::Stalled(_) => std::future::pending().await,
        Fate::Endless(_) => while stream.write_all(&[b'x'; 16 * 1024]).await.is_ok() {},
    }
}

async fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let mut request = Received { head: head.to_owned(), body: body.to_owned() };
        if request.header("transfer-encoding") == Some("chunked") {
            if body.ends_with("0\r\n\r\n") {
                request.body = unchunked(body);
                return Some(request);
            }
            continue;
        }
        let length = request.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        if body.len() >= length {
            return Some(request);
        }
    }
}

/// The data of chunks that came whole.
fn unchunked(mut chunks: &str) -> String {
    let mut data = String::new();
    while let Some((length, rest)) = chunks.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).expect("a length in hexadecimal");
        data.push_str(&rest[..length]);
        chunks = &rest[length + 2..];
    }
    data
}
