//! What a template may cost: how deep it is nested, how many steps it takes, how much it writes.

use crate::limits::{Limit, TEMPLATE_DEPTH, TEMPLATE_OUTPUT, TEMPLATE_STEPS};
use handlebars::template::TemplateElement;
use handlebars::{Handlebars, Helper, HelperResult, Output, RenderContext, Template};
use std::io::{self, Write};

/// The helper that marks a step; templates don't name it, each block of theirs begins with it.
pub(super) const STEP: &str = "panelkit-step";

/// The byte by which a step is told from text; no view holds it, since escaping takes it out.
const MARK: u8 = 0;

/// Writes the mark of a step.
pub(super) fn step(
    _: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &handlebars::Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    Ok(out.write("\0")?)
}

/// Marks a step at the start of `template` and of each block in it.
pub(super) fn mark_steps(template: &mut Template) {
    for element in &mut template.elements {
        let inner = match element {
            TemplateElement::HelperBlock(block) => [block.template.as_mut(), block.inverse.as_mut()],
            TemplateElement::PartialBlock(partial) => [partial.template.as_mut(), None],
            TemplateElement::DecoratorBlock(decorator) => [decorator.template.as_mut(), None],
            _ => [None, None],
        };
        inner.into_iter().flatten().for_each(mark_steps);
    }
    let mark = Template::compile(&format!("{{{{{STEP}}}}}"));
    if let Some(element) = mark.ok().and_then(|mut mark| mark.elements.pop()) {
        template.elements.insert(0, element);
        let place = template.mapping.first().cloned();
        template.mapping.extend(place);
        template.mapping.rotate_right(1);
    }
}

/// Where the brackets and blocks of `text` stand deeper inside each other than the parser's stack is good for: the byte.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let (mut blocks, mut brackets) = (0_u64, 0_u64);
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let opens = |sign: &str| {
            rest.strip_prefix("{{").is_some_and(|tag| tag.trim_start_matches(['{', '~']).starts_with(sign))
        };
        // The second brace of an opening begins no tag of its own.
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

/// What a template writes, up to the limits.
#[derive(Default)]
pub(super) struct Bounded {
    text: Vec<u8>,
    steps: u64,
    /// The limit that was met.
    pub met: Option<Limit>,
}

impl Bounded {
    pub fn into_text(self) -> String {
        String::from_utf8(self.text).unwrap_or_default()
    }

    fn stop(&mut self, limit: Limit) -> io::Error {
        self.met = Some(limit);
        io::Error::other(limit.to_string())
    }
}

impl Write for &mut Bounded {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if (self.text.len() + piece.len()) as u64 > TEMPLATE_OUTPUT.most {
            return Err(self.stop(TEMPLATE_OUTPUT));
        }
        let marks = piece.iter().filter(|b| **b == MARK).count();
        self.steps += marks as u64;
        if self.steps > TEMPLATE_STEPS.most {
            return Err(self.stop(TEMPLATE_STEPS));
        }
        if marks == 0 {
            self.text.extend_from_slice(piece);
        } else {
            self.text.extend(piece.iter().filter(|b| **b != MARK));
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
        assert_eq!(too_deep(&"{{#if a}}x{{else}}y{{/if}} {{~#each b~}} - [ ] {{{c}}} {{~/each~}}".repeat(999)), None);
        for open in ["(", "[", "{\"a\":"] {
            assert!(too_deep(&format!("{{{{a {}", open.repeat(100_000))).is_some(), "{open}");
        }
    }
}
