//! How large things may be, so that a hostile or broken input is refused early and everything else stays quick.

/// Bytes of a design file.
pub const MAX_DESIGN_BYTES: usize = 2 * 1024 * 1024;
/// Nesting of a design file.
pub const MAX_DESIGN_DEPTH: usize = 64;
/// Values in a design file after its aliases are filled in.
pub const MAX_DESIGN_NODES: usize = 200_000;
/// Code points of a text part.
pub const MAX_TEXT_LENGTH: usize = 2_000_000;
/// Parts of one slot.
pub const MAX_PARTS: usize = 10_000;
/// Claims of one item, and of one annotation.
pub const MAX_CLAIMS: usize = 10_000;
/// Regions, links or answers of one annotation.
pub const MAX_ENTRIES: usize = 50_000;
/// Points of one selector.
pub const MAX_POINTS: usize = 20_000;
/// Keyframes of one track.
pub const MAX_KEYFRAMES: usize = 20_000;
/// Run lengths of one mask.
pub const MAX_RUNS: usize = 5_000_000;
/// Code points of a remark, a reason or a correction.
pub const MAX_REMARK_LENGTH: usize = 20_000;
/// Characters of an id that a client makes.
pub const MAX_ID_LENGTH: usize = 64;
/// Problems of one check; more help nobody.
pub const MAX_PROBLEMS: usize = 200;
/// A priority lies between this and its negative: what a browser can still count exactly.
pub const MAX_PRIORITY: i64 = (1 << 53) - 1;
/// How many more people one request asks for.
pub const MAX_EXTRA: u32 = 100;
