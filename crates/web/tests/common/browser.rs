//! A form as a browser holds it: what stands in each field of a page, ready to be sent.

/// The fields of a page's form with what would be sent for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled(pub(crate) Vec<(String, String)>);

impl Filled {
    /// The form whose words are kept, as the page shows it.
    pub(crate) fn of(html: &str) -> Self {
        let form = html.split("data-keep=\"/drafts\"").nth(1).unwrap();
        let form = form.split("</form>").next().unwrap();
        let mut fields = Vec::new();
        let mut select = String::new();
        for tag in form.split('<').skip(1) {
            let (inside, after) = tag.split_once('>').unwrap();
            let name = attribute(inside, "name").unwrap_or_default();
            let value = || attribute(inside, "value").unwrap_or_default();
            match inside.split_whitespace().next().unwrap_or_default() {
                "input" if name.is_empty() => {}
                "input" => {
                    let chosen = ["radio", "checkbox"].map(str::to_owned);
                    let kind = attribute(inside, "type").unwrap_or_default();
                    if !chosen.contains(&kind) || inside.contains(" checked") {
                        fields.push((name, value()));
                    }
                }
                "textarea" => {
                    // A browser drops the first line break.
                    let text = after.strip_prefix('\n').unwrap_or(after);
                    fields.push((name, plain(text).replace('\n', "\r\n")));
                }
                "select" => {
                    select = name;
                    fields.push((select.clone(), String::new()));
                }
                "option" if inside.contains(" selected") => {
                    fields.retain(|(field, _)| *field != select);
                    fields.push((select.clone(), value()));
                }
                _ => {}
            }
        }
        Self(fields)
    }

    /// The same form with other values in a field.
    pub(crate) fn with(mut self, name: &str, values: &[&str]) -> Self {
        let there = self.0.iter().position(|(field, _)| field == name);
        let at = there.unwrap_or(self.0.len());
        self.0.retain(|(field, _)| field != name);
        for value in values {
            self.0
                .insert(at.min(self.0.len()), (name.to_owned(), (*value).to_owned()));
        }
        self
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
