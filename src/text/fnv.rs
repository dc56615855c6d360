//! A stable hash. The build script includes this file too, so it uses nothing else of the crate.

/// A stable 64-bit hash (FNV-1a) of `bytes`, for ids that must be the same on every machine.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(BASIS, |h, b| with(h, *b))
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

fn with(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// A hash of files given as name and text, 16 hexadecimal digits; their order counts.
pub fn fnv1a_of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let files: Vec<(&str, &str)> = files.into_iter().collect();
    let mut all = Vec::new();
    for four in files.chunks(LANES) {
        let mut texts = [[].as_slice(); LANES];
        texts.iter_mut().zip(four).for_each(|(text, file)| *text = file.1.as_bytes());
        for ((name, _), hash) in four.iter().zip(side_by_side(texts)) {
            all.extend_from_slice(&fnv1a(name.as_bytes()).to_le_bytes());
            all.extend_from_slice(&hash.to_le_bytes());
        }
    }
    format!("{:016x}", fnv1a(&all))
}

/// How many texts are hashed side by side: each byte waits for the one before it, other texts needn't.
const LANES: usize = 4;

fn side_by_side(texts: [&[u8]; LANES]) -> [u64; LANES] {
    let common = texts.iter().map(|t| t.len()).min().unwrap_or(0);
    let step =
        |hashes: [u64; LANES], at: usize| std::array::from_fn(|lane| with(hashes[lane], texts[lane][at]));
    let hashes = (0..common).fold([BASIS; LANES], step);
    std::array::from_fn(|lane| texts[lane][common..].iter().fold(hashes[lane], |h, b| with(h, *b)))
}
