//! Reads HTML into a list of tags and words, in which only differences that matter remain.

/// The tags and words of a fragment: attributes and classes in alphabetical order, white space
/// collapsed, entities read.
pub(crate) fn normalised(html: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        if rest.starts_with('<') {
            let end = tag_end(rest);
            let inside = &rest[1..end];
            parts.push(tag(inside));
            if let Some(closed) = inside.strip_suffix('/') {
                let name = closed.split_whitespace().next().unwrap_or_default();
                parts.push(format!("</{name}>"));
            }
            rest = &rest[end + 1..];
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let words = words(&rest[..end]);
            if !words.is_empty() {
                parts.push(words);
            }
            rest = &rest[end..];
        }
    }
    parts
}

/// Where the tag that `html` starts with ends: the first `>` outside quotes.
fn tag_end(html: &str) -> usize {
    let mut quoted = false;
    html.char_indices()
        .find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == '>' && !quoted
        })
        .map_or_else(|| panic!("a tag without an end: {html}"), |(end, _)| end)
}

fn tag(inside: &str) -> String {
    let inside = inside.trim().trim_end_matches('/').trim();
    let (name, mut rest) = inside
        .split_once(char::is_whitespace)
        .unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest
            .find(|letter: char| letter == '=' || letter.is_whitespace())
            .unwrap_or(rest.len());
        let key = &rest[..end];
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').expect("a quoted value ends");
            value = words(&quoted[..end]);
            rest = &quoted[end + 1..];
        }
        if key == "class" {
            let mut classes: Vec<&str> = value.split(' ').collect();
            classes.sort_unstable();
            classes.dedup();
            value = classes.join(" ");
        }
        attributes.push(format!("{key}={value:?}"));
    }
    attributes.sort_unstable();
    attributes.insert(0, name.to_lowercase());
    format!("<{}>", attributes.join(" "))
}

fn words(text: &str) -> String {
    let read = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&ctdot;", "⋯")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&");
    let kept = read
        .split([' ', '\n', '\r', '\t'])
        .filter(|word| !word.is_empty());
    kept.collect::<Vec<_>>().join(" ")
}

#[test]
fn only_differences_that_matter_remain() {
    let one = normalised("<p id=\"a\" class=\"x  y\">\n  Tom &amp; <b>J</b>\n</p>");
    assert_eq!(
        one,
        normalised("<p class=\"y x\" id=\"a\">Tom &amp; <b>J</b></p>")
    );
    assert_ne!(
        one,
        normalised("<p class=\"y x\" id=\"a\">Tom <b>J</b></p>")
    );
    assert_ne!(
        one,
        normalised("<p class=\"y\" id=\"a\">Tom &amp; <b>J</b></p>")
    );
    assert_ne!(
        one,
        normalised("<p class=\"y x\" id=\"a\">Tom &amp; <b>J</b></p><br>")
    );
}
