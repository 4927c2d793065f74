//! The two languages of the citizen's pages, and their strings. A string missing in one does not compile.

mod en;
mod ko;

/// The language a page is written in. Korean first; officers' pages are Korean only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    Ko,
    En,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::Ko, Lang::En];

    /// For `lang="…"` and the cookie.
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::Ko => "ko",
            Lang::En => "en",
        }
    }

    pub fn parse(text: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.as_str() == text)
    }

    /// Its own name, for the switch.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::Ko => "한국어",
            Lang::En => "English",
        }
    }

    /// The strings of the citizen's pages.
    pub fn strings(self) -> &'static Strings {
        match self {
            Lang::Ko => &ko::STRINGS,
            Lang::En => &en::STRINGS,
        }
    }
}

macro_rules! strings {
    ($($(#[$doc:meta])* $name:ident { $($field:ident)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name { $(pub $field: &'static str,)* }

        impl $name {
            /// Every string with its field, for tests.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($field), self.$field),)*]
            }
        }
    )*};
}

/// Everything the citizen's pages say for themselves, page by page.
#[derive(Debug)]
pub struct Strings {
    pub common: Common,
    pub apply: Apply,
    pub lookup: Lookup,
    pub status: Status,
    pub acts: Acts,
}

strings! {
    /// On every citizen page.
    Common {
        service service_long skip_to_content menu home apply lookup public_answers guide sign_in sign_out
        switch_language back next previous send cancel save required optional close loading
        session_ending session_extend help_phone incident
    }

    /// The three steps of applying.
    Apply {
        title intro step_write step_check step_done
        petitioner name name_hint phone phone_hint email email_hint address address_hint
        notify_by notify_mail notify_text
        complaint subject subject_hint body body_hint place place_hint place_on_map
        files files_hint joint joint_hint visibility
        secret secret_hint secret_again secret_differs
        privacy privacy_text privacy_agree privacy_missing
        similar similar_hint similar_none
        check_title check_hint done_title done_hint done_number keep_number draft_kept
    }

    /// Looking a complaint up by number and secret.
    Lookup {
        title intro number number_hint secret secret_forgotten look_up not_found mine none_yet
        public_title public_search public_none
    }

    /// How a complaint stands.
    Status {
        title number application_number filed_at received_at stage due_at due_none handler department phone
        history interim_answer answer result remedy answered_at transferred_to closed_because merged_into
        clock_stands extended attachments print receipt overdue
    }

    /// What a citizen can do to a complaint.
    Acts {
        supplement supplement_asked supplement_by supplement_text supplement_hint supplement_send supplement_sent
        consent consent_asked consent_meaning consent_yes consent_given consent_recorded
        withdraw withdraw_meaning withdraw_reason withdraw_confirm withdrawn
        rate rate_question rate_comment rate_send rated
        ask_again ask_again_hint ask_again_text ask_again_send asked_again
        object object_hint object_text object_send objected
    }
}
