//! Codes that change every half minute (RFC 6238), as authenticator applications show them.

use calendar::Stamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

/// How long a code is shown, in seconds.
const STEP: u64 = 30;
const DIGITS: u32 = 6;

/// The half minute that it is.
fn step(now: Stamp) -> u64 {
    u64::try_from(now.micros()).unwrap_or(0) / 1_000_000 / STEP
}

/// The code of a half minute.
fn code(key: &[u8], step: u64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("a key may have any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 0x0f);
    let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    let number = u32::from_be_bytes(four) % 10_u32.pow(DIGITS);
    format!("{number:06}")
}

/// The half minute whose code this is, if it may be used: the present one or one beside it, since
/// clocks differ, and later than the last that was used.
pub(crate) fn accepts(key: &[u8], typed: &str, now: Stamp, last: u64) -> Option<u64> {
    let typed: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let now = step(now);
    // Every code is computed and compared, so that how long it takes says nothing.
    let mut found = None;
    for step in now.saturating_sub(1)..=now + 1 {
        if code(key, step) == typed && step > last {
            found = Some(step);
        }
    }
    found
}

/// A key as it is typed into an application: letters and digits that are not mistaken for each
/// other (base 32).
pub(crate) fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            text.push(char::from(LETTERS[(bits >> held) as usize & 31]));
        }
    }
    if held > 0 {
        text.push(char::from(LETTERS[(bits << (5 - held)) as usize & 31]));
    }
    text
}

/// The address by which an application takes up a key. `name` tells it from other keys there.
pub(crate) fn address(key: &[u8], name: &str) -> String {
    let name: String = name.bytes().map(percent).collect();
    format!(
        "otpauth://totp/Alongside:{name}?secret={}&issuer=Alongside",
        base32(key)
    )
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Stamp {
        Stamp::from_micros(seconds * 1_000_000).unwrap()
    }

    /// The vectors of RFC 6238, appendix B, to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, wanted) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(KEY, step(at(seconds))), wanted, "{seconds}");
        }
    }

    #[test]
    fn a_code_works_for_a_moment_and_once() {
        let now = at(1_111_111_111);
        let present = step(now);
        let code = |step| code(KEY, step);
        assert_eq!(accepts(KEY, "050 471 ", now, 0), Some(present));
        for near in [present - 1, present + 1] {
            assert_eq!(accepts(KEY, &code(near), now, 0), Some(near));
        }
        for far in [present - 3, present - 2, present + 2, present + 3] {
            assert_eq!(accepts(KEY, &code(far), now, 0), None);
        }
        assert_eq!(accepts(KEY, &code(present), now, present), None);
        assert_eq!(accepts(KEY, &code(present - 1), now, present), None);
        assert_eq!(
            accepts(KEY, &code(present + 1), now, present),
            Some(present + 1)
        );
        for other in ["", "50471", "0504711", "abcdef"] {
            assert_eq!(accepts(KEY, other, now, 0), None);
        }
    }

    #[test]
    fn a_key_is_written_as_applications_read_it() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "MY"),
            (b"foo", "MZXW6"),
            (b"foobar", "MZXW6YTBOI"),
            (KEY, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
        ] {
            assert_eq!(base32(bytes), text);
        }
        assert_eq!(
            address(b"foobar", "Zoë@example.org"),
            "otpauth://totp/Alongside:Zo%C3%AB%40example.org?secret=MZXW6YTBOI&issuer=Alongside"
        );
    }
}
