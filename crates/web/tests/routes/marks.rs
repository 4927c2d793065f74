//! Words that are nowhere else: each complaint of 김도로's says its own, and every answer is read for them.

use casework::{Person, Submission};
use domain::complaint::Visibility;
use domain::text::{Body, Title};
use testkit::office::submission;

/// What one complaint is made of.
pub(crate) struct Marks {
    pub(crate) title: &'static str,
    pub(crate) body: &'static str,
    pub(crate) place: &'static str,
    pub(crate) name: &'static str,
    pub(crate) phone: &'static str,
    pub(crate) mail: &'static str,
    pub(crate) address: &'static str,
    /// Of a picture that came with it.
    pub(crate) file: &'static str,
    /// Travels with its distribution.
    pub(crate) memo: &'static str,
    pub(crate) interim: &'static str,
    /// Of an answer that has not gone out; none where the table's own draft is the first.
    pub(crate) draft: Option<&'static str>,
}

/// Like any other.
pub(crate) const ORDINARY: Marks = Marks {
    title: "도로과가 맡은 맨홀 뚜껑",
    body: "덜컹거리는소리표식",
    place: "흔한장소표식",
    name: "남궁흔한표식",
    phone: "010-7391-2648",
    // As everybody's: of two complaints by one person one may be merged into the other.
    mail: "park@citizen.example",
    address: "흔한주소표식로 73",
    file: "흔한사진표식.png",
    memo: "흔한요청내용표식",
    interim: "흔한중간답변표식",
    draft: None,
};

/// 공익신고 from the beginning.
pub(crate) const SEALED: Marks = Marks {
    title: "드러나면 안 되는 신고",
    body: "봉인된본문표식",
    place: "봉인된장소표식",
    name: "제갈봉인표식",
    phone: "010-8264-9173",
    mail: "sealed-mark@citizen.example",
    address: "봉인된주소표식로 82",
    file: "봉인된사진표식.png",
    memo: "봉인된요청내용표식",
    interim: "봉인된중간답변표식",
    draft: None,
};

/// Found to be 공익신고 while it was handled.
pub(crate) const LATER: Marks = Marks {
    title: "나중에 드러난 신고",
    body: "나중봉인본문표식",
    place: "나중봉인장소표식",
    name: "선우나중표식",
    phone: "010-9182-7364",
    mail: "later-mark@citizen.example",
    address: "나중봉인주소표식로 91",
    file: "나중봉인사진표식.png",
    memo: "나중봉인요청내용표식",
    interim: "나중봉인중간답변표식",
    draft: Some("나중봉인초안표식"),
};

impl Marks {
    /// What stands in the file for whoever works on it.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'static str> {
        [self.title, self.body, self.place, self.file, self.memo, self.interim].into_iter().chain(self.draft)
    }

    /// What opens for a purpose only.
    pub(crate) fn person(&self) -> [&'static str; 4] {
        [self.name, self.phone, self.mail, self.address]
    }

    pub(crate) fn submission(&self, visibility: Visibility) -> Submission {
        let some = |text: &str| Some(text.to_owned());
        let (phone, email, address) = (some(self.phone), some(self.mail), some(self.address));
        let person = Person { name: self.name.to_owned(), phone, email, address, ..Person::default() };
        let (title, body) = (Title::new(self.title).unwrap(), Body::new(self.body).unwrap());
        Submission { title, body, place: some(self.place), visibility, person, ..submission() }
    }
}
