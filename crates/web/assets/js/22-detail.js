// '상세' opens what is chosen in the list, as the guide has it: the first row that is ticked; of none, the first.
const tab = document.querySelector('.tabs a[href^="/complaints/"]');
if (!tab) return;
const first = tab.getAttribute('href');
const follow = () => {
  const chosen = document.querySelector('[data-row]:has(.select-cell input:checked) .row-link');
  tab.setAttribute('href', chosen?.getAttribute('href') ?? first);
};
document.addEventListener('change', follow);
// A page gone back to keeps its ticks.
window.addEventListener('pageshow', follow);
