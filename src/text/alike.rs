//! Whether two names may be one person's, written in two ways.

use super::slug::slug;

/// Whether `a` may be `b` written otherwise: in another order, without its marks, with initials or only a part of it, with a
/// slip. It says so of different people too: something else has to vouch for them.
pub fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (slug(a), slug(b));
    let parts = |name: &str| -> Vec<String> { name.split('-').map(str::to_owned).collect() };
    let (mut few, mut many) = (parts(&a), parts(&b));
    if few.len() > many.len() {
        std::mem::swap(&mut few, &mut many);
    }
    // Whole parts first, so that an initial doesn't take the place of a part that is written out.
    few.sort_by_key(|part| std::cmp::Reverse(part.chars().count()));
    let are_initials = |name: &[String]| name.iter().all(|part| part.chars().count() == 1);
    let initials = few.len() == many.len() && few.len() > 1 && (are_initials(&few) || are_initials(&many));
    // An initial alone says too little: one part at least is written out in both.
    let mut words = 0;
    for part in &few {
        let exact = many.iter().position(|other| other == part);
        let Some(at) = exact.or_else(|| many.iter().position(|other| is_near(part, other))) else {
            return false;
        };
        let other = many.remove(at);
        words += usize::from(part.chars().count() > 1 && other.chars().count() > 1);
    }
    words > 0 || initials
}

/// Whether one part of a name is the other with a slip, or its initial.
fn is_near(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() == 1 {
        return short.chars().all(char::is_alphabetic) && long.starts_with(short);
    }
    // A number is no slip of another one.
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(short) != digits(long) {
        return false;
    }
    let allowed = match long.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    strsim::osa_distance(short, long) <= allowed
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn one_person_is_written_in_many_ways() {
        for other in [
            "Kovač, Ana",
            "ana kovac",
            "A. Kovač",
            "Ana K.",
            "Anna Kovac",
            "Kovač",
            "Ana",
            "A. K.",
            "Ana Kovcač",
        ] {
            assert!(alike(other, "Ana Kovač") && alike("Ana Kovač", other), "{other}");
        }
        for other in ["Zoë Łukasiewicz", "Ben Kovač", "Ana Novak", "A", "", "B. Kovač", "Ana Maria Novak"]
        {
            assert!(!alike(other, "Ana Kovač"), "{other}");
        }
        assert!(!alike("Bo", "x y b"));
        assert!(!alike("Candidate 1", "Candidate 12") && !alike("Person1", "Person2"));
        assert!(alike("Osei Mei-Ling", "Mei-Ling Osei") && alike("Jose Angstrom", "José Ångström"));
    }
}
