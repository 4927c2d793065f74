//! A QR code as a picture in the page: dark squares in one path, with a margin as scanners want it.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};

/// Empty squares around it, as the standard asks (ISO/IEC 18004).
const MARGIN: i32 = 4;

/// Nothing, where the text is longer than any code holds: it stands beside it as text anyway.
#[must_use]
pub fn qr_code(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return html! {} };
    let side = code.size() + 2 * MARGIN;
    html! {
        svg.qr-code viewBox=(format!("0 0 {side} {side}")) width="232" height="232" role="img" aria-label=(label) {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(squares(&code)) fill="#000" shape-rendering="crispEdges" {}
        }
    }
}

fn squares(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // A String takes every letter.
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_picture_with_a_name_and_a_margin() {
        let drawn = qr_code("otpauth://totp/a?secret=B", "등록용 QR 코드").into_string();
        assert!(drawn.contains("role=\"img\"") && drawn.contains("aria-label=\"등록용 QR 코드\""), "{drawn}");
        // The finder pattern's first square stands behind the margin.
        assert!(drawn.contains("d=\"M4 4h1v1h-1z"), "{drawn}");
        assert!(!drawn.contains("M3 ") && !drawn.contains("style"));
    }

    #[test]
    fn what_no_code_holds_is_left_out() {
        assert!(qr_code(&"가".repeat(3_000), "x").into_string().is_empty());
    }
}
