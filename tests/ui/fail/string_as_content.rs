//! Wrong: unchecked text where a memory's text is wanted.

use tomori_db::memories::{MemoryType, NewMemory};

fn main() {
    let _ = NewMemory {
        memory_content: "likes green tea".to_owned(),
        memory_type: MemoryType::default(),
    };
}
