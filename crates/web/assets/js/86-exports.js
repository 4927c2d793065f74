// 내려받기: the table looks again while a file is in the making, and falls silent when none is.
const AGAIN_MS = 2000;
const region = document.querySelector('.exports[data-renews]');
if (!region) return;
const quiet = Object.assign(document.createElement('p'), { className: 'unseen' });
quiet.setAttribute('role', 'status');
document.body.append(quiet);

async function look() {
  if (document.hidden) { setTimeout(look, AGAIN_MS); return; }
  const answer = await fetch(location.href, { headers: { 'x-background': '1' }, redirect: 'manual' }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('.exports');
  if (!fresh) return;
  const renews = fresh.hasAttribute('data-renews');
  // A button under the finger stays under it.
  const focused = region.contains(document.activeElement) ? document.activeElement.closest('form')?.getAttribute('action') : null;
  region.replaceChildren(...fresh.childNodes);
  if (focused) region.querySelector(`form[action="${CSS.escape(focused)}"] button`)?.focus();
  if (renews) { setTimeout(look, AGAIN_MS); return; }
  quiet.textContent = '파일 만들기가 끝났습니다.';
}
setTimeout(look, AGAIN_MS);
