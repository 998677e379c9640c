//! A client whose allocations are counted.

use tokio::runtime::Builder;

use crate::side::repeat;
use crate::{BoxError, Call, Side};

/// Calls before counting begins (the connection is made, tables have grown), and calls that are counted.
const BEFORE: usize = 100;
const COUNTED: usize = 100;

/// Prints for a list call and for a creation how many allocations one takes, and how many bytes they have together.
///
/// `measure` runs what it is given and returns both numbers; it is the program's, because whoever names a counting
/// allocator gets it. The first argument is the server's URL.
///
/// # Errors
/// A call failed.
pub fn run<S: Side>(measure: impl Fn(&mut dyn FnMut()) -> (u64, u64)) -> Result<(), BoxError> {
    let url = std::env::args().nth(1).ok_or("the URL of the server is missing")?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let side = S::new(&url)?;
    for (name, call) in [("list", Call::List), ("create", Call::Create)] {
        let task = |count| runtime.block_on(repeat(&side, call, count));
        task(BEFORE)?;
        let mut outcome = Ok(());
        let (count, bytes) = measure(&mut || outcome = task(COUNTED));
        outcome?;
        let calls = COUNTED as u64;
        println!("{name} {} {}", count / calls, bytes / calls);
    }
    Ok(())
}
