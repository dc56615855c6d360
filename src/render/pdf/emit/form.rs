//! The form: areas to fill in become the fields of a PDF. Blank they draw nothing, so that the page prints as it is.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use crate::render::pdf::sheet::{Field, Item, Layout};

/// Buttons that go on and off as one of a group; places of one point go together.
const RADIO: i64 = (1 << 15) | (1 << 25);
/// A text of several lines.
const MULTILINE: i64 = 1 << 12;
/// An annotation that is printed.
const PRINTED: i64 = 4;
/// How texts are set.
const APPEARANCE: &str = "/Helv 10 Tf 0 g";

/// Adds a field for each area of `layout`, on pages of `height`.
pub(super) fn add(
    file: &mut Document,
    pages: &[ObjectId],
    layout: &Layout,
    height: f32,
) -> lopdf::Result<()> {
    let mut form = Form { file, fields: Vec::new(), ratings: BTreeMap::new(), drawn: BTreeMap::new() };
    for (sheet, page) in layout.sheets.iter().zip(pages) {
        let mut widgets = Vec::new();
        for item in &sheet.items {
            let Item::Field { x, y, width, height: tall, field } = item else { continue };
            let rect = [*x, height - y - tall, x + width, height - y];
            widgets.push(Object::from(form.widget(field, rect, *page)?));
        }
        if !widgets.is_empty() {
            form.annotate(*page, widgets)?;
        }
    }
    form.finish()
}

struct Form<'a> {
    file: &'a mut Document,
    fields: Vec<Object>,
    /// The fields that have several boxes, by name, and what people are told of them.
    ratings: BTreeMap<String, (ObjectId, String)>,
    /// The drawings of boxes, on and off, by width and height.
    drawn: BTreeMap<(i64, i64), (ObjectId, ObjectId)>,
}

impl Form<'_> {
    /// The annotation of one area; a rating's boxes are kids of one field.
    fn widget(&mut self, field: &Field, rect: [f32; 4], page: ObjectId) -> lopdf::Result<ObjectId> {
        let mut widget = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "Rect" => rect.map(Object::Real).to_vec(),
            "F" => PRINTED,
            "P" => page,
        };
        let Some(point) = &field.point else {
            let (width, height) = (rect[2] - rect[0], rect[3] - rect[1]);
            let blank = self.drawing(width, height, b"/Tx BMC EMC");
            let more = dictionary! {
                "FT" => "Tx",
                "T" => text_string(&field.name),
                "TU" => text_string(&field.called),
                "Ff" => if field.tall { MULTILINE } else { 0 },
                "DA" => Object::string_literal(APPEARANCE),
                "AP" => dictionary! { "N" => blank },
            };
            widget.extend(&more);
            let id = self.file.add_object(widget);
            self.fields.push(id.into());
            return Ok(id);
        };
        let (on, off) = self.boxes(rect[2] - rect[0], rect[3] - rect[1]);
        let mut states = Dictionary::new();
        states.set(point.as_bytes(), on);
        states.set("Off", off);
        let (rating, called) = self.rating(field);
        widget.set("Parent", rating);
        widget.set("TU", text_string(&format!("{called}: {point}")));
        widget.set("AS", "Off");
        widget.set("AP", dictionary! { "N" => states });
        widget.set("MK", dictionary! { "CA" => Object::string_literal("8") });
        let id = self.file.add_object(widget);
        self.file.get_object_mut(rating)?.as_dict_mut()?.get_mut(b"Kids")?.as_array_mut()?.push(id.into());
        Ok(id)
    }

    /// The field of a rating, which is made with its first box, and what people are told of it: the boxes on the
    /// scorecard are called by the question too.
    fn rating(&mut self, field: &Field) -> (ObjectId, String) {
        if let Some(known) = self.ratings.get(&field.name) {
            return known.clone();
        }
        let id = self.file.add_object(dictionary! {
            "FT" => "Btn",
            "Ff" => RADIO,
            "T" => text_string(&field.name),
            "TU" => text_string(&field.called),
            "V" => "Off",
            "Kids" => Vec::<Object>::new(),
        });
        let rating = (id, field.called.clone());
        self.ratings.insert(field.name.clone(), rating.clone());
        self.fields.push(id.into());
        rating
    }

    /// A cross, and nothing, in a box of this size.
    fn boxes(&mut self, width: f32, height: f32) -> (ObjectId, ObjectId) {
        let key = ((width * 100.0) as i64, (height * 100.0) as i64);
        if let Some(drawn) = self.drawn.get(&key) {
            return *drawn;
        }
        let (left, low, right, high) = (1.6, 1.6, width - 1.6, height - 1.6);
        let cross = format!(
            "q 1.4 w 1 J {left:.2} {low:.2} m {right:.2} {high:.2} l {left:.2} {high:.2} m {right:.2} {low:.2} l S Q"
        );
        let drawn = (self.drawing(width, height, cross.as_bytes()), self.drawing(width, height, b""));
        self.drawn.insert(key, drawn);
        drawn
    }

    fn drawing(&mut self, width: f32, height: f32, content: &[u8]) -> ObjectId {
        let corners = [0.0, 0.0, width, height].map(Object::Real).to_vec();
        let dict = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => corners, "Resources" => Dictionary::new() };
        self.file.add_object(Stream::new(dict, content.to_vec()))
    }

    /// Adds `widgets` to what is on `page` already, to be gone through row by row.
    fn annotate(&mut self, page: ObjectId, widgets: Vec<Object>) -> lopdf::Result<()> {
        let page = self.file.get_object_mut(page)?.as_dict_mut()?;
        let mut all = page.get(b"Annots").and_then(Object::as_array).cloned().unwrap_or_default();
        all.extend(widgets);
        page.set("Annots", all);
        page.set("Tabs", "R");
        Ok(())
    }

    fn finish(self) -> lopdf::Result<()> {
        if self.fields.is_empty() {
            return Ok(());
        }
        let font = self.file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let form = self.file.add_object(dictionary! {
            "Fields" => self.fields,
            "DA" => Object::string_literal(APPEARANCE),
            "DR" => dictionary! { "Font" => dictionary! { "Helv" => font } },
        });
        self.file.catalog_mut()?.set("AcroForm", form);
        Ok(())
    }
}
