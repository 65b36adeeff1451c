//! Mistakes that the compiler finds: each program in `tests/ui/fail` has one, and the compiler's
//! message is in the file beside it. `TRYBUILD=overwrite cargo test --test it ui` writes the
//! messages anew; read what changed.

#[test]
fn mistakes_do_not_compile_and_sound_programs_do() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/fail/*.rs");
}
