//! What is planned for MySQL and MariaDB.

mod changing;
mod converting;
