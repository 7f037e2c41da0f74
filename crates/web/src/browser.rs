//! A browser in few words, so that people know their own sessions. Nothing finer is kept: it would
//! tell more of a person than they need.

/// "Firefox on Windows", from what a browser says of itself.
pub(crate) fn of(agent: &str) -> String {
    let first = |words: &[(&str, &'static str)], otherwise| {
        let found = words.iter().find(|(mark, _)| agent.contains(mark));
        found.map_or(otherwise, |(_, name)| *name)
    };
    // Each says it is also those after it.
    let browser = first(
        &[
            ("Edg", "Edge"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"),
            ("CriOS", "Chrome"),
            ("Chrome", "Chrome"),
            ("Safari", "Safari"),
        ],
        "A browser",
    );
    let system = first(
        &[
            ("Android", "Android"),
            ("iPhone", "an iPhone"),
            ("iPad", "an iPad"),
            ("Windows", "Windows"),
            ("Mac OS X", "a Mac"),
            ("CrOS", "a Chromebook"),
            ("Linux", "Linux"),
        ],
        "a device",
    );
    format!("{browser} on {system}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_in_few_words() {
        for (agent, words) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on an iPhone",
            ),
            ("", "A browser on a device"),
            ("<script>alert(1)</script>", "A browser on a device"),
        ] {
            assert_eq!(of(agent), words, "{agent}");
        }
    }
}
