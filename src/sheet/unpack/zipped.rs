//! The files in a zip.

use super::budget::Budget;
use super::fault::Unreadable;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A zip with the names of its files.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names in their order, each with its place in the zip.
    pub(super) names: Vec<(String, usize)>,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        let mut zip = ZipArchive::new(Cursor::new(bytes))?;
        let mut names = Vec::new();
        for i in 0..zip.len() {
            // A name that is no text is left out, and so are folders.
            if let Ok(entry) = zip.by_index_raw(i)
                && let Ok(name) = entry.name()
                && !name.ends_with('/')
            {
                names.push((name.into_owned(), i));
            }
        }
        names.sort();
        Ok(Self { zip, names })
    }

    /// How many entries it has, folders among them.
    pub(super) fn len(&self) -> usize {
        self.zip.len()
    }

    /// Whether several files have one name, of which only the last can be read.
    pub(super) fn has_twins(&self) -> bool {
        self.zip.has_duplicate_names()
    }

    /// Whether the name of a file begins so.
    pub(super) fn has(&self, start: &str) -> bool {
        self.names.iter().any(|(n, _)| n.starts_with(start))
    }

    /// The content of the file called `name`; none where there is no such file.
    pub(super) fn content(&mut self, name: &str, budget: &mut Budget) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(at) = self.names.iter().find(|(n, _)| n == name).map(|(_, at)| *at) else { return Ok(None) };
        self.content_at(at, budget).map(Some)
    }

    /// The content of the file at this place.
    pub(super) fn content_at(&mut self, at: usize, budget: &mut Budget) -> Result<Vec<u8>, Unreadable> {
        let entry = match self.zip.by_index(at) {
            Ok(entry) => entry,
            Err(ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Unreadable::Password);
            }
            Err(e) => return Err(e.into()),
        };
        let mut bytes = Vec::new();
        // What the zip says of the size is not trusted.
        entry.take(budget.bytes() + 1).read_to_end(&mut bytes)?;
        budget.take_bytes(bytes.len() as u64)?;
        Ok(bytes)
    }
}
