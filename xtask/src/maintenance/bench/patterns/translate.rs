//! Writes patterns in the syntax of the `regex` crate.

/// Returns a pattern whose classes are ASCII, as in ECMA 262; in `regex` they are Unicode. What else the crate reads in
/// another way would be noticed: both have to agree on each text.
pub fn to_regex(pattern: &str) -> String {
    let mut text = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let class = match (c, chars.peek()) {
            ('\\', Some('d')) => "[0-9]",
            ('\\', Some('D')) => "[^0-9]",
            ('\\', Some('w')) => "[0-9A-Za-z_]",
            ('\\', Some('W')) => "[^0-9A-Za-z_]",
            // An escape that has no meaning in the crate.
            ('\\', Some('/')) => "/",
            ('\\', Some(_)) => {
                text.push(c);
                text.extend(chars.next());
                continue;
            }
            _ => {
                text.push(c);
                continue;
            }
        };
        chars.next();
        text.push_str(class);
    }
    text
}
