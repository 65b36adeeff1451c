//! Functions and operators of another role in `public`, where every role may create objects up to
//! PostgreSQL 14: none of them runs in place of the server's.

use anyhow::{Context as _, Result};
use diesel_async::AsyncPgConnection;
use tomori_db::columns::{NewColumn, add_column_if_not_exists};

use crate::calls::{World, calls, run_and_roll_back};
use crate::harness::{execute, start};
use crate::support::sql::text;

/// Signatures that fit calls better than the server's own: for literals, for variadic arguments,
/// and for types that the server compares as another type.
const DECOYS: [(&str, &str); 9] = [
    ("jsonb_set(jsonb, text[], text)", "jsonb"),
    ("jsonb_set(jsonb, text[], varchar)", "jsonb"),
    ("concat_ws(text, text, text)", "text"),
    ("format(text, text, text)", "text"),
    ("format(text, regclass, text, text)", "text"),
    ("format(text, text, text, text, regclass)", "text"),
    ("btrim(text, varchar)", "text"),
    ("regexp_replace(text, varchar, varchar)", "text"),
    ("upper(varchar)", "text"),
];

/// Types that the server compares as others: for these an exact operator would be preferred.
const COMPARED: [(&str, &str); 3] = [
    ("regtype", "regtype"),
    ("oid", "regclass"),
    ("varchar", "varchar"),
];

async fn plant(conn: &AsyncPgConnection) -> Result<()> {
    for (signature, returns) in DECOYS {
        let body = "BEGIN RAISE EXCEPTION 'a decoy ran'; END";
        let sql = format!(
            "CREATE FUNCTION public.{signature} RETURNS {returns} LANGUAGE plpgsql AS $$ {body} $$"
        );
        execute(conn, &sql).await?;
    }
    for (left, right) in COMPARED {
        let sql = format!(
            "CREATE FUNCTION public.decoy({left}, {right}) RETURNS boolean LANGUAGE plpgsql
                 AS $$ BEGIN RAISE EXCEPTION 'a decoy ran'; END $$;
             CREATE OPERATOR public.= (LEFTARG = {left}, RIGHTARG = {right}, FUNCTION = public.decoy)"
        );
        execute(conn, &sql).await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_call_runs_functions_of_somebody_else() -> Result<()> {
    let (_database, mut conn) = start().await?;
    let world = World::new(&conn).await?;
    plant(&conn).await?;
    assert!(
        execute(&conn, "SELECT jsonb_set('{}'::jsonb, '{a}'::text[], '{}')")
            .await
            .is_err(),
        "the decoys are preferred where nothing names the server's"
    );
    for call in calls() {
        run_and_roll_back(&mut conn, &world, call.run)
            .await
            .context(call.name)?;
    }
    let column = NewColumn {
        table: "servers",
        name: "region",
        column_type: "text",
        default: Some("'eu'"),
        constraint: Some("check (region is not null)"),
    };
    assert!(add_column_if_not_exists(&conn, column).await?);
    let again = NewColumn {
        constraint: None,
        ..column
    };
    assert!(!add_column_if_not_exists(&conn, again).await?);
    Ok(())
}

#[tokio::test]
async fn every_function_has_a_search_path_or_names_each_schema() -> Result<()> {
    let (_database, conn) = start().await?;
    let without = "SELECT string_agg(p.proname, ' ' ORDER BY p.proname) FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        AND NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search\\_path=pg\\_catalog, %pg\\_temp')";
    assert_eq!(
        text(&conn, without).await,
        "add_column_if_not_exists is_blank"
    );
    Ok(())
}
