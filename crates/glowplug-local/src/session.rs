//! A blocking connection: a thread with its own runtime, so that callers may be inside another one.

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, Config, NoTls, error::SqlState, types::ToSql};

use crate::error::{Error, Result};

const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

type Job = Box<dyn FnOnce(&Runtime, &Client) + Send>;
type Answer<T> = Result<T, tokio_postgres::Error>;

/// An open connection to one database.
#[derive(Debug)]
pub(crate) struct Session {
    jobs: mpsc::Sender<Job>,
}

impl Session {
    /// Opens a connection; waits for a server that is still starting.
    pub(crate) fn open(url: &str) -> Result<Self> {
        let fail = |source| Error::Database {
            action: "connect to",
            object: "the server".to_owned(),
            source,
        };
        let mut config: Config = url.parse().map_err(fail)?;
        config.application_name("glowplug-local");
        let (jobs, inbox) = mpsc::channel::<Job>();
        let (ready, opened) = mpsc::channel();
        thread::Builder::new()
            .name("glowplug-local".to_owned())
            .spawn(move || serve(&config, &ready, &inbox))
            .map_err(|_| Error::Disconnected)?;
        opened
            .recv()
            .map_err(|_| Error::Disconnected)?
            .map_err(fail)?;
        Ok(Self { jobs })
    }

    /// Runs statements that return nothing.
    pub(crate) fn execute(&self, sql: String) -> Result<Answer<()>> {
        self.call(move |runtime, client| runtime.block_on(client.batch_execute(&sql)))
    }

    /// Runs a query, and returns the first column of its rows.
    pub(crate) fn texts(
        &self,
        sql: &'static str,
        values: Vec<String>,
    ) -> Result<Answer<Vec<String>>> {
        self.call(move |runtime, client| {
            let values: Vec<_> = values
                .iter()
                .map(|value| value as &(dyn ToSql + Sync))
                .collect();
            let rows = runtime.block_on(client.query(sql, &values))?;
            rows.iter().map(|row| row.try_get(0)).collect()
        })
    }

    fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Runtime, &Client) -> T + Send + 'static,
    ) -> Result<T> {
        let (answer, result) = mpsc::channel();
        let job: Job = Box::new(move |runtime, client| {
            // The caller waits for the result, so the receiver exists.
            let _ = answer.send(work(runtime, client));
        });
        self.jobs.send(job).map_err(|_| Error::Disconnected)?;
        result.recv().map_err(|_| Error::Disconnected)
    }
}

fn serve(config: &Config, ready: &mpsc::Sender<Answer<()>>, inbox: &mpsc::Receiver<Job>) {
    let Ok(runtime) = Builder::new_current_thread().enable_all().build() else {
        return;
    };
    let client = match connect(&runtime, config) {
        Ok(client) => client,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    if ready.send(Ok(())).is_ok() {
        inbox.iter().for_each(|job| job(&runtime, &client));
    }
}

fn connect(runtime: &Runtime, config: &Config) -> Answer<Client> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match runtime.block_on(config.connect(NoTls)) {
            Ok((client, connection)) => {
                runtime.spawn(connection);
                return Ok(client);
            }
            Err(error) if is_starting(&error) && Instant::now() < deadline => thread::sleep(PAUSE),
            Err(error) => return Err(error),
        }
    }
}

fn is_starting(error: &tokio_postgres::Error) -> bool {
    error.code() == Some(&SqlState::CANNOT_CONNECT_NOW)
}
