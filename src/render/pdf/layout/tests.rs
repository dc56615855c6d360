//! Layout read as text: what stands where.
