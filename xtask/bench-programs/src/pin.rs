//! One core for client and server.
//!
//! Left alone, the system puts them on one core or on two and changes its mind. A call takes several times as long when
//! each message has to wake another core, in a virtual machine above all, and it is luck which client meets with that:
//! ratios of one benchmark went from 0.6 to 2.9.

/// Keeps this process, and the threads it starts from here on, on the last core it may use. Where that cannot be done,
/// figures are merely less steady.
pub(crate) fn to_one_core() {
    if let Some(core) = core_affinity::get_core_ids().and_then(|cores| cores.last().copied()) {
        core_affinity::set_for_current(core);
    }
}
