//! A scanner that finds the tags of an XML part in bounded memory.
//!
//! It does not check that the XML is well formed: that is the parser's business. It sees every tag the
//! parser would see, refuses document type declarations, and never holds more than one tag.

use memchr::{memchr, memchr_iter, memchr3};

use super::Refused;

/// The longest tag taken: sheets have tags of a hundred bytes, drawings and styles of a few thousand.
const LONGEST_TAG: usize = 64 * 1024;
/// The longest text between two tags, comment or instruction: parsers hold each whole. A cell of Excel holds
/// at most 32,767 characters.
const LONGEST_TEXT: usize = 4 * 1024 * 1024;

/// Why the scan of a part stopped.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// `<!DOCTYPE`, `<!ENTITY` or any other declaration.
    Declaration,
    /// Not XML in UTF-8, or a tag or text beyond all measure.
    Damaged,
    /// The receiver of the tags refused one.
    Refused(Refused),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// After `<`, until it is known what begins.
    Beginning,
    /// Inside a tag, between its quoted values.
    Tag,
    /// Inside a value of a tag in this quote.
    Quoted(u8),
    /// Inside a comment, CDATA section or instruction, up to this end.
    Until(&'static [u8]),
}

#[derive(Debug)]
pub(super) struct Tags {
    state: State,
    /// The bytes after `<` so far, or, in [`State::Until`], the last bytes that may begin the end.
    held: Vec<u8>,
    /// How long the text, or what is passed over, is so far.
    text: usize,
}

impl Tags {
    pub(super) fn new() -> Self {
        Self {
            state: State::Text,
            held: Vec::new(),
            text: 0,
        }
    }

    /// Takes the next piece and gives each tag that ends in it, without its angle brackets.
    pub(super) fn feed(
        &mut self,
        piece: &[u8],
        mut on_tag: impl FnMut(&[u8]) -> Result<(), Refused>,
    ) -> Result<(), Stop> {
        // UTF-16 would hide every tag from this scanner; spreadsheet programs write UTF-8.
        if memchr(0, piece).is_some() {
            return Err(Stop::Damaged);
        }
        let mut rest = piece;
        while !rest.is_empty() {
            let used = match self.state {
                State::Text => self.text(rest)?,
                State::Beginning => self.beginning(rest[0])?,
                State::Tag => {
                    let (used, ended) = self.tag(rest)?;
                    if ended {
                        on_tag(&self.held).map_err(Stop::Refused)?;
                        self.state = State::Text;
                    }
                    used
                }
                State::Quoted(quote) => self.quoted(quote, rest)?,
                State::Until(end) => self.until(end, rest)?,
            };
            rest = &rest[used..];
        }
        Ok(())
    }

    /// Whether the part ended between tags, as every whole part does.
    pub(super) fn is_between_tags(&self) -> bool {
        self.state == State::Text
    }

    // Each of these takes bytes in one state, and says how many it used.

    fn text(&mut self, rest: &[u8]) -> Result<usize, Stop> {
        let end = memchr(b'<', rest);
        self.lengthen(end.unwrap_or(rest.len()))?;
        let Some(end) = end else {
            return Ok(rest.len());
        };
        self.text = 0;
        self.held.clear();
        self.state = State::Beginning;
        Ok(end + 1)
    }

    fn beginning(&mut self, byte: u8) -> Result<usize, Stop> {
        const COMMENT: &[u8] = b"!--";
        const CDATA: &[u8] = b"![CDATA[";
        if self.held.is_empty() && byte != b'!' && byte != b'?' {
            self.state = State::Tag;
            return Ok(0);
        }
        self.held.push(byte);
        let end: &[u8] = match &self.held[..] {
            b"?" => b"?>",
            COMMENT => b"-->",
            CDATA => b"]]>",
            begun if COMMENT.starts_with(begun) || CDATA.starts_with(begun) => return Ok(1),
            _ => return Err(Stop::Declaration),
        };
        self.held.clear();
        self.state = State::Until(end);
        Ok(1)
    }

    /// Also says whether the tag ended.
    fn tag(&mut self, rest: &[u8]) -> Result<(usize, bool), Stop> {
        let Some(end) = memchr3(b'>', b'"', b'\'', rest) else {
            self.hold(rest)?;
            return Ok((rest.len(), false));
        };
        if rest[end] == b'>' {
            self.hold(&rest[..end])?;
            return Ok((end + 1, true));
        }
        self.hold(&rest[..=end])?;
        // Parsers differ on quotes in an end tag, and no program writes them.
        if self.held[0] == b'/' {
            return Err(Stop::Damaged);
        }
        self.state = State::Quoted(rest[end]);
        Ok((end + 1, false))
    }

    fn quoted(&mut self, quote: u8, rest: &[u8]) -> Result<usize, Stop> {
        let used = match memchr(quote, rest) {
            Some(end) => {
                self.state = State::Tag;
                end + 1
            }
            None => rest.len(),
        };
        self.hold(&rest[..used])?;
        Ok(used)
    }

    fn hold(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        if self.held.len() + bytes.len() > LONGEST_TAG {
            return Err(Stop::Damaged);
        }
        self.held.extend_from_slice(bytes);
        Ok(())
    }

    fn lengthen(&mut self, by: usize) -> Result<(), Stop> {
        self.text += by;
        if self.text > LONGEST_TEXT {
            return Err(Stop::Damaged);
        }
        Ok(())
    }

    fn until(&mut self, end: &[u8], rest: &[u8]) -> Result<usize, Stop> {
        // All ends end in `>`; what stands before it may be in the piece before.
        for at in memchr_iter(b'>', rest) {
            let seen = &rest[..=at];
            let is_end = match end.len().checked_sub(seen.len()) {
                Some(before) => end.ends_with(seen) && self.held.ends_with(&end[..before]),
                None => seen.ends_with(end),
            };
            if is_end {
                self.text = 0;
                self.state = State::Text;
                return Ok(at + 1);
            }
        }
        self.lengthen(rest.len())?;
        let last = &rest[rest.len().saturating_sub(2)..];
        self.held.extend_from_slice(last);
        self.held.drain(..self.held.len().saturating_sub(2));
        Ok(rest.len())
    }
}

/// The name of a tag without its prefix: `x:row r="1"` gives `row`. End tags give `/row`, whatever their prefix.
pub(super) fn local_name(tag: &[u8]) -> (&[u8], Ending) {
    let (tag, ending) = match tag.strip_prefix(b"/") {
        Some(rest) => (rest, Ending::Closes),
        None if tag.ends_with(b"/") => (&tag[..tag.len() - 1], Ending::Both),
        None => (tag, Ending::Opens),
    };
    let length = tag
        .iter()
        .position(u8::is_ascii_whitespace)
        .unwrap_or(tag.len());
    let name = &tag[..length];
    let after_prefix = memchr::memrchr(b':', name).map_or(0, |colon| colon + 1);
    (&name[after_prefix..], ending)
}

/// Whether a tag opens an element, closes it, or does both at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Opens,
    Closes,
    Both,
}

/// The value of the first attribute of that exact name, as written.
pub(super) fn attribute<'a>(tag: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    let name_end = tag.iter().position(u8::is_ascii_whitespace)?;
    let mut rest = tag[name_end..].trim_ascii_start();
    while let Some(equals) = memchr(b'=', rest) {
        let name = rest[..equals].trim_ascii();
        let value = rest[equals + 1..].trim_ascii_start();
        let quote = *value.first().filter(|b| matches!(b, b'"' | b'\''))?;
        let end = memchr(quote, &value[1..])? + 1;
        if name == wanted {
            return Some(&value[1..end]);
        }
        rest = value[end + 1..].trim_ascii_start();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags_of(xml: &str, piece: usize) -> Result<Vec<String>, Stop> {
        let mut found = Vec::new();
        let mut tags = Tags::new();
        for piece in xml.as_bytes().chunks(piece) {
            tags.feed(piece, |tag| {
                found.push(String::from_utf8_lossy(tag).into_owned());
                Ok(())
            })?;
        }
        assert!(tags.is_between_tags());
        Ok(found)
    }

    #[test]
    fn tags_are_the_same_however_the_part_is_cut() {
        let xml = "<?xml version=\"1.0\"?><!-- <c r=\"ZZ1\"> - -> --><!--->--><a b='>' c=\"'>\">te>xt<![CDATA[<d>]] >]]></a><e/>";
        let whole = tags_of(xml, 1000).unwrap();
        assert_eq!(whole, ["a b='>' c=\"'>\"", "/a", "e/"]);
        for piece in 1..20 {
            assert_eq!(tags_of(xml, piece).unwrap(), whole, "pieces of {piece}");
        }
    }

    #[test]
    fn declarations_are_refused_wherever_they_stand() {
        for xml in [
            "<!DOCTYPE x [<!ENTITY a \"b\">]><x/>",
            "<x><!ENTITY a></x>",
            "<!doctype html>",
            "<!-x>",
            "<![CDATa[",
        ] {
            assert_eq!(tags_of(xml, 3), Err(Stop::Declaration), "{xml}");
        }
    }

    #[test]
    fn utf16_is_refused() {
        assert_eq!(tags_of("<\0!\0D\0", 100), Err(Stop::Damaged));
    }

    #[test]
    fn attributes_are_found_as_a_parser_finds_them() {
        let tag = b"x:c  s=\"r='A9'\"\n r = 'B2' t=\"n\"/";
        assert_eq!(local_name(tag), (&b"c"[..], Ending::Both));
        assert_eq!(attribute(tag, b"r"), Some(&b"B2"[..]));
        assert_eq!(attribute(tag, b"t"), Some(&b"n"[..]));
        assert_eq!(attribute(tag, b"q"), None);
    }
}
