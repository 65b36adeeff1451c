//! Starts and stops a server, even if a previous one was killed.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    net::TcpListener,
    sync::atomic::Ordering,
    thread,
    time::{Duration, Instant},
};

use crate::{
    cluster::Cluster,
    error::{Context, Error, Result},
    init::last_lines,
    lock, machine,
    private::delete_folder,
    process::kill_orphans,
    settings::{Purpose, render},
};

const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(120);
/// The size above which the next start renames the log and begins a new one.
const LOG_MAX: u64 = 16 << 20;

#[derive(Clone, Copy)]
enum Mode {
    Fast,
    Immediate,
}

impl Cluster {
    /// Starts the server and waits until it accepts connections; does nothing if it is running.
    ///
    /// Creates the cluster at the first start. Any number of processes may call this concurrently.
    ///
    /// # Errors
    /// `Start` with the end of the server's log, `Program` when `initdb` fails, `Locked` after
    /// waiting three minutes for another process.
    pub fn start(&self) -> Result<()> {
        let _lock = self.lock()?;
        self.start_locked()
    }

    /// Stops the server and closes its connections; does nothing if it is not running.
    ///
    /// # Errors
    /// `Program` when it does not stop.
    pub fn stop(&self) -> Result<()> {
        let _lock = self.lock()?;
        self.stop_locked(Mode::Fast)
    }

    /// Stops the server without a shutdown, like a power failure; the next start recovers its data.
    ///
    /// # Errors
    /// As [`Cluster::stop`].
    pub fn stop_immediate(&self) -> Result<()> {
        let _lock = self.lock()?;
        self.stop_locked(Mode::Immediate)
    }

    /// Stops and starts the server, on the same port.
    ///
    /// # Errors
    /// As [`Cluster::stop`] and [`Cluster::start`].
    pub fn restart(&self) -> Result<()> {
        let _lock = self.lock()?;
        self.stop_locked(Mode::Fast)?;
        self.start_locked()
    }

    /// Stops the server and deletes its data, log and password.
    ///
    /// # Errors
    /// As [`Cluster::stop`]; `Io` when something cannot be deleted.
    pub fn reset(&self) -> Result<()> {
        let _lock = self.lock()?;
        self.stop_locked(Mode::Immediate)?;
        match self.purpose {
            Purpose::Development => self.layout.delete(self.account),
            Purpose::Tests => delete_folder(&self.data_dir()),
        }
    }

    fn lock(&self) -> Result<File> {
        self.layout.create_base()?;
        let lock = lock::acquire(&self.layout.lock)?;
        machine::check(&self.layout.home, &self.data_dir())?;
        Ok(lock)
    }

    fn start_locked(&self) -> Result<()> {
        if let Some(copied) = self.layout.create_home(self.account)? {
            let _ = self.copied.set(copied);
        }
        if self.adopt()? {
            return Ok(());
        }
        self.initialise()?;
        self.delete_stale_files()?;
        for attempt in 1..ATTEMPTS {
            match self.launch()? {
                Ok(()) => return Ok(()),
                Err(_) if self.adopt()? => return Ok(()),
                // Backends that outlived a killed server end when they notice that, or are killed.
                Err(log) if log.contains("is still in use") => {
                    thread::sleep(PAUSE * attempt);
                    if attempt > 3 {
                        kill_orphans(&self.data_dir());
                    }
                }
                // Another process took the free port in the meantime.
                Err(log) if self.settings.tcp && log.contains("Address already in use") => {
                    self.port.store(0, Ordering::Relaxed);
                }
                Err(log) => return Err(self.start_error(log)),
            }
        }
        let log = self.read_log().unwrap_or_default();
        Err(self.start_error(last_lines(&log)))
    }

    /// Takes over a running server once it is ready; one that cannot be reached is stopped.
    fn adopt(&self) -> Result<bool> {
        let deadline = Instant::now() + PATIENCE;
        while let Some(server) = self.server() {
            if server.ready && self.reaches(&server) {
                self.port.store(server.port, Ordering::Relaxed);
                return Ok(true);
            }
            if server.ready || Instant::now() > deadline {
                self.stop_locked(Mode::Fast)?;
                return Ok(false);
            }
            thread::sleep(PAUSE);
        }
        Ok(false)
    }

    /// Runs `pg_ctl start`; the inner error is the end of the server's log.
    ///
    /// Log and data are not passed as arguments, because `pg_ctl` puts those into a shell command.
    fn launch(&self) -> Result<Result<(), String>> {
        self.configure()?;
        let begin = self.rotate_log();
        let mut command = self.command("pg_ctl");
        command
            .args(["start", "-w", "-s", "-t", "120"])
            .args(["-l", "server.log"]);
        Ok(match self.run(command)? {
            Ok(()) => Ok(()),
            Err(output) => Err(match self.log_since(begin) {
                Ok(log) if !log.is_empty() => last_lines(&log),
                _ => output,
            }),
        })
    }

    /// Writes the configuration and the TLS files.
    fn configure(&self) -> Result<()> {
        if self.port.load(Ordering::Relaxed) == 0 {
            self.port.store(free_port()?, Ordering::Relaxed);
        }
        let home = &self.layout.home;
        self.write_private(&home.join(machine::NAME), machine::text().as_bytes())?;
        if let Some((certificate, key)) = &self.settings.tls {
            for (from, name) in [(certificate, "server.crt"), (key, "server.key")] {
                let content = fs::read(from).context("read", from)?;
                self.write_private(&home.join(name), &content)?;
            }
        }
        let socket_dir = &self.layout.socket_dir;
        let text = render(self.purpose, &self.settings, socket_dir, home, self.port());
        self.write_private(&home.join("glowplug.conf"), text.as_bytes())
    }

    fn stop_locked(&self, mode: Mode) -> Result<()> {
        let data = self.data_dir();
        if self.server().is_none() {
            return Ok(());
        }
        let mode = match mode {
            Mode::Fast => "fast",
            Mode::Immediate => "immediate",
        };
        let mut command = self.command("pg_ctl");
        command.args(["stop", "-w", "-s", "-t", "120", "-m", mode]);
        match self.run(command)? {
            Err(output) if self.server().is_some() => Err(Error::Program {
                program: "pg_ctl",
                data,
                output,
            }),
            // It ended on its own in the meantime.
            _ => Ok(()),
        }
    }

    /// Deletes the pid file and the sockets of a server that is gone. PostgreSQL does so too,
    /// unless another process now has the same pid.
    fn delete_stale_files(&self) -> Result<()> {
        let socket_dir = &self.layout.socket_dir;
        let mut stale = vec![self.data_dir().join("postmaster.pid")];
        for entry in fs::read_dir(socket_dir).context("read", socket_dir)? {
            let entry = entry.context("read", socket_dir)?;
            if entry
                .file_name()
                .as_encoded_bytes()
                .starts_with(b".s.PGSQL.")
            {
                stale.push(entry.path());
            }
        }
        for path in stale {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).context("delete", path);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn start_error(&self, log: String) -> Error {
        let data = self.data_dir();
        Error::Start { data, log }
    }

    /// Rotates a large log; returns the offset at which the log of this start begins.
    fn rotate_log(&self) -> u64 {
        let path = self.log_path();
        let length = fs::metadata(&path).map_or(0, |file| file.len());
        if length > LOG_MAX && fs::rename(&path, path.with_extension("log.old")).is_ok() {
            return 0;
        }
        length
    }

    fn log_since(&self, begin: u64) -> Result<String> {
        let path = self.log_path();
        let mut bytes = Vec::new();
        File::open(&path)
            .and_then(|mut file| {
                file.seek(SeekFrom::Start(begin))?;
                file.read_to_end(&mut bytes)
            })
            .context("read", path)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(watchdog) = self.watchdog.take() else {
            return;
        };
        drop(watchdog);
        if self.layout.home.exists() {
            // The watchdog was killed. There is no caller to report a failure to.
            let _ = self.stop_locked(Mode::Immediate);
            let _ = delete_folder(&self.layout.home);
        }
    }
}

fn free_port() -> Result<u16> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .context("find a free port of", "127.0.0.1")
}
