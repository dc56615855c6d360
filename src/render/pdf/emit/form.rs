//! The form: areas to fill in become form fields. Empty ones draw nothing, so that the page prints as it is.

use std::collections::BTreeMap;
use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary, text_string};

use super::error::Error;
use super::objects::{GroupKind, ObjectWriter};
use super::structure::Widget;
use crate::render::pdf::pages::{FieldKind, FormField, LayoutPage, PageItem};

/// Buttons of which one at most is on; those with the same value go on together.
const RADIO: i64 = (1 << 15) | (1 << 25);
/// A text of several lines.
const MULTILINE: i64 = 1 << 12;
/// An annotation that is printed.
const PRINTED: i64 = 4;
/// How texts are set: as small as it takes for all of them to be seen.
const TEXT_STYLE: &str = "/Helv 0 Tf 0 g";

/// The key in the parent tree of the first widget; those of pages are lower.
const FIRST_KEY: i64 = 1 << 24;

/// The form as far as it is written.
#[derive(Default)]
pub(super) struct FormWriter {
    /// How many widgets there are.
    widgets: i64,
    fields: Vec<Object>,
    /// The ratings of the document that is being written, by name.
    ratings: BTreeMap<String, RatingField>,
    appearances: BTreeMap<(Appearance, i64, i64), ObjectId>,
}

/// What a widget looks like. Widgets of one size share it; the size is in hundredths of a point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Appearance {
    EmptyText,
    EmptyBox,
    /// A cross over a box in it: its left, its foot and its side, in hundredths of a point.
    Cross([i64; 3]),
}

/// A field with several boxes.
struct RatingField {
    id: ObjectId,
    /// That of its first box; those on the scorecard stand under another heading.
    label: String,
    kids: Vec<Object>,
}

impl FormWriter {
    /// Writes a widget for each field on `sheet`, which is this `page` and has this `height`; returns them.
    pub(super) fn add_page(
        &mut self,
        objects: &mut ObjectWriter<'_, impl Write>,
        sheet: &LayoutPage,
        page: ObjectId,
        height: f32,
    ) -> Result<Vec<Widget>, Error> {
        let mut widgets = Vec::new();
        for item in &sheet.items {
            let PageItem::Field { x, y, width, height: tall, mark, field } = item else { continue };
            let rect = [*x, height - y - tall, x + width, height - y];
            let id = self.widget(objects, field, rect, *mark, page)?;
            widgets.push(Widget { id, key: FIRST_KEY + self.widgets, node: field.node });
            self.widgets += 1;
        }
        Ok(widgets)
    }

    /// Writes the widget of one area. It is the field itself, or one of the boxes of a rating.
    fn widget(
        &mut self,
        objects: &mut ObjectWriter<'_, impl Write>,
        field: &FormField,
        rect: [f32; 4],
        mark: Option<(f32, f32, f32)>,
        page: ObjectId,
    ) -> Result<ObjectId, Error> {
        let (width, height) = (rect[2] - rect[0], rect[3] - rect[1]);
        let mut widget = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "Rect" => rect.map(Object::Real).to_vec(),
            "F" => PRINTED,
            "P" => page,
            "StructParent" => FIRST_KEY + self.widgets,
        };
        match &field.kind {
            FieldKind::Text { multiline } => {
                let blank = self.appearance(objects, Appearance::EmptyText, (width, height))?;
                widget.extend(&dictionary! {
                    "FT" => "Tx",
                    "T" => text_string(&field.name),
                    "TU" => text_string(&field.label),
                    "Ff" => if *multiline { MULTILINE } else { 0 },
                    "DA" => Object::string_literal(TEXT_STYLE),
                    "AP" => dictionary! { "N" => blank },
                    // What is typed covers the ruled lines; while nothing is, they show.
                    "MK" => dictionary! { "BG" => vec![Object::Integer(1)] },
                });
                let id = objects.add(widget)?;
                self.fields.push(id.into());
                Ok(id)
            }
            FieldKind::Box(value) => {
                let (left, top, side) = mark.unwrap_or((0.0, 0.0, width.min(height)));
                let cross = Appearance::Cross([left, height - top - side, side].map(hundredths));
                let mut states = Dictionary::new();
                states.set(value.as_bytes(), self.appearance(objects, cross, (width, height))?);
                states.set("Off", self.appearance(objects, Appearance::EmptyBox, (width, height))?);
                let rating = self.rating(objects, field);
                widget.set("Parent", rating.id);
                widget.set("TU", text_string(&format!("{}: {value}", rating.label)));
                widget.set("AS", "Off");
                widget.set("AP", dictionary! { "N" => states });
                widget.set("MK", dictionary! { "CA" => Object::string_literal("8") });
                let id = objects.add(widget)?;
                rating.kids.push(id.into());
                Ok(id)
            }
        }
    }

    /// The rating that `field` is a box of.
    fn rating(&mut self, objects: &mut ObjectWriter<'_, impl Write>, field: &FormField) -> &mut RatingField {
        self.ratings.entry(field.name.clone()).or_insert_with(|| {
            let id = objects.reserve();
            self.fields.push(id.into());
            RatingField { id, label: field.label.clone(), kids: Vec::new() }
        })
    }

    /// The number of an appearance, which is written when it is first asked for.
    fn appearance(
        &mut self,
        objects: &mut ObjectWriter<'_, impl Write>,
        appearance: Appearance,
        (width, height): (f32, f32),
    ) -> Result<ObjectId, Error> {
        let key = (appearance, hundredths(width), hundredths(height));
        if let Some(id) = self.appearances.get(&key) {
            return Ok(*id);
        }
        let content = match appearance {
            Appearance::EmptyText => "/Tx BMC EMC".to_owned(),
            Appearance::EmptyBox => String::new(),
            Appearance::Cross(at) => {
                let [x, y, side] = at.map(|n| n as f32 / 100.0);
                let (left, low, right, high) = (x + 1.6, y + 1.6, x + side - 1.6, y + side - 1.6);
                format!(
                    "q 1.4 w 1 J {left:.2} {low:.2} m {right:.2} {high:.2} l \
                     {left:.2} {high:.2} m {right:.2} {low:.2} l S Q"
                )
            }
        };
        let dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => [0.0, 0.0, width, height].map(Object::Real).to_vec(),
            "Resources" => Dictionary::new(),
        };
        let id = objects.add(Stream::new(dict, content.into_bytes()))?;
        self.appearances.insert(key, id);
        Ok(id)
    }

    /// Writes the ratings of a document, whose boxes are all written.
    pub(super) fn end_document(&mut self, objects: &mut ObjectWriter<'_, impl Write>) -> Result<(), Error> {
        for (name, RatingField { id, label, kids }) in std::mem::take(&mut self.ratings) {
            let field = dictionary! {
                "FT" => "Btn",
                // A single box can be cleared again.
                "Ff" => if kids.len() > 1 { RADIO } else { 0 },
                "T" => text_string(&name),
                "TU" => text_string(&label),
                "V" => "Off",
                "Kids" => kids,
            };
            objects.put(id, GroupKind::Other, field)?;
        }
        Ok(())
    }

    /// Writes the form, if it has fields, and names it in the `catalog`.
    pub(super) fn finish(
        self,
        objects: &mut ObjectWriter<'_, impl Write>,
        catalog: &mut Dictionary,
    ) -> Result<(), Error> {
        if self.fields.is_empty() {
            return Ok(());
        }
        let font = objects.add(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        })?;
        let form = objects.add(dictionary! {
            "Fields" => self.fields,
            "DA" => Object::string_literal(TEXT_STYLE),
            "DR" => dictionary! { "Font" => dictionary! { "Helv" => font } },
        })?;
        catalog.set("AcroForm", form);
        Ok(())
    }
}

fn hundredths(points: f32) -> i64 {
    (points * 100.0).round() as i64
}
