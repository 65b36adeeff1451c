//! The connection layer, against a real server.

mod checkout;
