//! The names of form fields: what a field belongs to, and what it says of it.

use std::fmt::Write as _;

/// The name of a form field that holds `column` of the row in which each of `pairs` (a column and its cell) stands:
/// `plan=8482-fe19;candidate=Zoë;item=rate-limits;score`.
///
/// No dot is in it: in a PDF a dot parts a name from that of the field above it. [`field_parts`] takes it apart.
pub fn field_name<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, column: &str) -> String {
    let mut name = String::new();
    for (key, value) in pairs {
        name.push_str(key);
        name.push('=');
        for c in value.chars() {
            if ".;=%".contains(c) || c.is_control() {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(name, "%{byte:02X}");
                }
            } else {
                name.push(c);
            }
        }
        name.push(';');
    }
    name + column
}

/// The pairs and the column of a name that [`field_name`] made; none of any other.
pub fn field_parts(name: &str) -> Option<(Vec<(String, String)>, String)> {
    let (pairs, column) = name.rsplit_once(';')?;
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=')?;
        Some((key.to_owned(), decoded(value)?))
    };
    Some((pairs.split(';').map(pair).collect::<Option<_>>()?, column.to_owned()))
}

fn decoded(value: &str) -> Option<String> {
    let mut parts = value.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_says_its_row_and_column() {
        let name = field_name([("plan", "8482-fe19"), ("candidate", "J. R.; 50%")], "score");
        assert_eq!(name, "plan=8482-fe19;candidate=J%2E R%2E%3B 50%25;score");
        for other in ["Text1", "a.b", "a;b", "", "a=%x;b", "a=%ff;b"] {
            assert_eq!(field_parts(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn names_are_taken_apart_as_they_were_made(a in ".{0,20}", b in "[.;=%a-zé]{0,20}") {
            let name = field_name([("candidate", a.as_str()), ("item", b.as_str())], "evidence");
            prop_assert!(!name.contains('.'));
            let pairs = vec![("candidate".to_owned(), a), ("item".to_owned(), b)];
            prop_assert_eq!(field_parts(&name), Some((pairs, "evidence".to_owned())));
        }
    }
}
