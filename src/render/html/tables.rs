//! Tables: plain ones, the cover block and the time line of a round.

use super::blocks::Html;
use super::escape::escaped;
use crate::document::{Align, Inline, Table, plain, split_minutes};

impl Html<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let class = |i: usize| match table.align.get(i) {
            Some(Align::Center) => " class=\"center\"",
            Some(Align::Right) => " class=\"right\"",
            _ => "",
        };
        let rated = if table.items.is_empty() { "" } else { " class=\"rated\"" };
        self.inside(&format!("<table{rated}>\n<thead>\n<tr>"), "</tr>\n</thead>\n<tbody>\n", |html| {
            for (i, cell) in table.head.iter().enumerate() {
                html.inside(&format!("<th scope=\"col\"{}>", class(i)), "</th>", |html| html.inlines(cell));
            }
        });
        for (r, row) in table.rows.iter().enumerate() {
            let field = table.items.get(r).map(|item| self.row_field(item, row));
            self.inside("<tr>", "</tr>\n", |html| {
                for (i, cell) in row.iter().enumerate() {
                    html.inside(&format!("<td{}>", class(i)), "</td>", |html| match &field {
                        Some(field) if *cell == [Inline::Box] => html.tick(field, &table.head[i]),
                        _ => html.inlines(cell),
                    });
                }
            });
        }
        self.put("</tbody>\n</table>\n");
    }

    pub(super) fn cover(&mut self, table: &Table) {
        self.inside("<dl class=\"cover\">\n", "</dl>\n", |html| {
            for (head, value) in table.head.iter().zip(table.rows.iter().flatten()) {
                html.inside("<div><dt>", "</dt>", |html| html.inlines(head));
                html.inside("<dd>", "</dd></div>\n", |html| html.inlines(value));
            }
        });
    }

    pub(super) fn timeline(&mut self, table: &Table) {
        self.inside("<ol class=\"timeline\">\n", "</ol>\n", |html| {
            for (name, minutes) in table.head.iter().zip(table.rows.iter().flatten()) {
                let (time, minutes) = split_minutes(minutes);
                let minutes = minutes.max(1);
                let time = time.map(|time| escaped(&time) + ", ").unwrap_or_default();
                let (name, quiet) = match name.as_slice() {
                    [Inline::Emphasis(inner)] => (inner.as_slice(), " quiet"),
                    other => (other, ""),
                };
                let class = html.class(format!("t{minutes}"), format!("flex: {minutes} 1 0"));
                // Narrow parts are cut; a tooltip shows all of it.
                let whole = format!("{}, {time}{minutes} min", escaped(plain(name).trim()));
                html.inside(&format!("<li class=\"{class}{quiet}\" title=\"{whole}\">"), "</li>\n", |html| {
                    html.inlines(name);
                    html.put(&format!(" <small>{time}{minutes}<span> min</span></small>"));
                });
            }
        });
    }
}
