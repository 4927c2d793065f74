//! Files that are wrong, broken or meant ill: each is told by name, nothing that was typed is lost, and
//! nothing is ever a fault.

use connect::scan::EICAR;
use domain::attachment::FILE_BYTES_MAX;
use image::ImageFormat;

use crate::pictures::picture;
use crate::visitor::{Form, with_house};

const TYPED: [(&str, &str); 5] = [
    ("step", "writing"),
    ("go", "next"),
    ("title", "가로등이 꺼졌습니다"),
    ("body", "나흘째입니다."),
    ("visibility", "private"),
];

/// A PNG whose head promises a picture of this size; its data is one short line.
fn promising(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = picture(ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc: u32, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[test]
fn each_wrong_file_is_named_with_its_reason_and_the_text_stays() {
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("프로그램.exe", b"MZ\x90\0".to_vec(), "받지 않는 형식입니다"),
        ("사진.jpg.exe", b"MZ\x90\0".to_vec(), "받지 않는 형식입니다"),
        ("청구서.exe.pdf", b"%PDF-1.4".to_vec(), "받지 않는 형식입니다"),
        ("쪽지.html", b"<script>alert(1)</script>".to_vec(), "받지 않는 형식입니다"),
        ("그림.svg", b"<svg onload=alert(1)>".to_vec(), "받지 않는 형식입니다"),
        ("묶음.zip", b"PK\x03\x04".to_vec(), "받지 않는 형식입니다"),
        ("이름만", b"abc".to_vec(), "받지 않는 형식입니다"),
        ("가짜.jpg", b"MZ\x90\0 this is a program".to_vec(), "내용이 jpg 파일이 아니거나"),
        ("가짜.pdf", b"<html><script>1</script>".to_vec(), "내용이 pdf 파일이 아니거나"),
        ("가짜.hwp", b"HWP Document File".to_vec(), "내용이 hwp 파일이 아니거나"),
        ("가짜.docx", b"PK\x03\x04 nothing in it".to_vec(), "내용이 docx 파일이 아니거나"),
        ("다른.png", picture(ImageFormat::Jpeg), "내용이 png 파일이 아니거나"),
        ("빈.pdf", Vec::new(), "내용이 없는 파일입니다"),
        ("잘린.png", cut(picture(ImageFormat::Png)), "사진을 끝까지 읽을 수 없습니다"),
        ("폭탄.png", promising(60_000, 60_000), "사진이 너무 큽니다"),
        ("폭탄2.png", promising(16_000, 16_000), "사진이 너무 큽니다"),
        ("큰.pdf", vec![b'%'; usize::try_from(FILE_BYTES_MAX).unwrap() + 1], "20 MB를 넘어"),
        ("..", b"x".to_vec(), "파일 이름이 없습니다"),
    ];
    with_house(|house| async move {
        for (name, bytes, why) in cases {
            let mut visitor = house.visitor();
            let came = visitor.post("/apply", Form::new(&TYPED).file(name, &bytes)).await;
            assert_eq!(came.status, 422, "{name}: {}", came.text());
            came.has(why);
            came.has("나흘째입니다.");
            came.has("value=\"가로등이 꺼졌습니다\"");
        }
        assert!(house.kept().is_empty(), "nothing of it is kept");
        let left = std::fs::read_dir(house.folder.path().join("incoming")).unwrap().count();
        assert_eq!(left, 0, "no pieces lie about");
    });
}

#[test]
fn a_name_that_is_a_path_is_only_a_name() {
    with_house(|house| async move {
        let mut visitor = house.visitor();
        let came =
            visitor.post("/apply", Form::new(&TYPED).file("../../../etc/약도.pdf", b"%PDF-1.4\n%%EOF")).await;
        assert_eq!(came.status, 200, "{}", came.text());
        let back = visitor.get("/apply").await;
        back.has("약도.pdf");
        back.has_not("../");
    });
}

#[test]
fn a_good_file_beside_a_bad_one_stays_and_can_be_taken_back() {
    with_house(|house| async move {
        let mut visitor = house.visitor();
        let form = Form::new(&TYPED).file("나쁨.exe", b"MZ").file("좋음.pdf", b"%PDF-1.4\n%%EOF");
        let came = visitor.post("/apply", form).await;
        assert_eq!(came.status, 422);
        came.has("나쁨.exe");
        came.has("좋음.pdf");
        came.has("검사 전");
        let text = came.text();
        let id = text.split("name=\"remove\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let other = house.visitor().post("/apply", Form::new(&[("remove", id)])).await;
        assert_eq!(other.status, 200, "another browser removes nothing");
        assert_eq!(house.kept().len(), 1);
        let came = visitor.post("/apply", Form::new(&[("body", "나흘째"), ("remove", id)])).await;
        came.has_not("좋음.pdf");
        came.has("나흘째");
        assert!(house.kept().is_empty());
    });
}

#[test]
fn ten_files_are_taken_and_the_eleventh_is_not() {
    with_house(|house| async move {
        let mut visitor = house.visitor();
        let names: Vec<String> = (1..=11).map(|n| format!("문서 {n}.txt")).collect();
        let form = names.iter().fold(Form::new(&TYPED), |form, name| form.file(name, b"abc"));
        let came = visitor.post("/apply", form).await;
        assert_eq!(came.status, 422);
        came.has("문서 11.txt’: 10개까지만");
        assert_eq!(house.kept().len(), 10);
    });
}

#[test]
fn a_broken_connection_or_body_is_told_and_is_no_fault() {
    with_house(|house| async move {
        let mut visitor = house.visitor();
        let form = Form::new(&TYPED).file("a.txt", &[b'a'; 3000]);
        for cut in [10, 30, 60, 500, 2500, 3300] {
            let came = visitor.post_cut("/apply", form.clone(), cut).await;
            assert!(came.status.is_client_error(), "{cut}: {}", came.status);
        }
        for (kind, body) in [
            ("multipart/form-data", b"x".to_vec()),
            ("multipart/form-data; boundary=", b"x".to_vec()),
            ("multipart/form-data; boundary=a", b"--a\r\n\r\n".to_vec()),
            ("multipart/form-data; boundary=a", b"\xff\xfe".to_vec()),
            ("multipart/form-data; boundary=a", Vec::new()),
            ("application/octet-stream", vec![0; 10]),
        ] {
            let came = visitor.post_raw("/apply", kind, body).await;
            assert!(came.status.as_u16() < 500, "{kind}: {}", came.status);
        }
        assert!(house.kept().is_empty());
        let long = "가".repeat(700_000);
        let came = visitor.post("/apply", Form::new(&[("body", &long)])).await;
        assert_eq!(came.status, 413, "two megabytes of text");
    });
}

#[test]
fn a_virus_in_a_text_is_taken_and_left_to_the_scan() {
    with_house(|house| async move {
        let mut visitor = house.visitor();
        let came =
            visitor.post("/apply", Form::new(&TYPED).file("연락처.txt", EICAR.concat().as_bytes())).await;
        assert_eq!(came.status, 200);
        visitor.get("/apply").await.has("검사 전");
    });
}
