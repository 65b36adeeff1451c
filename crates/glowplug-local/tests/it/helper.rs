//! Runs this test binary again as another process, controlled by a variable.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use glowplug_local::{Cluster, Settings, TestServer};

use crate::support::{sql, try_sql};

const VARIABLE: &str = "GLOWPLUG_LOCAL_HELPER";
const MARK: &str = "helper: ";

/// Returns the command that runs this binary with a task; `program` may be a copy of it.
pub(crate) fn command(program: &Path, task: &str, argument: &str) -> Command {
    let mut command = Command::new(program);
    command
        .args(["helper::does_what_it_is_told", "--exact", "--nocapture"])
        .env(VARIABLE, format!("{task} {argument}"))
        .env_remove("TEST_DATABASE_URL")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}

pub(crate) fn spawn(task: &str, argument: &str) -> Child {
    command(&env::current_exe().unwrap(), task, argument)
        .spawn()
        .unwrap()
}

/// Reads the next line the helper wrote for us.
pub(crate) fn answer(child: &mut Child) -> String {
    // Not taken: a helper that writes to a closed pipe would fail.
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    lines
        .map(|line| line.unwrap())
        .find_map(|line| line.split_once(MARK).map(|(_, text)| text.to_owned()))
        .expect("the helper failed")
}

fn tell(text: &str) {
    let mut stdout = io::stdout();
    writeln!(stdout, "{MARK}{text}").unwrap();
    stdout.flush().unwrap();
}

#[test]
fn does_what_it_is_told() {
    let Ok(told) = env::var(VARIABLE) else {
        return;
    };
    let (task, argument) = told.split_once(' ').unwrap();
    match task {
        "develop" => tell(&develop(argument)),
        "develop_and_stay" => {
            tell(&develop(argument));
            thread::sleep(Duration::from_secs(600));
        }
        "serve_and_stay" => {
            let server = TestServer::start(Settings::default()).unwrap();
            tell(&pid_and_data(&server));
            thread::sleep(Duration::from_secs(600));
        }
        "serve_and_end" => tell(&pid_and_data(&TestServer::shared().unwrap())),
        "serve_in" => {
            TestServer::start(Settings::default().folder(argument)).unwrap();
        }
        "share" => {
            let server = TestServer::shared().unwrap();
            assert!(server.cluster().is_none());
            tell(server.database().unwrap().url());
        }
        "find" => tell(&match Cluster::development(argument) {
            Ok(cluster) => cluster.bin_dir().display().to_string(),
            Err(error) => error.to_string().replace('\n', " / "),
        }),
        "template" => tell(&template(argument)),
        "leave_database" => {
            let database = TestServer::connect(argument).unwrap().database().unwrap();
            tell(database.name());
            std::mem::forget(database);
        }
        _ => panic!("unknown task {task}"),
    }
}

fn develop(project: &str) -> String {
    let cluster = Cluster::development(project).unwrap();
    let url = cluster.ensure_database("app").unwrap();
    sql(&url, "SELECT 1");
    cluster.status().pid.unwrap().to_string()
}

fn pid_and_data(server: &TestServer) -> String {
    let status = server.cluster().unwrap().status();
    format!("{} {}", status.pid.unwrap(), status.data_dir.display())
}

/// Returns how often the template was built.
fn template(url: &str) -> String {
    const BUILD: &str = "CREATE SEQUENCE built; SELECT nextval('built')";
    let server = TestServer::connect(url).unwrap();
    let template = server.template("shared", |url| try_sql(url, BUILD).map(drop));
    let database = template.unwrap().database().unwrap();
    sql(database.url(), "SELECT last_value FROM built").concat()
}
