//! Bytes as text, its lines, and the ways to write a time.

use crosscheck_domain::Problem;

/// Hours beyond which a time is taken for a mistake.
const MOST_HOURS: i64 = 10_000;
const MOST_MS: f64 = MOST_HOURS as f64 * 3_600_000.0;

/// The text of UTF-8, or of UTF-16 with its mark, without the mark and with `\n` as every line end.
pub fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    }?;
    if let Some(at) = text.find('\0') {
        let problem = Problem::new("text_with_nul", "the text contains U+0000; remove it");
        return Err(problem.on_line(line_of(&text, at)));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn utf8(bytes: &[u8]) -> Result<String, Problem> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64;
        Problem::new("not_utf8", "the line is not UTF-8; save the file as UTF-8").on_line(line)
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    match String::from_utf16(&units) {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(Problem::new("not_utf16", "the file is broken UTF-16; save it as UTF-8")),
    }
}

/// The one-based line of a byte.
pub fn line_of(text: &str, byte: usize) -> u64 {
    1 + text.as_bytes()[..byte].iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Milliseconds of `[hours:]minutes:seconds[.fraction]`, with a comma or a dot.
pub fn clock_ms(text: &str) -> Option<i64> {
    let (whole, fraction) = match text.split_once([',', '.']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let fields: Vec<i64> = whole.split(':').map(digits).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match fields[..] {
        [minutes, seconds] => (0, minutes, seconds),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    if minutes > 59 || seconds > 59 || hours > MOST_HOURS {
        return None;
    }
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction.map_or(Some(0), fraction_ms)?)
}

/// A few digits and nothing else.
pub fn digits(text: &str) -> Option<i64> {
    let fits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// Milliseconds of the digits behind the point, rounded.
fn fraction_ms(digits: &str) -> Option<i64> {
    if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = format!("{digits:0<4}");
    let tenths: i64 = padded[..4].parse().ok()?;
    Some((tenths + 5) / 10)
}

/// `01:02:03.004` with the given sign before the milliseconds. Times before the beginning are its beginning.
pub fn clock(ms: i64, point: char) -> String {
    let ms = ms.max(0);
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{point}{:03}", ms % 1000)
}

/// Milliseconds of a number of seconds, rounded. Whether it was rounded is the second value.
pub fn seconds_ms(text: &str) -> Option<(i64, bool)> {
    let seconds: f64 = text.parse().ok()?;
    let ms = seconds * 1000.0;
    if !ms.is_finite() || ms.abs() > MOST_MS {
        return None;
    }
    Some((ms.round() as i64, (ms - ms.round()).abs() > 1e-6))
}

/// `1.234`, exactly.
pub fn seconds(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let ms = ms.unsigned_abs();
    format!("{sign}{}.{:03}", ms / 1000, ms % 1000)
}

/// Words on one line, for formats in which a line end means something else.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{clock, clock_ms, decode, seconds, seconds_ms};

    #[test]
    fn clocks_are_read_and_written() {
        let check = |text: &str, expected| assert_eq!(clock_ms(text), expected, "{text}");
        check("00:00:01.500", Some(1500));
        check("01:02:03,004", Some(3_723_004));
        check("02:03.4", Some(123_400));
        check("00:01", Some(1000));
        check("100:00:00.000", Some(360_000_000));
        check("00:00:00.0004", Some(0));
        for wrong in ["", "1", "00:60.000", "a:b", "00:00:00:00", "00:00:01.", "-00:01.000", "99999999999:00:00"] {
            check(wrong, None);
        }
        assert_eq!(clock(3_723_004, ','), "01:02:03,004");
        assert_eq!(seconds(-1004), "-1.004");
        assert_eq!(seconds_ms("0.0154321"), Some((15, true)));
        assert_eq!(seconds_ms("nan"), None);
    }

    #[test]
    fn marks_tell_the_encoding() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\rc").as_deref(), Ok("a\nb\nc"));
        assert_eq!(decode(b"\xff\xfea\0\n\0").as_deref(), Ok("a\n"));
        assert_eq!(decode(b"\xfe\xff\0a").as_deref(), Ok("a"));
        assert_eq!(decode(b"a\n\xff").unwrap_err().line, Some(2));
    }
}
