//! Replays recorded requests and compares. `WIRE_REQUESTS=FILE cargo test -p tests --test wire_replay -- --nocapture`
//! does so for another file of the same form.

use std::path::{Path, PathBuf};

use tests::wire::{Differences, Outcome, replay};

#[tokio::test]
async fn recorded_requests_agree() -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("wire");
    let table = Differences::read(&folder.join("differences.json"))?;
    let given = std::env::var_os("WIRE_REQUESTS").map(PathBuf::from);
    let cases = replay(given.as_ref().unwrap_or(&folder.join("own_requests.json"))).await?;

    let (mut agreed, mut meant, mut not_applicable) = (0, Vec::new(), 0);
    let mut problems = Vec::new();
    for case in &cases {
        let id = case.id.as_str();
        match (&case.outcome, table.find(id)) {
            (Outcome::Agreed(who), None) => {
                agreed += 1;
                println!("agrees              {id}: {who}");
            }
            (Outcome::Agreed(who), Some(_)) => {
                problems.push(format!("{id}: is in the table of differences but agrees with {who}"));
            }
            (Outcome::Differs(how), None) => problems.push(format!("{id}: {how}")),
            (Outcome::Differs(_), Some(known)) => {
                println!("differs on purpose  {id}: {}", known.reason);
                meant.push(id);
            }
            (Outcome::NotApplicable(why), _) => {
                println!("not applicable      {id}: {why}");
                not_applicable += 1;
            }
        }
    }
    // Only our own file has a case for every rule; another file need not.
    if given.is_none() {
        let unneeded = table.unneeded(&meant);
        problems.extend(unneeded.iter().map(|id| format!("{id}: no case needs this rule of the table")));
    }
    println!(
        "{} cases: {agreed} agreed, {} differ on purpose, {not_applicable} not applicable, {} wrong",
        cases.len(),
        meant.len(),
        problems.len()
    );
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}
