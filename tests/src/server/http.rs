//! HTTP/1.1 by hyper: accepts, reads whole requests, writes answers.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::canned::Canned;
use super::recorded::Recorded;
use super::{Shared, lock, service};

/// Serves until told to stop. Open connections end with the runtime.
pub(super) async fn serve(
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
    mut stopped: oneshot::Receiver<()>,
) {
    // Fails only outside a runtime; then no client gets an answer, and every test says so.
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    loop {
        let stream = tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => continue,
            },
        };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let answer = service_fn(|request| answer(request, Arc::clone(&shared)));
            // A client that goes away in the middle is its own business.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    shared: Arc<Shared>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let recorded = read(request).await;
    let number = {
        let mut requests = lock(&shared.requests);
        requests.push(recorded.clone());
        requests.len()
    };
    let ordered = lock(&shared.canned).pop_front().or_else(|| lock(&shared.always).clone());
    let answer = ordered.unwrap_or_else(|| service::answer(&recorded, &mut lock(&shared.state)));
    if answer.never {
        std::future::pending::<()>().await;
    }
    Ok(write(answer, number))
}

async fn read(request: Request<Incoming>) -> Recorded {
    let (parts, body) = request.into_parts();
    // A body that breaks off is recorded as empty; no test sends one.
    let body = body.collect().await.map(|body| body.to_bytes().to_vec()).unwrap_or_default();
    // A character for each byte, so that what is beyond ASCII shows how it was encoded.
    let text = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect();
    Recorded {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        raw_query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), text(value.as_bytes())))
            .collect(),
        body,
    }
}

fn write(answer: Canned, number: usize) -> Response<Full<Bytes>> {
    let mut response = Response::builder().status(answer.status);
    if !answer.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("x-request-id")) {
        response = response.header("x-request-id", format!("req-{number}"));
    }
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    // Only a test that orders an illegal header gets here without a response.
    response.body(Full::new(Bytes::from(answer.body))).unwrap_or_default()
}
