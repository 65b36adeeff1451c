//! The example service, driven over HTTP as its callers do.

mod client;

use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{Method, Request, StatusCode};
use diesel_async::AsyncPgConnection;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tomori_db::flows::{ServerSetup, setup_server};
use tomori_db::memories::{NewMemory, server};
use tomori_db::presets;
use tomori_db::secret::{ApiKey, CryptoSecret, KeyRing};

use crate::harness::{add_server, execute, guild, number, start, user};
use crate::presets::preset;
use crate::support::proxy;

use client::{Service, send};

#[tokio::test]
async fn memories_are_added_paged_searched_and_deleted() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let service = Service::start(&database.url()).await?;
    let first = service.add("likes green tea").await?;
    assert_eq!(first["memory_type"], "general");
    service.add("has a cat").await?;
    service.add("drinks TEA at four").await?;

    let page = service.get("/memories?limit=2").await?.body;
    assert_eq!(page["items"][0]["memory_content"], "drinks TEA at four");
    assert_eq!(page["items"][1]["memory_content"], "has a cat");
    let next = page["next"].as_str().context("no next page")?;
    let page = service
        .get(&format!("/memories?limit=2&after={next}"))
        .await?
        .body;
    assert_eq!(page, json!({"items": [first], "next": null}));

    let found = service.get("/memories/search?term=tea&limit=5").await?.body;
    assert_eq!(found["items"].as_array().map(Vec::len), Some(2));

    let path = format!("/memories/{}", first["memory_id"]);
    let gone = service.call(1, Method::DELETE, &path, Value::Null).await?;
    assert_eq!(
        (gone.status, gone.body),
        (StatusCode::NO_CONTENT, Value::Null)
    );
    let again = service.call(1, Method::DELETE, &path, Value::Null).await?;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn somebody_elses_memory_is_not_found() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let service = Service::start(&database.url()).await?;
    let memory = service.add("mine").await?;
    let path = format!("/memories/{}", memory["memory_id"]);
    let answer = service.call(2, Method::DELETE, &path, Value::Null).await?;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        answer.body,
        json!({"error": "not_found", "what": "personal memory"})
    );
    let theirs = service
        .call(2, Method::GET, "/memories", Value::Null)
        .await?;
    assert_eq!(theirs.body["items"], json!([]));
    assert_eq!(
        number(&conn, "SELECT count(*) FROM personal_memories").await?,
        1
    );
    Ok(())
}

#[tokio::test]
async fn settings_are_read_patched_and_set() -> Result<()> {
    let (database, _conn) = start().await?;
    let service = Service::start(&database.url()).await?;
    assert_eq!(
        service.get("/settings").await?.status,
        StatusCode::NOT_FOUND
    );
    let new = service.call(1, Method::PUT, "/settings", json!({})).await?;
    assert_eq!(new.status, StatusCode::OK);
    assert_eq!(service.get("/settings").await?.body["llm_temperature"], 0.7);

    let patch = json!({"humanizer_degree": 3, "embed_color": "#00AACC"});
    let patched = service.call(1, Method::PATCH, "/settings", patch).await?;
    assert_eq!(patched.status, StatusCode::OK);
    let set = service
        .call(1, Method::PUT, "/settings/llm_temperature", json!(1.5))
        .await?;
    assert_eq!(set.status, StatusCode::OK);
    let settings = service.get("/settings").await?.body;
    assert_eq!(settings, set.body);
    assert_eq!(settings["humanizer_degree"], 3);
    assert_eq!(settings["embed_color"], "#00AACC");
    assert_eq!(settings["llm_temperature"], 1.5);
    Ok(())
}

#[tokio::test]
async fn input_that_is_out_of_range_names_its_field() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let service = Service::start(&database.url()).await?;
    let (post, patch, put) = (Method::POST, Method::PATCH, Method::PUT);
    for (method, path, body, field) in [
        (
            post.clone(),
            "/memories",
            json!({"memory_content": " "}),
            "memory_content",
        ),
        (
            post,
            "/memories",
            json!({"memory_content": "x", "memory_type": "y".repeat(51)}),
            "memory_type",
        ),
        (
            patch.clone(),
            "/settings",
            json!({"humanizer_degree": 9}),
            "humanizer_degree",
        ),
        (patch, "/settings", json!({}), "patch"),
        (
            put.clone(),
            "/settings/llm_temperature",
            json!("hot"),
            "llm_temperature",
        ),
        (put, "/settings/no.such", json!(1), "no.such"),
        (Method::GET, "/memories?limit=101", Value::Null, "limit"),
        (Method::GET, "/memories?after=abc", Value::Null, "cursor"),
        (Method::GET, "/memories/search?term=", Value::Null, "term"),
    ] {
        let answer = service.call(1, method, path, body).await?;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(answer.body["error"], "invalid_input", "{path}");
        assert_eq!(answer.body["field"], field, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_request_that_cannot_be_read_is_refused() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let service = Service::start(&database.url()).await?;
    for (content_type, body, status) in [
        ("application/json", "{", StatusCode::BAD_REQUEST),
        ("application/json", "[1]", StatusCode::UNPROCESSABLE_ENTITY),
        (
            "application/json",
            r#"{"memory": "x"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("text/plain", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (
            "application/json",
            &format!("\"{}\"", "x".repeat(20_000)),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ] {
        let request = Request::post("/memories")
            .header("x-guild-id", guild(1).to_string())
            .header("x-user-id", user(1).to_string())
            .header(CONTENT_TYPE, content_type)
            .body(Body::from(body.to_owned()))?;
        let answer = send(service.address, request).await?;
        assert_eq!(answer.status, status, "{body:.20}");
        assert_eq!(answer.body["error"], "unreadable");
    }
    for path in ["/memories?limit=many", "/memories/search"] {
        assert_eq!(
            service.get(path).await?.status,
            StatusCode::BAD_REQUEST,
            "{path}"
        );
    }
    let path = "/memories/first";
    let answer = service.call(1, Method::DELETE, path, Value::Null).await?;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    Ok(())
}

#[tokio::test]
async fn a_request_from_nobody_is_unauthorized() -> Result<()> {
    let (database, _conn) = start().await?;
    let service = Service::start(&database.url()).await?;
    for (user, header) in [(None, "x-user-id"), (Some("nobody"), "x-user-id")] {
        let mut request = Request::get("/memories").header("x-guild-id", "1");
        if let Some(user) = user {
            request = request.header("x-user-id", user);
        }
        let answer = send(service.address, request.body(Body::empty())?).await?;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(
            answer.body,
            json!({"error": "unauthorized", "header": header})
        );
    }
    let answer = send(
        service.address,
        Request::get("/settings").body(Body::empty())?,
    )
    .await?;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn the_context_of_a_message_comes_at_once() -> Result<()> {
    let (database, mut conn) = start().await?;
    set_up(&mut conn).await?;
    server::insert(&conn, guild(1), &NewMemory::general("film night")?).await?;
    let service = Service::start(&database.url()).await?;
    let memory = service.add("likes green tea").await?;
    let context = service.get("/context").await?.body;
    assert_eq!(context["state"]["config"]["tomori_nickname"], "Tomori");
    assert_eq!(context["about_you"], json!([memory]));
    assert_eq!(context["about_all"][0]["memory_content"], "film night");
    Ok(())
}

#[tokio::test]
async fn a_fault_of_the_service_shows_nothing_of_its_inside() -> Result<()> {
    let (database, mut conn) = start().await?;
    set_up(&mut conn).await?;
    execute(
        &conn,
        "UPDATE tomori_instances SET personality_data = '{\"a\": 1e400}'",
    )
    .await?;
    let service = Service::start(&database.url()).await?;
    let answer = service.get("/context").await?;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.body, json!({"error": "internal"}));
    Ok(())
}

#[tokio::test]
async fn health_says_whether_the_database_answers() -> Result<()> {
    let (database, _conn) = start().await?;
    let proxy = proxy(&database).await;
    let service = Service::start(&proxy.url()).await?;
    let request = || Request::get("/health").body(Body::empty());
    let well = send(service.address, request()?).await?;
    assert_eq!(
        (well.status, &well.body["status"]),
        (StatusCode::OK, &json!("ok"))
    );

    proxy.refuse(true);
    proxy.cut();
    let ill = send(service.address, request()?).await?;
    assert_eq!(ill.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ill.headers[RETRY_AFTER], "1");

    proxy.refuse(false);
    let again = send(service.address, request()?).await?;
    assert_eq!(again.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_row_that_stays_locked_is_a_503() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let service = Service::start(&database.url()).await?;
    execute(&conn, "BEGIN; UPDATE servers SET updated_at = now()").await?;
    let patch = json!({"humanizer_degree": 3});
    let answer = service.call(1, Method::PATCH, "/settings", patch).await?;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.body, json!({"error": "timeout"}));
    assert!(answer.headers.contains_key(RETRY_AFTER));
    Ok(())
}

#[tokio::test]
async fn a_shutdown_answers_the_request_that_is_on_its_way() -> Result<()> {
    let (database, conn) = start().await?;
    add_server(&conn, 1).await?;
    let mut service = Service::start(&database.url()).await?;
    execute(&conn, "BEGIN; UPDATE servers SET updated_at = now()").await?;
    let watcher = database.connect().await?;
    let request = async {
        let patch = json!({"humanizer_degree": 3});
        service.call(1, Method::PATCH, "/settings", patch).await
    };
    let meanwhile = async {
        until(async || number(&watcher, WAITING).await.is_ok_and(|rows| rows == 1)).await?;
        let pid = service
            .process
            .id()
            .and_then(|pid| Pid::from_raw(pid.cast_signed()));
        kill_process(pid.context("the service ended")?, Signal::TERM)?;
        until(async || TcpStream::connect(service.address).await.is_err()).await?;
        execute(&conn, "COMMIT").await
    };
    let (answer, ()) = tokio::try_join!(request, meanwhile)?;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body["humanizer_degree"], 3);
    let status = timeout(Duration::from_secs(5), service.process.wait()).await??;
    assert_eq!(status.code(), Some(0));
    Ok(())
}

/// How many sessions of this database wait for a lock.
const WAITING: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'";

/// Waits until something is true.
async fn until(mut holds: impl AsyncFnMut() -> bool) -> Result<()> {
    let waited = timeout(Duration::from_secs(10), async {
        while !holds().await {
            sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.context("it never came to that")
}

/// The first guild with a personality.
async fn set_up(conn: &mut AsyncPgConnection) -> Result<()> {
    let setup = ServerSetup {
        guild: guild(1),
        name: "Tomori".into(),
        preset: presets::insert(conn, &preset("Calm", "en"))
            .await?
            .tomori_preset_id,
        locale: "en-US".into(),
        humanizer_degree: 1,
        api_key: ApiKey::new("sk-test")?,
    };
    let ring = KeyRing::new(CryptoSecret::new("0123456789abcdef0123456789abcdef"));
    setup_server(conn, &ring, &setup).await?;
    Ok(())
}
