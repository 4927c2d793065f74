// 자주 쓰는 문구: put in at the caret of the text that was last written in; without this the server puts it
// at the end and gives the page back.
for (const box of document.querySelectorAll('[data-phrases]')) {
  const form = box.closest('form');
  let last;
  form.addEventListener('focusin', (event) => { if (event.target.matches('textarea')) last = event.target; });
  box.querySelector('button[name="put"]')?.addEventListener('click', (event) => {
    const chosen = form.elements.namedItem('phrase')?.value;
    const text = chosen && box.querySelector(`template[data-phrase="${CSS.escape(chosen)}"]`)?.content.textContent;
    const into = last ?? form.elements.namedItem(form.elements.namedItem('phrase_into')?.value ?? '');
    event.preventDefault();
    if (!text || !into) return;
    into.setRangeText(text, into.selectionStart, into.selectionEnd, 'end');
    into.dispatchEvent(new Event('input', { bubbles: true }));
    into.focus();
  });
  // Chosen by hand, the place wins over where one wrote last.
  form.elements.namedItem('phrase_into')?.addEventListener?.('change', () => { last = undefined; });
}
