//! Runs the drivers one after the other against the server whose address is the first argument, and writes what came
//! of each to the file that is the second.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

mod drivers;
mod generated;
mod list;
mod support;

use support::Outcome;

/// Plays one scenario.
pub(crate) type Driver = fn(String) -> Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// More than any scenario takes.
const LIMIT: Duration = Duration::from_secs(20);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let base = arguments.next().ok_or("the server's address is missing")?;
    let out = arguments.next().ok_or("the file for the results is missing")?;
    // Panics are counted, and said once each by the default hook.
    let mut results = serde_json::Map::new();
    for (name, driver) in list::all() {
        let outcome = match tokio::spawn(tokio::time::timeout(LIMIT, driver(base.clone()))).await {
            Ok(Ok(outcome)) => outcome.map_err(|error| ("failed", error)),
            Ok(Err(_)) => Err(("failed", "took longer than 20 s".to_owned())),
            Err(_) => Err(("panicked", "panicked".to_owned())),
        };
        let value = match outcome {
            Ok(()) => serde_json::json!({ "outcome": "passed" }),
            Err((outcome, error)) => serde_json::json!({ "outcome": outcome, "error": error }),
        };
        results.insert(name.to_owned(), value);
    }
    std::fs::write(out, serde_json::to_vec_pretty(&results)?)?;
    Ok(())
}
