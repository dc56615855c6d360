//! Templates: a serialisable view becomes Markdown.
//!
//! Handlebars in strict mode. What a view holds is text and is escaped, so that no name or note can become a heading, a
//! link or HTML: `{{name}}` escapes everything, `{{prose text}}` leaves code in backticks as code, and `{{{markdown}}}`
//! is for Markdown that a person wrote as Markdown.

mod bounds;
mod circles;

use crate::assets;
use crate::diag::{Diagnostic, Failure, Place};
use crate::limits;
use crate::text::{is_invisible, is_joiner};
use bounds::Bounded;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason,
};
use serde::Serialize;
use std::path::Path;

/// The templates by the names that the CLI uses; each is `templates/NAME.md.hbs`.
pub const NAMES: [&str; 5] = ["plan", "packet", "handout", "comparison", "question"];

/// A set of templates, ready to be filled.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
    sources: Vec<(String, String, String)>,
}

impl Templates {
    /// The templates in `folder`, completed by the built-in ones; without a folder those of the built-in ones that
    /// `wanted` names, since these don't include each other.
    pub fn load(folder: Option<&Path>, wanted: &[&str]) -> Result<Self, Failure> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(escape);
        registry.register_helper("prose", text_helper("prose", prose));
        registry.register_helper("cell", text_helper("cell", cell));
        for mark in [bounds::STEP, bounds::PART] {
            registry.register_helper(mark.helper, mark.writer());
        }
        let mut sources = Vec::new();
        let mut findings = Vec::new();
        for name in NAMES.into_iter().filter(|name| folder.is_some() || wanted.contains(name)) {
            let file = format!("{name}.md.hbs");
            let own = folder.map(|f| f.join(&file)).filter(|p| p.exists());
            let (shown, text) = if let Some(path) = own {
                match limits::TEMPLATE_FILE.read_text(&path) {
                    Ok(text) => (path.display().to_string(), text),
                    Err(e) => {
                        let message = format!("the template can't be read: {e}");
                        findings.push(
                            Diagnostic::error("unreadable", message)
                                .at(Place::file(path.display().to_string())),
                        );
                        continue;
                    }
                }
            } else {
                let path = format!("templates/{file}");
                let Some(bytes) = assets::get(&path) else { continue };
                (path, String::from_utf8_lossy(&bytes).into_owned())
            };
            if let Some(at) = bounds::too_deep(&text) {
                let message = format!("the template is nested too deep here: {}", limits::TEMPLATE_DEPTH);
                findings.push(
                    Diagnostic::error("template-depth", message)
                        .at(Place::of_span(&shown, &text, at..at + 1))
                        .hint("blocks and brackets are closed where they end; take some apart"),
                );
            } else if let Err(e) = registry.register_template_string(name, &text) {
                let place = e.pos().map_or_else(|| Place::file(&shown), |(l, c)| place(&shown, &text, l, c));
                findings.push(
                    Diagnostic::error("template", format!("the template has a mistake: {}", e.reason()))
                        .at(place),
                );
            }
            sources.push((name.to_owned(), shown, text));
        }
        let compiled: Vec<(&str, &handlebars::Template)> = sources
            .iter()
            .filter_map(|(name, _, _)| Some((name.as_str(), registry.get_template(name)?)))
            .collect();
        for circle in circles::circles(&compiled) {
            let name = compiled[circle.template].0;
            let Some((_, shown, text)) = sources.iter().find(|(n, _, _)| n == name) else { continue };
            let message = format!("`{}` includes itself without end here", circle.to);
            findings.push(
                Diagnostic::error("template-circle", message)
                    .at(place(shown, text, circle.line, circle.column))
                    .hint("take this inclusion out, or put what is shared into a part that includes nothing"),
            );
        }
        for (name, _, _) in &sources {
            if let Some(mut template) = registry.get_template(name).cloned() {
                bounds::mark(&mut template, &bounds::PART);
                registry.register_template(name, template);
            }
        }
        if findings.is_empty() { Ok(Self { registry, sources }) } else { Err(Failure(findings)) }
    }

    /// The Markdown that the template `name` makes of `view`; fails with the place of the name that is missing.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Failure> {
        let mut out = Bounded::default();
        let rendered = self.registry.render_to_write(name, view, &mut out);
        rendered.map(|()| std::mem::take(&mut out).into_text()).map_err(|e| {
            let source = self.sources.iter().find(|(n, _, _)| n == name);
            let place = source.map(|(_, shown, text)| match (e.line_no, e.column_no) {
                (Some(l), Some(c)) => place(shown, text, l, c),
                _ => Place::file(shown),
            });
            if let Some(limit) = out.met {
                let mut d =
                    Diagnostic::error("template-limit", format!("the template makes too much: {limit}"))
                        .hint(
                            "look for loops inside loops over the same list; docs/limits.md lists the limits",
                        );
                d.place = place;
                return Failure(vec![d]);
            }
            let message = match e.reason() {
                RenderErrorReason::MissingVariable(Some(path)) => format!("there is no field `{path}` here"),
                other => other.to_string(),
            };
            let mut d = Diagnostic::error("template", message).hint("templates/README.md lists the fields");
            d.place = place;
            Failure(vec![d])
        })
    }

    /// The file that the template `name` was read from, for findings about what it makes.
    pub fn shown<'a>(&'a self, name: &'a str) -> &'a str {
        self.sources.iter().find(|(n, _, _)| n == name).map_or(name, |(_, shown, _)| shown)
    }
}

fn place(file: &str, text: &str, line: usize, column: usize) -> Place {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = start + column.saturating_sub(1);
    Place::of_span(file, text, at..at + 1)
}

/// Characters that Markdown could read as markup, wherever they stand.
const MARKUP: &str = "\\`*_[]<>)#+-.|~&";

/// `text` such that Markdown shows it letter for letter, on one line.
pub fn escape(text: &str) -> String {
    escape_from(text, true)
}

/// The same for a place that is never the start of a line, such as the cell of a table.
pub fn escape_in_line(text: &str) -> String {
    escape_from(text, false)
}

/// `start`: whether the text may begin a line.
fn escape_from(text: &str, mut start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let c = if c == '\n' || c == '\r' || c == '\t' { ' ' } else { c };
        if is_invisible(c) && !is_joiner(c) {
            out.push('\u{fffd}');
        } else {
            if MARKUP.contains(c) && needs_escape(c, start, before) {
                out.push('\\');
            }
            out.push(c);
        }
        before = c;
        start = start && (c.is_ascii_digit() || c == ' ');
    }
    out
}

/// Whether a character of [`MARKUP`] could be read as markup at its place: some only at the start of a line.
fn needs_escape(c: char, start: bool, before: char) -> bool {
    match c {
        '#' | '+' | '-' | '.' | ')' => start,
        '~' => before == '~',
        _ => true,
    }
}

/// `text` escaped but for code spans in backticks.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('`') {
        let Some(close) = rest[open + 1..].find('`').filter(|n| *n > 0) else { break };
        out.push_str(&escape(&rest[..open]));
        out.push_str(&rest[open..open + close + 2]);
        rest = &rest[open + close + 2..];
    }
    out.push_str(&escape(rest));
    out
}

fn string_param(h: &Helper<'_>, name: &'static str) -> Result<String, RenderError> {
    let param = h.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex(name, 0))?;
    if param.is_value_missing() {
        let path = param.relative_path().cloned();
        return Err(RenderErrorReason::MissingVariable(path).into());
    }
    Ok(match param.value() {
        serde_json::Value::String(s) => s.clone(),
        other => other.to_string(),
    })
}

/// A helper `{{name text}}` that writes what `form` makes of its text.
fn text_helper(name: &'static str, form: fn(&str) -> String) -> Box<dyn HelperDef + Send + Sync> {
    Box::new(
        move |h: &Helper<'_>,
              _: &Handlebars<'_>,
              _: &Context,
              _: &mut RenderContext<'_, '_>,
              out: &mut dyn Output|
              -> HelperResult { Ok(out.write(&form(&string_param(h, name)?))?) },
    )
}

/// Escaped prose for a table cell: code spans have their pipes escaped too.
fn cell(text: &str) -> String {
    prose(text).replace("\\|", "|").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_built_in_templates_load() {
        Templates::load(None, &NAMES).unwrap();
        // Each can be loaded by itself.
        for name in NAMES {
            let file = assets::get(&format!("templates/{name}.md.hbs")).unwrap();
            assert!(!String::from_utf8_lossy(&file).contains("{{>"), "{name}");
        }
    }

    #[test]
    fn nothing_can_be_injected() {
        for (raw, safe) in [
            ("# a", "\\# a"),
            ("[x](y)", "\\[x\\](y)"),
            ("<b>", "\\<b\\>"),
            ("a\n# b", "a # b"),
            ("1. x", "1\\. x"),
            ("- did well", "\\- did well"),
            ("Anne-Marie (A.)", "Anne-Marie (A.)"),
            ("a\u{202e}b", "a\u{fffd}b"),
        ] {
            assert_eq!(escape(raw), safe);
        }
    }

    #[test]
    fn prose_keeps_code() {
        assert_eq!(prose("use `a*b` and c*d"), "use `a*b` and c\\*d");
        assert_eq!(prose("a ` b"), "a \\` b");
    }

    #[test]
    fn a_missing_field_is_named_with_its_place() {
        let mut t = Templates::load(None, &NAMES).unwrap();
        let text = "a\n{{nmae}}\n";
        t.registry.register_template_string("packet", text).unwrap();
        t.sources = vec![("packet".into(), "packet.md.hbs".into(), text.into())];
        let failure = t.render("packet", &json!({"name": "x"})).unwrap_err();
        assert_eq!(failure.0[0].place.as_ref().map(|p| p.line), Some(2));
        assert!(failure.to_string().contains("nmae"), "{failure}");
    }
}
