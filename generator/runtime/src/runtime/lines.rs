//! Splitting an open body into lines, whatever pieces it comes in.

use super::{
    ByteStream, Error,
    stream::{broken, too_large},
};
use bytes::BytesMut;
use std::task::{Context, Poll, ready};

/// How long one line, or one event, may be.
pub(crate) const MAX_ITEM: usize = 16 << 20;

/// The lines of a body; they may end in LF, CR LF or CR.
pub(crate) struct Lines {
    body: ByteStream,
    buffer: BytesMut,
    /// How much of the buffer is known to hold no line end.
    scanned: usize,
    /// Whether a line feed that comes first belongs to the carriage return before it.
    skip_feed: bool,
    started: bool,
    ended: bool,
}

impl Lines {
    #[inline]
    pub(crate) fn new(body: ByteStream) -> Self {
        Self { body, buffer: BytesMut::new(), scanned: 0, skip_feed: false, started: false, ended: false }
    }

    /// The next line without its end; a last line without an end counts, too.
    #[inline]
    pub(crate) fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<String, Error>>> {
        loop {
            if let Some(line) = self.take_line() {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.ended {
                let rest = self.buffer.split();
                return Poll::Ready((!rest.is_empty()).then(|| Ok(text(&rest))));
            }
            if self.buffer.len() > MAX_ITEM {
                self.ended = true;
                self.buffer.clear();
                return Poll::Ready(Some(Err(too_large(MAX_ITEM))));
            }
            match ready!(self.body.as_mut().poll_next(context)) {
                Some(Ok(piece)) => self.buffer.extend_from_slice(&piece),
                Some(Err(error)) => {
                    // What was begun is not to be trusted.
                    self.ended = true;
                    self.buffer.clear();
                    return Poll::Ready(Some(Err(broken(error))));
                }
                None => self.ended = true,
            }
        }
    }

    #[inline]
    fn take_line(&mut self) -> Option<String> {
        if !self.started && (self.buffer.len() >= 3 || self.ended) {
            self.started = true;
            if self.buffer.starts_with(b"\xEF\xBB\xBF") {
                let _ = self.buffer.split_to(3);
            }
        }
        if self.skip_feed && !self.buffer.is_empty() {
            self.skip_feed = false;
            if self.buffer.first() == Some(&b'\n') {
                let _ = self.buffer.split_to(1);
            }
        }
        let unscanned = self.buffer.get(self.scanned..).unwrap_or_default();
        let Some(end) = unscanned.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.scanned = self.buffer.len();
            return None;
        };
        let line = self.buffer.split_to(self.scanned + end);
        self.skip_feed = self.buffer.split_to(1).first() == Some(&b'\r');
        self.scanned = 0;
        Some(text(&line))
    }
}

#[inline]
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
