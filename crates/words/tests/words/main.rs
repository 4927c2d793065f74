//! The words as a reader meets them: labels, sentences, and every notice as it leaves.

#[cfg(test)]
mod labels;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod sentences;
