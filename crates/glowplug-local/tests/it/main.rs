//! Everything against a real server; each test has its own cluster or databases.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod copies;
mod crash;
mod databases;
mod development;
mod fetching;
mod helper;
mod programs;
mod support;
mod temporary;
mod users;
