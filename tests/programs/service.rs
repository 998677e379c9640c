// A web service that tells what is left to know of a guardrail: `GET /guardrails/{id}`.

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use openrouter_guardrails::errors::GuardrailsGetError;
use openrouter_guardrails::{Client, Error};
use serde_json::json;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    serve(TcpListener::bind("127.0.0.1:8080").await?, Client::from_env()?).await?;
    Ok(())
}

async fn serve(listener: TcpListener, client: Client) -> std::io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let client = client.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| answer(&client, request));
            let served = hyper::server::conn::http1::Builder::new();
            if let Err(error) = served.serve_connection(TokioIo::new(stream), service).await {
                eprintln!("{error}");
            }
        });
    }
}

async fn answer(client: &Client, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, body) = match request.uri().path().strip_prefix("/guardrails/") {
        Some(id) => guardrail(client, id).await,
        None => (StatusCode::NOT_FOUND, json!({"error": "there is nothing here"})),
    };
    let mut response = Response::new(Full::new(body.to_string().into()));
    *response.status_mut() = status;
    Ok(response)
}

async fn guardrail(client: &Client, id: &str) -> (StatusCode, serde_json::Value) {
    match client.guardrails().get(id).await {
        Ok(answer) => {
            let guardrail = answer.data;
            let limit = guardrail.limit_usd.as_option();
            let interval = guardrail.reset_interval.as_option().map(|interval| interval.as_str());
            (StatusCode::OK, json!({"name": guardrail.name, "limit": limit, "interval": interval}))
        }
        Err(Error::Api(error)) => match error.body() {
            GuardrailsGetError::NotFound(_) => (StatusCode::NOT_FOUND, json!({"error": error.message()})),
            _ => (StatusCode::BAD_GATEWAY, json!({"error": error.message()})),
        },
        Err(Error::Timeout(_)) => (StatusCode::GATEWAY_TIMEOUT, json!({"error": "try again"})),
        Err(error) => (StatusCode::BAD_GATEWAY, json!({"error": error.to_string()})),
    }
}
