// Single keys for those who work through lists all day. Which they are, and whether there are any, each
// officer chooses in 사용자정보 (KWCAG 6.1.4). They never act while one is typing.
const chosen = document.body.dataset.keys;
if (!chosen) return;
const keys = chosen === 'off' ? {} : JSON.parse(chosen);
const TRAIL = 'trail';

const rows = () => [...document.querySelectorAll('[data-row]')];
const step = (by) => {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.querySelector('a, input')?.focus();
};
const pick = () => document.activeElement?.closest('[data-row]')?.querySelector('input[type="checkbox"]')?.click();

// The list one came from, so that its complaints can be gone through one after another.
const links = [...document.querySelectorAll('.row-link')].map((link) => link.getAttribute('href')).filter((href) => href?.startsWith('/complaints/'));
const onCase = /^\/complaints\/[^/]+$/.test(location.pathname) && document.querySelector('[data-presence]');
const name = (href) => new URL(href, location.href).pathname;
if (links.length > 0 && !onCase) sessionStorage.setItem(TRAIL, JSON.stringify({ links, back: location.pathname + location.search }));
const trail = onCase ? JSON.parse(sessionStorage.getItem(TRAIL) ?? '{"links":[]}') : { links: [] };
const here = trail.links.findIndex((href) => name(href) === location.pathname);
const neighbour = (by) => (here < 0 ? undefined : trail.links[here + by]);
const go = (by) => { const to = neighbour(by); if (to) location.assign(to); };
if (here >= 0) {
  const nav = document.createElement('nav');
  nav.className = 'trail button-row';
  nav.setAttribute('aria-label', '목록의 앞뒤 민원');
  const link = (text, href) => href && nav.append(Object.assign(document.createElement('a'), { className: 'btn btn-tertiary', textContent: text, href }));
  link('이전 민원', neighbour(-1));
  link('목록', trail.back);
  link('다음 민원', neighbour(1));
  document.querySelector('.page-title')?.before(nav);
}

const acts = () => {
  const panel = document.querySelector('#acts');
  if (!panel) return;
  panel.scrollIntoView({ block: 'start' });
  panel.querySelector('summary, button, input:not([type="hidden"]), select, textarea')?.focus();
};
const deeds = {
  next: () => step(1), previous: () => step(-1), select: pick, acts,
  search: () => document.querySelector('[data-search]')?.focus(),
  earlier: () => go(-1), later: () => go(1), help: () => list(),
};
const by = new Map(Object.entries(keys).map(([deed, key]) => [key, deeds[deed]]));

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable], dialog[open]')) return;
  // In a row, Enter opens it; the browser's own would send the form of the whole selection.
  if (event.key === 'Enter' && event.target.matches('table input[type="checkbox"]')) {
    event.preventDefault();
    event.target.closest('[data-row]')?.querySelector('.row-link')?.click();
    return;
  }
  const deed = by.get(event.key);
  if (deed) { event.preventDefault(); deed(); }
});

const LABELS = {
  next: '다음 줄로', previous: '이전 줄로', select: '줄 선택·해제', search: '찾기',
  later: '다음 민원 열기', earlier: '이전 민원 열기', acts: '처리로 가기', help: '이 목록',
};
function list() {
  const dialog = document.createElement('dialog');
  dialog.className = 'app-dialog';
  dialog.setAttribute('aria-labelledby', 'keys-title');
  dialog.innerHTML = '<h2 id="keys-title">단축키</h2><dl></dl>'
    + '<p><a href="/me#keys-section">단축키 끄기·바꾸기</a></p>'
    + '<form method="dialog" class="button-row"><button class="btn btn-primary">닫기</button></form>';
  const lines = [...Object.entries(LABELS).map(([deed, label]) => [keys[deed], label]), ['Enter', '고른 줄 열기'], ['Esc', '펼친 것 닫기']];
  for (const [key, what] of lines) {
    const term = document.createElement('dt');
    term.append(Object.assign(document.createElement('kbd'), { textContent: key }));
    dialog.querySelector('dl').append(term, Object.assign(document.createElement('dd'), { textContent: what }));
  }
  const before = document.activeElement;
  dialog.addEventListener('close', () => { dialog.remove(); before?.focus?.(); });
  document.body.append(dialog);
  dialog.showModal();
}
