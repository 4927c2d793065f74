// Counts and lists that keep up with what others do. The server says only that something changed; the page
// then looks for itself. Counts change in place; a list waits until it is asked to, so that no row moves
// under the pointer. The tabs of a browser share one line.
const regions = () => [...document.querySelectorAll('[data-live]')];
if (!document.body.dataset.madeAt || !window.EventSource || regions().length === 0) return;
const AGAIN_MS = 30000;
const SPREAD_MS = 700;
let source;
let ended = false;

const bar = document.createElement('div');
bar.className = 'live-bar';
bar.setAttribute('role', 'status');
const quiet = Object.assign(document.createElement('p'), { className: 'unseen' });
quiet.setAttribute('role', 'status');
document.body.append(bar, quiet);

const channel = window.BroadcastChannel ? new BroadcastChannel('live') : null;
channel?.addEventListener('message', (event) => heard(event.data));
function call() {
  source = new EventSource(`/events?since=${document.body.dataset.madeAt}`);
  for (const kind of ['change', 'ended']) {
    source.addEventListener(kind, (event) => {
      const told = { kind, data: event.data };
      channel?.postMessage(told);
      heard(told);
    });
  }
  source.addEventListener('error', () => {
    // A broken line is taken up by itself; one that was refused is not.
    if (source.readyState === EventSource.CLOSED && !ended) setTimeout(call, AGAIN_MS);
  });
}
// The lock goes to the next tab when this one closes.
if (navigator.locks) navigator.locks.request('live', () => { call(); return new Promise(() => {}); });
else call();

function heard({ kind, data }) {
  if (kind === 'ended') { ended = true; source?.close(); return; }
  const { lists } = JSON.parse(data);
  if (location.pathname === '/' || lists.includes(location.pathname)) soon();
}

let waiting;
let looking = false;
let again = false;
function soon() {
  if (document.hidden) { again = true; return; }
  if (looking) { again = true; return; }
  waiting ??= setTimeout(look, 100 + Math.random() * SPREAD_MS);
}
document.addEventListener('visibilitychange', () => { if (!document.hidden && again) { again = false; soon(); } });

async function fetched() {
  const answer = await fetch(location.href, { headers: { 'x-background': '1' }, redirect: 'manual' }).catch(() => null);
  if (!answer?.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return [...page.querySelectorAll('[data-live]')];
}
async function look() {
  waiting = undefined;
  looking = true;
  const fresh = await fetched();
  looking = false;
  if (fresh) regions().forEach((region, index) => compare(region, fresh[index]));
  if (again && !document.hidden) { again = false; soon(); }
}

const keys = (region) => [...region.querySelectorAll('.row-link')].map((link) => new URL(link.getAttribute('href'), location.href).pathname);
// Hours that go by are no change, and in the head of a table other scripts put a box in the place of a word.
function words(region) {
  const copy = region.cloneNode(true);
  for (const part of copy.querySelectorAll('.due-left, thead')) part.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
}
function compare(region, fresh) {
  if (!fresh || fresh.dataset.live !== region.dataset.live || words(region) === words(fresh)) return;
  if (region.dataset.live === 'counts') { counts(region, fresh); return; }
  const before = new Set(keys(region));
  const added = keys(fresh).filter((key) => !before.has(key)).length;
  offer(added > 0 ? `새 민원 ${added}건 — 목록 새로 고침` : '목록이 바뀌었습니다 — 목록 새로 고침');
}
function counts(region, fresh) {
  const focused = region.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  region.replaceChildren(...fresh.childNodes);
  if (focused) region.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
  quiet.textContent = `${region.dataset.liveLabel ?? ''} 건수가 바뀌었습니다.`;
}
function offer(text) {
  const button = bar.querySelector('button') ?? Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-primary' });
  if (button.textContent !== text) button.textContent = text;
  button.onclick = renew;
  if (!button.isConnected) bar.append(button);
}
async function renew() {
  const fresh = await fetched();
  if (!fresh) { location.reload(); return; }
  regions().forEach((region, index) => {
    if (region.dataset.live !== 'list' || !fresh[index]) return;
    const ticked = new Set([...region.querySelectorAll('input:checked')].map((box) => box.value));
    region.replaceChildren(...fresh[index].childNodes);
    for (const box of region.querySelectorAll('tbody input[type="checkbox"]')) box.checked = ticked.has(box.value);
    region.dispatchEvent(new Event('list-renewed', { bubbles: true }));
  });
  bar.replaceChildren();
  quiet.textContent = '목록을 새로 고쳤습니다.';
  document.querySelector('[data-live="list"] .row-link')?.focus();
}
