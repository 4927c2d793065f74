//! The JSON interface, asked for everything by everybody: whose words of a sealed complaint come to whom.

use std::collections::{BTreeMap, BTreeSet};

use testkit::databases::{Address, run};
use testkit::world::{KIM, ROADS};

use crate::READERS;
use crate::ask::{Came, send};
use crate::askers::{ASKERS, Asker, session};
use crate::house::{House, Open};
use crate::marks::{LATER, Marks, ORDINARY, SEALED};
use crate::programs::{Operation, operations};
use crate::things::Ids;

/// Who filed the sealed complaint, and the one that was sealed later.
const SEALED_OWN: &str = "sealed-own";
const LATER_OWN: &str = "later-own";

/// Somebody who asks: their name, and the header that says who they are.
struct Caller {
    name: &'static str,
    proof: (&'static str, String),
}

impl Caller {
    /// Everybody who asks for pages, and whoever filed what was sealed.
    fn all(house: &House) -> Vec<Caller> {
        let secret = |name, proof: &String| Caller {
            name,
            proof: ("x-complaint-secret", proof.split_once('.').unwrap().1.to_owned()),
        };
        let [own, sealed, later] = &house.things.own;
        let at_the_pages = ASKERS.into_iter().map(|asker| match asker {
            Asker::Nobody => Caller { name: "nobody", proof: ("", String::new()) },
            Asker::Stranger => secret("stranger", &house.things.stranger),
            Asker::Own => secret("own", own),
            Asker::Officer(name, id) => {
                Caller { name, proof: ("authorization", session(id).replace("session=", "Bearer ")) }
            }
        });
        at_the_pages.chain([secret(SEALED_OWN, sealed), secret(LATER_OWN, later)]).collect()
    }
}

/// What was asked so far, and who read what of it.
#[derive(Default)]
struct Asked {
    times: u32,
    /// Of them those to which something came.
    answered: u32,
    /// Acts done, on which of the three.
    done: BTreeMap<&'static str, u32>,
    read: BTreeMap<String, BTreeSet<&'static str>>,
    strangers: Vec<String>,
}

/// Words, and who may read them; the numbers of a complaint count where nobody has named it.
struct Known {
    words: Vec<(String, Vec<&'static str>)>,
    numbers: Vec<String>,
}

impl Known {
    fn of(house: &House) -> Known {
        let things = &house.things;
        let spoken = [&things.sealed, &things.later].map(|ids| ids["/complaints/{number}"].clone());
        let first = things.own[1..].iter().map(|proof| {
            let (_, number) = proof.split_once('=').unwrap();
            number.split_once('.').unwrap().0.to_owned()
        });
        let words = [
            of(&ORDINARY, READERS, "own"),
            of(&SEALED, &["kim"], SEALED_OWN),
            of(&LATER, &["kim"], LATER_OWN),
        ];
        Known { words: words.concat(), numbers: first.chain(spoken).collect() }
    }
}

/// A complaint's words, each with its readers: officers, and whoever filed it.
fn of(marks: &Marks, officers: &[&'static str], own: &'static str) -> Vec<(String, Vec<&'static str>)> {
    let inside: Vec<_> = officers.iter().copied().filter(|name| *name != "own").collect();
    let all = [&inside[..], &[own]].concat();
    let told = [marks.title, marks.body, marks.place, marks.file, marks.interim];
    // What passes between officers, and what has not gone out.
    let kept = [marks.memo].into_iter().chain(marks.draft);
    let mut words: Vec<_> = told.map(|words| (words.to_owned(), all.clone())).into();
    words.extend(kept.map(|words| (words.to_owned(), inside.clone())));
    words.push((words::mask::name(marks.name), all));
    // Whole, a person opens for a purpose: at a page.
    words.extend(marks.person().map(|words| (words.to_owned(), Vec::new())));
    words
}

/// How the list is narrowed: not at all, by where things lie, and by every word that is looked for.
fn questions(known: &Known) -> Vec<String> {
    let lies = [
        "".to_owned(),
        "sort=due".to_owned(),
        "overdue=true".to_owned(),
        "stage=accepted&limit=200".to_owned(),
        "handler=me".to_owned(),
        format!("handler={KIM}"),
        format!("department={ROADS}"),
    ];
    let words = known.words.iter().map(|(words, _)| words);
    let searched =
        words.chain(&known.numbers).map(|words| serde_html_form::to_string([("q", words)]).unwrap());
    lies.into_iter().chain(searched).collect()
}

/// One question: where, with which condition, what is sent, and the words that the question itself has.
struct Question<'a> {
    operation: &'a Operation,
    path: String,
    version: &'static str,
    numbers: &'a [String],
    /// The complaint it names.
    case: Option<&'static str>,
}

impl Asked {
    async fn ask(
        &mut self,
        house: &House,
        open: &mut Open,
        caller: &Caller,
        question: &Question<'_>,
    ) -> Came {
        self.times += 1;
        let Question { operation, path, version, numbers, .. } = question;
        // Wrong secrets are counted by the place they come from: here each comes from its own.
        let [.., high, middle, low] = self.times.to_be_bytes();
        let from = format!("10.{high}.{middle}.{low}");
        let (proof, said) = &caller.proof;
        let mut headers = vec![("x-forwarded-for", from.as_str()), ("if-match", *version)];
        if !said.is_empty() {
            headers.push((*proof, said.as_str()));
        }
        let (kind, body) = operation.body(numbers);
        let came = send(&open.router, (&operation.method, path), &headers, (&kind, body)).await;
        let status = came.status;
        assert!(
            !status.is_server_error() && status != 429 && status != 405,
            "{}: {status}",
            operation.name()
        );
        self.answered += u32::from(status.is_success());
        if let (true, true, Some(case)) = (operation.is_an_act(), status.is_success(), question.case) {
            *self.done.entry(case).or_default() += 1;
        }
        house.made_anew(open).await;
        came
    }

    /// Every word that came, held against who may read it.
    fn look(&mut self, known: &Known, (caller, question): (&Caller, &Question<'_>), came: &Came) {
        let (name, path) = (caller.name, &question.path);
        let typed = |words: &str| path.contains(&serde_html_form::to_string([("q", words)]).unwrap());
        for (words, by) in known.words.iter().filter(|(words, _)| came.says(words) && !typed(words)) {
            if !by.contains(&name) {
                self.strangers.push(format!("{} {path}: {name} reads {words:?}", question.operation.method));
            }
            self.read.entry(words.clone()).or_default().insert(name);
        }
        let named = question.case.is_some() || question.operation.names_several();
        let numbers = known.numbers.iter().filter(|number| !named && came.says(number) && !typed(number));
        self.strangers.extend(numbers.map(|number| format!("{path}: {name} hears of {number}")));
    }
}

/// Every question about this operation.
fn of_one<'a>(
    operation: &'a Operation,
    (cases, known, numbers): (&[(&'static str, &Ids)], &Known, &'a [String]),
) -> Vec<Question<'a>> {
    let ask = |path, version, case| Question { operation, path, version, numbers, case };
    let Some((_, first)) = cases.first() else { return Vec::new() };
    if operation.is_the_list() {
        let path = operation.address(first);
        return questions(known).iter().map(|asks| ask(format!("{path}?{asks}"), "", None)).collect();
    }
    if !operation.names_a_complaint() {
        return vec![ask(operation.address(first), "", None)];
    }
    // A version long past is answered with what happened since.
    let versions: &[&str] = if operation.is_an_act() { &["", "\"1\""] } else { &[""] };
    let of_case = |(case, ids): &(&'static str, &Ids)| {
        let (path, case) = (operation.address(ids), *case);
        versions.iter().map(move |version| ask(path.clone(), *version, Some(case))).collect::<Vec<_>>()
    };
    cases.iter().flat_map(of_case).collect()
}

#[test]
fn no_program_reads_words_of_a_sealed_complaint_but_that_of_whoever_works_on_it_or_filed_it() {
    run(store::Engine::Sqlite, |_: Address| async {
        let house = House::build().await;
        let mut open = house.open().await;
        let (known, callers) = (Known::of(&house), Caller::all(&house));
        let things = &house.things;
        let cases = [("ordinary", &things.ids), ("sealed", &things.sealed), ("later", &things.later)];
        let numbers = cases.map(|(_, ids)| ids["/complaints/{number}"].clone());
        let mut asked = Asked::default();
        let operations = operations(&open.router).await;
        for operation in &operations {
            for question in of_one(operation, (&cases, &known, &numbers)) {
                for caller in &callers {
                    let came = asked.ask(&house, &mut open, caller, &question).await;
                    asked.look(&known, (caller, &question), &came);
                }
            }
        }
        house.close(open).await;
        assert!(operations.len() > 70, "only {} operations: are they still told alike?", operations.len());
        assert!(asked.times > 7_000 && asked.answered > 1_600, "{} of {}", asked.answered, asked.times);
        for (case, _) in cases {
            let done = asked.done.get(case).copied().unwrap_or_default();
            assert!(done > 5, "only {done} acts were done on the {case} one");
        }
        assert!(asked.strangers.is_empty(), "{}", asked.strangers.join("\n"));
        for (words, by) in &known.words {
            let readers = asked.read.remove(words).unwrap_or_default();
            assert_eq!(
                readers,
                by.iter().copied().collect(),
                "whoever may read {words:?} reads it somewhere"
            );
        }
    });
}
