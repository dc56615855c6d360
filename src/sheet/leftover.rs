//! Files that programs leave beside the ones that people made.

/// What a file of this name was left behind by; none where a person may have made it.
pub fn leftover(name: &str) -> Option<&'static str> {
    let low = name.to_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|e| low.ends_with(e));
    if low.starts_with("~$") || low.starts_with(".~lock.") {
        Some("a lock file of an office program")
    } else if low.starts_with("._") || [".ds_store", "thumbs.db", "desktop.ini"].contains(&low.as_str()) {
        Some("a file of the operating system")
    } else if ends(&[".tmp", ".temp", ".swp", ".crdownload", ".part", ".partial", ".download"])
        || low.starts_with("~wr")
    {
        Some("a temporary file")
    } else if ends(&["~", ".bak", ".orig"]) || (low.starts_with('#') && low.ends_with('#')) {
        Some("a backup copy of an editor")
    } else if low.starts_with('.') {
        Some("a hidden file")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::leftover;

    #[test]
    fn what_people_made_is_kept() {
        for name in ["zoe.csv", "Ana ~ final.xlsx", "scores (1).csv", "γιαννης.ods", "part.csv"] {
            assert_eq!(leftover(name), None, "{name}");
        }
        for name in
            ["~$zoe.xlsx", ".~lock.zoe.ods#", ".DS_Store", "zoe.csv~", "lu123.tmp", "._zoe.csv", "~WRD1.tmp"]
        {
            assert!(leftover(name).is_some(), "{name}");
        }
    }
}
