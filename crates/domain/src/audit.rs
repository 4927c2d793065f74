//! How a log that is a chain shows that somebody was at it (개인정보의 안전성 확보조치 기준 제8조 제3항).

/// What is wrong with the first line that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Break {
    /// Its words, or those of the line before, are not the ones that were written.
    Changed,
    /// One line or more before it are not there.
    Missing,
    /// It was written as another line: lines changed places.
    Moved { from: u64 },
    /// It is the last one there, and was not the last one written.
    CutOff,
    /// It fits its neighbours, and not the anchor that was taken of it: the log was made anew.
    MadeAnew,
}
