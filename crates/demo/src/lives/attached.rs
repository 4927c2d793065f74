//! Photographs and papers of the city's complaints, drawn and written by us, the same for the same seed.

use std::io::Cursor;

use domain::attachment::Part;
use domain::complaint::{Channel, Visibility};
use domain::id::ComplaintId;
use image::{ImageFormat, Rgb, RgbImage};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::plan::Recipe;
use super::story::Story;

/// Complaints with photographs, the newest first: those that are looked at.
const WITH_PHOTOS: usize = 16;
/// Answers that went out with a paper.
const WITH_PAPERS: usize = 4;
/// One of so many complaints that came over the web has something with it.
const ONE_OF: u64 = 3;
/// Size of a photograph, in pixels.
const SIZE: (u32, u32) = (480, 360);

/// A file to be kept with a complaint of the city.
#[derive(Clone, Debug)]
pub struct Attached {
    pub complaint: ComplaintId,
    pub part: Part,
    pub name: String,
    pub bytes: Vec<u8>,
}

pub(crate) fn choose(recipes: &[Recipe]) -> Vec<Attached> {
    let open = |r: &&Recipe| r.visibility != Visibility::Sealed && r.seed.is_multiple_of(ONE_OF);
    let sent = |r: &&Recipe| matches!(r.channel, Channel::Web | Channel::Mobile | Channel::Counter);
    let photos = recipes.iter().rev().filter(open).filter(sent).take(WITH_PHOTOS);
    let mut all: Vec<Attached> = photos.enumerate().flat_map(|(n, recipe)| applied(n, recipe)).collect();
    let answered = recipes.iter().rev().filter(|r| r.story == Story::Answered).filter(open);
    all.extend(answered.take(WITH_PAPERS).map(|recipe| {
        let lines =
            ["Inspection record", "Site visited, defect confirmed.", "Repair ordered; see the answer."];
        file(recipe, Part::Answer, "현장 확인 결과.pdf", pdf(&lines))
    }));
    all
}

fn applied(n: usize, recipe: &Recipe) -> Vec<Attached> {
    let mut rng = StdRng::seed_from_u64(recipe.seed ^ 0xf07a);
    let mut files = vec![file(recipe, Part::Application, "현장 사진 1.jpg", photograph(&mut rng))];
    if n % 2 == 1 {
        files.push(file(recipe, Part::Application, "현장 사진 2.jpg", photograph(&mut rng)));
    }
    match n % 5 {
        1 => {
            let lines = ["Sketch of the place", "1. the spot     2. nearest building     3. bus stop"];
            files.push(file(recipe, Part::Application, "위치 약도.pdf", pdf(&lines)));
        }
        3 => {
            let text = "언제부터: 지난주 월요일 밤\r\n어디: 사진에 보이는 곳\r\n바라는 것: 빠른 보수\r\n";
            files.push(file(recipe, Part::Application, "경위서.txt", text.as_bytes().to_vec()));
        }
        // One that a scanner finds, so that a quarantine can be seen.
        4 if n == 4 => {
            let text = test_pattern();
            files.push(file(recipe, Part::Application, "연락처.txt", text.into_bytes()));
        }
        _ => {}
    }
    files
}

fn file(recipe: &Recipe, part: Part, name: &str, bytes: Vec<u8>) -> Attached {
    Attached { complaint: recipe.id, part, name: name.to_owned(), bytes }
}

/// The test pattern that every virus scanner knows and that harms nobody (EICAR), in two pieces so that no
/// scanner finds it in our own program.
fn test_pattern() -> String {
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat()
}

/// A street as one photographs it: sky, houses, a pavement, and the thing that is wrong with it.
fn photograph(rng: &mut StdRng) -> Vec<u8> {
    let (width, height) = SIZE;
    let (horizon, dusk) = (height * 2 / 5, rng.random_range(0..90_u8));
    let houses: Vec<(u32, u32, [u8; 3])> = (0..8)
        .map(|n| {
            let tone = rng.random_range(90..170_u8);
            (
                n * width / 8,
                rng.random_range(height / 8..horizon),
                [tone, tone.saturating_sub(12), tone.saturating_sub(24)],
            )
        })
        .collect();
    let (lamp, hole) =
        (rng.random_range(width / 6..width * 5 / 6), rng.random_range(width / 5..width * 4 / 5));
    let mut picture = RgbImage::from_fn(width, height, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 13 & 7;
        let grain = u8::try_from(grain).unwrap_or_default();
        let house = houses.iter().rev().find(|(left, top, _)| x >= *left && y >= *top && y < horizon);
        let base = match house {
            Some((left, top, _)) if (x - left) % 14 > 5 && (y - top) % 18 > 9 => [70, 78, 92],
            Some((_, _, tone)) => *tone,
            None if y < horizon => [150, 180, 215],
            // The pavement, slab by slab.
            None if x % 48 < 2 || (y - horizon) % 36 < 2 => [120, 118, 114],
            None => [165, 162, 156],
        };
        Rgb(base.map(|tone: u8| tone.saturating_sub(dusk).saturating_add(grain)))
    });
    for y in height / 6..height * 3 / 4 {
        for x in lamp..(lamp + 5).min(width) {
            picture.put_pixel(x, y, Rgb([60, 62, 66]));
        }
    }
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (across, down) = (i64::from(x) - i64::from(hole), i64::from(y) - i64::from(height * 4 / 5));
        if across * across / 9 + down * down < 500 {
            *pixel = Rgb([48, 44, 40]);
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    // Eight bits a colour and a fair size: what the encoder always takes.
    drop(picture.write_to(&mut bytes, ImageFormat::Jpeg));
    bytes.into_inner()
}

/// A paper of one page.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut text = "BT /F1 18 Tf 72 760 Td 28 TL ".to_owned();
    for line in lines {
        text.push_str(&format!("({line}) Tj T* "));
    }
    text.push_str("ET\n0.4 w 72 120 450 560 re S");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in (1..).zip(&objects) {
        places.push(bytes.len());
        bytes.extend(format!("{n} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let end = objects.len() + 1;
    bytes.extend(format!("trailer << /Size {end} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    bytes
}
