// A file that is too large is told when it is chosen, in the words the server would use after minutes of sending.
for (const input of document.querySelectorAll('input[type="file"][data-each]')) {
  const { each, all, tooLarge, tooMuch } = input.dataset;
  const place = Object.assign(document.createElement('p'), { className: 'error', hidden: true });
  place.setAttribute('role', 'alert');
  input.before(place);
  input.addEventListener('change', () => {
    const files = [...input.files];
    const large = files.find((file) => file.size > Number(each));
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    place.textContent = large ? `‘${large.name}’: ${tooLarge}` : bytes > Number(all) ? tooMuch : '';
    place.hidden = place.textContent === '';
    // What would be refused is not sent with the rest.
    if (!place.hidden) input.value = '';
  });
}
