//! What a migration may try.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{Yard, confined};
use crate::support::Project;

/// Statements that reach beyond a database; `{file}` is a path that the server could write.
const ATTACKS: [&str; 33] = [
    "COPY (SELECT 1) TO PROGRAM 'touch {file}'",
    "CREATE TABLE t (t text); COPY t FROM PROGRAM 'touch {file}; id'",
    "CREATE TABLE t (t text); COPY t FROM '/etc/passwd'",
    "COPY (SELECT 1) TO '{file}'",
    "DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch {file}'''; END $$",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(lo_from_bytea(0, 'x'), '{file}')",
    "CREATE ROLE intruder LOGIN SUPERUSER",
    "CREATE ROLE intruder",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER CREATEROLE",
    "ALTER ROLE postgres PASSWORD 'intruder'",
    "GRANT pg_execute_server_program TO CURRENT_USER",
    "GRANT postgres TO CURRENT_USER",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "RESET ROLE; RESET SESSION AUTHORIZATION; CREATE ROLE intruder",
    "CREATE TABLE t (); ALTER TABLE t OWNER TO postgres",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION file_fdw",
    "CREATE FUNCTION f(text) RETURNS int LANGUAGE c AS 'libc.so.6', 'system'",
    "LOAD '/etc/passwd'",
    "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; \
     CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION e()",
    "UPDATE pg_authid SET rolsuper = true",
    "SELECT rolpassword FROM pg_authid",
    "ALTER DATABASE {database} SET work_mem = '64kB'",
    "SELECT pg_reload_conf()",
    "ALTER SYSTEM SET work_mem = '64kB'",
    "CREATE DATABASE intruder",
    "DROP DATABASE {database}",
    "CREATE TABLESPACE intruder LOCATION '/tmp'",
];

/// How the versions of the server say that a role may not.
const REFUSALS: [&str; 7] = [
    "permission denied",
    "must be superuser",
    "must be owner",
    "must be member",
    "must have admin option",
    "must be able to SET ROLE",
    "is not allowed",
];

/// Statements that no transaction holds.
const ALONE: [&str; 4] = [
    "ALTER SYSTEM",
    "CREATE DATABASE",
    "DROP DATABASE",
    "CREATE TABLESPACE",
];

#[test]
fn nothing_outside_of_the_database_can_be_reached() {
    let yard = Yard::new();
    let file = yard.file("intruder");
    for attack in ATTACKS {
        let project = yard.project();
        let sql = attack
            .replace("{file}", &file.display().to_string())
            .replace("{database}", yard.database.name());
        project.migration("001_attack", &format!("{sql};\n"), "SELECT 1;\n");
        if ALONE.iter().any(|alone| sql.starts_with(alone)) {
            let alone = "run_in_transaction = false\n";
            project.write("migrations/001_attack/metadata.toml", alone);
        }
        let ran = confined(&project, &["prove"]);
        assert_eq!(ran.code, 3, "{attack}: {ran:?}");
        let told = ran.all();
        let is_refused = REFUSALS.iter().any(|refusal| told.contains(refusal));
        assert!(is_refused, "{attack}: {told}");
        assert!(!file.exists(), "{attack}");
        assert_eq!(yard.left(), [""; 0], "{attack}");
    }
    // Each of them is one: without the role the first starts a program.
    let project = yard.project();
    let sql = format!("COPY (SELECT 1) TO PROGRAM 'touch {}';", file.display());
    project.migration("001_attack", &sql, "SELECT 1;");
    project.run(&["prove"]);
    assert!(file.exists());
}

/// Runs a command, confined, that starts a program which writes a file: it must be refused.
fn refused(yard: &Yard, project: &Project, words: &[&str]) -> String {
    let ran = confined(project, words);
    assert!(ran.code != 0, "{words:?}: {ran:?}");
    let told = ran.all();
    let refusal = "COPY to or from an external program";
    assert!(told.contains(refusal), "{words:?}: {told}");
    assert!(!yard.file("intruder").exists(), "{words:?}");
    assert_eq!(yard.left(), [""; 0], "{words:?}");
    told
}

/// A statement that starts a program.
fn program(yard: &Yard) -> String {
    let file = yard.file("intruder");
    format!("COPY (SELECT 1) TO PROGRAM 'touch {}';\n", file.display())
}

#[test]
fn no_file_of_a_migration_runs_more() {
    let yard = Yard::new();
    let project = yard.project();
    let up = "CREATE TABLE users (id int PRIMARY KEY);";
    project.migration("001_users", up, &program(&yard));
    refused(&yard, &project, &["prove"]);
    project.migration("001_users", up, "DROP TABLE users;");
    project.write("migrations/001_users/after.sql", &program(&yard));
    refused(&yard, &project, &["prove"]);
    project.migration("002_next", "SELECT 1;", "SELECT 1;");
    let told = refused(&yard, &project, &["prove"]);
    assert!(told.contains("the scratch database is confined"), "{told}");
    assert!(told.contains("--scratch-extension"), "{told}");
    project.write("diesel.toml", "[print_schema]\nfile = \"src/schema.rs\"\n");
    let declared = "diesel::table! { users (id) { id -> Int4, } }\n";
    project.write("src/schema.rs", declared);
    refused(&yard, &project, &["generate", "more"]);
}

#[test]
fn no_script_and_no_declaration_runs_more() {
    let yard = Yard::new();
    let project = yard.project();
    project.migration(
        "001_users",
        "CREATE TABLE users (id int PRIMARY KEY);",
        "DROP TABLE users;",
    );
    project.write("attack.sql", &program(&yard));
    project.write(".glowplug.toml", "[scratch]\nprepare = \"attack.sql\"\n");
    refused(&yard, &project, &["prove"]);
    refused(&yard, &project, &["check"]);
    project.write(".glowplug.toml", "schema = \"attack.sql\"\n");
    refused(&yard, &project, &["generate", "more"]);
    // The settings of the checkout open nothing.
    let open = "schema = \"attack.sql\"\n[scratch]\nconfined = false\nkeep = true\n";
    project.write(".glowplug.toml", open);
    refused(&yard, &project, &["generate", "more"]);
}

#[test]
fn what_the_owner_does_to_its_role_and_database_does_not_keep_them() {
    let yard = Yard::new();
    let project = yard.project();
    project.migration(
        "001_clings",
        "DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %I IS_TEMPLATE true', current_database());
            EXECUTE format('GRANT ALL ON DATABASE %I TO PUBLIC', current_database());
            EXECUTE format('ALTER DATABASE %I SET search_path = pg_temp', current_database());
        END $$;
        ALTER ROLE CURRENT_USER SET role = 'postgres';
        ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC;
        COMMENT ON LARGE OBJECT 1 IS NULL;",
        "SELECT 1;",
    );
    let up = project.read("migrations/001_clings/up.sql");
    let up = up.replace(
        "COMMENT ON LARGE OBJECT 1",
        "SELECT lo_create(1); COMMENT ON LARGE OBJECT 1",
    );
    project.write("migrations/001_clings/up.sql", &up);
    let ran = confined(&project, &["prove"]);
    assert!(ran.all().contains("001_clings"), "{ran:?}");
    assert_eq!(yard.left(), [""; 0], "{ran:?}");
    // Not even where it locks itself out.
    project.write(
        "migrations/001_clings/up.sql",
        "DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database());
            EXECUTE format('ALTER ROLE CURRENT_USER PASSWORD %L', 'other');
        END $$;",
    );
    confined(&project, &["prove", "--all"]);
    assert_eq!(yard.left(), [""; 0]);
}

/// Waits until something holds.
fn wait_until(holds: impl Fn() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_a_killed_run_left_goes_with_the_next() {
    let yard = Yard::new();
    let project = yard.project();
    let template = "DO $$ BEGIN
            EXECUTE format('ALTER DATABASE %I IS_TEMPLATE true', current_database());
        END $$;";
    project.migration("000_template", template, "SELECT 1;");
    let slow = "SELECT pg_sleep(2);";
    project.migration("001_slow", slow, "SELECT 1;");
    let mut command = project.command(&["prove", "--scratch-confined"]);
    let mut run = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let sleeps = "SELECT count(*) AS count FROM pg_stat_activity
        WHERE datname LIKE 'glowplug_scratch%' AND query LIKE '%pg_sleep%'";
    wait_until(|| yard.observer().number(sleeps) > 0);
    run.kill().unwrap();
    run.wait().unwrap();
    assert_eq!(yard.left().len(), 2);
    wait_until(|| {
        let sessions =
            "SELECT count(*) AS count FROM pg_stat_activity WHERE datname LIKE 'glowplug_scratch%'";
        yard.observer().number(sessions) == 0
    });
    // A role whose database is gone already.
    yard.observer()
        .run("CREATE ROLE glowplug_scratch_1_pid1_role_00ff LOGIN");
    project.write("migrations/000_template/up.sql", "SELECT 1;");
    project.write("migrations/001_slow/up.sql", "SELECT 1;");
    project.ok(&["prove"]);
    assert_eq!(yard.left(), [""; 0]);
}
