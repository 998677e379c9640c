//! `Upload`: binary content to send, from memory, a file or anything that reads.

use super::{
    BodySource, ByteStream, InvalidRequest, RequestBody, RequestWriter, TransportError, TransportPhase,
    body::stream_from,
};
use bytes::Bytes;
use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// What opens the content, each time it is sent.
type Open = dyn Fn() -> io::Result<Box<dyn io::Read + Send>> + Send + Sync;

/// Content to send. Cheap to clone.
#[derive(Clone)]
pub struct Upload {
    content: Content,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Reader { length: Option<u64>, open: Arc<Open> },
}

impl Upload {
    /// Content in memory.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self { content: Content::Bytes(bytes.into()), file_name: None, content_type: None }
    }

    /// A file, read while it is sent (by blocking reads of 64 KiB). Its name becomes the upload's.
    ///
    /// # Errors
    /// There is no such file.
    pub fn path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path: PathBuf = path.as_ref().to_owned();
        let length = fs::metadata(&path)?.len();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let upload = Self::reader(Some(length), move || Ok(Box::new(fs::File::open(&path)?)));
        Ok(Self { file_name: name, ..upload })
    }

    /// Anything that reads. It is opened again for each attempt; the length lets the server know what to expect.
    pub fn reader(
        length: Option<u64>,
        open: impl Fn() -> io::Result<Box<dyn io::Read + Send>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            content: Content::Reader { length, open: Arc::new(open) },
            file_name: None,
            content_type: None,
        }
    }

    /// Sets the file name that multipart bodies tell.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content type, in place of the document's.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Reader { .. } => None,
        }
    }
}

impl BodySource for Upload {
    #[inline]
    fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Reader { length, .. } => *length,
        }
    }

    #[inline]
    fn open(&self) -> Option<ByteStream> {
        match &self.content {
            Content::Bytes(bytes) => {
                let mut bytes = Some(bytes.clone());
                Some(stream_from(move || bytes.take().map(Ok)))
            }
            Content::Reader { open, .. } => {
                let mut reader = Some(open());
                Some(stream_from(move || match reader.take()? {
                    Err(error) => Some(Err(TransportError::new(TransportPhase::Exchange, error))),
                    Ok(mut open) => match read_piece(&mut *open) {
                        Ok(piece) if piece.is_empty() => None,
                        Ok(piece) => {
                            reader = Some(Ok(open));
                            Some(Ok(piece))
                        }
                        Err(error) => Some(Err(TransportError::new(TransportPhase::Exchange, error))),
                    },
                }))
            }
        }
    }

    #[inline]
    fn is_replayable(&self) -> bool {
        true
    }
}

#[inline]
fn read_piece(reader: &mut dyn io::Read) -> io::Result<Bytes> {
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(count) => {
                piece.truncate(count);
                return Ok(piece.into());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(bytes: T) -> Self {
        Self::bytes(bytes)
    }
}

impl PartialEq for Upload {
    /// Equal bytes, or the very same reader.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(two)) => one == two,
            (Content::Reader { open: one, .. }, Content::Reader { open: two, .. }) => Arc::ptr_eq(one, two),
            _ => false,
        };
        same && self.file_name == other.file_name && self.content_type == other.content_type
    }
}

impl fmt::Debug for Upload {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length())
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl RequestWriter {
    /// Sets a binary body; the upload's own content type beats the document's.
    ///
    /// # Errors
    /// The content type cannot stand in a header.
    #[inline]
    pub fn upload(&mut self, content_type: &str, upload: &Upload) -> Result<(), InvalidRequest> {
        let body = match upload.as_bytes() {
            Some(bytes) => RequestBody::Bytes(bytes.clone()),
            None => RequestBody::Stream(Arc::new(upload.clone())),
        };
        self.body(upload.content_type.as_deref().unwrap_or(content_type), body)
    }
}
