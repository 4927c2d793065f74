//! The summary of what was refused, on top of a form; takes the focus and leads to each field.

use maud::{Markup, html};

use super::lang::Lang;

/// A message and the control it is about ([`super::Field::control_id`]); `None` concerns the whole form.
#[derive(Clone, Copy, Debug)]
pub struct FieldError<'a> {
    pub field: Option<&'a str>,
    pub message: &'a str,
}

/// Nothing when there are no errors, so that it can always be written.
#[must_use]
pub fn error_summary(errors: &[FieldError], lang: Lang) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" tabindex="-1" aria-labelledby="error-summary-title" data-focus-first {
                h2 #error-summary-title {
                    @match lang {
                        Lang::Ko => { "입력 내용 " (errors.len()) "건을 확인해 주십시오" },
                        Lang::En => { "Please check " (errors.len()) @if errors.len() == 1 { " item" } @else { " items" } },
                    }
                }
                ul {
                    @for error in errors {
                        li {
                            @match error.field {
                                Some(field) => a href={ "#" (field) } { (error.message) },
                                None => (error.message),
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_leads_to_its_field() {
        let errors = [
            FieldError { field: Some("reason"), message: "사유를 적어 주세요." },
            FieldError { field: None, message: "그 사이에 다른 직원이 처리했습니다." },
        ];
        let markup = error_summary(&errors, Lang::Ko).into_string();
        assert!(markup.contains(r##"<a href="#reason">사유를 적어 주세요.</a>"##));
        assert!(markup.contains("2건") && markup.contains(r#"role="alert""#));
    }

    #[test]
    fn no_errors_no_summary() {
        assert_eq!(error_summary(&[], Lang::Ko).into_string(), "");
    }
}
