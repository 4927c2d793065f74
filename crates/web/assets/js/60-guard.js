// A second click sends nothing twice. The server has its own key against that; this spares the wait.
const RELEASE_MS = 15000;
const release = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[data-busy]')) delete button.dataset.busy;
};
for (const form of document.querySelectorAll('form[data-guard]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = '1';
    // Marked, not disabled: a disabled button's own value would not be sent.
    if (event.submitter) event.submitter.dataset.busy = '';
    setTimeout(() => release(form), RELEASE_MS);
  });
}
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(release));
