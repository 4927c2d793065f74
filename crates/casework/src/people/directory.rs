//! 인사 연계 as the office sees it: somebody who can be asked for the staff, and can read a staff file.
//!
//! The formats are another room's; whoever starts the program brings the two together.

use std::future::Future;
use std::pin::Pin;

use domain::org::Feed;

/// A feed, or why there is none, in a sentence for people.
pub type Told = Result<Feed, String>;

pub trait Directory: Send + Sync {
    /// Is there somebody to ask every night?
    fn is_linked(&self) -> bool;

    fn fetch(&self) -> Pin<Box<dyn Future<Output = Told> + Send + '_>>;

    fn read(&self, file: &[u8]) -> Told;
}
