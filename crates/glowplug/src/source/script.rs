//! Scripts: files on disk, or texts.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::model::{ChecksumBuilder, Database};
use crate::sql::{Statement, statements};

/// How many bytes of a file are hashed at once.
const CHUNK: usize = 16 * 1024;
/// Files up to this size are kept in memory while they run.
const SMALL: u64 = 256 * 1024;

/// A script: a file on disk, which is read again each time, or a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    path: PathBuf,
    text: Option<Cow<'static, str>>,
}

impl Script {
    /// Creates a script from a file on disk.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            text: None,
        }
    }

    /// Creates a script from a text; the path is only shown in messages.
    pub fn text(path: impl Into<PathBuf>, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: path.into(),
            text: Some(text.into()),
        }
    }

    /// Returns the path for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns true if its text is in memory.
    pub(crate) const fn is_loaded(&self) -> bool {
        self.text.is_some()
    }

    /// Opens it for reading from the start.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be opened.
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

    /// Returns the script with its text in memory, so that it is read from disk only once; a file
    /// that is large, or not UTF-8, stays on disk.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read.
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

    /// Returns the script with some of its statements replaced by other texts; later lines keep
    /// their numbers.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read.
    pub fn replaced(
        &self,
        database: Database,
        texts: fn(&[Statement]) -> Vec<Option<String>>,
    ) -> Result<Self> {
        let mut text = match self.read() {
            Ok(text) => text.into_owned(),
            // A script that is not UTF-8, or cannot be split, is reported when it runs.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(self.clone()),
            Err(source) => {
                return Err(Error::Io {
                    action: "open",
                    path: self.path.clone(),
                    source,
                });
            }
        };
        let all = statements(database, text.as_bytes()).map_while(std::result::Result::ok);
        let all: Vec<Statement> = all.collect();
        let texts = texts(&all);
        if texts.iter().all(Option::is_none) {
            return Ok(self.clone());
        }
        for (statement, new) in all.iter().zip(texts).rev() {
            let start = usize::try_from(statement.point.offset).unwrap_or(usize::MAX);
            let range = start..start.saturating_add(statement.text.len());
            if let (Some(new), Some(old)) = (new, text.get(range.clone())) {
                let lines = old.matches('\n').count();
                let lines = lines.saturating_sub(new.matches('\n').count());
                text.replace_range(range, &format!("{new}{}", "\n".repeat(lines)));
            }
        }
        Ok(Self::text(&self.path, text))
    }

    /// Returns its length in bytes.
    pub(super) fn len(&self) -> io::Result<u64> {
        match &self.text {
            Some(text) => Ok(text.len() as u64),
            None => Ok(fs::metadata(&self.path)?.len()),
        }
    }

    /// Returns the whole text, for small files.
    pub(super) fn read(&self) -> io::Result<Cow<'_, str>> {
        match &self.text {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => fs::read_to_string(&self.path).map(Cow::Owned),
        }
    }

    /// Adds its bytes to a checksum.
    pub(super) fn hash_into(&self, summing: &mut ChecksumBuilder) -> Result<()> {
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

    /// Returns the checksum of its bytes, as text.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read.
    pub fn sum(&self) -> Result<String> {
        let mut summing = ChecksumBuilder::default();
        self.hash_into(&mut summing)?;
        Ok(summing.finish().as_str().to_owned())
    }

    fn sum_up_file(&self, summing: &mut ChecksumBuilder) -> io::Result<()> {
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
