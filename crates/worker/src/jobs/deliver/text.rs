//! What a channel carries of a notice: all of it, or where it can be read. The same at every try.

use connect::message::Channel;
use store::Notice;
use words::notice::bytes;

/// The longest 알림톡, in characters, as Kakao's templates allow.
const ALIMTALK_CHARS: usize = 1_000;
/// The longest text message (LMS), in bytes as the operators count them.
const TEXT_BYTES: usize = 2_000;

/// A long answer does not fit into a text message, and a petitioner may have given no other address: then
/// the message says what there is and where.
pub(super) fn on(channel: Channel, notice: &Notice) -> String {
    let fits = match channel {
        Channel::Mail => true,
        Channel::Sms => bytes(&notice.body) <= TEXT_BYTES,
        Channel::Alimtalk => notice.body.chars().count() <= ALIMTALK_CHARS,
    };
    if fits {
        return notice.body.clone();
    }
    format!("{}\n자세한 내용은 응답소 누리집의 민원 조회에서 확인하시기 바랍니다.", notice.subject)
}
