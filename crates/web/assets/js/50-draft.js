// What is typed into a form with a draft key stays until it has been accepted, so that a reload, an error,
// an ended session or a closed browser loses nothing. Never passwords, files or hidden fields.
//
// An officer's stay in the browser, under their own id and sealed with a key that only their pages bring, for three
// days or until they log out: who reads the disk reads nothing of them. Those of a sealed complaint stay in the tab
// alone, and so do a citizen's, for others may use the same machine, and everybody's where a browser seals nothing
// (a page that came in the clear from another machine).
const officer = document.body.dataset.officer;
const sealed = document.querySelector('[data-sealed]');
const KEPT_MS = 3 * 24 * 3600 * 1000;
const NONCE_BYTES = 12;
const key = officer && crypto.subtle?.importKey('raw', bytes(document.body.dataset.draftSeal), 'AES-GCM', false, ['encrypt', 'decrypt']);
const store = key && !sealed ? localStorage : sessionStorage;
const PREFIX = officer ? `draft:${officer}:` : 'draft:';
const english = document.documentElement.lang === 'en';
const drafts = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
if (officer) {
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith('draft:'))) {
    const { at = 0, values } = JSON.parse(localStorage.getItem(name) ?? '{}');
    // Another officer's are not shown to this one, and not kept for them either; nor is one that lies there unsealed.
    if (!name.startsWith(PREFIX) || values || Date.now() - at > KEPT_MS) localStorage.removeItem(name);
  }
}
const forms = [...document.querySelectorAll('form[data-draft-key]')];
const done = document.querySelector('[role="status"].tone-success');
const refused = document.querySelector('input[type="password"], [data-not-done]');

// A form that was sent is done with when the next page shows success or no longer has the form.
// The log-in page, a page of refusal and the later steps of a filing are neither: nothing was accepted yet.
// What the page says is finished goes, whatever was thought of it on the way.
for (const place of document.querySelectorAll('[data-draft-done]')) store.removeItem(PREFIX + place.dataset.draftDone);
for (const name of drafts()) {
  if (!JSON.parse(store.getItem(name)).sent) continue;
  const here = forms.some((form) => PREFIX + form.dataset.draftKey === name);
  if (!refused && (done || !here)) store.removeItem(name);
  else mark(name, false);
}
for (const out of document.querySelectorAll('form[action="/logout"]')) {
  out.addEventListener('submit', () => [localStorage, sessionStorage].forEach((place) => Object.keys(place).filter((name) => name.startsWith('draft:')).forEach((name) => place.removeItem(name))));
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
  const name = PREFIX + form.dataset.draftKey;
  const given = read(form);
  let leaving = false;
  let dirty = false;
  let turn = 0;
  const drop = () => { turn += 1; store.removeItem(name); };
  // Only what was typed last is laid down, however long the sealing of what was typed before it takes.
  const keep = async () => {
    const mine = turn += 1;
    const shut = await seal(name, read(form));
    if (mine === turn) store.setItem(name, JSON.stringify({ sent: leaving, at: Date.now(), ...shut }));
  };
  const typed = () => {
    dirty = JSON.stringify(read(form)) !== JSON.stringify(given);
    if (dirty) keep(); else drop();
  };
  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  form.addEventListener('submit', () => { leaving = true; mark(name, true); keep(); });
  window.addEventListener('beforeunload', (event) => { if (dirty && !leaving) event.preventDefault(); });
  window.addEventListener('pageshow', () => { leaving = false; });
  open(name).then((values) => {
    if (restore(form, given, values)) note(form, () => { drop(); leaving = true; location.reload(); });
  });
}

// Puts what had been typed where it was typed; whether anything was.
function restore(form, given, values) {
  let changed = false;
  for (const [label, item] of values ? labelled(form) : []) {
    const before = values[label];
    // Who was quicker than the key has typed something newer already.
    if (before === undefined || before === value(item) || value(item) !== given[label]) continue;
    // What was left empty takes nothing away that the page now brings.
    if (!ticks(item) && before === '') continue;
    if (ticks(item)) item.checked = before; else item.value = before;
    item.dispatchEvent(new Event('input', { bubbles: true }));
    changed = true;
  }
  return changed;
}

function mark(name, sent) {
  const lying = store.getItem(name);
  if (lying) store.setItem(name, JSON.stringify({ ...JSON.parse(lying), sent }));
}

// As it is laid down: bound to its name, so that none opens in another's place.
async function seal(name, values) {
  if (!key) return { values };
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const words = new TextEncoder().encode(JSON.stringify(values));
  const shut = new Uint8Array(await crypto.subtle.encrypt(how(name, iv), await key, words));
  return { shut: [...iv, ...shut].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
}

// What lies under this name; nothing where it does not open.
async function open(name) {
  const { values, shut } = JSON.parse(store.getItem(name) ?? '{}');
  if (!key || !shut) return values;
  const all = bytes(shut);
  const words = await crypto.subtle.decrypt(how(name, all.slice(0, NONCE_BYTES)), await key, all.slice(NONCE_BYTES)).catch(() => null);
  return words ? JSON.parse(new TextDecoder().decode(words)) : undefined;
}

function how(name, iv) { return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }; }
function bytes(hex) { return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16)); }

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
