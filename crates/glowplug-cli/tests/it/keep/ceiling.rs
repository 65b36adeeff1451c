//! The limits on kept databases.

use super::Kept;

#[test]
fn the_oldest_go_when_there_are_too_many() {
    let kept = Kept::new("");
    kept.project
        .write(".glowplug.toml", "[scratch]\nkeep_at_most = 2\n");
    let up = kept.project.read("migrations/001_users/up.sql");
    let mut numbers = Vec::new();
    for edit in 0..4 {
        let edited = format!("{up}-- edit {edit}\n");
        kept.project.write("migrations/001_users/up.sql", &edited);
        kept.project.run(&["check"]);
        let there: Vec<i64> = kept.databases().iter().map(|(number, _)| *number).collect();
        numbers.extend(
            there
                .iter()
                .filter(|one| !numbers.contains(*one))
                .copied()
                .collect::<Vec<_>>(),
        );
        assert!(there.len() <= 2, "{there:?}");
        // The seconds in the names tell them apart.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
    }
    assert_eq!(numbers.len(), 4);
    let left: Vec<i64> = kept.databases().iter().map(|(number, _)| *number).collect();
    assert_eq!(left, numbers[2..]);

    let told = kept.project.ok(&["local", "status"]);
    assert!(told.contains("Scratch   2 databases, "), "{told}");
    let data = kept.project.json(&["local", "status"]);
    assert_eq!(data["scratch"]["databases"], 2, "{data}");

    // The size of one is more than there is room for.
    kept.project
        .write(".glowplug.toml", "[scratch]\nkeep_megabytes = 1\n");
    kept.project.run(&["check"]);
    assert_eq!(kept.databases().len(), 1);
}
