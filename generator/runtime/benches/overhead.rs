//! The cost of the runtime: the sample client against hand-written reqwest code that does the same calls to the same
//! server on loopback, in turns. Prints both medians and their ratio; `cargo bench -p runtime`.
#![allow(dead_code, unused_imports, reason = "only part of the sample is used")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::large_stack_arrays,
    clippy::cast_precision_loss,
    unreachable_pub,
    reason = "measuring, not shipping"
)]

#[path = "../src/runtime/mod.rs"]
pub mod runtime;

#[path = "../tests/sample/client.rs"]
mod client;
#[path = "../tests/sample/errors.rs"]
mod errors;
#[path = "../tests/sample/models/mod.rs"]
mod models;
#[path = "../tests/sample/operations/mod.rs"]
mod operations;
#[path = "../tests/sample/support/mod.rs"]
mod support;

use models::Item;
use std::time::{Duration, Instant};

const CALLS: usize = 10_000;

/// What the runtime does for a call, by hand: timeouts, headers, one JSON decode, status check.
async fn by_hand(client: &reqwest::Client, url: &str) -> Item {
    let request = client.get(format!("{url}/items/abc")).bearer_auth("sk-secret-key");
    let request = request.header("accept", "application/json").timeout(Duration::from_secs(60));
    let response = request.send().await.unwrap();
    assert!(response.status().is_success());
    let bytes: http::Response<reqwest::Body> = response.into();
    let mut body = Box::pin(bytes.into_body());
    let mut all = Vec::new();
    while let Some(frame) =
        std::future::poll_fn(|context| http_body::Body::poll_frame(body.as_mut(), context)).await
    {
        all.extend_from_slice(frame.unwrap().data_ref().unwrap());
    }
    serde_json::from_slice(&all).unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let body = format!(r#"{{"id":"abc","name":"{}","action":"block"}}"#, "x".repeat(2000));
    let server = support::Server::always(support::Reply::json(200, body));
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ours: runtime::Client =
        runtime::Client::builder().api_key("sk-secret-key").base_url(&server.url).build().unwrap();
    let theirs = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let config = rustls::ClientConfig::builder_with_provider(std::sync::Arc::new(
        rustls::crypto::ring::default_provider(),
    ));
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth();
    let theirs = theirs.tls_backend_preconfigured(config).build().unwrap();
    let (mut generated, mut manual) = (Vec::new(), Vec::new());
    tokio.block_on(async {
        for round in 0..CALLS {
            // Each goes first every other time.
            for turn in [round % 2, (round + 1) % 2] {
                let start = Instant::now();
                if turn == 0 {
                    assert_eq!(by_hand(&theirs, &server.url).await.id, "abc");
                    manual.push(start.elapsed());
                } else {
                    assert_eq!(ours.items().get("abc").await.unwrap().id, "abc");
                    generated.push(start.elapsed());
                }
            }
        }
    });
    let (generated, manual) = (median(generated), median(manual));
    println!(
        "by hand {manual:?}, generated {generated:?}, ratio {:.3}",
        generated.as_secs_f64() / manual.as_secs_f64()
    );
}
