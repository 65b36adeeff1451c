//! The one integration binary of this crate.

#[expect(unreachable_pub, reason = "it is a crate of its own, too")]
#[path = "../../../../fuzz/src/lib.rs"]
mod checks;
mod sql;
