//! Finds out how large the tables are: from a file, or from a database.

use std::path::Path;

use glowplug::model::Address;
use glowplug::{Database, dialect};
use glowplug_lint::{Settings, Sizes, UnusableSizes};

use crate::connection::{Target, completed};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::inspect;

/// Returns the sizes that an option or the settings name, if any.
///
/// # Errors
/// A file that cannot be used, a database that cannot be reached, or one of another kind.
pub(crate) async fn named(
    context: &Context,
    option: Option<&str>,
    settings: &Settings,
    database: Database,
) -> Result<Option<Sizes>> {
    let (place, sizes) = match (option, &settings.sizes) {
        (Some(place), _) if is_file(place) => (place, Sizes::read(Path::new(place))),
        (Some(address), _) => (address, Ok(of_database(address).await?)),
        (None, Some(file)) => {
            context
                .project
                .demand_inside("[lint] sizes", Path::new(file))?;
            (&**file, Sizes::read(Path::new(file)))
        }
        (None, None) => return Ok(None),
    };
    let sizes = sizes.map_err(unusable)?;
    let shown = match is_file(place) {
        true => place.to_owned(),
        false => Address::parse(place).map_or_else(|_| String::new(), |it| it.to_string()),
    };
    sizes.demand(database, &shown).map_err(unusable)?;
    Ok(Some(sizes))
}

/// Returns true if a place is a file of sizes, rather than a database.
fn is_file(place: &str) -> bool {
    let extension = Path::new(place).extension();
    !place.contains("://") && extension.is_some_and(|it| it.eq_ignore_ascii_case("json"))
}

async fn of_database(address: &str) -> Result<Sizes> {
    let address = Address::parse(address).map_err(glowplug::Error::from)?;
    let target = Target::at(completed(address)?).existing()?;
    let mut session = dialect::connect(&target.address).await?;
    inspect::sizes(session.as_mut()).await
}

fn unusable(error: UnusableSizes) -> Error {
    let advice = match error {
        UnusableSizes::Other { .. } => "name a file or database of the same kind",
        _ => "write it with `stats export`, or name a database",
    };
    Error::usage(error.to_string(), advice)
}
