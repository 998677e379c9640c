//! `counted` with `Ours`.

fn main() -> Result<(), bench_programs::BoxError> {
    bench_programs::counted::run::<ours_programs::Ours>(|task| {
        let counted = allocation_counter::measure(task);
        (counted.count_total, counted.bytes_total)
    })
}
