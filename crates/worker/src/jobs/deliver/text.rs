//! What a channel carries of a notice: its own words where it has some, all of the letter, or where to read it.

use connect::message::Channel;
use store::Notice;
use words::notice::carried;

pub(super) fn on(channel: Channel, notice: &Notice) -> String {
    let own = notice.channel_texts.get(channel.name());
    carried(channel.name(), &notice.subject, own.unwrap_or(&notice.body))
}
