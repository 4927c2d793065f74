//! Every Korean sentence about a domain value, and the citizen's English where there is any.
//!
//! One file a question: what is it called, why not, what happened, what is told to whom. Matches over the
//! domain's enums are exhaustive, so a new value does not compile until somebody has named it.

pub mod access;
pub mod act;
pub mod agency;
pub mod answer;
pub mod answer_template;
pub mod approval;
pub mod attachment;
pub mod badge;
pub mod behind;
pub mod channel;
pub mod closing;
pub mod date;
pub mod deadline;
pub mod door;
pub mod error;
pub mod event;
pub mod export;
pub mod extension;
pub mod figure;
pub mod kind;
pub mod lang;
pub mod mask;
pub mod names;
pub mod neighbour;
pub mod note;
pub mod notice;
pub mod notice_channel;
pub mod outage;
pub mod outside;
pub mod particle;
pub mod people;
pub mod period;
pub mod placeholder;
pub mod reassignment;
pub mod redact;
pub mod refusal;
pub mod retention;
pub mod role;
pub mod score;
pub mod stage;
pub mod visibility;

pub use lang::Lang;
pub use names::Names;
