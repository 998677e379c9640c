//! A program that hands the crate a client of its own, as the documentation shows.

use openrouter_guardrails::Client;
use openrouter_guardrails::runtime::ReqwestTransport;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let own = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let client = Client::builder().transport(ReqwestTransport::from_client(own)).build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // TLS is set up, and nobody listens.
    let call = async { client.guardrails().list().base_url("https://127.0.0.1:1").await };
    let error = runtime.block_on(call).expect_err("nobody listens");
    assert!(error.is_unsent(), "{error:?}");
    println!("as before");
    Ok(())
}
