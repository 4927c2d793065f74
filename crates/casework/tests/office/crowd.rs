//! Acts that are done at the same moment: each as if it had been done alone.

use casework::{NotDone, Once, Order};
use domain::actor::Actor;
use domain::complaint::{AnswerResult, Command, Complaint, Event, Kind, Number};
use testkit::office::TestOffice;
use testkit::say;
use testkit::world::{CIVIL, HAN, KIM, LEE, PARK, ROADS};

use crate::peek::{Around, every_second_goes_away, folds, officer};

/// Of every kind so many: what is done with others fills several changes.
const OF_EACH: usize = 4;

type Done = tokio::task::JoinHandle<Result<Complaint, NotDone>>;

fn does(office: &TestOffice, by: &Actor, number: &Number, order: Order) -> Done {
    let (office, by, number) = (office.clone(), by.clone(), number.clone());
    tokio::spawn(async move { casework::perform(&office.office, &by, &number, &order).await })
}

/// What an act is done about, and the act.
struct Case {
    what: &'static str,
    by: Actor,
    command: Command,
    on: Vec<Number>,
}

/// How far a complaint has come.
#[derive(Clone, Copy)]
enum Come {
    Filed,
    Received,
    AtDepartment,
    Accepted,
    Pending,
}

async fn come(office: &TestOffice, how_far: Come) -> Number {
    if let Come::Filed = how_far {
        return office.anybody_files().await.complaint.application_number;
    }
    let filed = office.anybody_files().await.complaint.application_number;
    let number =
        office.act(&officer(HAN), &filed, say::receive(Kind::Grievance)).await.spoken_number().clone();
    if let Come::Received = how_far {
        return number;
    }
    office.act(&officer(HAN), &number, say::to_department(ROADS)).await;
    if let Come::AtDepartment = how_far {
        return number;
    }
    office.act(&officer(LEE), &number, say::assign(KIM)).await;
    office.act(&officer(KIM), &number, Command::Accept).await;
    if let Come::Pending = how_far {
        office.act(&officer(KIM), &number, say::draft("초안")).await;
        office.act(&officer(KIM), &number, say::send(AnswerResult::Granted, &[LEE])).await;
        office.act(&officer(LEE), &number, Command::ApprovalStarted).await;
    }
    number
}

/// One more than are done together: the first is done alone.
async fn cases(office: &TestOffice) -> Vec<Case> {
    let acts = [
        ("접수", HAN, Come::Filed, say::receive(Kind::Inquiry)),
        ("즉시 답변", HAN, Come::Received, say::answer_at_once(AnswerResult::Granted)),
        ("분배", HAN, Come::Received, say::to_department(ROADS)),
        ("지정", LEE, Come::AtDepartment, say::assign(PARK)),
        ("재지정 요청", LEE, Come::AtDepartment, say::request_reassignment()),
        ("중간 답변", KIM, Come::Accepted, say::interim()),
        ("초안", KIM, Come::Accepted, say::draft("검토하였습니다.")),
        ("결재 상신", KIM, Come::Accepted, say::send(AnswerResult::Granted, &[LEE])),
        ("협조", KIM, Come::Accepted, say::cooperate(CIVIL, testkit::world::seoul_time("2026-03-11 18:00"))),
        ("보완 요청", KIM, Come::Accepted, say::request_supplement(10)),
        ("결재", LEE, Come::Pending, say::approve()),
        ("반려", LEE, Come::Pending, say::send_back()),
    ];
    let mut cases = Vec::new();
    for (what, by, how_far, command) in acts {
        let mut on = Vec::new();
        for _ in 0..=OF_EACH {
            on.push(come(office, how_far).await);
        }
        cases.push(Case { what, by: officer(by), command, on });
    }
    cases
}

/// All that an act leaves, but for what is each file's own: ids and numbers.
async fn left(office: &TestOffice, number: &Number) -> String {
    let c = office.stored(number).await;
    let around = Around::of(office, number).await;
    let own = [
        c.id.to_string(),
        c.petitioner.to_string(),
        c.application_number.to_string(),
        c.spoken_number().to_string(),
    ];
    let nameless = |text: String| own.iter().fold(text, |text, own| text.replace(own.as_str(), "*"));
    let history = around.history.iter().map(|line| {
        // Which 접수번호 it is hangs on who was quicker.
        let received = matches!(line.happened.event, Event::Received { .. });
        let event = if received { "received".to_owned() } else { format!("{:?}", line.happened.event) };
        nameless(format!("{} {} {:?} {:?}", line.seq, event, line.happened.by, line.notes))
    });
    let mut letters: Vec<String> = around
        .notices
        .iter()
        .map(|with| {
            let n = &with.notice;
            nameless(format!(
                "{} {:?} {:?} {} {} {:?}",
                n.delivery_key, n.to, n.channels, n.subject, n.body, n.channel_texts
            ))
        })
        .collect();
    letters.sort();
    let history: Vec<String> = history.collect();
    let draft = around.draft.map(|draft| (draft.officer, draft.result, draft.body));
    nameless(format!(
        "{} {:?} {:?} {:?}\n{}\n{}\n{draft:?}",
        c.version,
        c.stage,
        c.holder(),
        c.desk_items(),
        history.join("\n"),
        letters.join("\n")
    ))
}

testkit::both_databases! {
    async fn what_is_done_in_a_crowd_is_what_is_done_alone(office: TestOffice) {
        let cases = cases(&office).await;
        for Case { by, command, on, .. } in &cases {
            office.act(by, &on[0], command.clone()).await;
        }
        let crowd: Vec<(&str, Done)> = (1..=OF_EACH)
            .flat_map(|at| cases.iter().map(move |case| (at, case)))
            .map(|(at, case)| (case.what, does(&office, &case.by, &case.on[at], Order::plain(case.command.clone()))))
            .collect();
        for (what, done) in crowd {
            if let Err(not) = done.await.unwrap() {
                panic!("{what}: {not:?}");
            }
        }
        for Case { what, on, .. } in &cases {
            let alone = left(&office, &on[0]).await;
            for number in &on[1..] {
                assert_eq!(left(&office, number).await, alone, "{what}");
                folds(&office, number).await;
            }
        }
    }

    async fn whoever_is_refused_hears_why_and_keeps_nobody_from_it(office: TestOffice) {
        let mut files = Vec::new();
        for _ in 0..20 {
            files.push(come(&office, Come::AtDepartment).await);
        }
        let nowhere = Number::parse("20260310999999").unwrap();
        let order = |version| Order { version, ..Order::plain(say::assign(KIM)) };
        let crowd: Vec<Done> = files.iter().enumerate().map(|(n, number)| match n % 5 {
            0 => does(&office, &officer(LEE), number, order(Some(1))),
            1 => does(&office, &officer(KIM), number, order(None)),
            2 => does(&office, &officer(PARK), &nowhere, order(None)),
            3 => does(&office, &officer(testkit::world::YAK), number, order(None)),
            _ => does(&office, &officer(LEE), number, order(None)),
        }).collect();
        for (n, done) in crowd.into_iter().enumerate() {
            let told = done.await.unwrap();
            let as_it_should = match n % 5 {
                0 => matches!(&told, Err(NotDone::Stale { since, .. }) if !since.is_empty()),
                1 => matches!(told, Err(NotDone::Refused(_) | NotDone::NotFound)),
                2 | 3 => matches!(told, Err(NotDone::NotFound)),
                _ => told.is_ok(),
            };
            assert!(as_it_should, "{n}: {told:?}");
            folds(&office, &files[n]).await;
        }
    }

    async fn twins_at_two_servers_are_done_once_and_hear_the_same(office: TestOffice) {
        let other = TestOffice::over(office.store().clone()).await;
        let mut files = Vec::new();
        for _ in 0..12 {
            files.push(come(&office, Come::Accepted).await);
        }
        let once = |n: usize, request: &str| Some(Once { key: format!("act-{n}"), request_hash: request.into() });
        let mut crowd: Vec<(usize, Done)> = Vec::new();
        for (n, number) in files.iter().enumerate() {
            for at in [&office, &other, &office] {
                let order = Order { once: once(n, "one"), ..Order::plain(say::interim()) };
                crowd.push((n, does(at, &officer(KIM), number, order)));
            }
        }
        let mut versions = vec![Vec::new(); files.len()];
        for (n, done) in crowd {
            versions[n].push(done.await.unwrap().unwrap().version);
        }
        for (n, number) in files.iter().enumerate() {
            let c = office.stored(number).await;
            assert_eq!((c.interim_answers, &versions[n]), (1, &vec![c.version; 3]));
            let another = Order { once: once(n, "two"), ..Order::plain(say::interim()) };
            let told = does(&office, &officer(KIM), number, another).await.unwrap();
            assert!(matches!(told, Err(NotDone::KeyReused)), "{told:?}");
        }
    }

    async fn an_act_whose_asker_goes_away_is_done_whole_or_not_at_all(office: TestOffice) {
        let mut files = Vec::new();
        for _ in 0..24 {
            files.push(come(&office, Come::Filed).await);
        }
        let crowd: Vec<Done> = files
            .iter()
            .map(|number| does(&office, &officer(HAN), number, Order::plain(say::receive(Kind::Inquiry))))
            .collect();
        every_second_goes_away(crowd).await;
        // Whoever is received last waits for those that were under way.
        let last = come(&office, Come::Received).await;
        let mut numbers = Vec::new();
        for number in &files {
            folds(&office, number).await;
            numbers.extend(office.stored(number).await.number);
        }
        numbers.push(last);
        numbers.sort();
        let wanted: Vec<Number> = (1..).map(|n| Number::parse(&format!("20260310{n:06}")).unwrap()).take(numbers.len()).collect();
        assert_eq!(numbers, wanted, "without a gap");
        assert!(numbers.len() > files.len() / 2);
    }
}
