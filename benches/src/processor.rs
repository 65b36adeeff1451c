//! Which processors the measured processes may use.
//!
//! One call at a time keeps the client waiting while the server works, and the other way round.
//! On two processors each answer wakes a sleeping one, which on a virtual machine takes from
//! nothing to a multiple of the call, as the scheduler happens to place the two. On one processor
//! the time of a call is the work of both, and varies by a hundredth.

#[cfg(target_os = "linux")]
use rustix::process::Pid;
#[cfg(target_os = "linux")]
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// What this thread and the server were allowed before they shared one processor; dropping it
/// gives that back.
#[derive(Debug)]
pub struct OneProcessor {
    #[cfg(target_os = "linux")]
    before: Option<(CpuSet, Pid)>,
}

impl OneProcessor {
    /// From here on this thread, the sessions that the server begins, and all processes that are
    /// started share one processor. Where the system cannot do that, nothing changes.
    #[cfg(target_os = "linux")]
    #[must_use]
    pub fn share(server: Option<u32>) -> Self {
        let server = server.and_then(|id| Pid::from_raw(id.cast_signed()));
        let before = sched_getaffinity(None).ok().zip(server);
        if let Some((allowed, server)) = &before {
            // The last: the first one serves most interrupts.
            let last = (0..CpuSet::MAX_CPU).rev().find(|cpu| allowed.is_set(*cpu));
            let mut one = CpuSet::new();
            one.set(last.unwrap_or_default());
            allow(&one, *server);
        }
        Self { before }
    }

    /// Elsewhere nothing changes.
    #[cfg(not(target_os = "linux"))]
    #[must_use]
    pub const fn share(_server: Option<u32>) -> Self {
        Self {}
    }
}

#[cfg(target_os = "linux")]
impl Drop for OneProcessor {
    fn drop(&mut self) {
        if let Some((allowed, server)) = &self.before {
            allow(allowed, *server);
        }
    }
}

#[cfg(target_os = "linux")]
fn allow(processors: &CpuSet, server: Pid) {
    for process in [None, Some(server)] {
        if let Err(error) = sched_setaffinity(process, processors) {
            eprintln!("the processors stay as they are: {error}");
        }
    }
}
