//! A program with a rustls of its own, whose provider its features choose: there is still one to choose.

fn main() {
    let _own = rustls::ClientConfig::builder();
    let client = openrouter_guardrails::Client::builder();
    client.build().expect("the generated client");
    println!("as before");
}
