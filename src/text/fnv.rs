//! A stable hash. The build script includes this file too, so it uses nothing else of the crate.

/// A stable 64-bit hash (FNV-1a) of `bytes`, for ids that must be the same on every machine.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// A hash of files given as name and text, 16 hexadecimal digits; their order counts.
pub fn fnv1a_of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut all = Vec::new();
    for (name, text) in files {
        all.extend_from_slice(&fnv1a(name.as_bytes()).to_le_bytes());
        all.extend_from_slice(&fnv1a(text.as_bytes()).to_le_bytes());
    }
    format!("{:016x}", fnv1a(&all))
}
