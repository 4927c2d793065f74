//! What the way a complaint came in is called.

use domain::complaint::Channel;

pub fn label(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "응답소 누리집",
        Channel::Mobile => "모바일",
        Channel::Sns => "누리소통망",
        Channel::Phone120 => "120다산콜",
        Channel::Counter => "방문",
        Channel::Post => "우편",
        Channel::Epeople => "국민신문고",
        Channel::Chatbot => "서울톡",
        Channel::Import => "일괄 등록",
    }
}
