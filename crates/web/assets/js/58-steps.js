// The steps of a filing answer what was sent, and a browser keeps no such answer: gone back to, or loaded again, it is
// the browser's own page of error. So the step counts as the page it stands on, and back is the step before, with what was
// typed; a browser skips what a page put in its way before anybody touched it, so that is done at the first touch.
const step = document.querySelector('[data-step-before]');
if (step) {
  history.replaceState(null, '', location.href);
  const before = step.form.querySelector(`button[name="go"][value="${step.dataset.stepBefore}"]`);
  const hold = () => { if (history.state?.held !== true) history.pushState({ held: true }, '', location.href); };
  if (before) {
    for (const touch of ['pointerdown', 'keydown']) window.addEventListener(touch, hold, { once: true, capture: true });
    window.addEventListener('popstate', () => step.form.requestSubmit(before));
  }
}
