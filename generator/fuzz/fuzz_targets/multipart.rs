//! A form with names and values of any kind: its parts are those that were put in, and none that a text made up.
#![no_main]

use arbitrary::Arbitrary;
use generator_fuzz::runtime::{MockResponse, MockTransport, Upload};
use generator_fuzz::{Client, ready, within};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Form {
    name: String,
    tags: Vec<String>,
    file: Vec<u8>,
    file_name: Option<String>,
    content_type: Option<String>,
}

fuzz_target!(|form: Form| {
    let transport = MockTransport::new([MockResponse::answer(200, "")]);
    let client =
        Client::builder().base_url("http://api.test").transport(transport.clone()).build().expect("a client");
    let mut upload = Upload::bytes(form.file.clone());
    if let Some(name) = &form.file_name {
        upload = upload.file_name(name);
    }
    if let Some(content_type) = &form.content_type {
        upload = upload.content_type(content_type);
    }
    let call = client.items().upload(form.name.as_str(), upload).tags(form.tags.clone());
    if within(|| ready(call.send())).is_err() {
        return;
    }
    let sent = transport.requests().pop().expect("a request");
    let content_type = sent.headers["content-type"].to_str().expect("a text");
    let boundary = format!("--{}", content_type.split_once("boundary=").expect("a boundary").1);
    let texts = std::iter::once(&form.name).chain(&form.tags).map(|text| text.as_bytes());
    let mut expected: Vec<&[u8]> = texts.collect();
    expected.push(&form.file);
    let mut rest: &[u8] = &sent.body;
    let mut found: Vec<&[u8]> = Vec::new();
    while let Some(start) = find(rest, boundary.as_bytes()) {
        assert_eq!(start, 0, "something between the parts");
        rest = &rest[boundary.len()..];
        if rest == b"--\r\n" {
            break;
        }
        let head = find(rest, b"\r\n\r\n").expect("a head");
        let fields = rest[2..head].split(|byte| *byte == b'\n').count();
        assert!(fields <= 2, "{:?}", String::from_utf8_lossy(&rest[..head]));
        rest = &rest[head + 4..];
        let end = find(rest, boundary.as_bytes()).expect("an end");
        found.push(&rest[..end - 2]);
        rest = &rest[end..];
    }
    assert_eq!(found, expected);
});

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
