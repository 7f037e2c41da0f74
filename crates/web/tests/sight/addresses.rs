//! Every address of the program, its parameters filled with what is there and with what is not.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use axum::http::Method;
use axum::http::header::LOCATION;
use uuid::Uuid;

use crate::stage::{Answer, Pilot};

/// How many addresses of one kind are asked.
const OF_A_KIND: usize = 3;

/// Addresses found by following links, those of each route together.
#[derive(Default)]
pub(crate) struct Addresses {
    of: BTreeMap<&'static str, BTreeSet<String>>,
}

/// The route that an address belongs to: the one with the most in common.
pub(crate) fn template(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let fits = |template: &&str| {
        let mut parts = template.split('/');
        path.split('/').all(|own| {
            let part = parts.next().unwrap_or("\0");
            part == own || (part.starts_with('{') && !own.is_empty())
        }) && parts.next().is_none()
    };
    let templates = web::routes().into_iter().map(|it| it.path).filter(fits);
    templates.min_by_key(|template| template.matches('{').count())
}

impl Addresses {
    /// Takes in an address; whether it is new and there are not too many like it.
    pub(crate) fn add(&mut self, address: &str) -> bool {
        let Some(template) = template(address).filter(|it| !it.starts_with("/assets/")) else {
            return false;
        };
        let all = self.of.entry(template).or_default();
        all.len() < OF_A_KIND * 3 && kind_has_room(all, address) && all.insert(address.to_owned())
    }

    /// Adds what can be reached from here by links.
    pub(crate) async fn follow(&mut self, pilot: &Pilot, cookie: &str) {
        let mut next = VecDeque::from(["/".to_owned()]);
        while let Some(address) = next.pop_front() {
            let answer = pilot.get(cookie, &address).await;
            next.extend(links(&answer).into_iter().filter(|it| self.add(it)));
        }
    }

    /// Addresses of a route: those found, and one of nothing that is there.
    pub(crate) fn of(&self, template: &'static str) -> Vec<String> {
        let mut all: Vec<String> = self
            .of
            .get(template)
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        all.push(filled(template, &|_| Uuid::nil().to_string()));
        all.dedup();
        all
    }

    /// Every address that is asked with this method, also those no link leads to: filled with what
    /// stands in the places of the same name elsewhere.
    pub(crate) fn all(&self, method: &Method) -> Vec<String> {
        let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (template, addresses) in &self.of {
            for address in addresses {
                let path = address.split('?').next().unwrap_or_default();
                for (part, own) in template.split('/').zip(path.split('/')) {
                    if part.starts_with('{') {
                        names
                            .entry(part.to_owned())
                            .or_default()
                            .insert(own.to_owned());
                    }
                }
            }
        }
        let mut all = Vec::new();
        let asked = web::routes().into_iter().filter(|it| it.method == *method);
        for route in asked.filter(|it| !it.path.starts_with("/assets/")) {
            all.extend(self.of(route.path));
            for nth in 0..OF_A_KIND {
                all.push(filled(route.path, &|name| {
                    let known = names.get(name).into_iter().flatten();
                    let nil = Uuid::nil().to_string();
                    known.cloned().chain([nil]).cycle().nth(nth).unwrap()
                }));
            }
        }
        let mut seen = BTreeSet::new();
        all.retain(|address| seen.insert(address.clone()));
        all
    }
}

/// Whether few enough of the same route are there that ask for the same things.
fn kind_has_room(all: &BTreeSet<String>, address: &str) -> bool {
    let kind = keys(address);
    all.iter().filter(|other| keys(other) == kind).count() < OF_A_KIND
}

fn keys(address: &str) -> Vec<&str> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let mut keys: Vec<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    keys.sort_unstable();
    keys
}

fn filled(template: &str, value: &dyn Fn(&str) -> String) -> String {
    let parts = template.split('/').map(|part| {
        if part.starts_with('{') {
            value(part)
        } else {
            part.to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Where an answer leads within the program.
pub(crate) fn links(answer: &Answer) -> Vec<String> {
    let mut links = vec![answer.header(LOCATION.as_str()).to_owned()];
    let text = String::from_utf8_lossy(&answer.bytes);
    for attribute in [" href=\"", " action=\""] {
        let found = text.split(attribute).skip(1);
        let found = found.map(|rest| rest.split('"').next().unwrap_or_default());
        links.extend(found.map(|link| link.replace("&amp;", "&")));
    }
    links.retain(|link| link.starts_with('/') && !link.starts_with("//"));
    links
}
