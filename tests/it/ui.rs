//! Mistakes that the compiler finds: each program in `tests/ui/fail` has one, and the compiler's
//! message is in the file beside it. `TRYBUILD=overwrite cargo test --test it ui` writes the
//! messages anew; read what changed.

use std::process::Command;

/// The same things done right, built with this binary: as a case of trybuild it would make it
/// build and link every dependency once more, where checking them is enough.
#[path = "../ui/pass/compiles.rs"]
mod compiles;

/// The compiler that wrote the messages; others word them otherwise.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn what_the_programs_get_wrong_compiles_when_done_right() {
    compiles::main();
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that checks nothing says so")]
fn mistakes_do_not_compile() {
    let version = Command::new("rustc").arg("--version").output().unwrap();
    if !version.stdout.starts_with(COMPILER.as_bytes()) {
        eprintln!("skipped: the messages in tests/ui/fail are those of {COMPILER}*");
        return;
    }
    trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
}
