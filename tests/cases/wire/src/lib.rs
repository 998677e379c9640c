//! A server on 127.0.0.1 that keeps every request as it came and answers with what a test orders, in pieces.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it came.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// `GET` and the like.
    pub method: String,
    /// Path and query, raw.
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, without the framing of its transfer.
    pub body: Vec<u8>,
}

impl Seen {
    /// The value of a header; empty if it was not sent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Method and target.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    head: String,
    pieces: Vec<Vec<u8>>,
}

impl Reply {
    /// An answer with a body of known length.
    pub fn new(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref().to_vec();
        let content_type =
            if content_type.is_empty() { String::new() } else { format!("content-type: {content_type}\r\n") };
        let length =
            if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        Self { head: format!("HTTP/1.1 {status} X\r\n{content_type}{length}"), pieces: vec![body] }
    }

    /// A JSON answer with status 200.
    pub fn json(body: &str) -> Self {
        Self::new(200, "application/json", body)
    }

    /// An answer whose pieces are sent one by one, each in a chunk of its own.
    pub fn pieces(content_type: &str, pieces: &[&str]) -> Self {
        let chunk = |piece: &&str| format!("{:x}\r\n{piece}\r\n", piece.len()).into_bytes();
        let mut pieces: Vec<Vec<u8>> = pieces.iter().map(chunk).collect();
        pieces.push(b"0\r\n\r\n".to_vec());
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n");
        Self { head, pieces }
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head += &format!("{name}: {value}\r\n");
        self
    }
}

/// A server; its thread ends with the process.
#[derive(Debug)]
pub struct Server {
    /// Scheme, host and port.
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server that answers the first request with the first reply and so on; the last one is repeated.
    pub fn start(replies: impl Into<Vec<Reply>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (kept, replies) = (Arc::clone(&seen), replies.into());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let _ = serve(stream.unwrap(), &kept, &replies);
            }
        });
        Self { url, seen }
    }

    /// A server that answers everything with 204.
    pub fn silent() -> Self {
        Self::start([Reply::new(204, "", "")])
    }

    /// The requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The latest request.
    pub fn last(&self) -> Seen {
        self.seen().pop().expect("no request came")
    }
}

/// Reads one request, answers it and closes the connection.
fn serve(stream: TcpStream, seen: &Mutex<Vec<Seen>>, replies: &[Reply]) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(()) };
    let mut request = Seen { method, target, ..Seen::default() };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        request.headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    if let Ok(length) = request.header("content-length").parse::<usize>() {
        request.body.resize(length, 0);
        reader.read_exact(&mut request.body)?;
    } else if request.header("transfer-encoding") == "chunked" {
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let length = usize::from_str_radix(line.trim(), 16).unwrap_or(0);
            let mut chunk = vec![0; length + 2];
            reader.read_exact(&mut chunk)?;
            if length == 0 {
                break;
            }
            request.body.extend_from_slice(&chunk[..length]);
        }
    }
    let index = {
        let mut seen = seen.lock().unwrap();
        seen.push(request);
        seen.len() - 1
    };
    let reply = &replies[index.min(replies.len() - 1)];
    let mut stream = stream;
    stream.set_nodelay(true)?;
    stream.write_all(format!("{}connection: close\r\n\r\n", reply.head).as_bytes())?;
    for piece in &reply.pieces {
        stream.write_all(piece)?;
        stream.flush()?;
        // So that the pieces arrive apart.
        if reply.pieces.len() > 1 {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    Ok(())
}
