/* The address of a new programme, proposed from its titles as one types them, until somebody writes
   it otherwise; emptied, it is proposed again. An address is made as the server makes it
   (`programmes/text.py`), which proposes one too where no script runs. */
'use strict';
document.addEventListener('DOMContentLoaded', () => {
    const LONGEST = 80;
    const field = document.querySelector('#content-main [data-proposed]');
    if (!field) {
        return;
    }
    const titles = [field.form.elements.short_title, field.form.elements.full_title];

    function address(text) {
        return text.toLowerCase().normalize('NFKD').replace(/[\p{M}\p{Cf}\p{Co}\p{DI}\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/gu, '').toLowerCase()
            .replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss')
            .replace(/[^a-z0-9_]+/g, '-').replace(/^[-_]+|[-_]+$/g, '');
    }

    function proposal() {
        const made = titles.map(title => address(title.value)).find(Boolean) || '';
        return made.slice(0, LONGEST).replace(/[-_]+$/, '');
    }

    // Of these titles the server may have made one that is free.
    const first = proposal();
    let proposed = field.dataset.proposed || first;

    function propose() {
        const isFree = ['', proposed].includes(field.value);
        const made = proposal();
        proposed = made === first ? field.dataset.proposed || made : made;
        if (isFree && field.value !== proposed) {
            field.value = proposed;
            field.dispatchEvent(new Event('input', {bubbles: true})); // as if it had been typed
        }
    }
    titles.forEach(title => title.addEventListener('input', propose));
});
