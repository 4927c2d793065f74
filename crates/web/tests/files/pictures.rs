//! Pictures: drawn anew, the right way up, without what the telephone wrote beside them.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};

use crate::visitor::{Form, with_house};

pub(crate) fn picture(format: ImageFormat) -> Vec<u8> {
    let drawn =
        RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The same as a telephone that was turned writes it: with its orientation, its place and its owner.
pub(crate) fn from_a_telephone() -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    exif.extend(3_u16.to_le_bytes());
    let mut entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        exif.extend(tag.to_le_bytes());
        exif.extend(kind.to_le_bytes());
        exif.extend(count.to_le_bytes());
        exif.extend(value);
    };
    entry(0x0112, 3, 1, [6, 0, 0, 0]);
    entry(0x013b, 2, 4, *b"Kim\0");
    entry(0x8825, 4, 1, 50_u32.to_le_bytes());
    exif.extend([0; 4]);
    exif.extend(b"37.5132N127.1059E-GPS-HERE");
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    // A picture with something hidden behind its end.
    bytes.extend(b"<script>alert(1)</script>");
    bytes
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

#[test]
fn where_and_with_what_it_was_taken_is_gone_and_it_stands_upright() {
    with_house(|house| async move {
        let sent = from_a_telephone();
        assert!(holds(&sent, b"GPS-HERE") && holds(&sent, b"Exif"));
        let mut visitor = house.visitor();
        let came = visitor.post("/apply", Form::new(&[("go", "attach")]).file("IMG_0001.JPG", &sent)).await;
        assert_eq!(came.status, 200, "{}", came.text());
        came.has("IMG_0001.jpg");
        let kept = house.kept();
        assert_eq!(kept.len(), 2, "the picture and its small one");
        for bytes in &kept {
            for gone in [&b"Exif"[..], b"GPS-HERE", b"Kim\0", b"<script>"] {
                assert!(!holds(bytes, gone), "{:?}", String::from_utf8_lossy(gone));
            }
            let seen = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap();
            assert_eq!(seen.dimensions(), (20, 40), "turned as its orientation says");
            let top = seen.get_pixel(10, 5).0;
            assert!(top[0] > 150 && top[2] < 90, "what was left is on top: {top:?}");
        }
    });
}

#[test]
fn every_kind_of_picture_is_taken_and_kept_as_one_of_two() {
    with_house(|house| async move {
        let mut visitor = house.visitor();
        let form = Form::new(&[("go", "attach")])
            .file("a.png", &picture(ImageFormat::Png))
            .file("b.gif", &picture(ImageFormat::Gif))
            .file("c.webp", &picture(ImageFormat::WebP))
            .file("d.jpeg", &picture(ImageFormat::Jpeg));
        let came = visitor.post("/apply", form).await;
        for name in ["a.png", "b.png", "c.jpg", "d.jpg"] {
            came.has(name);
        }
        let text = came.text();
        let preview = text.split("src=\"").find(|rest| rest.starts_with("/apply/files/")).unwrap();
        let preview = preview.split('"').next().unwrap();
        let small = visitor.get(preview).await;
        assert_eq!((small.status.as_u16(), small.header("content-type")), (200, "image/jpeg"));
        assert!(small.header("content-security-policy").contains("sandbox"));
        assert_eq!(house.visitor().get(preview).await.status, 404, "another browser's");
    });
}
