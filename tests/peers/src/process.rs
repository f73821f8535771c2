//! Servers of other projects as child processes.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the start may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. It is ended when the value is dropped.
pub struct ServerProcess {
    child: Child,
    url: String,
}

impl ServerProcess {
    /// Starts the program that `command` returns for a free port, and waits until it answers at the path, whatever the answer is.
    pub fn start(path: &str, command: impl FnOnce(&str, u16) -> Command) -> Self {
        // The port is free again when the listener is dropped.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let url = format!("http://127.0.0.1:{port}");
        let mut command = command(&url, port);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Self { child: child.spawn().unwrap(), url };
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let (agent, start) = (config.build().new_agent(), Instant::now());
        while agent.get(format!("{}{path}", server.url)).call().is_err() {
            assert!(server.child.try_wait().unwrap().is_none(), "the server ended");
            assert!(start.elapsed() < PATIENCE, "the server doesn't answer");
            thread::sleep(Duration::from_millis(100));
        }
        server
    }

    /// Returns the URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
