//! The addresses of the pages, read from the route table itself: what is added there is here by itself.

use std::collections::BTreeSet;

/// One address and one way of asking for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Route {
    pub(crate) path: String,
    pub(crate) method: String,
}

impl Route {
    /// As it stands in lists: `GET /users/{id}`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether the address says which thing is meant.
    pub(crate) fn names_a_thing(&self) -> bool {
        self.path.contains('{')
    }
}

const WHOLE: &str = include_str!("../../src/routes.rs");
const PARTS: [(&str, &str); 2] = [
    ("desk", include_str!("../../src/routes/desk.rs")),
    ("office", include_str!("../../src/routes/office.rs")),
];

/// Where the JSON interface stands in the route table; `crates/web/tests/api/access.rs` looks at that.
const API: [(&str, &str); 2] = [("fn api()", "\n}\n"), ("let api = Router::new()", ";\n")];

/// Every route of the pages, sorted by address.
pub(crate) fn routes() -> Vec<Route> {
    let mut pages = WHOLE.to_owned();
    for (begin, end) in API {
        let (before, rest) = pages.split_once(begin).unwrap();
        let (_, after) = rest.split_once(end).unwrap();
        pages = format!("{before}{after}");
    }
    let all: BTreeSet<Route> =
        [pages.as_str()].into_iter().chain(PARTS.map(|(_, text)| text)).flat_map(read).collect();
    all.into_iter().collect()
}

fn read(text: &str) -> impl Iterator<Item = Route> + use<> {
    let each: Vec<Route> = text.split(".route(").skip(1).flat_map(one).collect();
    each.into_iter()
}

/// Of `"/path", get(a).post(b))…` the address and its methods.
fn one(rest: &str) -> Vec<Route> {
    let (_, rest) = rest.split_once('"').unwrap();
    let (path, rest) = rest.split_once('"').unwrap();
    let (mut depth, mut word, mut methods) = (0, String::new(), Vec::new());
    for letter in rest.chars() {
        match letter {
            '(' => {
                if depth == 0 {
                    methods.push(word.to_uppercase());
                }
                depth += 1;
            }
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            _ => {}
        }
        word = if letter.is_ascii_alphabetic() { word + &letter.to_string() } else { String::new() };
    }
    methods.into_iter().map(|method| Route { path: path.to_owned(), method }).collect()
}

#[test]
fn nothing_of_the_route_table_is_passed_over() {
    let named = WHOLE.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
    // Its own tests make up addresses that nobody serves.
    let named = named.filter(|name| *name != "tests");
    assert!(named.eq(PARTS.iter().map(|(name, _)| *name)), "a part of the table that nobody reads");
    let nests = WHOLE.matches(".nest(\"/api/v1\", api").count();
    assert_eq!(nests, API.len());
    for text in [WHOLE].into_iter().chain(PARTS.map(|(_, text)| text)) {
        for other in ["route_service", "nest_service", "fallback_service", "MethodRouter"] {
            assert!(!text.contains(other), "{other}: read it here too");
        }
    }
    let nested = PARTS.iter().any(|(_, text)| text.contains(".nest("));
    assert!(!nested && WHOLE.matches(".nest(").count() == nests, "a nest that nobody reads");
    for route in routes() {
        assert!(["GET", "POST"].contains(&route.method.as_str()), "{route:?}: ask for it here too");
        assert!(!route.path.starts_with("/api/"), "{route:?}");
    }
    assert!(routes().len() > 150, "{} routes: are they still written alike?", routes().len());
}
