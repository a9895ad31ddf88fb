use super::{
    color::Rgb,
    palette::{DARK, LIGHT},
    *,
};

/// The pages' own styles, with the colors that are behind text and buttons.
const TOKENS: &str = include_str!("../../../frontend/styles/tokens.css");

fn accent(text: &str) -> Accent {
    text.parse().unwrap()
}

#[test]
fn contrast_is_measured_as_wcag_does() {
    for (one, other, expected) in [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
    ] {
        let contrast = Rgb::from(&accent(one)).contrast(Rgb::from(&accent(other)));
        assert!((contrast - expected).abs() < 0.01, "{one} on {other}: {contrast}");
    }
}

/// Every color, in steps that include black, white and the six pure ones.
#[test]
fn buttons_and_links_can_be_read_in_every_color() {
    let channels = [0x00, 0x33, 0x66, 0x99, 0xcc, 0xff];
    for (red, green, blue) in
        channels.iter().flat_map(|r| channels.iter().flat_map(move |g| channels.map(|b| (*r, *g, b))))
    {
        let asked = Rgb([red, green, blue]);
        let Palette { light, dark } = Palette::of(&accent(&asked.to_string()));
        for (tones, behind) in [(light, LIGHT), (dark, DARK)] {
            for fill in [tones.fill, tones.pointed_at] {
                assert!(fill.contrast(Rgb::WHITE) >= 4.5, "{asked}: white on {fill}");
            }
            for behind in behind {
                assert!(
                    tones.fill.contrast(behind) >= 3.0,
                    "{asked}: a button in {} on {behind}",
                    tones.fill
                );
                assert!(tones.text.contrast(behind) >= 4.5, "{asked}: {} on {behind}", tones.text);
            }
        }
    }
}

#[test]
fn a_color_changes_only_if_it_could_not_be_read() {
    use Shift::{Darker, Lighter};
    for (asked, light, dark) in [
        // Our own red, and blues of well-known brands.
        ("#9b1c31", None, Some(Lighter)),
        ("#0057b8", None, Some(Lighter)),
        ("#0a7f3f", None, None),
        ("#1da1f2", Some(Darker), Some(Darker)),
        ("#ffd500", Some(Darker), Some(Darker)),
        ("#fff", Some(Darker), Some(Darker)),
        ("#000", None, Some(Lighter)),
    ] {
        let asked = accent(asked);
        let palette = Palette::of(&asked);
        let shift = |used: Rgb| Shift::between(Rgb::from(&asked), used);
        assert_eq!((shift(palette.light.fill), shift(palette.dark.fill)), (light, dark), "{asked}");
    }
}

/// A blue stays blue: the channels keep their order.
#[test]
fn a_corrected_color_keeps_its_hue() {
    for asked in ["#1da1f2", "#66b3ff", "#001f3f"] {
        let Palette { light, dark } = Palette::of(&accent(asked));
        for used in [light.fill, light.text, dark.fill, dark.text] {
            let Rgb([red, green, blue]) = used;
            assert!(red < green && green < blue, "{asked} became {used}");
        }
    }
}

#[test]
fn what_is_behind_the_colors_is_what_the_styles_say() {
    let (light, dark) = TOKENS.split_once("prefers-color-scheme: dark").unwrap();
    for (styles, [paper, card]) in [(light, LIGHT), (dark, DARK)] {
        for (name, color) in [("paper", paper), ("card", card)] {
            assert!(styles.contains(&format!("--{name}: {color};")), "--{name} isn't {color}");
        }
    }
}

/// Returns the start of a PNG image with these sides.
fn png(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sides, &[8, 6, 0, 0, 0]].concat()
}

/// Returns the start of a JPEG image: an application's segment, a table, and the frame.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let ([w1, w2], [h1, h2]) = (width.to_be_bytes(), height.to_be_bytes());
    [
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".as_slice(),
        b"\xff\xc4\0\x04\0\0\xff",
        &[0xff, 0xc2, 0, 17, 8, h1, h2, w1, w2, 3],
    ]
    .concat()
}

/// Returns the start of a WebP image with this chunk.
fn webp(chunk: &[u8]) -> Vec<u8> {
    [b"RIFF\x24\0\0\0WEBP".as_slice(), chunk, &[0; 8]].concat()
}

fn svg(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

#[test]
fn each_kind_of_image_is_recognized_and_fits_the_box() {
    for (bytes, kind, (width, height)) in [
        (png(320, 80), LogoKind::Png, (160, 40)),
        (png(16, 16), LogoKind::Png, (16, 16)),
        (png(2000, 100), LogoKind::Png, (160, 8)),
        (png(1, 2000), LogoKind::Png, (1, 40)),
        (jpeg(400, 400), LogoKind::Jpeg, (40, 40)),
        (webp(b"VP8 \x10\0\0\0\x30\x01\0\x9d\x01\x2a\xc8\0\x64\0"), LogoKind::Webp, (80, 40)),
        (webp(b"VP8L\x10\0\0\0\x2f\x1f\xc0\x03\0"), LogoKind::Webp, (32, 16)),
        (webp(b"VP8X\x0a\0\0\0\x10\0\0\0\x8f\x01\0\xc7\0\0"), LogoKind::Webp, (80, 40)),
        (svg("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 23.5 11'/>"), LogoKind::Svg, (85, 40)),
        (
            svg(
                "\u{feff}<?xml version=\"1.0\"?>\n<!-- > -->\n<svg xmlns='http://www.w3.org/2000/svg' width=\"8px\" height=\"16\"></svg>",
            ),
            LogoKind::Svg,
            (20, 40),
        ),
        (
            svg(
                "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\"><svg xmlns='http://www.w3.org/2000/svg' viewBox=\"0,0,100,10\">",
            ),
            LogoKind::Svg,
            (160, 16),
        ),
        (
            svg("<svg data-note='a > b' width='100%' height='100%' xmlns='http://www.w3.org/2000/svg'>"),
            LogoKind::Svg,
            (40, 40),
        ),
        (
            svg("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
            LogoKind::Svg,
            (40, 40),
        ),
        // As a browser draws it.
        (
            svg("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='20' viewBox='0 0 100 10'>"),
            LogoKind::Svg,
            (20, 40),
        ),
    ] {
        let name = String::from_utf8_lossy(&bytes).into_owned();
        let logo = Logo::parse(bytes).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!((logo.kind(), logo.mark().size), (kind, Size { width, height }), "{name}");
    }
}

#[test]
fn anything_else_is_not_a_logo() {
    let mut large = png(320, 80);
    large.resize(LOGO_MAX, 0);
    assert!(Logo::parse(large.clone()).is_ok());
    large.push(0);
    for (bytes, error) in [
        (large, NotALogo::TooLarge),
        (Vec::new(), NotALogo::OtherKind),
        (b"GIF89a\x10\0\x10\0".to_vec(), NotALogo::OtherKind),
        (b"%PDF-1.7".to_vec(), NotALogo::OtherKind),
        // It says that it is an image, and is something else.
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>".to_vec(), NotALogo::Damaged),
        (b"\xff\xd8\xff<html>".to_vec(), NotALogo::Damaged),
        (b"\xff\xd8\xff\xda\0\x02".to_vec(), NotALogo::Damaged),
        (webp(b"VP8 \x10\0\0\0\x30\x01\0<html>"), NotALogo::Damaged),
        (webp(b"ALPH"), NotALogo::Damaged),
        (png(0, 80), NotALogo::Side),
        (png(SIDE_MAX + 1, 80), NotALogo::Side),
        (png(80, u32::MAX), NotALogo::Side),
        (jpeg(0, 0), NotALogo::Side),
        (svg("<html><svg></svg></html>"), NotALogo::OtherKind),
        (svg("<svg viewBox='0 0 1 1'>"), NotALogo::OtherKind),
        (svg("<svgx>"), NotALogo::OtherKind),
        (svg("<svg"), NotALogo::OtherKind),
        (svg("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>"), NotALogo::OtherKind),
        (b"<svg \xff>".to_vec(), NotALogo::OtherKind),
    ] {
        let name = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
        assert_eq!(Logo::parse(bytes), Err(error), "{name}");
    }
}

/// A header that ends anywhere is damaged, and nothing else happens.
#[test]
fn a_cut_header_is_damaged() {
    for whole in [png(320, 80), jpeg(400, 400)] {
        for length in 3..whole.len() {
            let _ = Logo::parse(whole[..length].to_vec());
        }
    }
    assert_eq!(Logo::parse(png(320, 80)[..20].to_vec()), Err(NotALogo::Damaged));
}

#[test]
fn another_file_has_another_version() {
    let [one, other] = [png(320, 80), png(320, 81)].map(|bytes| Logo::parse(bytes).unwrap().mark());
    assert_ne!(one.version(), other.version());
    assert_eq!(one.version().len(), 26);
}
