// "다른 사람이 작성 중입니다": a case page says that somebody writes on it, and hears who else does.
const line = document.querySelector('[data-presence]');
if (!line) return;
const BEAT_MS = 10000;
let writing = false;
let touched = false;
let fresh = true;

document.querySelector('#acts')?.addEventListener('input', () => {
  touched = true;
  if (!writing) { writing = true; beat(); }
});
async function beat() {
  if (document.hidden && !writing) return;
  const headers = { accept: 'application/json' };
  // Only what somebody typed counts as being there.
  if (!touched) headers['x-background'] = '1';
  touched = false;
  const body = new URLSearchParams({ doing: writing ? 'writing' : 'reading' });
  const answer = await fetch(line.dataset.presence, { method: 'POST', body, headers, redirect: 'manual' }).catch(() => null);
  if (!answer?.ok) return;
  const { version, told } = await answer.json();
  if (told !== line.firstChild?.textContent) line.textContent = told;
  if (fresh && version > Number(line.dataset.version)) {
    fresh = false;
    const news = document.createElement('p');
    news.className = 'presence';
    news.setAttribute('role', 'status');
    news.append('그동안 이 민원에 새로운 처리가 있었습니다. ', Object.assign(document.createElement('a'), { href: location.href, textContent: '새로 고침' }));
    line.after(news);
  }
}
setInterval(beat, BEAT_MS);
document.addEventListener('visibilitychange', () => { if (!document.hidden) beat(); });
window.addEventListener('pagehide', () => {
  if (writing) navigator.sendBeacon(line.dataset.presence, new URLSearchParams({ doing: 'leaving' }));
});
