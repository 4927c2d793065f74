// Warns before an idle session ends and lets it be extended (KWCAG 6.2.1). Tabs share one clock,
// because a request in any of them keeps the session alive.
const idle = Number(document.body.dataset.idleSeconds);
const WARN_SECONDS = 120;
const SEEN = 'session-seen';
if (!idle) return;

const seen = () => localStorage.setItem(SEEN, String(Date.now()));
const left = () => Math.round(idle - (Date.now() - Number(localStorage.getItem(SEEN))) / 1000);
seen();

const place = document.querySelector('[data-session-left]');
let dialog;

async function extend() {
  const body = new URLSearchParams({ csrf: document.body.dataset.csrf });
  const answer = await fetch('/session/extend', { method: 'POST', body, headers: { accept: 'application/json' }, redirect: 'manual' }).catch(() => null);
  // A redirect back is how the same address answers a form.
  if (answer && (answer.ok || (answer.type === 'opaqueredirect' && left() > 0))) { seen(); close(); tick(); }
}
function close() { dialog?.close(); dialog?.remove(); dialog = undefined; }

function warn() {
  dialog = document.createElement('dialog');
  dialog.className = 'app-dialog';
  dialog.setAttribute('role', 'alertdialog');
  dialog.setAttribute('aria-labelledby', 'idle-title');
  dialog.innerHTML = '<h2 id="idle-title">곧 자동으로 로그아웃됩니다</h2><p data-idle-text></p>'
    + '<div class="button-row"><button type="button" class="btn btn-primary">시간 연장</button></div>';
  dialog.querySelector('button').addEventListener('click', extend);
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); extend(); });
  document.body.append(dialog);
  dialog.showModal();
}

function ended() {
  if (!dialog) warn();
  dialog.querySelector('h2').textContent = '로그아웃되었습니다';
  dialog.querySelector('[data-idle-text]').textContent = '오래 쓰지 않아 로그아웃되었습니다. 쓰던 내용은 이 브라우저에 남아 있습니다.';
  const way = Object.assign(document.createElement('a'), { className: 'btn btn-primary', textContent: '다시 로그인', href: `/login?next=${encodeURIComponent(location.pathname + location.search)}` });
  dialog.querySelector('.button-row').replaceChildren(way);
  way.focus();
  clearInterval(timer);
}

function tick() {
  const seconds = left();
  const text = seconds >= 60 ? `${Math.ceil(seconds / 60)}분` : `${Math.max(0, seconds)}초`;
  if (place) place.textContent = text;
  if (seconds <= 0) { ended(); return; }
  if (seconds > Math.min(WARN_SECONDS, idle / 2)) { close(); return; }
  if (!dialog) warn();
  dialog.querySelector('[data-idle-text]').textContent = `${text} 뒤에 로그아웃됩니다. 계속 쓰시려면 시간을 연장해 주십시오.`;
}
const timer = setInterval(tick, 1000);
document.querySelector('.session-left')?.addEventListener('submit', (event) => { event.preventDefault(); extend(); });
