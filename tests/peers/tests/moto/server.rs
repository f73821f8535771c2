//! The server of moto as a child process.

use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use shapesmith_peers::python::Python;

/// How long the start may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. It is ended when the value is dropped.
pub struct Moto {
    child: Child,
    url: String,
}

impl Moto {
    /// Starts a server on a free port, and waits until it answers.
    pub fn start(python: &Python) -> Self {
        // The port is free again when the listener is dropped.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let url = format!("http://127.0.0.1:{port}");
        let mut command = python.command(&url);
        command.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut moto = Self { child, url };
        let start = Instant::now();
        while ureq::get(format!("{}/moto-api/", moto.url)).call().is_err() {
            assert!(moto.child.try_wait().unwrap().is_none(), "moto ended");
            assert!(start.elapsed() < PATIENCE, "moto doesn't answer");
            thread::sleep(Duration::from_millis(100));
        }
        moto
    }

    /// Returns the URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
