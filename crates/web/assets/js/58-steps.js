// The steps of a filing answer what was sent, and a browser keeps no such answer: gone back to, or loaded again, it is
// the browser's own page of error. So the step counts as the page it stands on, and back is the step before, with what was
// typed; a browser skips what a page put in its way before anybody touched it, so that is done at the first touch.
const step = document.querySelector('[data-step-before]');
if (step) {
  history.replaceState(null, '', location.href);
  const before = step.form.querySelector(`button[name="go"][value="${step.dataset.stepBefore}"]`);
  // A place within the page is no step back: it changes the address behind the #.
  let place;
  const hold = () => { place = location.hash; history.pushState({ held: true }, '', location.href); };
  const leave = () => { if (place === location.hash && !history.state?.held) step.form.requestSubmit(before); };
  if (before) {
    for (const touch of ['pointerdown', 'keydown']) window.addEventListener(touch, () => { if (place === undefined) hold(); }, { capture: true });
    window.addEventListener('popstate', leave);
  }
}
