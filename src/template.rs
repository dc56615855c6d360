//! Templates: a serialisable view becomes Markdown.
//!
//! Handlebars in strict mode. The texts of a view are escaped, so that no name or note can become a heading, a link or
//! HTML: `{{name}}` escapes everything, `{{prose text}}` keeps code in backticks, and `{{{markdown}}}` is for Markdown
//! that a person wrote as such.

mod bounds;
mod circles;
mod escape;

pub use escape::{escape, escape_in_line};

use crate::assets;
use crate::diag::{Diagnostic, Failure, Place};
use crate::limits;
use bounds::Bounded;
use escape::{cell, prose};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Template,
};
use serde::Serialize;
use std::path::Path;

/// The names of the templates; each is in `templates/NAME.md.hbs`.
pub const NAMES: [&str; 18] = [
    "plan",
    "plan-sheet",
    "packet",
    "handout",
    "comparison",
    "decision",
    "question",
    "brief",
    "questions",
    "invitation",
    "thanks",
    "not-this-time",
    "next-round",
    "day-candidate",
    "day-panel",
    "week",
    "feedback",
    "person",
];

/// Compiled templates.
#[derive(Debug)]
pub struct Templates {
    registry: Handlebars<'static>,
    sources: Vec<TemplateSource>,
}

/// Where a template comes from.
#[derive(Debug)]
struct TemplateSource {
    name: String,
    /// The file, for messages.
    file: String,
    text: String,
}

impl Templates {
    /// The templates in `folder`, completed by the built-in ones. Without a folder only those that are `wanted`: the
    /// built-in ones don't include each other.
    pub fn load(folder: Option<&Path>, wanted: &[&str]) -> Result<Self, Failure> {
        let mut registry = registry();
        let mut findings = Vec::new();
        let mut sources = Vec::new();
        for name in NAMES.into_iter().filter(|name| folder.is_some() || wanted.contains(name)) {
            match TemplateSource::read(folder, name) {
                Ok(Some(source)) => {
                    findings.extend(source.register(&mut registry).err());
                    sources.push(source);
                }
                Ok(None) => {}
                Err(finding) => findings.push(finding),
            }
        }
        let compiled: Vec<(&TemplateSource, &Template)> = sources
            .iter()
            .filter_map(|source| Some((source, registry.get_template(&source.name)?)))
            .collect();
        let named: Vec<(&str, &Template)> =
            compiled.iter().map(|(source, template)| (source.name.as_str(), *template)).collect();
        for inclusion in circles::circles(&named) {
            let (source, _) = compiled[inclusion.template];
            let message = format!("`{}` includes itself without end here", inclusion.to);
            findings.push(
                Diagnostic::error("template-circle", message)
                    .at(source.place(inclusion.line, inclusion.column))
                    .hint("take this inclusion out, or put what is shared into a part that includes nothing"),
            );
        }
        for source in &sources {
            if let Some(mut template) = registry.get_template(&source.name).cloned() {
                bounds::mark(&mut template, &bounds::PART);
                registry.register_template(&source.name, template);
            }
        }
        if findings.is_empty() { Ok(Self { registry, sources }) } else { Err(Failure(findings)) }
    }

    /// The Markdown that the template `name` makes of `view`; or an error with its place in the template.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Failure> {
        let mut out = Bounded::default();
        let rendered = self.registry.render_to_write(name, view, &mut out);
        rendered.map(|()| std::mem::take(&mut out).into_text()).map_err(|e| {
            let mut finding = match (out.exceeded, e.reason()) {
                (Some(limit), _) => {
                    Diagnostic::error("template-limit", format!("the template makes too much: {limit}")).hint(
                        "look for loops inside loops over the same list; docs/limits.md lists the limits",
                    )
                }
                (None, RenderErrorReason::MissingVariable(Some(path))) => {
                    Diagnostic::error("template", format!("there is no field `{path}` here"))
                        .hint("templates/README.md lists the fields")
                }
                (None, other) => Diagnostic::error("template", other.to_string())
                    .hint("templates/README.md lists the fields"),
            };
            finding.place = self.source(name).map(|source| match (e.line_no, e.column_no) {
                (Some(line), Some(column)) => source.place(line, column),
                _ => Place::file(&source.file),
            });
            finding.into()
        })
    }

    /// The file of the template `name`, for findings about what it makes.
    pub fn file<'a>(&'a self, name: &'a str) -> &'a str {
        self.source(name).map_or(name, |source| &source.file)
    }

    fn source(&self, name: &str) -> Option<&TemplateSource> {
        self.sources.iter().find(|source| source.name == name)
    }
}

/// A registry without templates, with the helpers that they can use.
fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(escape);
    registry.register_helper("prose", text_helper("prose", prose));
    registry.register_helper("cell", text_helper("cell", cell));
    for mark in [bounds::STEP, bounds::PART] {
        registry.register_helper(mark.helper, mark.writer());
    }
    registry
}

impl TemplateSource {
    /// The template `name`: from `folder`, if it is there, else the built-in one.
    fn read(folder: Option<&Path>, name: &str) -> Result<Option<Self>, Diagnostic> {
        let file_name = format!("{name}.md.hbs");
        let own = folder.map(|f| f.join(&file_name)).filter(|p| p.exists());
        let (file, text) = if let Some(path) = own {
            let file = path.display().to_string();
            let text = limits::TEMPLATE_FILE.read_text(&path).map_err(|e| {
                Diagnostic::error("unreadable", format!("the template can't be read: {e}"))
                    .at(Place::file(&file))
            })?;
            (file, text)
        } else {
            let path = format!("templates/{file_name}");
            let Some(bytes) = assets::get(&path) else { return Ok(None) };
            (path, String::from_utf8_lossy(&bytes).into_owned())
        };
        Ok(Some(Self { name: name.to_owned(), file, text }))
    }

    /// Compiles the template and adds it to `registry`.
    fn register(&self, registry: &mut Handlebars<'_>) -> Result<(), Diagnostic> {
        if let Some(at) = bounds::too_deep(&self.text) {
            let message = format!("the template is nested too deep here: {}", limits::TEMPLATE_DEPTH);
            return Err(Diagnostic::error("template-depth", message)
                .at(Place::of_span(&self.file, &self.text, at..at + 1))
                .hint("blocks and brackets are closed where they end; take some apart"));
        }
        registry.register_template_string(&self.name, &self.text).map_err(|e| {
            let place =
                e.pos().map_or_else(|| Place::file(&self.file), |(line, column)| self.place(line, column));
            Diagnostic::error("template", format!("the template has a mistake: {}", e.reason())).at(place)
        })
    }

    /// The place at a line and a column, both from 1; columns count characters.
    fn place(&self, line: usize, column: usize) -> Place {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &self.text[start..];
        let at = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
        Place::of_span(&self.file, &self.text, start + at..start + at + 1)
    }
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

/// A helper `{{name text}}` that writes its text as `form` makes it.
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

    fn with_packet(text: &str) -> Templates {
        let mut registry = registry();
        let source =
            TemplateSource { name: "packet".into(), file: "packet.md.hbs".into(), text: text.into() };
        source.register(&mut registry).unwrap();
        Templates { registry, sources: vec![source] }
    }

    fn place_of(failure: &Failure) -> (usize, usize) {
        failure.0[0].place.as_ref().map(|p| (p.line, p.column)).unwrap()
    }

    #[test]
    fn a_missing_field_is_named_with_its_place() {
        let failure = with_packet("a\n{{nmae}}\n").render("packet", &json!({"name": "x"})).unwrap_err();
        assert_eq!(place_of(&failure), (2, 1));
        assert!(failure.to_string().contains("nmae"), "{failure}");
    }

    #[test]
    fn columns_count_characters() {
        let failure = with_packet("é\nŁódź 😀 {{nmae}}\n").render("packet", &json!({})).unwrap_err();
        assert_eq!(place_of(&failure), (2, 8));
        let source = TemplateSource { name: "a".into(), file: "a".into(), text: "ÄÖÜ {{#if}}".into() };
        let mistake = source.register(&mut registry()).unwrap_err();
        assert!(mistake.place.unwrap().column > 4);
    }
}
