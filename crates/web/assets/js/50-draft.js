// What is typed into a form with a draft key stays in this tab until it has been accepted, so that a
// reload, an error or an ended session loses nothing. Never passwords, files or hidden fields.
const PREFIX = 'draft:';
const english = document.documentElement.lang === 'en';
const drafts = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
const forms = [...document.querySelectorAll('form[data-draft-key]')];
const done = document.querySelector('[role="status"].tone-success');
const login = document.querySelector('input[type="password"]');

// A form that was sent is done with when the next page shows success or no longer has the form.
// The log-in page is neither: the session ended and nothing was accepted.
for (const key of drafts()) {
  const draft = JSON.parse(sessionStorage.getItem(key));
  if (!draft.sent) continue;
  const here = forms.some((form) => PREFIX + form.dataset.draftKey === key);
  if (!login && (done || !here)) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify({ ...draft, sent: false }));
}
for (const out of document.querySelectorAll('form[action="/logout"]')) {
  out.addEventListener('submit', () => drafts().forEach((key) => sessionStorage.removeItem(key)));
}

const kept = (form) => [...form.elements].filter((item) => item.name && !['hidden', 'password', 'file', 'submit', 'button'].includes(item.type) && item.tagName !== 'FIELDSET');
const ticks = (item) => item.type === 'checkbox' || item.type === 'radio';
const label = (item) => (ticks(item) ? `${item.name}=${item.value}` : item.name);
const read = (form) => Object.fromEntries(kept(form).map((item) => [label(item), ticks(item) ? item.checked : item.value]));

for (const form of forms) {
  const key = PREFIX + form.dataset.draftKey;
  const given = read(form);
  const draft = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  let leaving = false;
  let dirty = false;
  let changed = false;
  for (const item of draft ? kept(form) : []) {
    const value = draft.values[label(item)];
    if (value === undefined || value === (ticks(item) ? item.checked : item.value)) continue;
    if (ticks(item)) item.checked = value; else item.value = value;
    item.dispatchEvent(new Event('input', { bubbles: true }));
    changed = true;
  }
  if (changed) note(form, () => { sessionStorage.removeItem(key); leaving = true; location.reload(); });
  const keep = (sent) => sessionStorage.setItem(key, JSON.stringify({ sent, values: read(form) }));
  const typed = () => {
    dirty = JSON.stringify(read(form)) !== JSON.stringify(given);
    if (dirty) keep(false); else sessionStorage.removeItem(key);
  };
  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  form.addEventListener('submit', () => { leaving = true; keep(true); });
  window.addEventListener('beforeunload', (event) => { if (dirty && !leaving) event.preventDefault(); });
  window.addEventListener('pageshow', () => { leaving = false; });
}

function note(form, discard) {
  const place = document.createElement('p');
  place.className = 'draft-note';
  place.setAttribute('role', 'status');
  const drop = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-tertiary', textContent: english ? 'Discard' : '버리기' });
  drop.addEventListener('click', discard);
  place.append(english ? 'What you had typed was restored.' : '쓰던 내용을 되살렸습니다.', drop);
  form.prepend(place);
  for (let box = form.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
}
