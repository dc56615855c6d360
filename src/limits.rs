//! Limits: how much of anything is read, unpacked, laid out and written, each with its name and its number.
//!
//! They stand far above what a hiring round needs. They are there so that no file, however large and whatever it says
//! of itself, fills the memory or keeps the kit busy without end. `docs/limits.md` lists them for people.

use crate::diag::{Diagnostic, Place};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The most of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Its name in messages.
    pub name: &'static str,
    /// The number: bytes, or so many of a thing.
    pub most: u64,
    /// What is counted; empty for bytes.
    pub unit: &'static str,
    /// What it is the most of, for the list of limits.
    pub of: &'static str,
}

macro_rules! limits {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $most:expr, $unit:literal, $of:literal;)*) => {
        $($(#[$doc])* pub const $id: Limit = Limit { name: $name, most: $most, unit: $unit, of: $of };)*
        /// All limits, in the order of the list.
        pub const ALL: &[Limit] = &[$($id),*];
    };
}

limits! {
    /// A completed scorecard, a workbook or a zip of them.
    SCORECARD_FILE = "scorecard-file", 256 << 20, "", "one file that `gather` reads: CSV, workbook or zip; a UTF-16 file of `compare` and `calibrate`";
    /// All scorecards of a run.
    ALL_SCORECARDS = "all-scorecards", 1 << 30, "", "what all files together that one `gather` reads take in memory";
    /// The cells and rows of a table in a text file.
    TABLE_CELLS = "table-cells", 16_000_000, "cells", "cells and rows of one CSV file that `gather` reads";
    /// The cells of a row.
    COLUMNS = "columns", 16_384, "columns", "cells of one row of a CSV file; a spreadsheet has as many";
    /// A row of a tidy file.
    ROW = "row", 16 << 20, "", "one row of a file that `compare FILE.csv` or `calibrate` reads; such a file may have any length";
    /// What a zip unpacks to.
    UNPACKED = "unpacked", 256 << 20, "", "what one zip, XLSX or ODS unpacks to: at most 32 MiB and 8 times its size";
    /// The files in a zip.
    ZIP_FILES = "zip-files", 50_000, "files", "files in one zip";
    /// The cells of a workbook.
    SHEET_CELLS = "sheet-cells", 4_000_000, "cells", "cells of one workbook, repeated ones and gaps before a cell included: at most 500,000 and one for each 4 bytes of the file";
    /// The text in the cells of a workbook.
    SHEET_TEXT = "sheet-text", 64 << 20, "", "text in the cells of one workbook, repeated text counted each time: at most 16 MiB and 8 times its size";
    /// A PDF.
    PDF_FILE = "pdf-file", 64 << 20, "", "one filled-in PDF";
    /// The fields of a PDF.
    PDF_FIELDS = "pdf-fields", 100_000, "fields", "fields of one PDF that are looked at";
    /// How deep the fields of a PDF stand.
    PDF_DEPTH = "pdf-depth", 16, "levels", "fields of a PDF below each other";
    /// A list.
    LIST_FILE = "list-file", 16 << 20, "", "`candidates.csv`, a panel, and lists of questions";
    /// A calendar.
    CALENDAR_FILE = "calendar-file", 32 << 20, "", "one .ics file that `schedule` reads";
    /// A document with running text.
    DOCUMENT_FILE = "document-file", 32 << 20, "", "the job advertisement that `plan --job` reads";
    /// A plan.
    PLAN_FILE = "plan-file", 16 << 20, "", "`plan.json`";
    /// A file of the bank.
    BANK_FILE = "bank-file", 4 << 20, "", "one file of a question bank";
    /// The files of a bank.
    BANK_FILES = "bank-files", 40_000, "files", "files of a question bank";
    /// The findings on a file of the bank.
    FINDINGS = "findings", 1_000, "findings", "mistakes in one file of a question bank, or of settings, that are told";
    /// A list of questions to import.
    IMPORT_FILE = "import-file", 64 << 20, "", "the file that `bank import` reads";
    /// How deep a list of questions stands.
    LIST_DEPTH = "list-depth", 32, "levels", "lists and tables inside each other in a YAML or JSON file that `bank import` reads";
    /// A template.
    TEMPLATE_FILE = "template-file", 1 << 20, "", "one template";
    /// What a template makes.
    TEMPLATE_OUTPUT = "template-output", 64 << 20, "", "the Markdown that a template makes";
    /// How often the blocks of a template are filled in.
    TEMPLATE_STEPS = "template-steps", 5_000_000, "steps", "rounds of the loops of a template, and its other blocks";
    /// How often a template includes a part.
    TEMPLATE_PARTS = "template-parts", 50_000, "parts", "parts that a template includes, each time counted";
    /// How deep the blocks of a template stand.
    TEMPLATE_DEPTH = "template-depth", 64, "levels", "blocks of a template inside each other";
    /// How deep the blocks of a document stand.
    DOCUMENT_DEPTH = "document-depth", 12, "levels", "quotes, lists, columns and the like inside each other";
    /// Settings.
    SETTINGS_FILE = "settings-file", 1 << 20, "", "`panelkit.toml`";
    /// A font.
    FONT_FILE = "font-file", 256 << 20, "", "one font of `--font`";
    /// How deep folders are followed.
    FOLDER_DEPTH = "folder-depth", 32, "levels", "folders inside each other that are followed";
    /// The rounds of a plan.
    ROUNDS = "rounds", 32, "rounds", "rounds, and technologies, of one plan";
}

impl Limit {
    /// The content of the file at `path`; fails where it can't be read, and where it is larger: no more than the limit
    /// is read then.
    ///
    /// Folders, named pipes and devices are refused before they are opened: nobody may ever write into a pipe. What the
    /// shell has opened already (`/dev/stdin`, `/dev/fd/63`) is read.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        check_readable(path)?;
        let file = File::open(path)?;
        let meta = file.metadata()?;
        if meta.is_file() && meta.len() > self.most {
            return Err(self.too_large(meta.len()));
        }
        // What says how long it is need not be asked for its end.
        let length = Some(meta.len()).filter(|n| meta.is_file() && *n > 0);
        let mut bytes = Vec::with_capacity(length.unwrap_or_default() as usize);
        self.read_on(file.take(length.unwrap_or(u64::MAX)), &mut bytes)?;
        Ok(bytes)
    }

    /// The text of the file at `path`; fails as [`Limit::read`] does, and where it isn't UTF-8.
    pub fn read_text(&self, path: &Path) -> io::Result<String> {
        let not_utf8 = |_| io::Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8");
        String::from_utf8(self.read(path)?).map_err(not_utf8)
    }

    /// Reads `source` to its end, behind what `bytes` hold already; fails where both together are larger.
    pub fn read_on(&self, source: impl Read, bytes: &mut Vec<u8>) -> io::Result<()> {
        let room = self.most.saturating_sub(bytes.len() as u64);
        source.take(room + 1).read_to_end(bytes)?;
        if bytes.len() as u64 > self.most { Err(self.too_large(bytes.len() as u64)) } else { Ok(()) }
    }

    fn too_large(&self, bytes: u64) -> io::Error {
        let message = format!("it has {} or more, and {self}", in_bytes(bytes));
        io::Error::new(ErrorKind::FileTooLarge, message)
    }

    /// The finding that `file` is beyond the limit: `what` it does or has, such as `unpacks to more`.
    pub fn exceeded(&self, file: &str, what: &str) -> Diagnostic {
        Diagnostic::error("too-large", format!("the file {what}: {self}"))
            .at(Place::file(file))
            .hint("look what is in it; the list of limits is in docs/limits.md")
    }

    /// The number with its unit, such as `16 MiB` or `50,000 files`.
    pub fn number(&self) -> String {
        match self.unit {
            "" => in_bytes(self.most),
            unit => format!("{} {unit}", grouped(self.most)),
        }
    }
}

/// Fails for what is there and is no file: a folder, a named pipe, a device.
pub fn check_readable(path: &Path) -> io::Result<()> {
    let meta = fs::metadata(path)?;
    if meta.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder, not a file"));
    }
    let opened = ["/dev/fd", "/dev/stdin", "/proc"].iter().any(|known| path.starts_with(known));
    if meta.is_file() || opened {
        return Ok(());
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "it is a pipe or a device, not a file"))
}

/// The error that the file or folder at `path` can't be read.
pub fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let hint = match error.kind() {
        ErrorKind::FileTooLarge => "look what is in it; docs/limits.md lists the limits",
        ErrorKind::InvalidData => "save the file as UTF-8",
        ErrorKind::IsADirectory | ErrorKind::InvalidInput => "name a file",
        _ => "check that it is there and that you may read it",
    };
    Diagnostic::error("unreadable", format!("can't be read: {error}")).at(Place::of_path(path)).hint(hint)
}

/// `the limit plan-file is 16 MiB`.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the limit {} is {}", self.name, self.number())
    }
}

/// Bytes as people say them: `16 MiB`.
fn in_bytes(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..0x10_0000 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", grouped(bytes >> 20)),
    }
}

/// `50,000`.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_says_its_name_and_number() {
        assert_eq!(PLAN_FILE.to_string(), "the limit plan-file is 16 MiB");
        assert_eq!(ZIP_FILES.to_string(), "the limit zip-files is 50,000 files");
        assert_eq!(SHEET_CELLS.number(), "4,000,000 cells");
        assert_eq!((in_bytes(12), in_bytes(4096)), ("12 bytes".to_owned(), "4 KiB".to_owned()));
    }

    #[test]
    fn a_stream_is_read_up_to_the_limit() {
        let few = Limit { name: "few", most: 4, unit: "", of: "" };
        let mut bytes = b"ab".to_vec();
        few.read_on(&b"cd"[..], &mut bytes).unwrap();
        assert_eq!(bytes, b"abcd");
        let error = few.read_on(io::repeat(0), &mut bytes).unwrap_err();
        assert_eq!((error.kind(), bytes.len()), (ErrorKind::FileTooLarge, 5));
    }
}
