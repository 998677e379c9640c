//! The server: plain threads, answers made beforehand, as little work as can be.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use crate::{BoxError, data, pin};

/// The answers.
#[derive(Debug, Clone)]
struct Answers {
    list: Vec<u8>,
    created: Vec<u8>,
}

/// Serves until standard input ends; prints its address first.
///
/// # Errors
/// There is no port to listen on.
pub fn run() -> Result<(), BoxError> {
    pin::to_one_core();
    let answers = Answers {
        list: answer("200 OK", &data::served()?),
        created: answer("201 Created", &data::created()?),
    };
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = answers.clone();
            // A connection that breaks is the client's business.
            thread::spawn(move || serve(stream, &answers));
        }
    });
    // Whoever started us is gone, or wants us to be.
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

fn answer(status: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn serve(mut stream: TcpStream, answers: &Answers) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut request, mut buffer) = (Vec::new(), [0; 16 << 10]);
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        request.extend_from_slice(buffer.get(..count).unwrap_or_default());
        if let Some(length) = complete(&request) {
            stream.write_all(if request.starts_with(b"POST") { &answers.created } else { &answers.list })?;
            request.drain(..length);
        }
    }
}

/// The length of the request, if all of it is there.
fn complete(request: &[u8]) -> Option<usize> {
    let head = request.windows(4).position(|part| part == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(request.get(..head)?).ok()?;
    let body = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") { value.trim().parse::<usize>().ok() } else { None }
    });
    Some(head + body.unwrap_or(0)).filter(|length| *length <= request.len())
}
