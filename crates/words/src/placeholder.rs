//! Placeholders in texts that offices keep, `{접수번호}`: found, checked, and filled in.

/// A piece of a text: as it stands, or a name between braces.
enum Piece<'a> {
    Plain(&'a str),
    Named(&'a str),
}

/// Longest name between braces, in characters; a longer stretch is just a text with braces.
const NAME_MAX: usize = 20;

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, from_open) = rest.split_at(open);
        let inside = &from_open[1..];
        let name = inside.find('}').map(|close| &inside[..close]).filter(|name| is_name(name));
        let Some(name) = name else {
            let (plain, after) = rest.split_at(open + 1);
            pieces.push(Piece::Plain(plain));
            rest = after;
            continue;
        };
        pieces.push(Piece::Plain(before));
        pieces.push(Piece::Named(name));
        rest = &inside[name.len() + 1..];
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (1..=NAME_MAX).contains(&length) && !text.chars().any(|c| c.is_control() || c == '{')
}

/// The names that stand between braces, each once, in the order of the text.
pub fn names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces(text) {
        if let Piece::Named(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The names that nobody knows a value for: mistyped ones.
pub fn unknown<'a>(text: &'a str, known: &[&str]) -> Vec<&'a str> {
    names(text).into_iter().filter(|name| !known.contains(name)).collect()
}

/// The text with its placeholders filled in. A line that speaks of nothing but what is not known is left
/// out, as the program's own letters leave it out.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let lines: Vec<String> = text.lines().filter_map(|line| filled(line, &value)).collect();
    let mut whole = lines.join("\n");
    while whole.contains("\n\n\n") {
        whole = whole.replace("\n\n\n", "\n\n");
    }
    whole.trim().to_owned()
}

fn filled(line: &str, value: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let (mut text, mut asked, mut found) = (String::with_capacity(line.len()), 0, 0);
    for piece in pieces(line) {
        match piece {
            Piece::Plain(plain) => text.push_str(plain),
            Piece::Named(name) => {
                asked += 1;
                if let Some(value) = value(name) {
                    found += 1;
                    text.push_str(&value);
                }
            }
        }
    }
    (asked == 0 || found > 0).then(|| text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_stray_braces_are_just_text() {
        assert_eq!(names("{접수번호} {제목} {접수번호}"), ["접수번호", "제목"]);
        assert_eq!(names("{ {} {제목 } {\n} {제목}"), ["제목 ", "제목"]);
        assert_eq!(unknown("{제목}{재목}", &["제목"]), ["재목"]);
    }

    #[test]
    fn a_line_without_any_of_its_values_is_left_out() {
        let value = |name: &str| (name == "번호").then(|| "20260310000001".to_owned());
        assert_eq!(fill("민원 {번호}\n담당: {담당자}\n\n끝 {", value), "민원 20260310000001\n\n끝 {");
        assert_eq!(fill("{번호} {담당자}", value), "20260310000001");
        assert_eq!(fill("한 줄", |_| None), "한 줄");
    }

    #[test]
    fn a_value_with_braces_is_not_filled_again() {
        assert_eq!(fill("{제목}", |name| Some(format!("{{{name}}}"))), "{제목}");
    }
}
