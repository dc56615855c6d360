//! Filled-in PDFs: the fields of a form become the rows that their names tell.

use super::budget::Budget;
use super::fault::Unreadable;
use super::parts::{FilePart, Unpacked};
use super::pdf_marks;
use super::pdf_text::text;
use crate::diag::{Diagnostic, Place};
use crate::limits::{COLUMNS, PDF_DEPTH, PDF_FIELDS, PDF_FILE};
use crate::sheet::kind::Refusal;
use crate::sheet::write::guard;
use crate::text::{count, field_parts, visible};
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};
use hayro_syntax::{LoadPdfError, Pdf};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A field of a form that belongs to a row.
struct PdfField {
    /// Columns and cells of the row in which it stands.
    pairs: Vec<(String, String)>,
    /// Its own column.
    column: String,
    value: String,
    page: u32,
}

/// What the form of a PDF holds; one without any field of ours is refused with what may have become of it.
pub(super) fn unpack(file: &str, bytes: &[u8], budget: &mut Budget) -> Unpacked {
    if bytes.len() as u64 > PDF_FILE.most {
        return Unpacked::refused(PDF_FILE.exceeded(file, "is a larger PDF"));
    }
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => {
            let what = Refusal("password", "a PDF that is protected by a password", "save it without one");
            return Unpacked::refused(what.at(file));
        }
        Err(LoadPdfError::Invalid) => return Unpacked::refused(damaged(file)),
    };
    let marks = match pdf_marks::remarks(file, &pdf, budget) {
        Ok(marks) => marks,
        Err(why) => return Unpacked::refused(why.finding(file)),
    };
    let mut unpacked = match form(&pdf, budget) {
        Ok(form) if form.rows.is_empty() => Unpacked::refused(without_fields().at(file)),
        Ok(form) => {
            let mut unpacked =
                Unpacked::of(FilePart::Form { file: file.to_owned(), header: form.header, rows: form.rows });
            unpacked
                .remarks
                .extend(form.others.iter().map(|(name, said)| unread_field(file, name, said).into()));
            if form.pageless > 0 {
                unpacked.remarks.push(pageless(file, form.pageless).into());
            }
            unpacked
        }
        Err(why) => Unpacked::refused(why.finding(file)),
    };
    unpacked.remarks.extend(marks.into_iter().map(Into::into));
    unpacked
}

fn unread_field(file: &str, name: &str, said: &str) -> Diagnostic {
    let message = format!("the field `{}` isn't read: `{}`", visible(name), visible(said));
    Diagnostic::warning("unread-field", message).at(Place::file(file))
}

fn pageless(file: &str, fields: usize) -> Diagnostic {
    let message = format!(
        "{} of the form {} on no page: pages are missing",
        count(fields, "field"),
        if fields == 1 { "stands" } else { "stand" }
    );
    Diagnostic::warning("pages-missing", message)
        .at(Place::file(file))
        .hint("what the fields say was read; ask for the whole packet")
}

fn damaged(file: &str) -> Diagnostic {
    Diagnostic::error("damaged", "the PDF is damaged: it can't be read")
        .at(Place::file(file))
        .hint("save it again from the program in which it was filled in")
}

fn without_fields() -> Refusal {
    Refusal(
        "pdf",
        "a PDF without the fields of a scorecard: printed to PDF, flattened, scanned, or something else",
        "hand in the packet itself, filled in and saved (not printed), or type the ratings into the scorecard CSV",
    )
}

/// What the fields of a form say.
struct PdfForm {
    header: Vec<String>,
    /// Its rows by the pages on which they begin.
    rows: Vec<(u32, Vec<String>)>,
    /// Fields that belong to no row, and what they say.
    others: Vec<(String, String)>,
    /// How many fields of rows stand on no page.
    pageless: usize,
}

/// The rows that the fields of `pdf` tell, in the order of the form.
fn form(pdf: &Pdf, budget: &mut Budget) -> Result<PdfForm, Unreadable> {
    let (seen, fields, others) = (HashSet::new(), Vec::new(), Vec::new());
    let mut walk = FieldWalk { pages: pages(pdf), budget, seen, fields, others };
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let fields = root.and_then(|root| root.get::<Dict<'_>>("AcroForm")?.get::<Array<'_>>("Fields"));
    for field in fields.iter().flat_map(Array::raw_iter) {
        walk.field(pdf, field, "", 0)?;
    }
    let FieldWalk { fields, budget, others, pages, .. } = walk;
    let pageless = fields.iter().filter(|f| f.page == 0 && !pages.is_empty()).count();
    let (header, rows) = rows(&fields, budget)?;
    Ok(PdfForm { header, rows, others, pageless })
}

/// On which page each annotation stands.
fn pages(pdf: &Pdf) -> HashMap<ObjectIdentifier, u32> {
    let mut pages = HashMap::new();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let annotations = page.raw().get::<Array<'_>>("Annots");
        for annotation in annotations.iter().flat_map(Array::raw_iter) {
            if let MaybeRef::Ref(reference) = annotation {
                pages.entry(reference.into()).or_insert(number);
            }
        }
    }
    pages
}

/// A walk through the fields of a form.
struct FieldWalk<'b> {
    pages: HashMap<ObjectIdentifier, u32>,
    budget: &'b mut Budget,
    /// The fields that were met: none is read twice.
    seen: HashSet<ObjectIdentifier>,
    fields: Vec<PdfField>,
    /// Names and values of fields that belong to no row.
    others: Vec<(String, String)>,
}

impl FieldWalk<'_> {
    /// Notes a field, or those below it; `above` is the name of the field that it is a part of.
    fn field<'p>(
        &mut self,
        pdf: &'p Pdf,
        object: MaybeRef<Object<'p>>,
        above: &str,
        depth: u64,
    ) -> Result<(), Unreadable> {
        let (id, field) = match object {
            MaybeRef::Ref(reference) => {
                let id = ObjectIdentifier::from(reference);
                if !self.seen.insert(id) {
                    return Ok(());
                }
                (Some(id), pdf.xref().get::<Dict<'_>>(id))
            }
            MaybeRef::NotRef(object) => (None, object.into_dict()),
        };
        let Some(field) = field else { return Ok(()) };
        if depth > PDF_DEPTH.most {
            return Err(PDF_DEPTH.into());
        }
        if self.fields.len() as u64 >= PDF_FIELDS.most || self.seen.len() as u64 >= 2 * PDF_FIELDS.most {
            return Err(PDF_FIELDS.into());
        }
        let own = text(&field, "T").unwrap_or_default();
        let name = match (above, own.as_str()) {
            ("", own) => own.to_owned(),
            (above, "") => above.to_owned(),
            (above, own) => format!("{above}.{own}"),
        };
        let kids = field.get::<Array<'_>>("Kids");
        let dicts = || kids.iter().flat_map(Array::iter::<Dict<'_>>);
        if dicts().any(|kid| kid.contains_key("T")) {
            for kid in kids.iter().flat_map(Array::raw_iter) {
                self.field(pdf, kid, &name, depth + 1)?;
            }
            return Ok(());
        }
        let parts = field_parts(&name).filter(|(pairs, _)| pairs.iter().any(|(key, _)| key == "item"));
        let Some((pairs, column)) = parts else {
            let value = value(&field, dicts());
            if !value.trim().is_empty() {
                self.budget.take_cells(1, &value)?;
                self.others.push((name, value));
            }
            return Ok(());
        };
        let references = kids.iter().flat_map(Array::raw_iter).filter_map(|kid| match kid {
            MaybeRef::Ref(reference) => Some(reference.into()),
            MaybeRef::NotRef(_) => None,
        });
        let page = id.into_iter().chain(references).filter_map(|id| self.pages.get(&id)).min();
        let page = page.copied().unwrap_or_default();
        let value = value(&field, dicts());
        self.budget.take_cells(1, &value)?;
        self.fields.push(PdfField { pairs, column, value, page });
        Ok(())
    }
}

/// What a field says: its value, else the state of a button that is on.
fn value<'p>(field: &Dict<'p>, kids: impl Iterator<Item = Dict<'p>>) -> String {
    if let Some(value) = text(field, "V") {
        let is_button = field.get::<Name<'_>>("FT").is_some_and(|kind| kind.as_str() == "Btn");
        // Some programs write the name of a state as a text, with the slash of a name.
        let bare = value.strip_prefix('/').filter(|_| is_button).map(str::to_owned);
        return if is_button && value == "Off" { String::new() } else { bare.unwrap_or(value) };
    }
    kids.filter_map(|kid| text(&kid, "AS")).find(|state| state != "Off").unwrap_or_default()
}

/// The columns of a form, and its rows by the pages on which they begin.
type FormRows = (Vec<String>, Vec<(u32, Vec<String>)>);

/// The rows that `fields` tell: the line of a row is the page on which it begins. A second field of one name begins a row of
/// its own, so that nothing that it says is lost.
fn rows(fields: &[PdfField], budget: &mut Budget) -> Result<FormRows, Unreadable> {
    let mut header: Vec<String> = Vec::new();
    let mut columns: HashMap<&str, usize> = HashMap::new();
    for field in fields {
        for name in field.pairs.iter().map(|(key, _)| key).chain([&field.column]) {
            columns.entry(name).or_insert_with(|| {
                header.push(name.clone());
                header.len() - 1
            });
        }
    }
    if header.len() as u64 > COLUMNS.most {
        return Err(COLUMNS.into());
    }
    let mut rows: Vec<(u32, BTreeMap<usize, String>)> = Vec::new();
    let mut places: HashMap<&[(String, String)], usize> = HashMap::new();
    for field in fields {
        // Only line feeds end lines here; a reader of PDF may write any.
        let value = guard(field.value.replace("\r\n", "\n").replace('\r', "\n").trim()).into_owned();
        let column = columns[field.column.as_str()];
        let known = places.get(field.pairs.as_slice()).copied();
        let free = known.filter(|at| rows[*at].1.get(&column).is_none_or(|there| *there == value));
        let at = free.unwrap_or_else(|| {
            let keys =
                field.pairs.iter().map(|(key, v)| (columns[key.as_str()], guard(v.trim()).into_owned()));
            rows.push((field.page, keys.collect()));
            rows.len() - 1
        });
        if known.is_none() {
            places.insert(&field.pairs, at);
        }
        rows[at].1.insert(column, value);
    }
    budget.take_cells((rows.len() as u64).saturating_mul(header.len() as u64), "")?;
    let width = header.len();
    let rows = rows
        .into_iter()
        .map(|(page, mut cells)| (page, (0..width).map(|c| cells.remove(&c).unwrap_or_default()).collect()));
    let rows = rows.collect();
    Ok((header, rows))
}
