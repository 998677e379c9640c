//! The same with the blocking client, whose transport has TLS, too.

use openrouter_guardrails::blocking::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _own = rustls::ClientConfig::builder();
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            // Not the greeting of a server with TLS.
            let _ = std::io::Write::write_all(&mut connection.expect("a connection"), b"HTTP/1.1 400 No\r\n\r\n");
        }
    });
    let client = Client::builder().base_url(format!("https://{address}")).build()?;
    let error = client.guardrails().list().call().expect_err("it does not speak TLS");
    assert!(error.as_api().is_none(), "{error:?}");
    println!("as before");
    Ok(())
}
