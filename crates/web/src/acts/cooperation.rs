//! 협조부서 등록: questions to other departments, one by one (JSON) or one question to all ticked (form).

use domain::complaint::CooperationAsk;
use domain::id::DepartmentId;

use super::fields::Fields;

/// Nothing ticked is no co-operation; a form's question and day go to every department ticked.
pub(super) fn asks(f: &mut Fields) -> Option<Vec<CooperationAsk>> {
    if let Some(objects) = f.objects("cooperations") {
        let each = objects.into_iter().map(|object| {
            let mut ask = Fields::from_json(object);
            let (department, question, reply_by) =
                (ask.parsed("department"), ask.text("question"), ask.moment("reply_by"));
            let whole = department.zip(question).zip(reply_by);
            ask.finish(whole.map(|((department, question), reply_by)| CooperationAsk {
                department,
                question,
                reply_by,
            }))
        });
        return each.map(|ask| ask.map_err(|problems| f.adopt(problems)).ok()).collect();
    }
    let mut departments: Vec<DepartmentId> = f.list("cooperation_departments");
    // Named twice, it is asked once.
    let mut named = std::collections::HashSet::new();
    departments.retain(|department| named.insert(*department));
    if departments.is_empty() {
        f.known(&["cooperation_question", "cooperation_reply_by"]);
        return Some(Vec::new());
    }
    let (question, reply_by) = (f.text("cooperation_question"), f.moment("cooperation_reply_by"));
    let (question, reply_by) = question.zip(reply_by)?;
    let ask = |department| CooperationAsk { department, question: question.clone(), reply_by };
    Some(departments.into_iter().map(ask).collect())
}
