//! Filled-in PDFs: the fields of a form become the rows that their names tell.

use super::grid::Grid;
use super::kind::Refusal;
use super::workbook::guarded;
use super::{Reading, Sheet, Table, guard};
use crate::diag::{Diagnostic, Place};
use crate::limits::{PDF_DEPTH, PDF_FIELDS, PDF_FILE, PDF_STREAM, PDF_STREAMS};
use crate::text::field_parts;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use std::collections::BTreeMap;

/// A field that says something of a row, or may.
struct Field {
    pairs: Vec<(String, String)>,
    column: String,
    said: String,
    page: u32,
}

/// The rows in the form of a PDF; one without any of ours is refused with what may have become of it.
pub(super) fn read(file: &str, bytes: &[u8]) -> Reading {
    if bytes.len() as u64 > PDF_FILE.most {
        return Reading::refused(PDF_FILE.exceeded(file, "is a larger PDF"));
    }
    // Each is unpacked while the file is read.
    if memchr::memmem::find_iter(bytes, b"/ObjStm").count() as u64 > PDF_STREAMS.most {
        return Reading::refused(PDF_STREAMS.exceeded(file, "holds more"));
    }
    let fields = guarded(|| {
        let document = Document::load_mem_with_options(bytes, options()).map_err(|e| e.to_string())?;
        Ok((document.is_encrypted(), fields(&document)))
    });
    match fields {
        Err(why) => Reading::refused(
            Diagnostic::error("damaged", format!("the PDF is damaged: {why}"))
                .at(Place::file(file))
                .hint("save it again from the program in which it was filled in"),
        ),
        Ok((true, fields)) if fields.is_empty() => {
            let what = "a PDF that is protected by a password";
            Reading::refused(Refusal("password", what, "save it without one").at(file))
        }
        Ok((_, fields)) if fields.is_empty() => Reading::refused(without_fields().at(file)),
        Ok((_, fields)) => Reading { sheets: vec![sheet(file, &fields)], ..Reading::default() },
    }
}

/// Streams of a PDF are unpacked up to a limit.
fn options() -> LoadOptions {
    LoadOptions { max_decompressed_size: Some(PDF_STREAM.most as usize), ..LoadOptions::default() }
}

fn without_fields() -> Refusal {
    Refusal(
        "pdf",
        "a PDF without the fields of a scorecard: printed to PDF, flattened, scanned, or something else",
        "hand in the packet itself, filled in and saved (not printed), or type the ratings into the scorecard CSV",
    )
}

/// The fields of `document` whose names tell a row with an item.
fn fields(document: &Document) -> Vec<Field> {
    let mut pages = BTreeMap::new();
    for (number, page) in document.get_pages() {
        let annotations = document.get_dictionary(page).ok().and_then(|p| p.get(b"Annots").ok());
        let annotations = annotations.and_then(|a| document.dereference(a).ok()?.1.as_array().ok());
        for id in annotations.into_iter().flatten().filter_map(|a| a.as_reference().ok()) {
            pages.insert(id, number);
        }
    }
    let mut found = Found { document, pages, seen: 0, fields: Vec::new() };
    let form = document.catalog().ok().and_then(|c| dictionary(document, c.get(b"AcroForm").ok()?));
    for field in form.and_then(|f| array(document, f.get(b"Fields").ok()?)).into_iter().flatten() {
        found.field(field, "", 0);
    }
    found.fields
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

fn array<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Vec<Object>> {
    document.dereference(object).ok()?.1.as_array().ok()
}

struct Found<'a> {
    document: &'a Document,
    /// On which page an annotation stands.
    pages: BTreeMap<ObjectId, u32>,
    seen: u64,
    fields: Vec<Field>,
}

impl<'a> Found<'a> {
    /// Notes the field `object`, or those below it; `above` is the name of the field that it is a part of.
    fn field(&mut self, object: &'a Object, above: &str, depth: u64) {
        self.seen += 1;
        let Some(field) = dictionary(self.document, object) else { return };
        if depth > PDF_DEPTH.most || self.seen > PDF_FIELDS.most {
            return;
        }
        let own = field.get(b"T").ok().and_then(|t| self.text(t)).unwrap_or_default();
        let name = match (above, own.as_str()) {
            ("", own) => own.to_owned(),
            (above, "") => above.to_owned(),
            (above, own) => format!("{above}.{own}"),
        };
        let kids: &[Object] =
            field.get(b"Kids").ok().and_then(|k| array(self.document, k)).map_or(&[], Vec::as_slice);
        let named = |kid: &Object| dictionary(self.document, kid).is_some_and(|k| k.has(b"T"));
        if kids.iter().any(named) {
            for kid in kids {
                self.field(kid, &name, depth + 1);
            }
            return;
        }
        let Some((pairs, column)) = field_parts(&name) else { return };
        if !pairs.iter().any(|(key, _)| key == "item") {
            return;
        }
        let places = std::iter::once(object).chain(kids);
        let page = places.filter_map(|p| self.pages.get(&p.as_reference().ok()?)).min();
        let page = page.copied().unwrap_or_default();
        let said = self.said(field, kids);
        self.fields.push(Field { pairs, column, said, page });
    }

    /// What a field says: its value, else the state of a button that is on.
    fn said(&self, field: &'a Dictionary, kids: &'a [Object]) -> String {
        if let Some(value) = field.get(b"V").ok().and_then(|v| self.text(v)) {
            let button = field.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Btn");
            // Some programs write the name of a state as a text, with the slash of a name.
            let bare = value.strip_prefix('/').filter(|_| button).map(str::to_owned);
            return if button && value == "Off" { String::new() } else { bare.unwrap_or(value) };
        }
        let states = kids.iter().filter_map(|k| dictionary(self.document, k)?.get(b"AS").ok());
        states.filter_map(|s| self.text(s)).find(|s| s != "Off").unwrap_or_default()
    }

    fn text(&self, object: &'a Object) -> Option<String> {
        match self.document.dereference(object).ok()?.1 {
            Object::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
            Object::String(bytes, _) => decoded(bytes),
            // A long text may stand in a stream.
            Object::Stream(stream) => {
                let bytes = stream.get_plain_content_with_limit(PDF_STREAM.most as usize).ok()?;
                decoded(&bytes)
            }
            _ => None,
        }
    }
}

/// The text of a string. The library loses line ends and tabs of one that is not Unicode.
fn decoded(bytes: &[u8]) -> Option<String> {
    let whole = |bytes: &[u8]| lopdf::decode_text_string(&Object::string_literal(bytes)).ok();
    if bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xef\xbb\xbf") {
        return whole(bytes);
    }
    let mut text = String::with_capacity(bytes.len());
    for part in bytes.split_inclusive(|b| matches!(b, b'\n' | b'\r' | b'\t')) {
        let end = part.last().filter(|b| b.is_ascii_whitespace() && **b != b' ');
        text.push_str(&whole(&part[..part.len() - usize::from(end.is_some())])?);
        text.extend(end.map(|b| char::from(*b)));
    }
    Some(text)
}

/// The rows that `fields` tell, in the order of the form: the line of a row is the page on which it begins.
fn sheet(file: &str, fields: &[Field]) -> Sheet {
    let mut header: Vec<String> = Vec::new();
    for field in fields {
        for name in field.pairs.iter().map(|(key, _)| key).chain([&field.column]) {
            if !header.contains(name) {
                header.push(name.clone());
            }
        }
    }
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    let mut places: BTreeMap<&[(String, String)], usize> = BTreeMap::new();
    for field in fields {
        let at = *places.entry(&field.pairs).or_insert_with(|| {
            let mut cells = vec![String::new(); header.len()];
            for (key, value) in &field.pairs {
                if let Some(at) = header.iter().position(|h| h == key) {
                    cells[at] = guard(value.trim()).into_owned();
                }
            }
            rows.push((field.page, cells));
            rows.len() - 1
        });
        // Only line feeds end lines here; a reader of PDF may write any.
        let said = field.said.replace("\r\n", "\n").replace('\r', "\n");
        if let Some(column) = header.iter().position(|h| *h == field.column) {
            rows[at].1[column] = guard(said.trim()).into_owned();
        }
    }
    let (mut text, mut grid) = (String::new(), Grid::default());
    for (page, cells) in &rows {
        let start = text.len();
        let mut spans = Vec::with_capacity(cells.len());
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                text.push(',');
            }
            let at = text.len();
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
            spans.push((at..text.len(), cell.clone()));
        }
        grid.push(*page, start..text.len(), spans.into_iter());
        text.push('\n');
    }
    let table = Table { header: header.into(), rows: 0..grid.rows.len() };
    Sheet { file: file.to_owned(), tables: vec![table], workbook: false, form: true, text, grid }
}
