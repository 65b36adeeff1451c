pub mod accounts;
pub mod channels;
pub mod followers;
pub mod servers;
pub mod words;
