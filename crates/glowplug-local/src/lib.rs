//! A private PostgreSQL for development and tests, started on demand.
