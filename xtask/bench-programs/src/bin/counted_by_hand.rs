//! `counted` with `ByHand`.

fn main() -> Result<(), bench_programs::BoxError> {
    bench_programs::counted::run::<bench_programs::ByHand>(|task| {
        let counted = allocation_counter::measure(task);
        (counted.count_total, counted.bytes_total)
    })
}
