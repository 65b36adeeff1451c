//! The data set, and values drawn from it.

mod load;

use serde::Serialize;

use crate::call::{Call, Snowflake};

pub use load::{admin, load};

/// How many users stand apart, for calls that change what they own.
const APART: u64 = 100;
/// How many memories of a bulk insert.
const BULK: usize = 1_000;

/// How much there is.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Data {
    /// Servers; the first is the largest.
    pub servers: u64,
    /// Users; the first owns a tenth of all personal memories, in the first server.
    pub users: u64,
    /// Personal memories.
    pub memories: u64,
    /// Memories of the first server.
    pub server_memories: u64,
}

/// The size of a server to search in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The first server.
    Large,
    /// One of the others, with [`Data::SMALL`] memories.
    Small,
}

impl Data {
    /// Memories of every server but the first.
    pub const SMALL: u64 = 160;
    /// A word of every third memory.
    pub const COMMON: &'static str = "green tea";
    /// A word of three memories of the first server, and of one of each other server.
    pub const RARE: &'static str = "zanzibar";
    /// A word of none.
    pub const ABSENT: &'static str = "xylophone";

    /// Memories of the first user.
    #[must_use]
    pub fn owned_by_first(&self) -> u64 {
        self.memories / 10
    }

    /// Discord's key of a server.
    #[must_use]
    pub fn guild(n: u64) -> Snowflake {
        Snowflake::new(100_000_000_000_000_000 + n)
    }

    /// Discord's key of a user.
    #[must_use]
    pub fn user(n: u64) -> Snowflake {
        Snowflake::new(200_000_000_000_000_000 + n)
    }

    /// The server in which a user's memories are.
    #[must_use]
    pub fn server_of(&self, user: u64) -> u64 {
        if user == 1 {
            1
        } else {
            2 + user % (self.servers - 1)
        }
    }

    /// A user like most.
    #[must_use]
    pub fn any_user(&self) -> u64 {
        fastrand::u64(2..=self.users - APART)
    }

    fn any_guild(&self) -> Snowflake {
        Self::guild(fastrand::u64(2..=self.servers))
    }

    /// A user whom calls that change what one owns have for themselves.
    fn apart(&self, place: u64) -> u64 {
        self.users - place
    }

    fn of(&self, user: u64) -> (Snowflake, Snowflake) {
        (Self::user(user), Self::guild(self.server_of(user)))
    }

    /// A memory for a user.
    #[must_use]
    pub fn add(&self, user: u64) -> Call {
        let (user, guild) = self.of(user);
        let content = load::content(fastrand::u64(..));
        Call::Add {
            user,
            guild,
            content,
        }
    }

    /// The state of a server.
    #[must_use]
    pub fn state(&self) -> Call {
        let guild = self.any_guild();
        Call::State { guild }
    }

    /// The first page of a user.
    #[must_use]
    pub fn page(&self, user: u64) -> Call {
        let (user, guild) = self.of(user);
        let after = None;
        Call::Page { user, guild, after }
    }

    /// A setting of a server.
    #[must_use]
    pub fn set_config(&self) -> Call {
        Call::SetConfig {
            guild: self.any_guild(),
            value: fastrand::u8(0..=3),
        }
    }

    /// A search.
    #[must_use]
    pub fn search(&self, size: Size, term: &str) -> Call {
        Call::Search {
            guild: match size {
                Size::Large => Self::guild(1),
                Size::Small => self.any_guild(),
            },
            term: term.into(),
        }
    }

    /// A thousand memories.
    #[must_use]
    pub fn bulk(&self, contender: usize) -> Call {
        let number = self.apart(2 + contender as u64);
        let (user, guild) = self.of(number);
        let contents = (0..BULK).map(|_| load::content(fastrand::u64(..)));
        Call::Bulk {
            user,
            guild,
            user_id: number.cast_signed(),
            server_id: self.server_of(number).cast_signed(),
            contents: contents.collect(),
        }
    }

    /// A key for a server.
    #[must_use]
    pub fn key(&self) -> Call {
        Call::Key {
            server_id: fastrand::u64(2..=self.servers).cast_signed(),
            key: format!("sk-example-{:032x}", fastrand::u128(..)),
        }
    }

    /// Two users give memories to each other in turns; they are the same for all contenders, for
    /// longer texts take the server longer.
    #[must_use]
    pub fn transfer(&self, turn: usize) -> Call {
        let (first, second) = (self.apart(0), self.apart(1));
        let (from, to) = if turn.is_multiple_of(2) {
            (first, second)
        } else {
            (second, first)
        };
        Call::Transfer {
            from: Self::user(from),
            to: Self::user(to),
            guild: Self::guild(self.server_of(first)),
        }
    }

    /// What one message needs.
    #[must_use]
    pub fn message(&self) -> Call {
        let (user, guild) = self.of(self.any_user());
        Call::Message { user, guild }
    }

    /// The statistics of a server.
    #[must_use]
    pub fn statistics(&self) -> Call {
        let guild = self.any_guild();
        Call::Statistics { guild }
    }
}
