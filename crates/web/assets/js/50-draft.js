// What is typed into a form with a draft key stays until it has been accepted, so that a reload, an error,
// an ended session or a closed browser loses nothing. Never passwords, files or hidden fields.
//
// An officer's stay in the browser, under their own id, for three days or until they log out; a citizen's,
// and those of a sealed complaint, only in the tab: others may use the same machine.
const officer = document.body.dataset.officer;
const sealed = document.querySelector('[data-sealed]');
const KEPT_MS = 3 * 24 * 3600 * 1000;
const store = officer && !sealed ? localStorage : sessionStorage;
const PREFIX = officer ? `draft:${officer}:` : 'draft:';
const english = document.documentElement.lang === 'en';
const drafts = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
if (officer) {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith('draft:'))) {
    const { at = 0 } = JSON.parse(localStorage.getItem(key) ?? '{}');
    // Another officer's are not shown to this one, and not kept for them either.
    if (!key.startsWith(PREFIX) || Date.now() - at > KEPT_MS) localStorage.removeItem(key);
  }
}
const forms = [...document.querySelectorAll('form[data-draft-key]')];
const done = document.querySelector('[role="status"].tone-success');
const refused = document.querySelector('input[type="password"], [data-not-done]');

// A form that was sent is done with when the next page shows success or no longer has the form.
// The log-in page, a page of refusal and the later steps of a filing are neither: nothing was accepted yet.
// What the page says is finished goes, whatever was thought of it on the way.
for (const place of document.querySelectorAll('[data-draft-done]')) store.removeItem(PREFIX + place.dataset.draftDone);
for (const key of drafts()) {
  const draft = JSON.parse(store.getItem(key));
  if (!draft.sent) continue;
  const here = forms.some((form) => PREFIX + form.dataset.draftKey === key);
  if (!refused && (done || !here)) store.removeItem(key);
  else store.setItem(key, JSON.stringify({ ...draft, sent: false }));
}
for (const out of document.querySelectorAll('form[action="/logout"]')) {
  out.addEventListener('submit', () => [localStorage, sessionStorage].forEach((place) => Object.keys(place).filter((key) => key.startsWith('draft:')).forEach((key) => place.removeItem(key))));
}

const kept = (form) => [...form.elements].filter((item) => item.name && !['hidden', 'password', 'file', 'submit', 'button'].includes(item.type) && item.tagName !== 'FIELDSET');
const ticks = (item) => item.type === 'checkbox' || item.type === 'radio';
const value = (item) => (ticks(item) ? item.checked : item.value);
// Fields of one name, such as the three of an approval line, are told apart by their place.
const labelled = (form) => {
  const met = new Map();
  return kept(form).map((item) => {
    const name = ticks(item) ? `${item.name}=${item.value}` : item.name;
    const place = (met.get(name) ?? 0) + 1;
    met.set(name, place);
    return [place === 1 ? name : `${name}#${place}`, item];
  });
};
const read = (form) => Object.fromEntries(labelled(form).map(([label, item]) => [label, value(item)]));

for (const form of forms) {
  const key = PREFIX + form.dataset.draftKey;
  const given = read(form);
  const draft = JSON.parse(store.getItem(key) ?? 'null');
  let leaving = false;
  let dirty = false;
  let changed = false;
  for (const [label, item] of draft ? labelled(form) : []) {
    const typed = draft.values[label];
    if (typed === undefined || typed === value(item)) continue;
    // What was left empty takes nothing away that the page now brings.
    if (!ticks(item) && typed === '') continue;
    if (ticks(item)) item.checked = typed; else item.value = typed;
    item.dispatchEvent(new Event('input', { bubbles: true }));
    changed = true;
  }
  if (changed) note(form, () => { store.removeItem(key); leaving = true; location.reload(); });
  const keep = (sent) => store.setItem(key, JSON.stringify({ sent, at: Date.now(), values: read(form) }));
  const typed = () => {
    dirty = JSON.stringify(read(form)) !== JSON.stringify(given);
    if (dirty) keep(false); else store.removeItem(key);
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
