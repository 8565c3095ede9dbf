//! What a row may write to name a medium, and which names of files are safe.

use crosscheck_domain::Problem;

/// How a row names a medium.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MediaRef {
    /// Lower-case SHA-256 of an asset that the project has already.
    Sha256(String),
    /// A file of the same upload, with `/` between its folders.
    Path(String),
    /// An `http` or `https` address, for a server whose operator allows fetching.
    Url(String),
}

impl MediaRef {
    pub fn parse(value: &str) -> Result<Self, Problem> {
        let hash = value.strip_prefix("sha256:").unwrap_or(value);
        if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self::Sha256(hash.to_ascii_lowercase()));
        }
        if value.starts_with("http://") || value.starts_with("https://") {
            return Ok(Self::Url(value.to_owned()));
        }
        clean_path(value).map(Self::Path)
    }
}

/// The name of a file below the upload, with `/` between folders and without `.` steps. A name that leaves the upload, or
/// that a system could read as something else than a name, is refused.
pub fn clean_path(name: &str) -> Result<String, Problem> {
    let refuse = |why: &str| {
        let shown: String = name.chars().take(200).flat_map(char::escape_debug).collect();
        Err(Problem::new("unsafe_path", format!("the file name `{shown}` {why}; name a file of the same upload")))
    };
    let unified = name.replace('\\', "/");
    if unified.trim().is_empty() {
        return Err(Problem::new("unsafe_path", "a file name is empty; name a file of the same upload"));
    }
    if unified.chars().any(char::is_control) {
        return refuse("contains a control character");
    }
    let drive = unified.as_bytes().get(1) == Some(&b':') && unified.as_bytes()[0].is_ascii_alphabetic();
    if unified.starts_with('/') || drive || unified.contains("://") {
        return refuse("is absolute");
    }
    let steps: Vec<&str> = unified.split('/').filter(|step| !step.is_empty() && *step != ".").collect();
    if steps.contains(&"..") {
        return refuse("leads out of the upload with `..`");
    }
    if steps.is_empty() || steps.iter().any(|step| step.len() > 255) || unified.len() > 1024 {
        return refuse("is empty or too long");
    }
    Ok(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{MediaRef, clean_path};

    #[test]
    fn names_stay_inside_the_upload() {
        let check =
            |name: &str, expected: Option<&str>| assert_eq!(clean_path(name).ok().as_deref(), expected, "{name}");
        check("a.jpg", Some("a.jpg"));
        check("./set 1//b.png", Some("set 1/b.png"));
        check("win\\dows.png", Some("win/dows.png"));
        check("قطة 🐈.jpg", Some("قطة 🐈.jpg"));
        check("..a/b..c", Some("..a/b..c"));
        for name in [
            "../a.jpg",
            "a/../../b",
            "a\\..\\b",
            "/etc/passwd",
            "\\\\host\\x",
            "C:\\x",
            "file:///x",
            "",
            " ",
            ".",
            "a\0b",
        ] {
            check(name, None);
        }
    }

    #[test]
    fn a_hash_and_an_address_are_no_names() {
        let hash = "AB".repeat(32);
        assert_eq!(MediaRef::parse(&hash), Ok(MediaRef::Sha256(hash.to_ascii_lowercase())));
        assert_eq!(MediaRef::parse("https://h/x.png"), Ok(MediaRef::Url("https://h/x.png".to_owned())));
        assert_eq!(MediaRef::parse("ftp://h/x").unwrap_err().code, "unsafe_path");
    }
}
