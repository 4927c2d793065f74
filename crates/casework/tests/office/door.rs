//! Wrong passwords at the door: held up where they come from, so that nobody keeps somebody else out.

use casework::sessions::{self, Entered, FIRST_PAUSE_MINUTES, Knock, NotIn, STRANGERS_TRIES, TRIES};
use testkit::office::TestOffice;

use crate::log_in::{RIGHT, minutes, with_accounts};

async fn knock(
    office: &TestOffice,
    (login, password): (&str, &str),
    knock: &Knock,
) -> Result<Entered, NotIn> {
    Ok(sessions::log_in(&office.office, login, password, knock).await?.inside().unwrap())
}

/// So many wrong passwords from there, as far as they are heard at all; how many were.
async fn guess(office: &TestOffice, login: &str, from: &Knock, times: u32) -> u32 {
    let mut heard = 0;
    for _ in 0..times {
        match knock(office, (login, "wrong"), from).await {
            Err(NotIn::Wrong) => heard += 1,
            Err(NotIn::Locked { .. }) => {}
            other => panic!("{:?}", other.map(|_| "in")),
        }
    }
    heard
}

fn is_locked(came: Result<Entered, NotIn>) -> bool {
    matches!(came, Err(NotIn::Locked { .. }))
}

testkit::both_databases! {
    async fn nobody_keeps_somebody_else_out(office: TestOffice) {
        with_accounts(&office).await;
        let (enemy, owner) = (Knock::from([203, 0, 113, 9]), Knock::from([198, 51, 100, 7]));
        assert_eq!(guess(&office, "kim", &enemy, 20).await, TRIES - 1);
        assert!(is_locked(knock(&office, ("kim", RIGHT), &enemy).await), "also with the right password");
        assert!(knock(&office, ("kim", RIGHT), &owner).await.is_ok());
    }

    async fn pauses_grow_and_a_success_from_there_forgives(office: TestOffice) {
        with_accounts(&office).await;
        let from = Knock::from([203, 0, 113, 9]);
        for minutes_of_pause in [10, 20, 40] {
            assert_eq!(guess(&office, "kim", &from, TRIES).await, TRIES - 1);
            minutes(&office, minutes_of_pause - 1);
            assert!(is_locked(knock(&office, ("kim", RIGHT), &from).await), "{minutes_of_pause}");
            minutes(&office, 1);
        }
        knock(&office, ("kim", RIGHT), &from).await.unwrap();
        guess(&office, "kim", &from, TRIES).await;
        minutes(&office, FIRST_PAUSE_MINUTES);
        assert!(knock(&office, ("kim", RIGHT), &from).await.is_ok(), "ten minutes again");
    }

    async fn a_hundred_addresses_get_no_more_guesses_than_one_had_and_the_owners_browser_comes_in(office: TestOffice) {
        with_accounts(&office).await;
        let at_desk = Knock::from([198, 51, 100, 7]);
        let browser = Some(knock(&office, ("kim", RIGHT), &at_desk).await.unwrap().browser);
        let mut heard = 0;
        for n in 0..100 {
            heard += guess(&office, "kim", &Knock::from([203, 0, 113, n]), 3).await;
        }
        // The last of them is heard as well, and answered with the lock.
        assert_eq!(heard, STRANGERS_TRIES - 1);
        let new_place = Knock::from([192, 0, 2, 1]);
        assert!(is_locked(knock(&office, ("kim", RIGHT), &new_place).await), "nobody knows this browser");
        assert!(knock(&office, ("lee", RIGHT), &new_place).await.is_ok(), "another account");
        let known = Knock { browser, ..new_place.clone() };
        let again = knock(&office, ("kim", RIGHT), &known).await.unwrap();
        assert!(is_locked(knock(&office, ("kim", RIGHT), &known).await), "its token was renewed");
        minutes(&office, 60);
        assert!(knock(&office, ("kim", RIGHT), &new_place).await.is_ok(), "an hour and no longer");
        assert_ne!(Some(again.browser), known.browser);
    }

    async fn a_known_browser_is_held_up_for_its_own_tries_and_known_to_its_people_alone(office: TestOffice) {
        with_accounts(&office).await;
        let desk = Knock::from([198, 51, 100, 7]);
        let known = |entered: Entered| Knock { browser: Some(entered.browser), ..desk.clone() };
        // A duty room: 이분배 comes in with the browser 김도로 came in with before, and both are known by it.
        let shared = known(knock(&office, ("kim", RIGHT), &desk).await.unwrap());
        let shared = known(knock(&office, ("lee", RIGHT), &shared).await.unwrap());
        assert_eq!(guess(&office, "kim", &shared, 9).await, TRIES - 1);
        assert!(is_locked(knock(&office, ("kim", RIGHT), &shared).await));
        assert!(knock(&office, ("kim", RIGHT), &desk).await.is_ok(), "the place itself was not tried from");
        // Whom it does not know is a stranger with it, and so is everybody with one made up.
        for browser in [shared.browser.clone(), Some("made-up".to_owned())] {
            let from = Knock { browser, ip: [203, 0, 113, 9].into() };
            guess(&office, "kang", &from, TRIES).await;
        }
        assert!(is_locked(knock(&office, ("kang", RIGHT), &Knock::from([203, 0, 113, 9])).await));
    }

    async fn a_name_that_nobody_has_is_held_up_alike_from_everywhere(office: TestOffice) {
        with_accounts(&office).await;
        let mut told = Vec::new();
        for login in ["kim", "nobody"] {
            let mut heard = Vec::new();
            for n in 0..12 {
                heard.push(guess(&office, login, &Knock::from([203, 0, 113, n]), 4).await);
            }
            told.push(heard);
        }
        assert_eq!(told[0], told[1]);
    }
}
