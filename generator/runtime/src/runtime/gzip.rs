//! Decompression of gzip bodies, in small steps so that the size limit holds for what comes out.

use super::{ByteStream, TransportError, TransportPhase};
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use futures_core::Stream;
use std::{
    io::Write,
    pin::Pin,
    task::{Context, Poll},
};

/// How much is decompressed at once; gzip expands at most about a thousandfold.
const STEP: usize = 512;

/// The decompressed body.
pub(crate) fn decompress(body: ByteStream) -> ByteStream {
    Box::pin(Gunzip {
        body,
        pending: Bytes::new(),
        decoder: Some(MultiGzDecoder::new(Vec::new())),
        started: false,
    })
}

struct Gunzip {
    body: ByteStream,
    pending: Bytes,
    /// Gone when the end or an error was reached.
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    started: bool,
}

impl Gunzip {
    /// Decompresses the next step of what is pending.
    fn step(&mut self) -> Result<Bytes, std::io::Error> {
        let step = self.pending.split_to(self.pending.len().min(STEP));
        let Some(decoder) = &mut self.decoder else { return Ok(Bytes::new()) };
        decoder.write_all(&step)?;
        Ok(std::mem::take(decoder.get_mut()).into())
    }

    fn fail(&mut self, error: std::io::Error) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.decoder = None;
        Poll::Ready(Some(Err(TransportError::new(TransportPhase::Body, error))))
    }
}

impl Stream for Gunzip {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.decoder.is_none() {
                return Poll::Ready(None);
            }
            while !this.pending.is_empty() {
                match this.step() {
                    Ok(bytes) if bytes.is_empty() => {}
                    Ok(bytes) => return Poll::Ready(Some(Ok(bytes))),
                    Err(error) => return this.fail(error),
                }
            }
            match this.body.as_mut().poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(bytes))) => {
                    this.started |= !bytes.is_empty();
                    this.pending = bytes;
                }
                Poll::Ready(Some(Err(error))) => {
                    this.decoder = None;
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(None) => {
                    // An answer without a body may carry the header all the same.
                    let decoder = this.decoder.take().filter(|_| this.started);
                    return match decoder.map(MultiGzDecoder::finish) {
                        None => Poll::Ready(None),
                        Some(Ok(rest)) if rest.is_empty() => Poll::Ready(None),
                        Some(Ok(rest)) => Poll::Ready(Some(Ok(rest.into()))),
                        Some(Err(error)) => this.fail(error),
                    };
                }
            }
        }
    }
}
