//! Adds memories, pages through them, and searches them.

use anyhow::Result;
use diesel_async::AsyncPgConnection;
use tomori_db::memories::personal::{self, PersonalMemory};
use tomori_db::memories::{MemoryCategory, NewMemory, PersonalSearch, server, statistics};
use tomori_db::page::{Page, PageRequest};
use tomori_db::users;

use crate::Cast;
use crate::moving::NOTE;
use crate::print::{count, fact};

/// What the bot learns about the first user.
const LEARNED: [&str; 8] = [
    "likes green tea",
    "is allergic to walnuts",
    "has a cat called Miso",
    "speaks Finnish and Korean",
    "is 100% sure that tea beats coffee",
    "plays the cello on Sundays",
    "lives near the sea",
    "wants to learn Rust",
];

/// Stores memories of a user one by one and in bulk, and a memory of the server as a whole.
pub(crate) async fn add(conn: &AsyncPgConnection, cast: Cast) -> Result<()> {
    let user = users::get_or_insert(conn, cast.first).await?;
    fact(
        "user",
        format_args!("{} (Discord {})", user.user_id, user.discord_user_id),
    );

    let first = NewMemory::general(LEARNED[0])?;
    let first = personal::insert(conn, cast.first, cast.guild, &first).await?;
    fact("one", shown(&first));

    let mut many = Vec::new();
    for text in &LEARNED[1..] {
        many.push(NewMemory::new(*text, "learned_by_tomori")?);
    }
    for number in 1..=4 {
        many.push(NewMemory::new(
            format!("said hello for the {number}. time"),
            NOTE,
        )?);
    }
    let many = personal::insert_many(conn, cast.first, cast.guild, &many).await?;
    fact(
        "at once",
        format_args!("{} with one statement", count(many.len(), "memory")),
    );

    let rule = NewMemory::general("Film night is on Fridays")?;
    let rule = server::insert(conn, cast.guild, &rule).await?;
    fact(
        "of all",
        format_args!("#{} {}", rule.memory_id, &*rule.memory_content),
    );

    for category in statistics(conn, cast.guild).await? {
        let name = match category.category {
            MemoryCategory::Personal => "personal",
            MemoryCategory::Server => "server",
        };
        let kinds = count(category.types.len(), "type");
        let (memories, length) = (category.memories, category.average_length);
        fact(
            name,
            format_args!("{memories} in {kinds}, {length:.0} characters on average"),
        );
    }
    Ok(())
}

/// Reads all pages, newest first; each starts where the previous one ended.
pub(crate) async fn page(conn: &AsyncPgConnection, cast: Cast) -> Result<()> {
    let mut request = PageRequest::first(5)?;
    for number in 1.. {
        let page = personal::list(conn, cast.first, cast.guild, request).await?;
        fact(&format!("page {number}"), summary(&page));
        match page.next {
            Some(place) => request = request.after(place),
            None => break,
        }
    }
    Ok(())
}

fn summary(page: &Page<PersonalMemory>) -> String {
    let first = page.items.first().map(shown).unwrap_or_default();
    let rest = match page.items.len() {
        0 | 1 => String::new(),
        rows => format!(", and {} more", rows - 1),
    };
    let next = if page.next.is_some() {
        ""
    } else {
        "; the last page"
    };
    format!("{first}{rest}{next}")
}

/// Searches without regard to case; characters with a meaning in SQL are matched literally.
pub(crate) async fn search(conn: &AsyncPgConnection, cast: Cast) -> Result<()> {
    for term in ["TEA", "0% s", "%"] {
        let search = PersonalSearch {
            user: Some(cast.first),
            ..PersonalSearch::new(term)
        };
        let found = personal::search(conn, cast.guild, &search, PageRequest::default()).await?;
        let found: Vec<String> = found.items.iter().map(shown).collect();
        fact(&format!("`{term}`"), found.join(", "));
    }
    Ok(())
}

fn shown(memory: &PersonalMemory) -> String {
    format!("#{} {}", memory.memory_id, &*memory.memory_content)
}
