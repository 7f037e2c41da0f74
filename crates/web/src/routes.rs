//! The routes of the program, each with whom it is for: there is no other way to make one. The
//! list of them is what the router is built from, what the document prints and what the tests ask.

use std::fmt::Write as _;

use access::{Act, Viewer};
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};

use crate::app::Shared;
use crate::token::{self, Needs};

/// Whom a route is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Whoever asks, signed in or not.
    Anybody,
    /// Everybody who has signed in: it shows and changes only what is their own.
    Themselves,
    /// Those who may do this. To anybody else who has signed in there is no such page.
    Those(Act),
}

impl For {
    /// Whether the route is there for somebody who has signed in.
    pub fn lets_in(self, viewer: &Viewer) -> bool {
        match self {
            Self::Anybody | Self::Themselves => true,
            Self::Those(act) => viewer.may(act),
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Anybody => "(anybody)",
            Self::Themselves => "(everybody who has signed in)",
            Self::Those(act) => act.label(),
        }
    }
}

/// One way to ask the program for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// `GET` shows, `POST` changes.
    pub method: Method,
    /// The address, with its parameters in braces.
    pub path: &'static str,
    /// Whom it is for.
    pub who: For,
}

/// Routes, and the list of them.
pub(crate) struct Routes {
    router: Router<Shared>,
    list: Vec<Route>,
}

impl Routes {
    pub(crate) fn new() -> Self {
        Self {
            router: Router::new(),
            list: Vec::new(),
        }
    }

    /// A page or a file.
    pub(crate) fn get<T: 'static>(
        self,
        path: &'static str,
        who: For,
        show: impl Handler<T, Shared>,
    ) -> Self {
        self.route(Method::GET, path, who, get(show))
    }

    /// A form that is sent.
    pub(crate) fn post<T: 'static>(
        self,
        path: &'static str,
        who: For,
        submit: impl Handler<T, Shared>,
    ) -> Self {
        let needs = match who {
            For::Anybody => Needs::Nothing,
            For::Themselves | For::Those(_) => Needs::Token,
        };
        self.sent(path, who, needs, submit)
    }

    /// What is typed so far, kept for whom its form was made for.
    pub(crate) fn keep<T: 'static>(
        self,
        path: &'static str,
        who: For,
        keep: impl Handler<T, Shared>,
    ) -> Self {
        self.sent(path, who, Needs::Mark, keep)
    }

    fn sent<T: 'static>(
        self,
        path: &'static str,
        who: For,
        needs: Needs,
        submit: impl Handler<T, Shared>,
    ) -> Self {
        let handler: MethodRouter<Shared> = post(submit).layer(from_fn(token::asked));
        self.route(Method::POST, path, who, handler.layer(Extension(needs)))
    }

    /// A page with a form, and the form sent.
    pub(crate) fn form<S: 'static, T: 'static>(
        self,
        path: &'static str,
        who: For,
        show: impl Handler<S, Shared>,
        submit: impl Handler<T, Shared>,
    ) -> Self {
        self.get(path, who, show).post(path, who, submit)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where routes are made"
    )]
    fn route(
        mut self,
        method: Method,
        path: &'static str,
        who: For,
        handler: MethodRouter<Shared>,
    ) -> Self {
        self.list.push(Route { method, path, who });
        // The session looks at it before any handler runs.
        let handler = handler.layer(Extension(who));
        self.router = self.router.route(path, handler);
        self
    }

    /// The same routes with something that their handlers share.
    pub(crate) fn with<T: Clone + Send + Sync + 'static>(mut self, shared: T) -> Self {
        self.router = self.router.layer(Extension(shared));
        self
    }

    /// The same routes, to which this many bytes may be sent.
    pub(crate) fn up_to(mut self, bytes: usize) -> Self {
        self.router = self.router.layer(DefaultBodyLimit::max(bytes));
        self
    }

    /// These routes and others.
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.router = self.router.merge(others.router);
        self.list.extend(others.list);
        self
    }

    pub(crate) fn into_router(self) -> Router<Shared> {
        self.router
    }

    pub(crate) fn into_list(self) -> Vec<Route> {
        self.list
    }
}

/// The routes as a table in Markdown.
pub fn routes_table() -> String {
    let mut table = String::from("| address | | for those who may |\n| --- | --- | --- |\n");
    let list = crate::routes();
    // Assets are named by their content.
    for route in list.iter().filter(|it| !it.path.starts_with("/assets/")) {
        let (method, path) = (&route.method, route.path);
        writeln!(table, "| `{path}` | {method} | {} |", route.who.label())
            .expect("strings take all");
    }
    table
}
