//! Recognises HTML, SVG and other markup, so that the refusal can say why instead of "unknown".

use crosscheck_domain::Problem;

/// How far into a file a browser would look for markup.
const SNIFFED_BYTES: usize = 4096;

/// Why the file is refused when its first character opens a tag.
pub(crate) fn refusal(bytes: &[u8]) -> Option<Problem> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(SNIFFED_BYTES)]).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c == '\u{feff}' || c == '\0' || c.is_whitespace());
    if !text.starts_with('<') {
        return None;
    }
    let message = if text.contains("<svg") {
        "an SVG picture can carry script and is not accepted; convert it to PNG"
    } else if text.contains("<html") || text.contains("<!doctype html") || text.contains("<script") {
        "an HTML page is not a medium, even with a picture inside; save the picture itself"
    } else {
        "markup is not a medium; give a picture as JPEG, PNG, WebP, GIF, BMP or TIFF"
    };
    Some(Problem::new("unsupported_media", message))
}
