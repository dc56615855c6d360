//! Fields: ratings as radio buttons, evidence as text areas. Each says by `data-rating` or `data-evidence` which item it is of.

use super::{Html, escaped};
use crate::document::{Inline, Point, plain, split_point};

/// A row of boxes that rate one item.
pub(super) struct RowField {
    item: String,
    name: String,
    /// What the row is about.
    title: String,
}

impl Html<'_> {
    /// What the field below the last heading is called: by the heading and the question that it belongs to.
    fn called(&self, what: &str, item: &str) -> String {
        let (question, part) = &self.under;
        match (question.as_str(), part.as_str()) {
            ("", "") => format!("{what}: {item}"),
            (question, "") => format!("{what}: {question}"),
            ("", part) => format!("{part}: {item}"),
            (question, part) => format!("{part}: {question}"),
        }
    }

    fn field(&mut self, item: &str) -> String {
        self.fields += 1;
        format!("rating-{}-{}", self.fields, escaped(item))
    }

    pub(super) fn rating(&mut self, item: &str, points: &[Point]) {
        let name = self.field(item);
        let data = escaped(item);
        let anchored = points.iter().any(|point| !split_point(point).1.is_empty());
        let class = if anchored { " class=\"anchored\"" } else { "" };
        let legend = escaped(&self.called("Rating", item));
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
                let further = escaped(form.further);
                html.put(&format!("<label class=\"further\">{}{further}</label>\n", button(form.further)));
            }
        });
    }

    /// The field that the boxes of `row` are.
    pub(super) fn row_field(&mut self, item: &str, row: &[Vec<Inline>]) -> RowField {
        let title = row.first().map(|cell| plain(cell)).unwrap_or_default();
        RowField { item: escaped(item), name: self.field(item), title: escaped(&title) }
    }

    /// The box of `field` under the head `point`.
    pub(super) fn tick(&mut self, field: &RowField, point: &[Inline]) {
        let RowField { item, name, title } = field;
        let value = escaped(&plain(point));
        self.put(&format!(
            "<label><input type=\"radio\" name=\"{name}\" data-rating=\"{item}\" value=\"{value}\" \
             aria-label=\"{title}: {value}\"></label>"
        ));
    }

    pub(super) fn evidence(&mut self, item: &str, lines: usize) {
        self.fields += 1;
        let called = escaped(&self.called("Evidence", item));
        let (id, item) = (format!("evidence-{}", self.fields), escaped(item));
        self.put(&format!("<label class=\"unseen\" for=\"{id}\">{called}</label>\n"));
        self.put(&format!(
            "<textarea id=\"{id}\" name=\"{id}-{item}\" data-evidence=\"{item}\" rows=\"{lines}\"></textarea>\n"
        ));
    }
}
