//! The server of moto.

use shapesmith_peers::process::ServerProcess;
use shapesmith_peers::python::Python;

/// Starts a server of moto.
pub fn start_moto(python: &Python) -> ServerProcess {
    ServerProcess::start("/moto-api/", |url, port| {
        let mut command = python.command(url);
        command.args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &port.to_string()]);
        command
    })
}
