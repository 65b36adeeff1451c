//! The connection layer, against a real server.

mod bouncer;
mod cancelled;
mod checkout;
mod clean;
mod encrypted;
mod errors;
mod migrations;
mod overview;
mod restart;
mod transactions;
