//! A program that has chosen a provider of cryptography for all of it: both transports use that one.

use std::sync::atomic::{AtomicBool, Ordering};

use openrouter_guardrails::{Client, blocking};
use rustls::crypto::{GetRandomFailed, SecureRandom, aws_lc_rs};

/// Whether the program's provider was asked for anything.
static ASKED: AtomicBool = AtomicBool::new(false);

#[derive(Debug)]
struct Watched;

impl SecureRandom for Watched {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), GetRandomFailed> {
        ASKED.store(true, Ordering::SeqCst);
        aws_lc_rs::default_provider().secure_random.fill(bytes)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let own = rustls::crypto::CryptoProvider { secure_random: &Watched, ..aws_lc_rs::default_provider() };
    own.install_default().expect("nobody was faster");
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let url = format!("https://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            // Not the greeting of a server with TLS.
            let _ = std::io::Write::write_all(&mut connection.expect("a connection"), b"HTTP/1.1 400 No\r\n\r\n");
        }
    });
    let client = blocking::Client::builder().base_url(&url).build()?;
    client.guardrails().list().call().expect_err("it does not speak TLS");
    assert!(ASKED.swap(false, Ordering::SeqCst), "ureq");
    let client = Client::builder().base_url(&url).build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async { client.guardrails().list().await }).expect_err("it does not speak TLS");
    assert!(ASKED.load(Ordering::SeqCst), "reqwest");
    println!("as before");
    Ok(())
}
