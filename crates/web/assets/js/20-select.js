// "All" above a column of check boxes; shown only where a script can serve it. A list that was looked at
// again has a new one.
function serve(all) {
  const table = all.closest('table');
  const boxes = () => [...table.querySelectorAll('tbody .select-cell input')];
  const show = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
    for (const place of document.querySelectorAll(`[data-selected-count="${all.dataset.selectAll}"]`)) {
      place.textContent = `${chosen}건 선택`;
    }
  };
  all.hidden = false;
  all.nextElementSibling?.remove();
  all.addEventListener('change', () => { for (const box of boxes()) box.checked = all.checked; show(); });
  table.addEventListener('change', show);
  // A page gone back to keeps its ticks.
  window.addEventListener('pageshow', show);
  show();
}
document.querySelectorAll('[data-select-all]').forEach(serve);
document.addEventListener('list-renewed', (event) => event.target.querySelectorAll('[data-select-all]').forEach(serve));
// What a form that came back carries of the choice made before is ticked where its row is on the page, and can be unticked.
for (const carried of document.querySelectorAll('input[type="hidden"][data-carried]')) {
  const box = document.querySelector(`.select-cell input[name="${carried.name}"][value="${CSS.escape(carried.value)}"]`);
  if (!box) continue;
  box.checked = true;
  box.dispatchEvent(new Event('change', { bubbles: true }));
  carried.remove();
}
for (const told of document.querySelectorAll('[data-carried-hint]')) {
  const left = [...told.parentElement.querySelectorAll('input[data-carried]')].map((input) => input.value);
  if (left.length === 0) told.remove();
  else told.textContent = `다른 쪽에서 앞서 선택한 민원 ${left.length}건: ${left.join(', ')}`;
}
