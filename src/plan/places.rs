//! The places of the values in a JSON text: serde reads the values and forgets where they stood.

use std::ops::Range;

/// The place of a value, and those of the values in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// The bytes of the value.
    pub(super) span: Range<usize>,
    members: Vec<(String, Places)>,
    items: Vec<Places>,
}

/// Values this deep inside each other get no places of their own; those of a plan lie far less deep.
const DEEPEST: usize = 16;

impl Places {
    /// The places in `text`, which is known to be JSON.
    pub(super) fn of(text: &str) -> Self {
        JsonScanner { text, at: 0 }.value(DEEPEST).unwrap_or_default()
    }

    /// The place of the member `name`; that of the whole object where it has none.
    pub(super) fn member(&self, name: &str) -> &Self {
        self.members.iter().rev().find(|(n, _)| n == name).map_or(self, |(_, place)| place)
    }

    /// The place of the item `index`; that of the whole list where it has none.
    pub(super) fn item(&self, index: usize) -> &Self {
        self.items.get(index).unwrap_or(self)
    }
}

struct JsonScanner<'t> {
    text: &'t str,
    at: usize,
}

impl JsonScanner<'_> {
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes past the next byte.
    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn value(&mut self, depth: usize) -> Option<Places> {
        let mut value = Places::default();
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'{' | b'[' if depth == 0 => self.skip()?,
            b'{' | b'[' => {
                self.at += 1;
                while !matches!(self.peek()?, b'}' | b']') {
                    if first == b'{' {
                        let name = self.string()?;
                        self.next().filter(|b| *b == b':')?;
                        value.members.push((name, self.value(depth - 1)?));
                    } else {
                        value.items.push(self.value(depth - 1)?);
                    }
                    if self.peek()? == b',' {
                        self.at += 1;
                    }
                }
                self.at += 1;
            }
            b'"' => {
                self.string()?;
            }
            _ => {
                let rest = &self.text[self.at..];
                let ends = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | ']' | '}');
                self.at += rest.find(ends).unwrap_or(rest.len());
            }
        }
        value.span = start..self.at;
        Some(value)
    }

    /// Goes past an object or a list without looking into it.
    fn skip(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(());
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.next().filter(|b| *b == b'"')?;
        let start = self.at;
        let bytes = self.text.as_bytes();
        while *bytes.get(self.at)? != b'"' {
            self.at += if bytes[self.at] == b'\\' { 2 } else { 1 };
        }
        let raw = self.text.get(start - 1..=self.at)?;
        self.at += 1;
        serde_json::from_str(raw).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn values_are_found_where_they_stand() {
        let text = r#" { "a\"\u0062" : [ 1 , {"c": "x, ]}"}, [] ],
  "d": -1.5e3, "d": null }"#;
        let places = Places::of(text);
        let at = |place: &Places| &text[place.span.clone()];
        assert_eq!(at(places.member("a\"b").item(0)), "1");
        assert_eq!(at(places.member("a\"b").item(1).member("c")), r#""x, ]}""#);
        assert_eq!(at(places.member("a\"b").item(2)), "[]");
        assert_eq!(at(places.member("d")), "null", "the last of two counts, as for serde");
        assert_eq!(at(places.member("nothing")), text.trim());
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        let text = format!("{{\"odd\": {deep}, \"a\": 1}}");
        let places = Places::of(&text);
        assert_eq!(&text[places.member("a").span.clone()], "1");
        assert_eq!(Places::of("{\"a\": [1, "), Places::default());
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<i32>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            "\\PC{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec(("[a-c\"\\\\é]{0,3}", inner), 0..4)
                    .prop_map(|m| m.into_iter().collect::<serde_json::Map<_, _>>().into()),
            ]
        })
    }

    /// Every value stands where its place is.
    fn assert_places(text: &str, value: &Value, places: &Places) {
        let there: Value = serde_json::from_str(&text[places.span.clone()]).unwrap();
        assert_eq!(&there, value);
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(name, v)| assert_places(text, v, places.member(name)));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(i, v)| assert_places(text, v, places.item(i)));
            }
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn every_value_has_its_place(value in json(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = text.unwrap();
            assert_places(&text, &value, &Places::of(&text));
        }
    }
}
