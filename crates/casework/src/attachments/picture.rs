//! A picture is drawn anew from its pixels: what telephones write beside them (where, when, whose) is gone.

use std::io::Cursor;
use std::path::Path;

use domain::attachment::{FILE_BYTES_MAX, FileKind, FileRefusal, PIXELS_MAX, SIDE_MAX};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::examine::{Content, Examined, NotExamined};

/// Quality of a photograph drawn anew: what one cannot tell from the original on a screen.
const QUALITY: u8 = 90;
const PREVIEW_QUALITY: u8 = 80;
/// Longest side of the small picture, in pixels.
const PREVIEW_SIDE: u32 = 480;
/// Most bytes a decoder may take: four a pixel of the largest picture, and room for its own work.
const DECODER_BYTES_MAX: u64 = PIXELS_MAX * 4 + 64 * 1024 * 1024;

pub(super) fn redraw(path: &Path, kind: FileKind) -> Result<Examined, NotExamined> {
    let mut reader = ImageReader::open(path)?;
    reader.set_format(format(kind));
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    // Asked before a single pixel is unpacked: a bomb is small until then.
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || decoder.total_bytes() > DECODER_BYTES_MAX {
        return Err(FileRefusal::TooManyPixels.into());
    }
    let orientation = decoder.orientation().map_err(|error| unfit(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    picture.apply_orientation(orientation);
    // Of a moving picture the first scene stays; a photograph with a clear background stays clear.
    let kept = match kind {
        FileKind::Png | FileKind::Gif => FileKind::Png,
        _ if picture.color().has_alpha() => FileKind::Png,
        _ => FileKind::Jpeg,
    };
    let mut drawn = draw(&picture, kept)?;
    // Drawn anew a picture may be larger than it was sent; a little smaller it still shows what it shows.
    while u64::try_from(drawn.len()).is_ok_and(|bytes| bytes > FILE_BYTES_MAX) {
        picture = picture.thumbnail(picture.width() / 4 * 3, picture.height() / 4 * 3);
        drawn = draw(&picture, kept)?;
    }
    let small = match picture.width().max(picture.height()) > PREVIEW_SIDE {
        true => picture.thumbnail(PREVIEW_SIDE, PREVIEW_SIDE),
        false => picture,
    };
    let preview = Some(jpeg(&on_white(small), PREVIEW_QUALITY)?);
    Ok(Examined { kind: kept, content: Content::Redrawn(drawn), preview })
}

fn format(kind: FileKind) -> ImageFormat {
    match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Gif => ImageFormat::Gif,
        FileKind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    }
}

fn unfit(error: &image::ImageError) -> FileRefusal {
    match error {
        image::ImageError::Limits(_) => FileRefusal::TooManyPixels,
        _ => FileRefusal::Damaged,
    }
}

fn draw(picture: &DynamicImage, kind: FileKind) -> Result<Vec<u8>, FileRefusal> {
    match kind {
        FileKind::Jpeg => jpeg(picture, QUALITY),
        _ => png(picture),
    }
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, FileRefusal> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    picture.to_rgb8().write_with_encoder(encoder).map_err(|error| unfit(&error))?;
    Ok(bytes)
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>, FileRefusal> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|error| unfit(&error))?;
    Ok(bytes.into_inner())
}

/// JPEG knows no clear background; without this it would be black.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut flat = picture.to_rgba8();
    for pixel in flat.pixels_mut() {
        let alpha = u32::from(pixel.0[3]);
        for channel in &mut pixel.0[..3] {
            let mixed = (u32::from(*channel) * alpha + 255 * (255 - alpha)) / 255;
            *channel = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
        pixel.0[3] = u8::MAX;
    }
    DynamicImage::ImageRgba8(flat)
}
