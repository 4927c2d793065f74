//! What a channel carries of a letter: all of it, or where it can be read. The same at every try.

use super::bytes;

/// The longest 알림톡, in characters, as Kakao's templates allow.
const ALIMTALK_CHARS: usize = 1_000;
/// The longest text message (LMS), in bytes as the operators count them.
const TEXT_BYTES: usize = 2_000;

/// A long answer does not fit into a text message, and a petitioner may have given no other address: then
/// the message says what there is and where.
pub fn carried(channel: &str, subject: &str, body: &str) -> String {
    let fits = match channel {
        "sms" => bytes(body) <= TEXT_BYTES,
        "alimtalk" => body.chars().count() <= ALIMTALK_CHARS,
        _ => true,
    };
    if fits {
        return body.to_owned();
    }
    format!("{subject}\n자세한 내용은 응답소 누리집의 민원 조회에서 확인하시기 바랍니다.")
}
