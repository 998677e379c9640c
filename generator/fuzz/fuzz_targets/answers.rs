//! Answers of a server: status, header fields (`Content-Encoding`, `Retry-After`, `Link`, `Content-Type`) and body, read by
//! each kind of call. They end in values or errors, which show no secret, after waits that the policy allows.
#![no_main]

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use generator_fuzz::runtime::{MockClock, MockResponse, MockTransport, link_header};
use generator_fuzz::{Client, Error, halves, ready, within};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use libfuzzer_sys::fuzz_target;

const SECRET: &str = "sk-very-secret-key";

/// Items and events that are taken of a list that never ends.
const MOST: usize = 50;

/// An answer: the first line is the status, further lines are header fields, and after a NUL the body comes in pieces.
fn answer(bytes: &[u8]) -> MockResponse {
    let (head, body) = halves(bytes);
    let mut lines = head.split(|byte| *byte == b'\n');
    let status = lines.next().and_then(|line| StatusCode::from_bytes(line).ok()).unwrap_or(StatusCode::OK);
    let mut headers = HeaderMap::new();
    for line in lines {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let value = line[colon + 1..].trim_ascii();
        if let (Ok(name), Ok(value)) =
            (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(value))
        {
            headers.append(name, value);
        }
    }
    let _ = link_header(&headers);
    let size = body.len() % 7 + 1;
    MockResponse::Answer { status, headers, body: body.chunks(size).map(Bytes::copy_from_slice).collect() }
}

fn told<T>(result: Result<T, Error>) -> Option<T> {
    result
        .map_err(|error| {
            let mut text = format!("{error} {error:?}");
            let mut source = std::error::Error::source(&error);
            while let Some(error) = source {
                text.push_str(&error.to_string());
                source = error.source();
            }
            assert!(!text.contains(SECRET), "{text}");
        })
        .ok()
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let answers: Vec<MockResponse> = bytes.split(|byte| *byte == 1).take(6).map(answer).collect();
    let clock = MockClock::starting_at(SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600));
    let transport = MockTransport::new(answers);
    let client = Client::builder()
        .base_url("http://api.test")
        .transport(transport.clone())
        .clock(clock.clone())
        .api_key(SECRET)
        .build()
        .expect("a client");
    within(|| match kind % 6 {
        0 => drop(told(ready(client.items().get("a").send()))),
        1 => {
            let mut items = client.items().list().limit(2).items();
            for _ in 0..MOST {
                if ready(items.next()).and_then(told).is_none() {
                    break;
                }
            }
        }
        2 => {
            let Some(mut events) = told(ready(client.items().stream().send())) else { return };
            for _ in 0..MOST {
                match ready(events.next()) {
                    Some(Ok(_)) => {}
                    Some(Err(error)) => assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}"),
                    None => break,
                }
            }
        }
        3 => {
            let Some(mut lines) = told(ready(client.items().tail().send())) else { return };
            while let Some(item) = ready(lines.next()) {
                if let Err(error) = item {
                    assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
                }
            }
        }
        4 => {
            let Some(download) = told(ready(client.items().export().send())) else { return };
            let _ = ready(download.into_inner().collect(1 << 20));
        }
        _ => drop(told(ready(client.items().delete("a").send()))),
    });
    let waited: Duration = clock.waits().iter().sum();
    assert!(waited < Duration::from_secs(3600), "{waited:?}");
});
