//! Templates that include themselves. They would overflow the stack, so they are refused when they are loaded.

use handlebars::Template;
use handlebars::template::{DecoratorTemplate, Parameter, TemplateElement};

/// A place where the part `from` includes the part `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inclusion {
    pub(super) from: String,
    pub(super) to: String,
    /// The index of the template, and the line and column in it.
    pub(super) template: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

/// The inclusions in `templates` that are part of a circle, in the order of the templates, which are given with their names.
pub(super) fn circles(templates: &[(&str, &Template)]) -> Vec<Inclusion> {
    let mut all = Vec::new();
    for (number, (name, template)) in templates.iter().enumerate() {
        walk(template, name, number, &mut all);
    }
    all.iter().filter(|inclusion| leads_to(&inclusion.to, &inclusion.from, &all)).cloned().collect()
}

/// Whether `from` is `to`, or includes it directly or indirectly.
fn leads_to(from: &str, to: &str, all: &[Inclusion]) -> bool {
    let mut open = vec![from];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if !seen.contains(&at) {
            seen.push(at);
            open.extend(
                all.iter().filter(|inclusion| inclusion.from == at).map(|inclusion| inclusion.to.as_str()),
            );
        }
    }
    false
}

/// Adds what `template`, or the part `from` of it, includes.
fn walk(template: &Template, from: &str, number: usize, all: &mut Vec<Inclusion>) {
    for (element, place) in template.elements.iter().zip(&template.mapping) {
        match element {
            TemplateElement::HelperBlock(block) => {
                for inner in [&block.template, &block.inverse].into_iter().flatten() {
                    walk(inner, from, number, all);
                }
            }
            TemplateElement::PartialExpression(partial) | TemplateElement::PartialBlock(partial) => {
                // A name that is computed later could be any, its own too.
                let to = partial.name.as_name().unwrap_or(from).to_owned();
                all.push(Inclusion {
                    from: from.to_owned(),
                    to,
                    template: number,
                    line: place.0,
                    column: place.1,
                });
                if let Some(inner) = &partial.template {
                    walk(inner, from, number, all);
                }
            }
            TemplateElement::DecoratorBlock(decorator) => {
                if let Some(inner) = &decorator.template {
                    walk(inner, defined(decorator).unwrap_or(from), number, all);
                }
            }
            _ => {}
        }
    }
}

/// The name of the part that `{{#*inline "name"}}` defines.
fn defined(decorator: &DecoratorTemplate) -> Option<&str> {
    match decorator.params.first()? {
        Parameter::Literal(name) => name.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(templates: &[(&str, &str)]) -> Vec<(String, String, usize)> {
        let compiled: Vec<(&str, Template)> =
            templates.iter().map(|(name, text)| (*name, Template::compile(text).unwrap())).collect();
        let borrowed: Vec<(&str, &Template)> = compiled.iter().map(|(name, t)| (*name, t)).collect();
        circles(&borrowed).into_iter().map(|i| (i.from, i.to, i.line)).collect()
    }

    #[test]
    fn circles_are_found_however_long() {
        assert_eq!(found(&[("a", "x\n{{> a}}")]), [("a".into(), "a".into(), 2)]);
        let two = found(&[("a", "{{#if x}}{{> b}}{{/if}}"), ("b", "{{#each y}}{{> a}}{{/each}}")]);
        assert_eq!(two.len(), 2);
        assert_eq!(found(&[("a", "{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}")]).len(), 1);
    }

    #[test]
    fn what_ends_is_fine() {
        assert_eq!(found(&[("a", "{{> b}}{{> b}}"), ("b", "x")]), []);
        assert_eq!(found(&[("a", "{{#*inline \"p\"}}x{{/inline}}{{> p}}{{#> p}}y{{/p}}")]), []);
    }
}
