//! What every operation needs at run time: requests, answers, errors, retries, transports.
//!
//! In a generated crate this file lists only the modules that the crate uses; `MODULES.toml` says which those are.

mod answer;
mod any_json;
mod api;
mod api_error;
mod as_text;
mod auth;
pub mod base64;
mod base64_bytes;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod budget;
mod by_name;
mod checked;
pub mod chrono;
mod client;
mod client_builder;
mod client_setup;
mod clock;
mod collect;
mod collections;
mod constants;
mod dates;
pub mod decimal;
mod decode_error;
pub mod drift;
mod entries;
pub mod enums;
mod environment;
mod error;
mod error_conversions;
mod excerpt;
mod execute;
mod failures;
pub mod fields;
mod fields_reader;
mod fields_writer;
mod form;
pub mod formats;
mod futures;
#[cfg(feature = "gzip")]
mod gzip;
mod header_field;
mod hooks;
mod integers;
mod invalid_values;
mod items;
pub mod jiff;
mod json_key;
mod json_lenient;
mod json_lines;
mod json_path;
mod json_shape;
mod json_text;
mod json_tree;
mod json_value;
mod json_writer;
mod lines;
mod log;
mod members;
mod mock;
mod mode;
#[cfg(feature = "blocking")]
mod mode_blocking;
mod multipart;
mod nullable;
mod number;
mod numerals;
pub mod oauth2;
mod operation;
mod optional;
mod optional_nullable;
mod options;
mod pages;
mod pagination;
pub mod pattern;
mod percent;
mod places;
mod prefix;
pub mod raw;
mod raw_response;
mod read_as;
mod redact;
mod request;
mod request_writer;
#[cfg(feature = "reqwest")]
mod reqwest_body;
#[cfg(feature = "reqwest")]
mod reqwest_client;
#[cfg(feature = "reqwest")]
mod reqwest_error;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod response_header;
mod retry;
mod row;
mod rules;
mod rules_evaluated;
mod rules_nested;
mod scalar;
mod secret;
mod sse;
mod stream;
mod style;
mod tagged;
pub mod time;
mod tls;
#[cfg(feature = "reqwest")]
mod tokio_clock;
mod trace;
mod transport;
pub mod typed_headers;
mod typed_text;
mod unescape;
mod union;
mod unknown;
mod upload;
#[cfg(feature = "blocking")]
mod ureq_body;
#[cfg(feature = "blocking")]
mod ureq_transport;
mod validate;
mod write_error;

pub use ::{bytes, http, serde_json};
pub use any_json::AnyJson;
pub use api::{Api, GlobalHeader, Scheme, SchemeKind, Server, ServerVariable};
pub use api_error::{ApiError, OperationError, UnknownBody};
pub use auth::{Credential, TokenContext, TokenProvider};
pub use base64_bytes::Base64;
pub use body::{BodySource, ByteStream, RequestBody, stream_from};
pub use checked::Checked;
pub use client::Client;
pub use client_builder::ClientBuilder;
pub use clock::{Clock, ThreadClock};
pub use collections::List;
pub use constants::Only;
pub use decode_error::{DecodeError, from_json};
pub use entries::Entries;
pub use error::Error;
pub use failures::{
    AuthenticationError, BoxError, BuildError, InvalidRequest, TimeoutError, TimeoutKind, TransportError,
    TransportPhase,
};
pub use fields::Fields;
pub use futures::{BoxFuture, RuntimeSend};
pub use hooks::{Drift, DriftHook, DriftKind, RequestHook, ResponseEvent, ResponseHook};
pub use items::Items;
pub use json_lines::JsonLines;
pub use json_shape::JsonShape;
pub use mock::{MockClock, MockResponse, MockTransport, SentRequest};
pub use mode::{Async, Mode};
#[cfg(feature = "blocking")]
pub use mode_blocking::Blocking;
pub use multipart::Multipart;
pub use nullable::IntoNullable;
pub use number::Number;
pub use numerals::Numeral;
pub use operation::{Operation, OperationInfo, RetryClass, StatusRange, Streaming};
pub use optional::{
    AsNull, AsOption, AsState, AsValue, IntoOptional, IntoOptionalNullable, OrNull, Settable,
};
pub use optional_nullable::{Null, OptionalNullable};
pub use options::CallOptions;
pub use pages::Pages;
pub use pagination::{PageFacts, PageStart, PageTarget, Paginated, Paging, link_header};
pub use places::WholePlaces;
pub use prefix::Prefix;
pub use raw::Raw;
pub use raw_response::RawResponse;
pub use read_as::{ReadAs, Whole};
pub use request::{Call, Output, Request};
pub use request_writer::{RequestParts, RequestWriter};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::Response;
pub use response_header::{header, header_list};
pub use retry::RetryPolicy;
pub use row::Row;
pub use rules::{Rules, TextTest};
pub use scalar::Scalar;
pub use secret::{Redacted, Secret};
pub use sse::{Event, EventStream};
pub use stream::Download;
pub use style::{PathKeep, PathStyle, QueryLayout, QueryStyle};
#[cfg(feature = "reqwest")]
pub use tokio_clock::TokioClock;
pub use transport::{HttpRequest, HttpResponse, Transport};
pub use typed_text::TextForm;
pub use union::{JsonKind, RawJson};
pub use unknown::Unknown;
pub use upload::Upload;
#[cfg(feature = "blocking")]
pub use ureq_transport::UreqTransport;
pub use validate::{Checks, Violation, Violations};
