use std::io::Write;

use anyhow::Result;
use glowplug::Database::Mysql;
use glowplug::sql::{PieceKind, Statement, pieces, statements};
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, OptsBuilder};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::mysql::{BODIES, MARIADB_BODIES};
use super::scripts::{Parts, script};

const PARTS: Parts = Parts {
    head: "INSERT INTO t (x) SELECT CONCAT_WS('|', ",
    tail: ")",
    expressions: &[
        "'a;b'",
        "'it''s'",
        "'\\';'",
        "\"a;\"",
        "\"\\\";\"",
        "1",
        "1--1",
        "N';'",
        "'é;'",
        "CASE 1 WHEN 1 THEN 2 END",
        "IF(1, 2, 3)",
        "REPEAT('a;', 2)",
        "1 /*! + 1 */",
        "1 /*!50003 + 1 */",
        "'\\\\'",
        "x'3b'",
    ],
    around: &[
        "",
        " ",
        "\n",
        "/* ; /* ' */",
        "-- ; '\n",
        "# ; '\r\n",
        "--\t;\n",
        "/**/",
    ],
    breaks: &[
        "'",
        "\"",
        "`",
        "\\",
        ";",
        "/*",
        "*/",
        "--",
        "-- ",
        "#",
        "\n",
        "BEGIN;",
        "COMMIT;",
        "END",
        "IF",
        "é",
        "/*!",
        "DELETE FROM t;",
        "(",
        ")",
    ],
};

/// The code of an error: `Query was empty`.
const EMPTY: u16 = 1065;

/// A connection in a database of its own, which goes when this goes.
struct Scratch {
    opts: OptsBuilder,
    name: String,
}

impl Scratch {
    /// Nothing where no server is to be had.
    async fn new() -> Result<Option<Self>> {
        let opts = match std::env::var("TEST_MYSQL_URL") {
            Ok(url) => OptsBuilder::from_opts(Opts::from_url(&url)?),
            Err(_) => OptsBuilder::default()
                .user(Some("root"))
                .socket(Some("/run/mysqld/mysqld.sock")),
        };
        let Ok(mut conn) = Conn::new(opts.clone()).await else {
            assert!(
                std::env::var_os("TOMORI_SKIP_NOTHING").is_none(),
                "no MySQL or MariaDB server answers"
            );
            writeln!(
                std::io::stderr(),
                "SKIPPED: no MySQL or MariaDB server answers"
            )?;
            return Ok(None);
        };
        let name = format!("glowplug_split_{:x}", rand::random::<u64>());
        conn.query_drop(format!("CREATE DATABASE {name}")).await?;
        let opts = opts.db_name(Some(&name));
        Ok(Some(Self { opts, name }))
    }

    async fn connect(&self) -> Result<Conn> {
        Ok(Conn::new(self.opts.clone()).await?)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let drop = async {
            let mut conn = self.connect().await?;
            conn.query_drop(format!("DROP DATABASE {}", self.name))
                .await?;
            anyhow::Ok(())
        };
        let dropped =
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(drop));
        if let Err(error) = dropped {
            let _ = writeln!(std::io::stderr(), "`{}` stays: {error:#}", self.name);
        }
    }
}

/// What a script leaves behind, and the code of the error that stops it, or 0.
async fn run(conn: &mut Conn, texts: &[&str]) -> Result<(Vec<String>, u16)> {
    conn.query_drop("CREATE OR REPLACE TEMPORARY TABLE t (n SERIAL, x TEXT)")
        .await?;
    let mut code = 0;
    for text in texts {
        match conn.query_drop(*text).await {
            Err(mysql_async::Error::Server(error)) => code = error.code,
            result => result?,
        }
        if code != 0 {
            break;
        }
    }
    conn.query_drop("COMMIT").await?;
    let rows: Vec<String> = conn
        .query("SELECT coalesce(x, 'NULL') FROM t ORDER BY n")
        .await?;
    Ok((rows, code))
}

fn has_empty_statement(script: &str) -> bool {
    let mut kinds = pieces(Mysql, script.as_bytes())
        .filter_map(Result::ok)
        .map(|piece| piece.kind)
        .filter(|kind| *kind != PieceKind::Blank)
        .collect::<Vec<_>>();
    kinds.insert(0, PieceKind::Terminator);
    kinds
        .windows(2)
        .any(|pair| pair == [PieceKind::Terminator, PieceKind::Terminator])
}

#[tokio::test(flavor = "multi_thread")]
async fn mysql_runs_a_script_and_its_statements_alike() -> Result<()> {
    let Some(scratch) = Scratch::new().await? else {
        return Ok(());
    };
    let mut conn = scratch.connect().await?;
    let mut random = StdRng::seed_from_u64(20_260_131);
    let mut ran = 0;
    for _ in 0..1500 {
        let script = script(&PARTS, &mut random);
        // The server takes no empty statement, and we send none.
        if has_empty_statement(&script) {
            continue;
        }
        let good: Vec<Statement> = statements(Mysql, script.as_bytes())
            .map_while(Result::ok)
            .collect();
        let refused = statements(Mysql, script.as_bytes()).any(|result| result.is_err());
        let texts: Vec<&str> = good
            .iter()
            .map(|statement| statement.text.as_str())
            .collect();
        let (whole, code) = run(&mut conn, &[&script]).await?;
        // Nor does it take a comment alone.
        if code == EMPTY {
            continue;
        }
        let (pieces, pieces_code) = run(&mut conn, &texts).await?;
        assert_eq!(pieces, whole, "{script:?} as {texts:?}");
        let done = code == 0;
        assert_eq!(
            pieces_code == 0 && !refused,
            done,
            "{script:?} as {texts:?}"
        );
        ran += usize::from(done && !whole.is_empty());
    }
    assert!(ran > 300, "only {ran} scripts did something");
    conn.disconnect().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn mysql_takes_bodies_without_a_delimiter() -> Result<()> {
    let Some(scratch) = Scratch::new().await? else {
        return Ok(());
    };
    let mut conn = scratch.connect().await?;
    let version: Option<String> = conn.query_first("SELECT version()").await?;
    let mariadb = version.is_some_and(|version| version.contains("MariaDB"));
    let mut bodies = BODIES.to_vec();
    if mariadb {
        bodies.extend(MARIADB_BODIES);
    }
    let script = format!(
        "CREATE TABLE t (x INT, y INT, `end` INT);{}",
        bodies.join(";\n")
    );
    let mut count = 0;
    for statement in statements(Mysql, script.as_bytes()) {
        let text = statement?.text;
        // One statement at a time: what is left over would be an error.
        conn.exec_drop(&text, ())
            .await
            .or_else(|error| match error {
                mysql_async::Error::Server(error) if error.code == 1295 => Ok(()),
                error => Err(anyhow::anyhow!("{error}: {text}")),
            })?;
        count += 1;
    }
    assert_eq!(count, bodies.len() + 1);
    conn.disconnect().await?;
    Ok(())
}
