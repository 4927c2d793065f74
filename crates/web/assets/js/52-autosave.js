// The answer is saved on the server while one writes: a closed browser loses nothing, and of two windows the
// second sees both texts instead of overwriting the first.
const WAIT_MS = 2500;
const SAVE_MS = 8000;
const place = document.querySelector('[data-draft-saved]');
const form = place?.closest('form');
if (!form) return;
const body = form.elements.namedItem('body');
const from = form.elements.namedItem('draft_from');
const result = form.elements.namedItem('result');
const remedy = form.elements.namedItem('remedy');
if (!body || !from) return;
let timer;
// What the page came with is what the server has; what was restored since is not.
const given = [...(result?.options ?? [])].find((option) => option.defaultSelected)?.value ?? '';
let saved = 'unsaved' in place.dataset ? undefined : written(body.defaultValue, given, remedy?.defaultValue);
let clash;
let saving;
let leaving = false;

function written(text, chosen, way) { return JSON.stringify([text, chosen ?? '', way ?? '']); }
function now() { return written(body.value, result?.value, remedy?.value); }
function save() {
  const typed = now();
  if (typed === saved || clash || saving || leaving) return;
  saving = send(typed).finally(() => { saving = undefined; });
}
async function send(typed) {
  const text = new URLSearchParams({ body: body.value, result: result?.value ?? '', remedy: remedy?.value ?? '', draft_from: from.value, panel: 'answer' });
  const answer = await fetch(place.dataset.draftSaved, { method: 'POST', body: text, headers: { accept: 'application/json' }, redirect: 'manual', signal: AbortSignal.timeout(SAVE_MS) }).catch(() => null);
  const told = answer && (answer.ok || answer.status === 409) ? await answer.json().catch(() => null) : null;
  if (answer?.ok && told?.from) {
    saved = typed;
    from.value = told.from;
    place.textContent = `저장됨 ${told.saved}`;
    if (now() !== saved) later();
  } else if (answer?.status === 409 && told?.body !== undefined) show(told);
  else place.textContent = '저장하지 못했습니다. 쓰신 글은 이 브라우저에 남아 있습니다. 잠시 뒤 다시 저장합니다.';
  if (!answer?.ok && !clash) later(WAIT_MS * 6);
}

// A form that is sent overtakes no save of its own window: it would meet its own text as somebody else's.
form.addEventListener('submit', (event) => {
  clearTimeout(timer);
  if (!saving) { leaving = true; return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  saving.then(() => form.requestSubmit(event.submitter));
});
window.addEventListener('pageshow', () => { leaving = false; });

function later(wait = WAIT_MS) { clearTimeout(timer); timer = setTimeout(save, wait); }

function show(told) {
  clash = document.createElement('div');
  clash.className = 'alert tone-warning draft-clash';
  clash.setAttribute('role', 'alert');
  clash.innerHTML = '<p class="alert-title">다른 창이나 다른 사람이 그동안 답변을 저장했습니다</p><p data-by></p><pre class="other-draft"></pre>'
    + '<div class="button-row"><button type="button" class="btn btn-secondary" data-mine>내 글로 저장</button>'
    + '<button type="button" class="btn btn-tertiary" data-theirs>저장된 글 쓰기</button></div>'
    + '<p class="hint">쓰신 글은 답변 칸에 그대로 있습니다. 저장된 글을 쓰면 쓰신 글은 그 아래에 붙습니다.</p>';
  clash.querySelector('[data-by]').textContent = `${told.by} · ${told.saved}에 저장`;
  clash.querySelector('pre').textContent = told.remedy ? `${told.body}\n\n[구제 절차]\n${told.remedy}` : told.body;
  const go = () => { from.value = told.from; clash.remove(); clash = undefined; body.focus(); save(); };
  clash.querySelector('[data-mine]').addEventListener('click', go);
  clash.querySelector('[data-theirs]').addEventListener('click', () => {
    body.value = `${told.body}\n\n${body.value}`;
    body.dispatchEvent(new Event('input', { bubbles: true }));
    if (remedy && told.remedy) remedy.value = [told.remedy, remedy.value].filter(Boolean).join('\n\n');
    go();
  });
  place.after(clash);
}
if (now() !== saved) later();
for (const item of [body, result, remedy]) item?.addEventListener('input', () => later());
document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
