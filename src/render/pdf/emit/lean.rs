//! Lean page contents: the same drawing in fewer bytes.

use lopdf::content::{Content, Operation};
use lopdf::{Object, StringFormat};

/// What has been set last; setting it again says nothing.
#[derive(Default)]
struct Pen {
    fill: Option<Vec<Object>>,
    stroke: Option<Vec<Object>>,
    width: Option<Vec<Object>>,
    font: Option<Vec<Object>>,
}

/// `content` without settings that hold already, with numbers to a hundredth of a point, and with the glyphs of a
/// stretch as one string.
pub(super) fn lean(content: Content) -> Content {
    let mut pen = Pen::default();
    let mut out: Vec<Operation> = Vec::with_capacity(content.operations.len());
    // Where the last line of the text that is open began.
    let mut line: Option<(Object, Object)> = None;
    for Operation { operator, operands } in content.operations {
        let operands: Vec<Object> = operands.into_iter().map(rounded).collect();
        let set = match operator.as_str() {
            "g" => Some(&mut pen.fill),
            "G" => Some(&mut pen.stroke),
            "w" => Some(&mut pen.width),
            "Tf" => Some(&mut pen.font),
            "q" | "Q" | "gs" => {
                pen = Pen::default();
                None
            }
            _ => None,
        };
        if let Some(set) = set {
            if set.as_ref() == Some(&operands) {
                continue;
            }
            *set = Some(operands.clone());
        }
        // Text after text is the same text, moved on.
        if operator == "BT" && out.last().is_some_and(|op| op.operator == "ET") {
            out.pop();
            continue;
        }
        out.push(match operator.as_str() {
            "TJ" => shown(operands),
            "Tm" if is_shift(&operands) => {
                let to = (operands[4].clone(), operands[5].clone());
                match line.replace(to.clone()) {
                    Some(from) => {
                        Operation::new("Td", vec![difference(&to.0, &from.0), difference(&to.1, &from.1)])
                    }
                    None => Operation::new("Td", vec![to.0, to.1]),
                }
            }
            _ => {
                if matches!(operator.as_str(), "BT" | "Td" | "TD" | "T*" | "Tm") {
                    line = None;
                }
                Operation::new(&operator, operands)
            }
        });
    }
    Content { operations: out }
}

/// Whether a text matrix only moves.
fn is_shift(operands: &[Object]) -> bool {
    let unit = [1.0, 0.0, 0.0, 1.0];
    let equal = |(a, b): (&Object, f32)| a.as_float().is_ok_and(|a| (a - b).abs() < f32::EPSILON);
    operands.len() == 6 && operands.iter().zip(unit).all(equal)
}

/// `to` less `from`.
fn difference(to: &Object, from: &Object) -> Object {
    let number = |object: &Object| object.as_float().unwrap_or_default();
    rounded(Object::Real(number(to) - number(from)))
}

/// Glyphs and shifts, with neighbouring glyphs in one string.
fn shown(operands: Vec<Object>) -> Operation {
    let [Object::Array(parts)] = operands.as_slice() else { return Operation::new("TJ", operands) };
    let mut joined: Vec<Object> = Vec::new();
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(Object::String(last, _)), Object::String(next, _)) => last.extend_from_slice(next),
            (_, Object::String(next, _)) => joined.push(Object::String(next.clone(), StringFormat::Literal)),
            (_, other) => match other.as_float().map(f32::round) {
                Ok(shift) if shift != 0.0 => joined.push(Object::Integer(shift as i64)),
                _ => {}
            },
        }
    }
    match joined.as_slice() {
        [Object::String(..)] => Operation::new("Tj", joined),
        _ => Operation::new("TJ", vec![joined.into()]),
    }
}

fn rounded(object: Object) -> Object {
    match object {
        Object::Real(number) => {
            let number = (number * 100.0).round() / 100.0;
            if number.fract() == 0.0 { Object::Integer(number as i64) } else { Object::Real(number) }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaned(content: &str) -> String {
        String::from_utf8(lean(Content::decode(content.as_bytes()).unwrap()).encode().unwrap()).unwrap()
    }

    #[test]
    fn what_holds_already_is_not_said_again() {
        let text = "BT\n0.2 g\n/F 9 Tf\n1 0 0 1 45.354332 7 Tm\n[<4142>20.2<43><44>]TJ\nET\n";
        let lean = leaned(&text.repeat(2));
        assert_eq!(lean.matches(" g").count(), 1);
        assert!(lean.contains("45.35 7 Td") && lean.contains("0 0 Td"), "{lean}");
        assert_eq!((lean.matches("BT").count(), lean.matches("ET").count()), (1, 1));
        assert_eq!(lean.matches("[(AB) 20(CD)] TJ").count(), 2, "{lean}");
    }

    #[test]
    fn what_is_restored_is_said_again() {
        assert_eq!(leaned("q\n1 w\nQ\n1 w\n").matches('w').count(), 2);
        assert_eq!(leaned("BT\n2 0 0 1 1 7 Tm\nET").matches("Tm").count(), 1);
        let apart = leaned("BT\n1 0 0 1 9 7 Tm\nET\nEMC\nBT\n1 0 0 1 9 5 Tm\nET\nBT\n1 0 0 1 9 4.5 Tm\nET\n");
        assert!(
            apart.contains("9 7 Td") && apart.contains("9 5 Td") && apart.contains("0 -0.5 Td"),
            "{apart}"
        );
    }
}
