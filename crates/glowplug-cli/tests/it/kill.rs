//! Killed anywhere: whatever ends a run, at whatever moment, the next run finishes the job.
//!
//! Each trial runs `up` on a fresh database, ends it at a random moment, once to three times, and
//! looks each time whether `status` tells the truth about every statement. Then `up` runs to its
//! end, and the database must be as after an undisturbed run. The seeds are fixed, the moments
//! are not: they depend on the machine. Ten thousand kills:
//!
//! ```sh
//! GLOWPLUG_KILLS=10000 cargo test --release -p glowplug-cli --test it -- kill:: --nocapture
//! ```

mod back;
mod interrupt;
mod leftovers;
mod mysql;
mod postgres;
mod scenario;
mod sqlite;
mod terminated;
mod trial;
