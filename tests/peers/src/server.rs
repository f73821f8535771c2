//! A small HTTP server on this machine's loopback, for a function from requests to responses.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};

/// The number of requests that are answered at the same time.
const WORKERS: usize = 4;

type Answer = dyn Fn(&Request<Vec<u8>>) -> Response<Vec<u8>>;

/// A running server. It stops when the value is dropped.
pub struct Server {
    url: String,
    listener: Arc<tiny_http::Server>,
    workers: Vec<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port.
    pub fn start<F>(answer: F) -> Self
    where
        F: Fn(&Request<Vec<u8>>) -> Response<Vec<u8>> + Send + Sync + 'static,
    {
        let listener = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let url = format!("http://{}", listener.server_addr());
        let answer = Arc::new(answer);
        let start_worker = |_| {
            let (listener, answer) = (Arc::clone(&listener), Arc::clone(&answer));
            thread::spawn(move || {
                while let Ok(request) = listener.recv() {
                    answer_request(request, answer.as_ref());
                }
            })
        };
        let workers = (0..WORKERS).map(start_worker).collect();
        Self { url, listener, workers }
    }

    /// Returns the URL, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.workers.iter().for_each(|_| self.listener.unblock());
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

fn answer_request(mut request: tiny_http::Request, answer: &Answer) {
    let response = match read_request(&mut request) {
        Ok(request) => answer(&request),
        Err(error) => {
            let mut response = Response::new(error.to_string().into_bytes());
            *response.status_mut() = http::StatusCode::BAD_REQUEST;
            response
        }
    };
    // The client may have closed the connection.
    let _ = request.respond(to_server_response(response));
}

fn read_request(
    request: &mut tiny_http::Request,
) -> Result<Request<Vec<u8>>, Box<dyn std::error::Error>> {
    let mut body = Vec::new();
    request.as_reader().read_to_end(&mut body)?;
    let mut headers = HeaderMap::new();
    for header in request.headers() {
        let name = HeaderName::from_bytes(header.field.as_str().as_bytes())?;
        headers.append(name, HeaderValue::from_str(header.value.as_str())?);
    }
    let mut read = Request::builder()
        .method(request.method().to_string().as_str())
        .uri(request.url())
        .body(body)?;
    *read.headers_mut() = headers;
    Ok(read)
}

fn to_server_response(
    response: Response<Vec<u8>>,
) -> tiny_http::Response<std::io::Cursor<Vec<u8>>> {
    let (head, body) = response.into_parts();
    let headers = head.headers.iter().filter_map(|(name, value)| {
        tiny_http::Header::from_bytes(name.as_str(), value.as_bytes()).ok()
    });
    let status = tiny_http::StatusCode(head.status.as_u16());
    // The response to HEAD has the length of a body that it doesn't have.
    let named = head.headers.get(http::header::CONTENT_LENGTH);
    let named = named.and_then(|length| length.to_str().ok()?.parse().ok());
    let length = named.filter(|_| body.is_empty()).unwrap_or(body.len());
    let body = std::io::Cursor::new(body);
    let response = tiny_http::Response::new(status, headers.collect(), body, Some(length), None);
    // A chunked response has no length in its head.
    response.with_chunked_threshold(usize::MAX)
}
