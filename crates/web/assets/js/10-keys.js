// Single keys for those who work through lists all day. They can be switched off in the list of keys
// (KWCAG 6.1.4), and never act while one is typing.
const OFF = 'keys-off';
const KEYS = [
  ['j', '다음 줄로'], ['k', '이전 줄로'], ['Enter', '고른 줄 열기'], ['x', '줄 선택·해제'],
  ['/', '찾기'], ['?', '이 목록'], ['Esc', '펼친 것 닫기'],
];
// Citizens' pages have no such keys.
if (document.querySelector('.site-header.citizen')) return;

const rows = () => [...document.querySelectorAll('[data-row]')];
const step = (by) => {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.querySelector('a, input')?.focus();
};
const pick = () => {
  const box = document.activeElement?.closest('[data-row]')?.querySelector('input[type="checkbox"]');
  box?.click();
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable], dialog[open]')) return;
  if (event.key === '?') { event.preventDefault(); list(); return; }
  if (localStorage.getItem(OFF)) return;
  const act = { j: () => step(1), k: () => step(-1), x: pick, '/': () => document.querySelector('[data-search]')?.focus() }[event.key];
  if (act) { event.preventDefault(); act(); }
});

function list() {
  const dialog = document.createElement('dialog');
  dialog.className = 'app-dialog';
  dialog.setAttribute('aria-labelledby', 'keys-title');
  dialog.innerHTML = '<h2 id="keys-title">단축키</h2><dl></dl>'
    + '<div class="choice"><input type="checkbox" id="keys-on"><label for="keys-on">한 글자 단축키 사용</label></div>'
    + '<form method="dialog" class="button-row"><button class="btn btn-primary">닫기</button></form>';
  for (const [key, what] of KEYS) {
    const term = document.createElement('dt');
    term.append(Object.assign(document.createElement('kbd'), { textContent: key }));
    dialog.querySelector('dl').append(term, Object.assign(document.createElement('dd'), { textContent: what }));
  }
  const box = dialog.querySelector('#keys-on');
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener('change', () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
