//! Contenders in JavaScript: a process that reads a line of JSON for each request and answers with
//! one. Its own clock runs, so the pipe is not measured.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;

use crate::call::{Answer, Call};
use crate::contender::Contender;
use crate::mix::{CONNECTIONS, Mix, MixTurn};

/// A process that makes calls.
pub struct Script {
    name: &'static str,
    process: Mutex<Process>,
}

struct Process {
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

/// What a line of the process says.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reply {
    Answer(Value),
    Micros(f64),
    Mix(MixTurn),
    Error(String),
}

/// Installs what the scripts need, once.
///
/// # Errors
/// When npm is not there, or cannot get the packages.
pub async fn install(folder: &Path) -> Result<()> {
    let install = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .await
        .context("npm is not on the path")?;
    ensure!(install.success(), "`npm ci` failed in {}", folder.display());
    Ok(())
}

impl Script {
    /// Starts a script of the folder `javascript`.
    ///
    /// # Errors
    /// When it does not start, or cannot reach the database.
    pub async fn start(
        name: &'static str,
        folder: &Path,
        program: &str,
        script: &str,
        url: &str,
    ) -> Result<Self> {
        let mut child = Command::new(program)
            .arg(script)
            .arg(url)
            .arg(CONNECTIONS.to_string())
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{program} does not start"))?;
        let input = child.stdin.take().context("no pipe")?;
        let output = BufReader::new(child.stdout.take().context("no pipe")?).lines();
        let process = Process {
            input,
            output,
            _child: child,
        };
        Ok(Self {
            name,
            process: Mutex::new(process),
        })
    }

    async fn ask(&self, request: &Value) -> Result<Reply> {
        let mut process = self.process.lock().await;
        let line = format!("{request}\n");
        process.input.write_all(line.as_bytes()).await?;
        let line = process.output.next_line().await?;
        match serde_json::from_str(&line.context("the script ended")?)? {
            Reply::Error(error) => bail!("{}: {error}", self.name),
            reply => Ok(reply),
        }
    }

    /// One turn of the mix.
    ///
    /// # Errors
    /// Those of the script.
    pub async fn mix(&self, mix: &Mix) -> Result<MixTurn> {
        match self.ask(&json!({ "mix": mix })).await? {
            Reply::Mix(turn) => Ok(turn),
            _ => bail!("{} answered something else", self.name),
        }
    }
}

#[async_trait]
impl Contender for Script {
    fn name(&self) -> &'static str {
        self.name
    }

    fn makes(&self, call: &Call) -> bool {
        !matches!(call, Call::Checkout)
    }

    async fn call(&self, call: &Call) -> Result<Answer> {
        match self.ask(&json!({ "answer": call })).await? {
            Reply::Answer(value) => Ok(Box::new(value)),
            _ => bail!("{} answered something else", self.name),
        }
    }

    async fn turn(&self, calls: &[Call]) -> Result<Duration> {
        match self.ask(&json!({ "turn": calls })).await? {
            Reply::Micros(micros) => Ok(Duration::from_secs_f64(micros / 1e6)),
            _ => bail!("{} answered something else", self.name),
        }
    }

    fn script(&self) -> Option<&Script> {
        Some(self)
    }
}
