use anyhow::{Context, Result};
use glowplug::Database::Postgres;
use glowplug::sql::{Statement, statements};
use glowplug_local::TestServer;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

use super::scripts::{Parts, script};

const PARTS: Parts = Parts {
    head: "SELECT ",
    tail: "",
    expressions: &[
        "1",
        "1 AS a$b$",
        "'a;b'",
        "'it''s'",
        "'\\'",
        "E'\\';'",
        "E'a'\n'\\';'",
        "E'a' -- '\n '\\';'",
        "e'a''\\\\'",
        "U&'\\0061;'",
        "B'1'",
        "N';'",
        "$$;$$",
        "$a$;$b$;$a$",
        "$é1$;$é1$",
        "1$a$;$a$",
        "1.5e5$a$;$a$",
        "1 AS \"x;\"\"\"",
        "CASE WHEN true THEN 1 END",
        "(SELECT 1)",
        "'{1}'::int[]",
        "1 -- ;\n - 1",
        "1 /**/- -1",
        "'a'\n'b;'",
        "1 AS end",
    ],
    around: &[
        "",
        " ",
        "\r\n",
        "/* ; /* ' */ ; */",
        "-- ; '\n",
        "--;\r",
        "/**/",
        "\t",
    ],
    breaks: &[
        "'",
        "\"",
        "$",
        "$$",
        "$a$",
        "\\",
        ";",
        "/*",
        "*/",
        "--",
        "\n",
        "\r",
        "E",
        "e'",
        "(",
        ")",
        "BEGIN;",
        "END;",
        "1",
        "é",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;",
    ],
};

/// What statements return, in one word each, or that one of them fails.
async fn run(client: &Client, texts: &[&str]) -> Option<Vec<String>> {
    let mut answers = Vec::new();
    for text in texts {
        for message in client.simple_query(text).await.ok()? {
            match message {
                SimpleQueryMessage::Row(row) => {
                    let values = (0..row.len()).map(|index| row.get(index));
                    answers.push(format!("{:?}", values.collect::<Vec<_>>()));
                }
                SimpleQueryMessage::CommandComplete(count) => answers.push(count.to_string()),
                _ => {}
            }
        }
    }
    Some(answers)
}

/// Runs a script as one, and by its statements; whether it runs.
async fn compare(client: &Client, script: &str) -> Result<bool> {
    let whole = run(client, &[script]).await;
    client.batch_execute("ROLLBACK").await?;
    let split: Result<Vec<Statement>, _> = statements(Postgres, script.as_bytes()).collect();
    let split = split.unwrap_or_default();
    let texts: Vec<&str> = split
        .iter()
        .map(|statement| statement.text.as_str())
        .collect();
    let refused = statements(Postgres, script.as_bytes()).any(|result| result.is_err());
    let pieces = match refused {
        true => None,
        false => run(client, &texts).await,
    };
    client.batch_execute("ROLLBACK").await?;
    if texts.is_empty() && pieces.is_some() {
        // The server counts no rows of nothing.
        assert_eq!(whole, Some(vec!["0".to_owned()]), "{script:?}");
        return Ok(false);
    }
    assert_eq!(pieces, whole, "{script:?} as {texts:?}");
    Ok(whole.is_some_and(|answers| !answers.is_empty()))
}

async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_runs_a_script_and_its_statements_alike() -> Result<()> {
    let database = TestServer::shared()?.database()?;
    let client = connect(database.url()).await?;
    let mut random = StdRng::seed_from_u64(20_260_131);
    let mut ran = 0;
    for _ in 0..4000 {
        let script = script(&PARTS, &mut random);
        ran += usize::from(compare(&client, &script).await?);
    }
    assert!(ran > 1000, "only {ran} scripts did something");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_takes_the_statements_of_a_script_with_bodies() -> Result<()> {
    let database = TestServer::shared()?.database()?;
    let client = connect(database.url()).await?;
    let version: i32 = client
        .query_one("SELECT current_setting('server_version_num')::integer", &[])
        .await?
        .get(0);
    if version >= 140_000 {
        let body = "CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 \
                    END AS end; SELECT (SELECT 3; ) END";
        let body = body.replace("(SELECT 3; )", "3;");
        let script = format!("{body}; SELECT f(1)");
        client.batch_execute("BEGIN").await?;
        let texts: Vec<Statement> = statements(Postgres, script.as_bytes())
            .collect::<Result<_, _>>()
            .context("the script can be split")?;
        assert_eq!(texts.len(), 2);
        for statement in &texts {
            client.batch_execute(&statement.text).await?;
        }
    }
    let script = "CREATE TABLE r (x int); CREATE RULE a AS ON INSERT TO r DO ALSO \
                  (UPDATE r SET x = 1; DELETE FROM r WHERE x = 2); INSERT INTO r VALUES (3);\
                  SELECT x FROM r; DROP TABLE r";
    assert!(compare(&client, script).await?);
    Ok(())
}
