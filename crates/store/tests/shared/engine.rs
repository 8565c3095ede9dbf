//! Places for tests: a SQLite file, and a throwaway PostgreSQL cluster with a database for each store.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use crosscheck_store::{OpenOptions, Store};
use tempfile::TempDir;

/// Where a test keeps its facts. Everything goes when it is dropped.
pub struct Engine {
    folder: TempDir,
    cluster: Option<Cluster>,
    n_places: AtomicU32,
}

impl Engine {
    pub fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), cluster: None, n_places: AtomicU32::new(0) }
    }

    pub fn postgres() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), cluster: Some(Cluster::start()), n_places: AtomicU32::new(0) }
    }

    pub fn is_sqlite(&self) -> bool {
        self.cluster.is_none()
    }

    /// An empty place of its own.
    pub fn place(&self) -> OpenOptions {
        let n = self.n_places.fetch_add(1, Ordering::Relaxed);
        let database_url = match &self.cluster {
            None => format!("sqlite://{}/{n}.db", self.folder.path().display()),
            Some(cluster) => cluster.create_database(&format!("test_{n}")),
        };
        OpenOptions { database_url, blobs_url: format!("file://{}/blobs_{n}", self.folder.path().display()) }
    }

    /// Ends every connection to every database, as a restart of the server does.
    pub fn drop_connections(&self) {
        let cluster = self.cluster.as_ref().expect("only PostgreSQL has connections");
        let mut command = Command::new(binaries().join("psql"));
        let ends = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname like 'test_%'";
        run(command.arg("-h").arg(cluster.folder.path()).args(["-U", "postgres", "-c", ends, "postgres"]));
    }

    /// A store in a place of its own.
    pub async fn store(&self) -> Store {
        Store::open(self.place()).await.unwrap()
    }
}

/// A PostgreSQL server on a socket in a temporary folder. It dies with the thread that started it.
struct Cluster {
    folder: TempDir,
    server: Child,
}

impl Cluster {
    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("crosscheck-pg").tempdir_in("/tmp").unwrap();
        let data = folder.path().join("data");
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        run(as_postgres("initdb")
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data));
        let server = as_postgres("postgres")
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args([
                "-c",
                "listen_addresses=",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=64MB",
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let cluster = Self { folder, server };
        cluster.wait_until_ready();
        cluster
    }

    fn wait_until_ready(&self) {
        // `pg_isready` itself waits for an answer; a server that is still starting refuses at once.
        let ready = || {
            let mut command = Command::new(binaries().join("pg_isready"));
            command.arg("-h").arg(self.folder.path()).arg("-t").arg("5").stdout(Stdio::null());
            command.status().unwrap().success()
        };
        assert!((0..3000).any(|_| ready()), "the PostgreSQL server did not start");
    }

    fn create_database(&self, name: &str) -> String {
        let mut command = Command::new(binaries().join("createdb"));
        run(command.arg("-h").arg(self.folder.path()).args(["-U", "postgres", name]));
        let host = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://postgres@localhost/{name}?host={host}")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}

/// PostgreSQL refuses to run as root. The signal ends it when the test is killed.
fn as_postgres(program: &str) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg("--pdeathsig=KILL").arg(binaries().join(program)).current_dir("/tmp");
    command
}

fn binaries() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("install the PostgreSQL server to run this test");
    let mut found: Vec<PathBuf> = versions.map(|version| version.unwrap().path().join("bin")).collect();
    found.sort();
    found.pop().filter(|path: &PathBuf| Path::exists(path)).expect("install the PostgreSQL server to run this test")
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
