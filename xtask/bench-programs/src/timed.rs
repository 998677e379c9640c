//! A client that does what it is told on standard input and says what it took, so that several can take turns.

use std::hint::black_box;
use std::io::BufRead as _;
use std::time::Instant;

use cpu_time::ProcessTime;
use tokio::runtime::Builder;

use crate::side::repeat;
use crate::{BoxError, Call, Side, data, pin};

/// Takes lines like `list 100`, `create 100` and `decode 1`, and answers each with two numbers of nanoseconds: of the
/// processors, by all threads of this process, and of the wall clock. The first argument is the server's URL.
///
/// # Errors
/// A call failed, or a line is none of these.
pub fn run<S: Side>() -> Result<(), BoxError> {
    let url = std::env::args().nth(1).ok_or("the URL of the server is missing")?;
    pin::to_one_core();
    // One thread, so that nothing depends on which of them is awake.
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let side = S::new(&url)?;
    let pages = data::pages()?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (task, count) = line.split_once(' ').ok_or("a task and a number are needed")?;
        let count: usize = count.parse()?;
        let (processor, wall) = (ProcessTime::now(), Instant::now());
        match task {
            "list" => runtime.block_on(repeat(&side, Call::List, count))?,
            "create" => runtime.block_on(repeat(&side, Call::Create, count))?,
            "decode" => {
                for body in (0..count).flat_map(|_| &pages) {
                    black_box(S::decode(body)?);
                }
            }
            _ => return Err(format!("no such task: {task}").into()),
        }
        println!("{} {}", processor.elapsed().as_nanos(), wall.elapsed().as_nanos());
    }
    Ok(())
}
