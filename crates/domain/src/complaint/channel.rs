//! How a complaint came in.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// 응답소 누리집.
    Web,
    /// 모바일·앱.
    Mobile,
    /// 누리소통망(SNS).
    Sns,
    /// 120다산콜 전화: returns go to the call centre.
    #[serde(rename = "phone120")]
    Phone120,
    /// 방문.
    Counter,
    /// 우편.
    Post,
    /// 국민신문고.
    Epeople,
    /// 서울톡 챗봇.
    Chatbot,
    /// 일괄 등록: a file of complaints read in.
    Import,
}

impl Channel {
    pub const ALL: [Channel; 9] = [
        Channel::Web,
        Channel::Mobile,
        Channel::Sns,
        Channel::Phone120,
        Channel::Counter,
        Channel::Post,
        Channel::Epeople,
        Channel::Chatbot,
        Channel::Import,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Mobile => "mobile",
            Channel::Sns => "sns",
            Channel::Phone120 => "phone120",
            Channel::Counter => "counter",
            Channel::Post => "post",
            Channel::Epeople => "epeople",
            Channel::Chatbot => "chatbot",
            Channel::Import => "import",
        }
    }

    pub fn parse(text: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.as_str() == text)
    }

    /// 120: what its department returns goes back to 다산콜재단.
    pub fn is_call_centre(self) -> bool {
        self == Channel::Phone120
    }
}
