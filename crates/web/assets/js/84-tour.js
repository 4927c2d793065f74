// 연습 모드: shows where the step is done. What was only to be looked at is noted when it is used; what
// changes a complaint is looked up when the page says that something was done.
const bar = document.querySelector('[data-tour-step]');
if (!bar) return;
const SHOWN = 'tour-shown';
const target = document.querySelector(bar.dataset.tourTarget);
const form = bar.querySelector('form');
const done = form.querySelector('button[value="done"]');
if (target) {
  target.classList.add('tour-here');
  const way = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-tertiary', textContent: '표시한 곳으로' });
  way.addEventListener('click', () => {
    for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
    target.scrollIntoView({ block: 'center' });
    const inner = target.matches('a, button, input, select, textarea, summary') ? target : target.querySelector('summary, a, button, input:not([type="hidden"]), select, textarea');
    inner?.focus();
  });
  done.after(way);
}
if (bar.dataset.tourCheck === 'seen' && target) {
  target.addEventListener('click', (event) => {
    // What the click leads to waits until the step is noted, so that the next screen knows it.
    const link = event.target.closest('a[href]');
    const leaves = link && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (leaves) event.preventDefault();
    const body = new URLSearchParams({ step: bar.dataset.tourStep, do: 'done', back: '/tour' });
    fetch('/tour', { method: 'POST', body, keepalive: true, redirect: 'manual' }).catch(() => null).then(() => {
      if (leaves) { location.assign(link.href); return; }
      bar.querySelector('.tour-say').prepend('✓ ');
      form.querySelector('.button-row').replaceChildren(Object.assign(document.createElement('a'), { className: 'btn btn-secondary', href: location.href, textContent: '다음 단계' }));
    });
  }, { once: true });
}
if (bar.dataset.tourCheck === 'done') {
  const said = document.querySelector('[role="status"].tone-success');
  const before = sessionStorage.getItem(SHOWN) === bar.dataset.tourStep;
  if (said && before) done.click();
}
sessionStorage.setItem(SHOWN, bar.dataset.tourStep);
