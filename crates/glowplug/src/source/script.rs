use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::Summing;

/// How much of a file is summed up at once.
const CHUNK: usize = 16 * 1024;
/// Files up to this size are kept in memory while they are run.
const SMALL: u64 = 256 * 1024;

/// A script: a file on disk, which is read anew each time, or a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    path: PathBuf,
    text: Option<Cow<'static, str>>,
}

impl Script {
    /// A file on disk.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            text: None,
        }
    }

    /// A text; the path is shown in messages.
    pub fn text(path: impl Into<PathBuf>, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: path.into(),
            text: Some(text.into()),
        }
    }

    /// The path that messages show.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens it for reading from its start.
    ///
    /// # Errors
    /// [`Error::Io`] when the file cannot be opened.
    pub fn open(&self) -> Result<Box<dyn BufRead + Send + '_>> {
        match &self.text {
            Some(text) => Ok(Box::new(Cursor::new(text.as_bytes()))),
            None => match File::open(&self.path) {
                Ok(file) => Ok(Box::new(BufReader::with_capacity(64 * 1024, file))),
                Err(source) => Err(Error::Io {
                    action: "open",
                    path: self.path.clone(),
                    source,
                }),
            },
        }
    }

    /// The same script with its text in memory, so that it is read from the disk once; a large
    /// one, and one that is not text, stay on the disk.
    ///
    /// # Errors
    /// [`Error::Io`] when the file cannot be read.
    pub(crate) fn loaded(&self) -> Result<Self> {
        if self.text.is_some() {
            return Ok(self.clone());
        }
        let text = self.read_small().map_err(|source| Error::Io {
            action: "open",
            path: self.path.clone(),
            source,
        })?;
        Ok(Self {
            path: self.path.clone(),
            text: text.map(Cow::Owned),
        })
    }

    fn read_small(&self) -> io::Result<Option<String>> {
        let mut file = File::open(&self.path)?;
        if file.metadata()?.len() > SMALL {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8(bytes).ok())
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> io::Result<u64> {
        match &self.text {
            Some(text) => Ok(text.len() as u64),
            None => Ok(fs::metadata(&self.path)?.len()),
        }
    }

    /// The whole text, of a small file.
    pub(super) fn read(&self) -> io::Result<Cow<'_, str>> {
        match &self.text {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => fs::read_to_string(&self.path).map(Cow::Owned),
        }
    }

    /// Adds its bytes to a checksum.
    pub(super) fn sum_up(&self, summing: &mut Summing) -> Result<()> {
        if let Some(text) = &self.text {
            summing.update(text.as_bytes());
            return Ok(());
        }
        self.sum_up_file(summing).map_err(|source| Error::Io {
            action: "read",
            path: self.path.clone(),
            source,
        })
    }

    fn sum_up_file(&self, summing: &mut Summing) -> io::Result<()> {
        let mut file = File::open(&self.path)?;
        let mut buffer = [0; CHUNK];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => summing.update(&buffer[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                Err(error) => return Err(error),
            }
        }
    }
}
