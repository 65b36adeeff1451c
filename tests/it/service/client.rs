//! The example service as a process, and a small HTTP client for it.

use std::net::SocketAddr;
use std::process::Stdio;

use anyhow::{Context as _, Result};
use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::harness::{guild, user};
use crate::tour::example;

/// The service as a process of its own, which ends with this value.
pub struct Service {
    pub process: Child,
    pub address: SocketAddr,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Service {
    pub async fn start(database_url: &str) -> Result<Self> {
        let mut process = Command::new(example("service").await?)
            .env("DATABASE_URL", database_url)
            .env("LISTEN", "127.0.0.1:0")
            .env("RUST_LOG", "off")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = process.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        let address = loop {
            let line = lines.next_line().await?.context("the service ended")?;
            if let Some(address) = line.strip_prefix("listening on http://") {
                break address.parse()?;
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { process, address })
    }

    /// A call of the n-th user in the first guild.
    pub async fn call(&self, n: u64, method: Method, path: &str, body: Value) -> Result<Answer> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-guild-id", guild(1).to_string())
            .header("x-user-id", user(n).to_string())
            .header(CONTENT_TYPE, "application/json")
            .body(match body {
                Value::Null => Body::empty(),
                body => Body::from(body.to_string()),
            })?;
        send(self.address, request).await
    }

    pub async fn get(&self, path: &str) -> Result<Answer> {
        self.call(1, Method::GET, path, Value::Null).await
    }

    pub async fn add(&self, content: &str) -> Result<Value> {
        let body = json!({"memory_content": content});
        let answer = self.call(1, Method::POST, "/memories", body).await?;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        Ok(answer.body)
    }
}

/// Sends a request over a connection of its own.
pub async fn send(address: SocketAddr, request: Request<Body>) -> Result<Answer> {
    let stream = TcpStream::connect(address).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let (parts, body) = sender.send_request(request).await?.into_parts();
    let bytes = to_bytes(Body::new(body), 1 << 20).await?;
    Ok(Answer {
        status: parts.status,
        headers: parts.headers,
        body: match bytes.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(&bytes)?,
        },
    })
}
