//! PostgreSQL: what is planned and decided about its schemas.
//!
//! | module | contents |
//! | --- | --- |
//! | `dialect` | the implementation of `SchemaDialect` |
//! | `emit`, `alterations` | changes as statements; limits of ALTER |
//! | `conventions`, `types`, `backend` | declared columns; type mapping; Diesel's backend |
//! | `measure` | what statements lock, rewrite and read |
//! | `probes` | statements that check functions |
//! | `sample_rows` | sample rows to test migrations with |

mod alterations;
mod backend;
mod conventions;
mod dialect;
mod emit;
mod measure;
mod probes;
mod sample_rows;
mod types;

use glowplug::dialect::postgres::quote;
