//! A program with a reqwest of its own, without TLS: it makes clients as before.

fn main() {
    let _own = reqwest::Client::new();
    let client = openrouter_guardrails::Client::builder();
    client.base_url("https://127.0.0.1:1").build().expect("the generated client");
    println!("as before");
}
