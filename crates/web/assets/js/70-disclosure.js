// Expanders: Escape closes and gives the focus back, an address inside opens them, menus close behind one.
const outer = (node) => node?.closest('details[data-disclosure][open]');
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
  const box = outer(document.activeElement) ?? document.querySelector('details[data-menu][open]');
  if (!box) return;
  box.open = false;
  box.querySelector('summary').focus();
});
const menus = () => document.querySelectorAll('details[data-menu][open]');
for (const kind of ['click', 'focusin']) {
  document.addEventListener(kind, (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
}
for (const box of document.querySelectorAll('details.confirm')) {
  box.addEventListener('toggle', () => {
    // Opened by hand, not by the server or a draft: the first thing to fill in is next.
    if (box.open && document.activeElement === box.querySelector('summary')) {
      box.querySelector('.confirm-body :is(input:not([type="hidden"]), select, textarea)')?.focus();
    }
  });
}
// An address that points into a closed expander opens it; a field takes the focus.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
  if (target.matches('input, select, textarea, fieldset')) target.focus();
}
window.addEventListener('hashchange', reveal);
for (const link of document.querySelectorAll('.error-summary a')) link.addEventListener('click', () => setTimeout(reveal));
reveal();
document.querySelector('[data-focus-first]')?.focus();
