//! What a cell of a workbook shows, in words.

use super::format::NumberFormat;
use calamine::DataType;

/// A number as people type it: without `.0`, and without the tail that binary fractions have.
pub(super) fn number(value: f64, format: &NumberFormat) -> String {
    let tidy = |v: f64| {
        let text = format!("{v:.10}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match format {
        NumberFormat::Plain => tidy(value),
        NumberFormat::Percent => format!("{}%", tidy(value * 100.0)),
        NumberFormat::Words(before, behind) => format!("{before}{}{behind}", tidy(value)),
    }
}

/// A truth value.
pub(super) fn truth(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

/// What a cell stands for; a date stays recognisable as one.
pub(super) fn shown<D: DataType + std::fmt::Display>(cell: &D, format: &NumberFormat) -> String {
    if let Some(moment) = cell.get_datetime() {
        if moment.is_duration() {
            return format!("{:.0} h", moment.as_f64() * 24.0);
        }
        let (y, m, d, h, min, ..) = moment.to_ymd_hms_milli();
        let time = if (h, min) == (0, 0) { String::new() } else { format!(" {h:02}:{min:02}") };
        return format!("{y:04}-{m:02}-{d:02}{time}");
    }
    if let Some(value) = cell.get_float().or_else(|| cell.get_int().map(|i| i as f64)) {
        return number(value, format);
    }
    match cell.get_bool() {
        Some(value) => truth(value),
        None => cell.to_string(),
    }
}
