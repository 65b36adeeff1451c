//! Users who may use a database, and may not create or drop it.

use std::process::Output;

use glowplug::model::Database::{Mysql, Postgres};

use crate::stage::Stage;
use crate::support::with_user;

struct User<'s> {
    stage: &'s Stage,
    name: String,
    url: String,
}

impl User<'_> {
    fn run(&self, words: &[&str]) -> Output {
        self.stage
            .run(&[words, &["--database-url", &self.url]].concat())
    }

    /// Runs a command that is refused, and returns what it says.
    fn refused(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.contains("right to connect"), "{told}");
        told
    }
}

fn stage(database: glowplug::Database) -> Option<Stage> {
    let stage = Stage::new(database)?;
    stage.file("001_a", "up.sql", "CREATE TABLE a (id INT PRIMARY KEY);");
    stage.file("001_a", "down.sql", "DROP TABLE a;");
    Some(stage)
}

#[test]
fn reset_and_init_name_what_a_user_of_postgres_lacks() {
    let Some(stage) = stage(Postgres) else { return };
    let name = format!("user_{}", std::process::id());
    let run = |sql: String| stage.sql(&sql).unwrap();
    run(format!("CREATE ROLE {name} LOGIN"));
    run(format!("GRANT ALL ON SCHEMA public TO {name}"));
    let user = User {
        stage: &stage,
        url: with_user(&stage.url(), &name),
        name,
    };
    assert!(user.run(&["up"]).status.success());
    let (name, database) = (&user.name, stage.database_name().unwrap());
    let told = user.refused(&["reset", "--yes"]);
    let helps = format!("`ALTER DATABASE {database} OWNER TO {name}; ALTER ROLE {name} CREATEDB`");
    assert!(told.contains(&helps), "{told}");

    // An owner who could not create it again keeps it.
    run(format!("ALTER DATABASE {database} OWNER TO {name}"));
    assert!(user.refused(&["reset", "--yes"]).contains(&helps));
    assert!(user.run(&["status"]).status.success());
    run(format!("ALTER ROLE {name} CREATEDB"));
    let reset = user.run(&["reset", "--yes"]);
    assert!(reset.status.success(), "{reset:?}");

    run(format!("ALTER ROLE {name} NOCREATEDB"));
    let other = User {
        url: user.url.replace(database, "gp_no_such_database"),
        name: name.clone(),
        stage: &stage,
    };
    let told = other.refused(&["init"]);
    assert!(
        told.contains(&format!("`ALTER ROLE {name} CREATEDB`")),
        "{told}"
    );
    run(format!("ALTER DATABASE {database} OWNER TO CURRENT_USER"));
    run(format!("DROP OWNED BY {name}"));
    run(format!("DROP ROLE {name}"));
}

#[test]
fn reset_and_init_name_what_a_user_of_mysql_lacks() {
    let Some(stage) = stage(Mysql) else { return };
    let name = format!("user_{}", std::process::id());
    let database = stage.database_name().unwrap();
    let run = |sql: String| stage.sql(&sql).unwrap();
    run(format!("CREATE USER '{name}'@'%' IDENTIFIED BY 'secret'"));
    run(format!(
        "GRANT SELECT, INSERT ON `{database}`.* TO '{name}'@'%'"
    ));
    let url = with_user(&stage.url(), &format!("{name}:secret"));
    let user = User {
        stage: &stage,
        name: name.clone(),
        url,
    };
    let other = User {
        url: user.url.replace(database, "gp_no_such_database"),
        name: name.clone(),
        stage: &stage,
    };
    let told = [user.refused(&["reset", "--yes"]), other.refused(&["init"])];
    run(format!("DROP USER '{name}'@'%'"));
    for (told, database) in told.iter().zip([database, "gp_no_such_database"]) {
        let pattern = database.replace('_', "\\_");
        let helps = format!("`GRANT ALL ON `{pattern}`.* TO '{name}'@'%'`");
        assert!(told.contains(&helps), "{told}");
    }
}
