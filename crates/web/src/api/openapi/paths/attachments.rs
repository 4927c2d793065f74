//! The addresses of attachments, and the one body that is no JSON.

use domain::attachment::{FILE_BYTES_MAX, FILES_MAX, Part};
use serde_json::{Map, Value, json};

use super::{Address, For, PARTIES, PARTIES_ACT, get, number, parameter, post};

/// The schema's name.
pub(super) const UPLOAD: &str = "AttachmentUpload";

pub(super) fn addresses() -> Vec<Address> {
    let path = "/complaints/{number}/attachments";
    let id = parameter("id", "path", json!({"type": "string", "format": "uuid"}));
    let list = get(path, "attachments", "첨부파일 목록", "Attachments");
    let add = post(path, "attach", "첨부파일을 올린다. 사진은 다시 그려 위치 정보를 지운다", UPLOAD);
    let one = get(&format!("{path}/{{id}}"), "downloadAttachment", "첨부파일을 내려받는다", "Attachments");
    vec![
        Address { who: For::Parties, bad: PARTIES, parameters: vec![number()], ..list },
        Address {
            who: For::Parties,
            good: (201, vec!["Attachments"]),
            bad: PARTIES_ACT,
            parameters: vec![number()],
            ..add
        },
        Address {
            who: For::Parties,
            good: (200, Vec::new()),
            bad: PARTIES,
            parameters: vec![number(), id],
            ..one
        },
    ]
}

/// What is sent up.
pub(in super::super) fn bodies() -> Map<String, Value> {
    let file = json!({"type": "string", "format": "binary", "description": format!("{FILE_BYTES_MAX} bytes at most")});
    let parts = Part::ALL.map(Part::as_str);
    let schema = json!({
        "type": "object",
        "required": ["files"],
        "properties": {
            "files": {"type": "array", "items": file, "maxItems": FILES_MAX},
            "part": {"type": "string", "enum": parts, "description": "없으면 단계와 사람에 따라 정한다"},
        },
    });
    Map::from_iter([(UPLOAD.to_owned(), schema)])
}
