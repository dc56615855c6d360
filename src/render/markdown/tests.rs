//! What is written is read back.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::write;
use crate::document::{arbitrary, parse};

fn is_read_back(text: &str) {
    let document = parse(text, "any.md").unwrap();
    let written = write(&document);
    assert_eq!(parse(&written, "written.md").unwrap(), document, "{text}: {written}");
}

#[test]
fn a_point_of_a_rating_stays_on_its_line() {
    is_read_back("<!-- rating: q -->\n- [ ] one\n- [ ] two  \n  lines");
}

#[test]
fn marks_that_touch_are_kept_apart() {
    for text in [
        "___`,`_`_`_",
        "***a**n***a=*h***",
        "`a``b`",
        "___*__*e_a*_",
        "***a**b_c d_e**f***",
        "a *b*_c_ **d**__e__",
        "_a **b**_**c _d_**",
        "***a** b***c** d*",
        "*a `b`*`c`",
    ] {
        is_read_back(text);
    }
}

#[test]
fn a_link_holds_no_link() {
    for text in ["[<http://>](http://)", "[a <https://b.c> *<https://d.e>*](https://f.g)"] {
        is_read_back(text);
    }
}

#[test]
fn the_language_of_code_is_any_word() {
    for text in [
        "```\\\\\\",
        "```&amp;amp;\n```",
        "```text`\n```",
        "~~~te`xt\n~~~",
        "```a&#10;b\n```",
        "```c\\&\n```",
    ] {
        is_read_back(text);
    }
}

#[test]
fn empty_lists_in_each_other_are_no_rule() {
    for text in ["- - +", "- - - + -", "1. - - * +", "- - - x\n- y", "- [\n\n  *", "- a\n\n  1."] {
        is_read_back(text);
    }
}

#[test]
fn a_packet_is_read_back_as_it_was() {
    let packet = include_str!("../fixtures/packet.md");
    let document = parse(packet, "packet.md").unwrap();
    let written = write(&document);
    assert_eq!(parse(&written, "written.md").unwrap(), document);
    assert_eq!(written, packet);
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
        ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 4000 })
    })]

    #[test]
    fn what_is_written_is_read_back(document in arbitrary::document()) {
        let written = write(&document);
        let read = parse(&written, "written.md");
        prop_assert_eq!(read.as_ref(), Ok(&document), "{}", written);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[ -~\n☐é]{0,200}") {
        if let Ok(document) = parse(&text, "any.md") {
            let written = write(&document);
            let read = parse(&written, "written.md");
            prop_assert_eq!(read.as_ref(), Ok(&document), "{}", written);
        }
    }
}
