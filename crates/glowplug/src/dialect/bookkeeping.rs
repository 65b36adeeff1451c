//! The two tables beside Diesel's: what they are, and the statements on them.
