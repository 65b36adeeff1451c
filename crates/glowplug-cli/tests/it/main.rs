//! The one integration binary of this crate: the command itself, run as people run it.

mod cases;
mod neighbour;
mod stage;
