//! The office at work: the one pipeline every act passes.
