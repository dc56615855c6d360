//! When files were last changed: the day from which records count where nothing else is dated.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::fs;
use std::path::PathBuf;

/// The day, in UTC, on which the newest of `files` was last changed; none where none is there.
pub(super) fn last_change(files: &[PathBuf]) -> Option<Date> {
    let changed = files.iter().filter_map(|path| fs::metadata(path).and_then(|m| m.modified()).ok());
    let newest = changed.max().and_then(|time| Timestamp::try_from(time).ok())?;
    Some(Offset::UTC.to_datetime(newest).date())
}
