//! Decompression of gzip bodies, in small steps so that the size limit holds for what comes out.

use super::{ByteStream, TransportError, TransportPhase};
use bytes::Bytes;
use flate2::write::GzDecoder;
use futures_core::Stream;
use std::{
    io::Write,
    pin::Pin,
    task::{Context, Poll},
};

/// How much is decompressed at once; gzip expands at most about a thousandfold.
const STEP: usize = 512;

/// What a member begins with.
const MEMBER: u8 = 0x1f;

/// The decompressed body.
pub(crate) fn decompress(body: ByteStream) -> ByteStream {
    Box::pin(Gunzip {
        body,
        pending: Bytes::new(),
        decoder: Some(GzDecoder::new(Vec::new())),
        started: false,
    })
}

struct Gunzip {
    body: ByteStream,
    pending: Bytes,
    /// Gone when the end or an error was reached.
    decoder: Option<GzDecoder<Vec<u8>>>,
    started: bool,
}

impl Gunzip {
    /// Decompresses the next step of what is pending.
    fn step(&mut self) -> Result<Bytes, std::io::Error> {
        let Some(decoder) = &mut self.decoder else { return Ok(Bytes::new()) };
        let step = self.pending.get(..STEP).unwrap_or(&self.pending);
        let taken = decoder.write(step)?;
        if taken > 0 {
            let _ = self.pending.split_to(taken);
            return Ok(std::mem::take(decoder.get_mut()).into());
        }
        // The member is over; another may follow.
        decoder.try_finish()?;
        let last = std::mem::take(decoder.get_mut());
        if self.pending.first() != Some(&MEMBER) {
            return Err(std::io::Error::other("something follows the end of the gzip data"));
        }
        *decoder = GzDecoder::new(Vec::new());
        Ok(last.into())
    }

    /// What is left when the body has ended.
    fn finish(mut decoder: GzDecoder<Vec<u8>>) -> Result<Bytes, TransportError> {
        // Only a member that is over takes nothing more. One that is not was cut off, as its connection was.
        if !matches!(decoder.write(&[0]), Ok(0)) {
            return Err(TransportError::new(TransportPhase::Body, "the gzip data ends too early"));
        }
        decoder
            .finish()
            .map(Bytes::from)
            .map_err(|error| TransportError::new(TransportPhase::Encoding, error))
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
                    Err(error) => {
                        this.decoder = None;
                        return Poll::Ready(Some(Err(TransportError::new(TransportPhase::Encoding, error))));
                    }
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
                    let rest = decoder.map(Self::finish);
                    return Poll::Ready(rest.filter(|rest| !matches!(rest, Ok(rest) if rest.is_empty())));
                }
            }
        }
    }
}
