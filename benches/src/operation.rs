//! The rows of the table: which calls each makes, and what has to be there before.

use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};
use tokio_postgres::Client;
use tomori_db::page::PageRequest;
use tomori_db::pool::{Pool, Settings};

use crate::call::{Call, Place};
use crate::data::{Data, Size};

/// How deep the deep pages are.
const DEPTHS: [i64; 3] = [0, 1_000, 50_000];

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its name.
    pub name: String,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Checkout,
    Add,
    State,
    Page(Option<Place>),
    OffsetPage(i64),
    SetConfig,
    Search(Size, &'static str),
    Bulk,
    Key,
    Transfer,
    Statistics,
    Purge,
    Message,
}

/// All rows, in the order in which they are measured: what reads comes first.
///
/// # Errors
/// Those of the database.
pub async fn all(url: &str, data: &Data) -> Result<Vec<Operation>> {
    let mut operations = vec![
        Operation::new("checkout", Kind::Checkout),
        Operation::new("load state", Kind::State),
    ];
    for depth in DEPTHS {
        // A small data set is less deep.
        let depth = depth.min(data.owned_by_first().cast_signed() / 2);
        let place = place(url, depth).await?;
        let name = format!("page by key, depth {depth}");
        operations.push(Operation::new(name, Kind::Page(place)));
        let name = format!("page by OFFSET, depth {depth}");
        operations.push(Operation::new(name, Kind::OffsetPage(depth)));
    }
    for (size, of) in [(Size::Large, "large"), (Size::Small, "small")] {
        for (term, what) in [
            (Data::RARE, "rare"),
            (Data::COMMON, "common"),
            (Data::ABSENT, "absent"),
        ] {
            let name = format!("search, {what} term, {of} server");
            operations.push(Operation::new(name, Kind::Search(size, term)));
        }
    }
    operations.extend([
        Operation::new("four reads of a message", Kind::Message),
        Operation::new("statistics", Kind::Statistics),
        Operation::new("config update", Kind::SetConfig),
        Operation::new("API key, store and reveal", Kind::Key),
        Operation::new("add", Kind::Add),
        Operation::new("transfer", Kind::Transfer),
        Operation::new("bulk insert of 1,000", Kind::Bulk),
        Operation::new("purge of 1,000", Kind::Purge),
    ]);
    Ok(operations)
}

/// Those rows that show what a round trip costs, for a server that is not on this machine.
#[must_use]
pub fn far(all: &[Operation], distance: &str) -> Vec<Operation> {
    let wanted = |operation: &&Operation| {
        matches!(
            operation.kind,
            Kind::Add | Kind::State | Kind::Page(None) | Kind::SetConfig | Kind::Message
        )
    };
    let renamed = |operation: &Operation| Operation {
        name: format!("{}, {distance}", operation.name),
        ..operation.clone()
    };
    all.iter().filter(wanted).map(renamed).collect()
}

/// Walks down the list of the first user.
async fn place(url: &str, depth: i64) -> Result<Option<Place>> {
    let pool = Pool::new(Settings::from_url(url)?).await?;
    let conn = pool.get().await?;
    let (user, guild) = (Data::user(1).parse()?, Data::guild(1).parse()?);
    let (mut place, mut left) = (None, depth);
    while left > 0 {
        let request = PageRequest::first(left.min(100))?;
        let request = place.map_or(request, |place: Place| request.after(place.cursor));
        let page = tomori_db::memories::personal::list(&conn, user, guild, request).await?;
        left -= i64::try_from(page.items.len())?;
        place = page
            .next
            .zip(page.items.last())
            .map(|(cursor, last)| Place {
                created_at: last.created_at,
                key: last.memory_id.get(),
                cursor,
            });
        ensure!(place.is_some(), "the list of the first user is too short");
    }
    Ok(place)
}

impl Operation {
    fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }

    /// Whether its answers hold keys and times of its own making.
    #[must_use]
    pub const fn writes(&self) -> bool {
        matches!(self.kind, Kind::Add | Kind::SetConfig)
    }

    /// The most calls of one turn.
    #[must_use]
    pub const fn most(&self) -> usize {
        match self.kind {
            // What it deletes has to be made before each turn.
            Kind::Purge => 1,
            Kind::Bulk => 4,
            _ => 1_000,
        }
    }

    /// The calls of a turn.
    #[must_use]
    pub fn calls(&self, data: &Data, contender: usize, count: usize) -> Vec<Call> {
        // Memories go there and back.
        let count = match self.kind {
            Kind::Transfer => count.next_multiple_of(2),
            _ => count,
        };
        (0..count)
            .map(|turn| self.one(data, contender, turn))
            .collect()
    }

    fn one(&self, data: &Data, contender: usize, turn: usize) -> Call {
        let (user, guild) = (Data::user(1), Data::guild(1));
        match self.kind {
            Kind::Checkout => Call::Checkout,
            Kind::Add => data.add(data.any_user()),
            Kind::State => data.state(),
            Kind::Page(None) => data.page(data.any_user()),
            Kind::Page(after) => Call::Page { user, guild, after },
            Kind::OffsetPage(offset) => Call::OffsetPage {
                user,
                guild,
                offset,
            },
            Kind::SetConfig => data.set_config(),
            Kind::Search(size, term) => data.search(size, term),
            Kind::Bulk => data.bulk(contender),
            Kind::Key => data.key(),
            Kind::Transfer => data.transfer(turn),
            Kind::Statistics => data.statistics(),
            Kind::Purge => Call::Purge {
                memory_type: purged(contender),
                before: DateTime::<Utc>::MAX_UTC.min(crate::call::start().0),
            },
            Kind::Message => data.message(),
        }
    }

    /// Makes what a turn needs; not measured.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn prepare(&self, admin: &Client, data: &Data, contender: usize) -> Result<()> {
        if !matches!(self.kind, Kind::Purge) {
            return Ok(());
        }
        let user = data.users - 50;
        let statement = "INSERT INTO personal_memories \
             (user_id, server_id, memory_content, memory_type) \
             SELECT $1, $2, 'purged: ' || n, $3 FROM generate_series(1, 1000) AS n";
        let server = data.server_of(user).cast_signed();
        admin
            .execute(
                statement,
                &[&user.cast_signed(), &server, &purged(contender)],
            )
            .await?;
        Ok(())
    }

    /// Tidies up after all turns; not measured.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn finish(&self, admin: &Client) -> Result<()> {
        let tables = match self.kind {
            Kind::Add | Kind::Bulk | Kind::Transfer | Kind::Purge => "personal_memories",
            Kind::SetConfig => "servers",
            Kind::Key => "encrypted_api_keys",
            _ => return Ok(()),
        };
        Ok(admin
            .batch_execute(&format!("VACUUM (ANALYZE) {tables}"))
            .await?)
    }
}

/// The type that a contender purges.
fn purged(contender: usize) -> String {
    format!("purged_{contender}")
}
