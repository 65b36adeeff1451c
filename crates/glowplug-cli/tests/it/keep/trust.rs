//! A kept database is only reused if nothing in it was changed and no other role could have changed
//! it.

use super::Kept;

#[test]
fn what_somebody_changed_is_built_anew() {
    let kept = Kept::new("INSERT INTO users (name) VALUES ('first');");
    kept.project.run(&["check"]);
    let (mut number, _) = kept.one();
    for change in [
        // What a catalog holds, what it does not, rows, numbers, settings.
        "ALTER TABLE users ADD COLUMN extra integer",
        "CREATE STATISTICS more ON id, name FROM users",
        "CREATE FOREIGN DATA WRAPPER other",
        "CREATE FUNCTION pg_temp_like() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE TRIGGER run BEFORE INSERT ON __diesel_schema_migrations FOR EACH ROW \
            EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE OPERATOR = (LEFTARG = text, RIGHTARG = name, FUNCTION = texteqname)",
        "UPDATE users SET name = 'second'",
        "SELECT nextval('users_id_seq')",
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "DO $$ BEGIN EXECUTE format(
            'ALTER DATABASE %I SET search_path = pg_temp', current_database()); END $$",
    ] {
        kept.spoil(change);
        let ran = kept.project.run(&["check", "--json"]);
        assert_eq!(ran.data()["differences"], serde_json::json!([]), "{change}");
        let (next, uses) = kept.one();
        assert!(next != number && uses == 0, "{change}: {uses} uses");
        number = next;
    }
    // What nobody touched is taken again.
    kept.project.run(&["check"]);
    assert_eq!(kept.one(), (number, 1));
}

#[test]
fn what_another_role_made_is_not_taken() {
    let kept = Kept::new("");
    kept.project.run(&["check"]);
    let (number, _) = kept.one();
    let sql = "SELECT datname FROM pg_database WHERE datname LIKE 'glowplug_scratch%'";
    let name = kept.project.json(&["query", sql])["rows"][0][0].clone();
    let name = name.as_str().unwrap();
    kept.run_in("postgres", "CREATE ROLE stranger CREATEDB");
    // Its owner could have given it a trigger that runs as whoever takes it.
    kept.run_in(
        "postgres",
        &format!("ALTER DATABASE {name} OWNER TO stranger"),
    );
    // What is kept has the second in its name.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    kept.project.run(&["check"]);
    let databases = kept.databases();
    assert_eq!(databases.len(), 2, "{databases:?}");
    assert!(
        databases
            .iter()
            .any(|(of, name)| *of == number && name.contains("_kept00_"))
    );

    // Nor one to which somebody was let in since.
    let kept = Kept::new("");
    kept.project.run(&["check"]);
    let (number, _) = kept.one();
    kept.spoil(
        "DO $$ BEGIN EXECUTE format(
            'GRANT CONNECT ON DATABASE %I TO PUBLIC', current_database()); END $$",
    );
    kept.project.run(&["check"]);
    let databases = kept.databases();
    assert!(
        databases
            .iter()
            .any(|(of, name)| *of == number && name.contains("_kept00_"))
    );
}

#[test]
fn nobody_else_can_connect_to_a_scratch_database() {
    let kept = Kept::new("");
    kept.project.run(&["check"]);
    let sql = "SELECT bool_or(has_database_privilege('public', oid, 'CONNECT')) FROM pg_database \
        WHERE datname LIKE 'glowplug_scratch%'";
    let rows = kept.project.json(&["query", sql])["rows"].clone();
    assert!(
        rows[0][0] == serde_json::json!(false) || rows[0][0] == "f",
        "{rows}"
    );
}
