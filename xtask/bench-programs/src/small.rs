//! A client that makes two calls and ends: what is weighed.

use tokio::runtime::Builder;

use crate::{BoxError, Side};

/// Makes them. The first argument is the server's URL.
///
/// # Errors
/// One failed.
pub fn run<S: Side>() -> Result<(), BoxError> {
    let url = std::env::args().nth(1).ok_or("the URL of the server is missing")?;
    let side = S::new(&url)?;
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        println!("{} {}", side.list().await?, side.create().await?);
        Ok(())
    })
}
