use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

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
}
