//! Fields: ratings as radio buttons, single boxes, evidence as text areas. `data-rating`, `data-tick` or `data-evidence` names the item of each.

use super::blocks::Html;
use super::escape::escaped;
use crate::document::{Inline, Point, plain, split_point};

/// The field whose boxes stand in one row of a table; its texts are escaped.
pub(super) struct RowField {
    item: String,
    name: String,
    /// The text of the row's first cell.
    title: String,
}

impl Html<'_> {
    /// The label of a field: the heading above it and the question that it belongs to.
    fn label(&self, what: &str, item: &str) -> String {
        let (question, part) = &self.under;
        match (question.as_str(), part.as_str()) {
            ("", "") => format!("{what}: {item}"),
            (question, "") => format!("{what}: {question}"),
            ("", part) => format!("{part}: {item}"),
            (question, part) => format!("{part}: {question}"),
        }
    }

    /// The name of a new rating.
    fn rating_name(&mut self, item: &str) -> String {
        self.fields += 1;
        format!("rating-{}-{}", self.fields, escaped(item))
    }

    pub(super) fn rating(&mut self, item: &str, points: &[Point]) {
        let name = self.rating_name(item);
        let data = escaped(item);
        let anchored = points.iter().any(|point| !split_point(point).1.is_empty());
        let class = if anchored { " class=\"anchored\"" } else { "" };
        let legend = escaped(&self.label("Rating", item));
        self.inside(&format!("<fieldset{class}>\n"), "</fieldset>\n", |html| {
            html.put(&format!("<legend class=\"unseen\">{legend}</legend>\n"));
            let button = |value: &str| {
                let value = escaped(value);
                format!("<input type=\"radio\" name=\"{name}\" data-rating=\"{data}\" value=\"{value}\"> ")
            };
            for point in points {
                let (label, rest) = split_point(point);
                html.put("<label>");
                html.put(&button(&plain(label)));
                html.inside("<b>", "</b>", |html| html.inlines(label));
                if !rest.is_empty() {
                    html.inside(" <span>", "</span>", |html| html.inlines(&rest));
                }
                html.put("</label>\n");
            }
            if let Some(form) = html.form.filter(|f| f.items.contains(&item)) {
                let label = escaped(form.extra_label);
                html.put(&format!("<label class=\"further\">{}{label}</label>\n", button(form.extra_label)));
            }
        });
    }

    /// The field of the boxes in `row`.
    pub(super) fn row_field(&mut self, item: &str, row: &[Vec<Inline>]) -> RowField {
        let title = row.first().map(|cell| plain(cell)).unwrap_or_default();
        RowField { item: escaped(item), name: self.rating_name(item), title: escaped(&title) }
    }

    /// The box of `field` in the column with the head `point`.
    pub(super) fn tick(&mut self, field: &RowField, point: &[Inline]) {
        let RowField { item, name, title } = field;
        let value = escaped(&plain(point));
        self.put(&format!(
            "<label><input type=\"radio\" name=\"{name}\" data-rating=\"{item}\" value=\"{value}\" \
             aria-label=\"{title}: {value}\"></label>"
        ));
    }

    /// A single box; `data-tick` names its item, `data-column` the column that says yes where it is ticked.
    pub(super) fn single_tick(&mut self, item: &str, column: &str, label: &[Inline]) {
        // A form's rating has this choice beside its points.
        if column == "score" && self.form.is_some_and(|form| form.items.contains(&item)) {
            return;
        }
        let question = &self.under.0;
        let of = if question.is_empty() { item } else { question };
        let spoken = escaped(&format!("{}: {of}", plain(label)));
        let (item, column) = (escaped(item), escaped(column));
        let open = format!(
            "<p class=\"tick\"><label><input type=\"checkbox\" data-tick=\"{item}\" data-column=\"{column}\" \
             aria-label=\"{spoken}\"> "
        );
        self.inside(&open, "</label></p>\n", |html| html.inlines(label));
    }

    pub(super) fn evidence(&mut self, item: &str, lines: usize, grows: bool) {
        self.fields += 1;
        let label = escaped(&self.label("Evidence", item));
        let (id, item) = (format!("evidence-{}", self.fields), escaped(item));
        self.put(&format!("<label class=\"unseen\" for=\"{id}\">{label}</label>\n"));
        let grows = if grows { " data-grows" } else { "" };
        self.put(&format!(
            "<textarea id=\"{id}\" name=\"{id}-{item}\" data-evidence=\"{item}\"{grows} dir=\"auto\" rows=\"{lines}\"></textarea>\n"
        ));
    }
}
