//! Limits of templates: how deep they are nested, how many steps they take, how much they write.

use crate::limits::{Limit, TEMPLATE_DEPTH, TEMPLATE_OUTPUT, TEMPLATE_PARTS, TEMPLATE_STEPS};
use handlebars::template::TemplateElement;
use handlebars::{Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, Template};
use std::io::{self, Write};

/// A helper that no template calls by itself. Put at the start of something, it counts how often that is run.
pub(super) struct Mark {
    pub(super) helper: &'static str,
    /// The byte that it writes. No text holds it: escaping replaces it.
    byte: &'static str,
}

/// At the start of the body of a block.
pub(super) const STEP: Mark = Mark { helper: "panelkit-step", byte: "\0" };
/// At the start of a template, or of a part that others include.
pub(super) const PART: Mark = Mark { helper: "panelkit-part", byte: "\u{1}" };

impl Mark {
    /// The helper.
    pub(super) fn writer(&self) -> Box<dyn HelperDef + Send + Sync> {
        let byte = self.byte;
        Box::new(
            move |_: &Helper<'_>,
                  _: &Handlebars<'_>,
                  _: &Context,
                  _: &mut RenderContext<'_, '_>,
                  out: &mut dyn Output|
                  -> HelperResult { Ok(out.write(byte)?) },
        )
    }
}

/// Puts `mark` at the start of `template`, and [`STEP`] or [`PART`] at the start of each block and part in it.
pub(super) fn mark(template: &mut Template, mark: &Mark) {
    for element in &mut template.elements {
        let inner = match element {
            TemplateElement::HelperBlock(block) => [block.template.as_mut(), block.inverse.as_mut()],
            TemplateElement::PartialBlock(partial) => [partial.template.as_mut(), None],
            TemplateElement::DecoratorBlock(decorator) => {
                decorator.template.iter_mut().for_each(|part| self::mark(part, &PART));
                [None, None]
            }
            _ => [None, None],
        };
        inner.into_iter().flatten().for_each(|block| self::mark(block, &STEP));
    }
    if let Ok(Template { elements, mapping, .. }) = Template::compile(&format!("{{{{{}}}}}", mark.helper)) {
        let place = template.mapping.first().cloned().map_or(mapping, |place| vec![place]);
        template.elements.splice(0..0, elements);
        template.mapping.splice(0..0, place);
    }
}

/// The byte at which blocks or brackets of `text` are nested deeper than the stack of the parser can hold, if there is one.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let (mut blocks, mut brackets) = (0_u64, 0_u64);
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let opens = |sign: &str| {
            rest.strip_prefix("{{").is_some_and(|tag| tag.trim_start_matches(['{', '~']).starts_with(sign))
        };
        // The second brace of a tag doesn't open another one.
        let first = !text[..at].ends_with('{');
        match c {
            '{' if first && (opens("#") || opens("^")) => blocks += 1,
            '{' if first && opens("/") => blocks = blocks.saturating_sub(1),
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        brackets += u64::from(c == '{');
        brackets = brackets.saturating_sub(u64::from(c == '}'));
        if blocks > TEMPLATE_DEPTH.most || brackets > 4 * TEMPLATE_DEPTH.most {
            return Some(at);
        }
    }
    None
}

/// Takes what a template writes, up to the limits.
#[derive(Default)]
pub(super) struct Bounded {
    text: Vec<u8>,
    steps: u64,
    parts: u64,
    /// The limit that was exceeded.
    pub(super) exceeded: Option<Limit>,
}

impl Bounded {
    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.text).unwrap_or_default()
    }

    fn stop(&mut self, limit: Limit) -> io::Error {
        self.exceeded = Some(limit);
        io::Error::other(limit.to_string())
    }
}

impl Write for &mut Bounded {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if (self.text.len() + piece.len()) as u64 > TEMPLATE_OUTPUT.most {
            return Err(self.stop(TEMPLATE_OUTPUT));
        }
        // A mark is written by itself.
        match piece {
            [0] => self.steps += 1,
            [1] => self.parts += 1,
            piece => self.text.extend_from_slice(piece),
        }
        if self.steps > TEMPLATE_STEPS.most {
            return Err(self.stop(TEMPLATE_STEPS));
        }
        if self.parts > TEMPLATE_PARTS.most {
            return Err(self.stop(TEMPLATE_PARTS));
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_counted_in_blocks_and_brackets() {
        let blocks = |n: usize| "{{#if a}}".repeat(n) + &"{{/if}}".repeat(n);
        assert_eq!(too_deep(&blocks(64)), None);
        assert!(too_deep(&blocks(65)).is_some());
        assert_eq!(
            too_deep(&"{{#if a}}x{{else}}y{{/if}} {{~#each b~}} - [ ] {{{c}}} {{~/each~}}".repeat(999)),
            None
        );
        for open in ["(", "[", "{\"a\":"] {
            assert!(too_deep(&format!("{{{{a {}", open.repeat(100_000))).is_some(), "{open}");
        }
    }
}
