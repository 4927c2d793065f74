// Counts as the server does: characters, not UTF-16 units.
const english = document.documentElement.lang === 'en';
for (const area of document.querySelectorAll('textarea[data-max-chars]')) {
  const place = document.querySelector(`[data-counter-for="${CSS.escape(area.id)}"]`);
  const max = Number(area.dataset.maxChars);
  if (!place) continue;
  const show = () => {
    const typed = [...area.value].length;
    const over = typed > max;
    place.textContent = english
      ? `${typed} of ${max} characters${over ? ` – ${typed - max} too many` : ''}`
      : `${max}자 중 ${typed}자${over ? ` – ${typed - max}자 넘음` : ''}`;
    place.classList.toggle('over', over);
    // Read out only when it begins to matter.
    place.setAttribute('aria-live', typed > max * 0.9 ? 'polite' : 'off');
  };
  area.addEventListener('input', show);
  show();
}
