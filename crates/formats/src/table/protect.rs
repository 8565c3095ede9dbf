//! Keeps spreadsheets from running a cell as a formula, in a way that can be taken back.

/// True for a text that a spreadsheet may run, or that `protect` may have made.
fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().filter(|c| *c == '.').count() <= 1
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The cell as it is written: with one `'` more where it would be run.
pub fn protect(cell: &str) -> std::borrow::Cow<'_, str> {
    if is_risky(cell) && !is_plain_number(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// The text behind a cell that `protect` wrote.
pub fn unprotect(cell: &str) -> &str {
    if is_risky(cell) { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{protect, unprotect};

    #[test]
    fn formulas_are_disarmed_and_come_back() {
        let check = |cell: &str, expected: &str| {
            assert_eq!(protect(cell), expected);
            assert_eq!(unprotect(&protect(cell)), cell);
        };
        check("two dogs", "two dogs");
        check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check("@SUM(1)", "'@SUM(1)");
        check("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0");
        check("-1.5", "-1.5");
        check("-", "'-");
        check("\t=1", "'\t=1");
        check("'=1", "''=1");
        check("''quoted'", "''quoted'");
        check("", "");
    }
}
