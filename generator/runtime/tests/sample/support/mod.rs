//! A scripted server on 127.0.0.1 that can misbehave in every way.

mod clock;

pub use clock::HandClock;

use std::{
    fmt,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Which connection it came on, from 0.
    pub connection: usize,
}

impl Seen {
    /// The values of a header.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let matching = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        matching.map(|(_, value)| value.as_str()).collect()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What the server does with a request.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Bytes to send, as they are.
    pub bytes: Vec<u8>,
    /// What follows them, a tenth of a second apart.
    pub slowly: Vec<String>,
    pub then: Then,
    pub after: After,
}

/// Called when the bytes are out, and with each further one of a drip.
#[derive(Clone, Default)]
pub struct After(Option<Arc<dyn Fn() + Send + Sync>>);

impl After {
    fn call(&self) {
        if let Some(call) = &self.0 {
            call();
        }
    }
}

impl fmt::Debug for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("After(..)")
    }
}

/// What the server tells the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// A request arrived.
    Request,
    /// A connection is over, whoever closed it.
    Closed,
}

/// What follows the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    KeepAlive,
    Close,
    Reset,
    /// Send nothing more, keep the connection.
    Hang,
    /// Send a byte at a time, and then nothing more.
    Drip,
    /// Send chunks as fast as they are taken.
    Flood,
    /// Send the bytes again and again, as fast as they are taken.
    Repeat,
}

impl Reply {
    pub fn status(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} X\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body);
        Self { bytes, slowly: Vec::new(), then: Then::KeepAlive, after: After::default() }
    }

    pub fn json(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::status(status, &[("content-type", "application/json")], body)
    }

    pub fn raw(bytes: impl AsRef<[u8]>, then: Then) -> Self {
        Self { bytes: bytes.as_ref().to_vec(), slowly: Vec::new(), then, after: After::default() }
    }

    /// The same, with pieces after it that take their time.
    pub fn slowly(mut self, pieces: Vec<String>) -> Self {
        self.slowly = pieces;
        self
    }

    /// The same, with something to do when the bytes are out.
    pub fn after(mut self, call: impl Fn() + Send + Sync + 'static) -> Self {
        self.after = After(Some(Arc::new(call)));
        self
    }
}

/// The running server.
pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    pub connections: Arc<AtomicUsize>,
    happened: tokio::sync::Mutex<UnboundedReceiver<Happened>>,
}

impl Server {
    /// Starts a server that answers the n-th request (from 0) as the function says.
    pub fn start(reply: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let (tell, happened) = unbounded_channel();
        let (log, count, reply) = (Arc::clone(&seen), Arc::clone(&connections), Arc::new(reply));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { break };
                let connection = count.fetch_add(1, Ordering::SeqCst);
                let (log, reply, tell) = (Arc::clone(&log), Arc::clone(&reply), tell.clone());
                std::thread::spawn(move || {
                    let _ = serve(stream, connection, &log, &tell, &*reply);
                    let _ = tell.send(Happened::Closed);
                });
            }
        });
        Self { url, seen, connections, happened: tokio::sync::Mutex::new(happened) }
    }

    /// A server that always answers the same.
    pub fn always(reply: Reply) -> Self {
        Self::start(move |_, _| reply.clone())
    }

    /// A server with one answer for each request, the last one for all further ones.
    pub fn script(replies: Vec<Reply>) -> Self {
        Self::start(move |n, _| replies[n.min(replies.len() - 1)].clone())
    }

    /// Waits until this happens (again).
    pub async fn wait_for(&self, what: Happened) {
        let mut happened = self.happened.lock().await;
        while happened.recv().await.unwrap() != what {}
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

fn serve(
    mut stream: TcpStream,
    connection: usize,
    log: &Mutex<Vec<Seen>>,
    tell: &UnboundedSender<Happened>,
    reply: &dyn Fn(usize, &Seen) -> Reply,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer, connection)? {
        let index = {
            let mut log = log.lock().unwrap();
            log.push(request.clone());
            log.len() - 1
        };
        let _ = tell.send(Happened::Request);
        let answer = reply(index, &request);
        stream.write_all(&answer.bytes)?;
        stream.flush()?;
        for piece in &answer.slowly {
            std::thread::sleep(std::time::Duration::from_millis(100));
            stream.write_all(piece.as_bytes())?;
        }
        answer.after.call();
        match answer.then {
            Then::KeepAlive => {}
            Then::Close => return Ok(()),
            Then::Reset => {
                socket2::SockRef::from(&stream).set_linger(Some(std::time::Duration::ZERO))?;
                return Ok(());
            }
            Then::Hang => {
                let _ = stream.read(&mut [0; 1024]);
                return Ok(());
            }
            Then::Drip => {
                for _ in 0..60 {
                    stream.write_all(b" ")?;
                    answer.after.call();
                }
                let _ = stream.read(&mut [0; 1024]);
                return Ok(());
            }
            Then::Repeat => {
                let many = answer.bytes.repeat(1000);
                loop {
                    stream.write_all(&many)?;
                }
            }
            Then::Flood => loop {
                stream.write_all(&[b' '; 65536])?;
            },
        }
    }
    Ok(())
}

fn read_request(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    connection: usize,
) -> std::io::Result<Option<Seen>> {
    let end = loop {
        if let Some(end) = find(buffer, b"\r\n\r\n") {
            break end + 4;
        }
        if !fill(stream, buffer)? {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    buffer.drain(..end);
    let mut lines = head.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, target) =
        (first.next().unwrap_or_default().to_owned(), first.next().unwrap_or_default().to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let mut seen = Seen { method, target, headers, body: Vec::new(), connection };
    if let Some(length) = seen.header("content-length").first().and_then(|value| value.parse::<usize>().ok())
    {
        while buffer.len() < length && fill(stream, buffer)? {}
        seen.body = buffer.drain(..length.min(buffer.len())).collect();
    } else if seen.header("transfer-encoding").first().is_some_and(|value| *value == "chunked") {
        seen.body = read_chunks(stream, buffer)?;
    }
    Ok(Some(seen))
}

fn read_chunks(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = find(buffer, b"\r\n") {
                break end;
            }
            if !fill(stream, buffer)? {
                return Ok(body);
            }
        };
        let size = usize::from_str_radix(String::from_utf8_lossy(&buffer[..end]).trim(), 16).unwrap_or(0);
        while buffer.len() < end + 2 + size + 2 && fill(stream, buffer)? {}
        body.extend_from_slice(&buffer[end + 2..(end + 2 + size).min(buffer.len())]);
        buffer.drain(..(end + 4 + size).min(buffer.len()));
        if size == 0 {
            return Ok(body);
        }
    }
}

fn fill(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> std::io::Result<bool> {
    let mut chunk = [0; 16384];
    let count = stream.read(&mut chunk)?;
    buffer.extend_from_slice(&chunk[..count]);
    Ok(count > 0)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
