//! A user of a scratch database on MySQL or MariaDB. One test: the others would see its users.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::confined;
use crate::support::Project;
use crate::support::mysql::MysqlDatabase;
use crate::support::place::Observer;

/// Statements that reach beyond a database.
const ATTACKS: [&str; 14] = [
    "CREATE USER intruder",
    "GRANT ALL ON *.* TO CURRENT_USER",
    "CREATE DATABASE glowplug_intruder",
    "DROP DATABASE {database}",
    "CREATE TABLE {database}.intruder (id int)",
    "SELECT * FROM mysql.user",
    "SELECT 1 INTO OUTFILE '/tmp/glowplug_intruder'",
    "CREATE TABLE t (t text); LOAD DATA INFILE '/etc/passwd' INTO TABLE t",
    "CREATE TABLE t (t text); LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t",
    "CREATE FUNCTION intruder RETURNS STRING SONAME 'intruder.so'",
    "INSTALL PLUGIN intruder SONAME 'intruder.so'",
    "SET GLOBAL max_connections = 7",
    "CREATE DEFINER = 'root'@'localhost' VIEW v AS SELECT 1",
    "CREATE SERVER intruder FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1')",
];

/// A server with a project's database.
struct Yard {
    database: MysqlDatabase,
}

impl Yard {
    fn project(&self) -> Project {
        Project::empty().with("DATABASE_URL", &self.database.url())
    }

    fn observer(&self) -> Observer {
        Observer::at(&self.database.url())
    }

    /// The users, and databases confined to them, that are left.
    fn left(&self) -> Vec<String> {
        let sql = "SELECT concat('user ', user) AS name FROM mysql.user
                WHERE user LIKE 'glowplug\\_%' OR user = 'intruder'
            UNION ALL
            SELECT concat('database ', schema_name) FROM information_schema.schemata
                WHERE schema_name LIKE '%\\_role\\_%' OR schema_name LIKE '%intruder%'";
        self.observer().column(sql)
    }
}

#[test]
fn nothing_outside_of_the_database_can_be_reached_and_nothing_is_left() {
    let Some(database) = MysqlDatabase::create() else {
        return;
    };
    let yard = Yard { database };
    attacks(&yard);
    honest_work(&yard);
    a_user_who_may_not(&yard);
    killed_run(&yard);
}

fn attacks(yard: &Yard) {
    let url = yard.database.url();
    let (_, name) = url.split('?').next().unwrap().rsplit_once('/').unwrap();
    for attack in ATTACKS {
        let project = yard.project();
        let sql = attack.replace("{database}", name);
        project.migration("001_attack", &format!("{sql};\n"), "SELECT 1;\n");
        let ran = confined(&project, &["prove"]);
        assert_eq!(ran.code, 3, "{attack}: {ran:?}");
        let told = ran.all();
        let is_refused = told.contains("denied") || told.contains("LOCAL");
        assert!(is_refused, "{attack}: {told}");
        assert_eq!(yard.left(), [""; 0], "{attack}");
    }
    // What a pattern in its grant would let it create.
    let project = yard.project();
    project.migration(
        "001_attack",
        "SET @name = REPLACE(DATABASE(), 'glowplug_', 'glowplugx');
        SET @create = CONCAT('CREATE DATABASE ', @name);
        PREPARE s FROM @create;
        EXECUTE s;",
        "SELECT 1;",
    );
    assert_eq!(confined(&project, &["prove"]).code, 3);
}

fn honest_work(yard: &Yard) {
    let project = yard.project();
    project.migration(
        "001_shop",
        "CREATE TABLE users (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) NOT NULL UNIQUE);
        CREATE TABLE posts (id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL,
            FOREIGN KEY (user_id) REFERENCES users (id));
        CREATE VIEW names AS SELECT name FROM users;",
        "DROP VIEW names; DROP TABLE posts; DROP TABLE users;",
    );
    project.ok(&["up"]);
    for words in [&["check"][..], &["prove"]] {
        let open = project.run(words);
        let closed = confined(&project, words);
        assert_eq!(
            (open.code, &open.stdout),
            (closed.code, &closed.stdout),
            "{closed:?}"
        );
        assert_eq!(open.code, 0, "{open:?}");
    }
    assert_eq!(yard.left(), [""; 0]);
}

fn a_user_who_may_not(yard: &Yard) {
    let user = format!("plain_{}", std::process::id());
    let mut observer = yard.observer();
    for sql in [
        format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'secret'"),
        format!("GRANT ALL ON `glowplug\\_scratch\\_%`.* TO '{user}'@'%'"),
        format!("GRANT ALL ON mysql.* TO '{user}'@'%'"),
    ] {
        observer.run(&sql);
    }
    let url = yard.database.url();
    let (_, rest) = url.split_once('@').unwrap();
    let named = format!("mysql://{user}:secret@{rest}");
    let project = yard.project();
    project.migration(
        "001_a",
        "CREATE TABLE a (id int PRIMARY KEY);",
        "DROP TABLE a;",
    );
    let ran = confined(&project, &["prove", "--scratch-url", &named]);
    observer.run(&format!("DROP USER '{user}'@'%'"));
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.stderr
            .contains("cannot create a confined scratch database"),
        "{ran:?}"
    );
    assert!(ran.stderr.contains("GRANT CREATE USER ON *.*"), "{ran:?}");
    assert!(!ran.all().contains("secret"), "{ran:?}");
    assert_eq!(yard.left(), [""; 0]);
}

fn killed_run(yard: &Yard) {
    let project = yard.project();
    project.migration("001_slow", "DO SLEEP(5);", "SELECT 1;");
    let mut command = project.command(&["prove", "--scratch-confined"]);
    let mut run = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let since = Instant::now();
    while yard.left().len() < 2 {
        assert!(since.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(50));
    }
    run.kill().unwrap();
    run.wait().unwrap();
    assert_eq!(yard.left().len(), 2);
    project.write("migrations/001_slow/up.sql", "SELECT 1;");
    let since = Instant::now();
    while !yard.left().is_empty() {
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "{:?}",
            yard.left()
        );
        project.ok(&["prove"]);
    }
}
