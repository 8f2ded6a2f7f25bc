/* Asks before leaving a page with words that nobody saved: typed here, or shown again with what is
   wrong, after a choice, after a login. */
'use strict';
document.addEventListener('DOMContentLoaded', () => {
    const copy = document.querySelector('#content-main input[name=_copy]');
    const form = copy?.form || document.querySelector('#content-main form[id$="_form"]');
    if (!form) {
        return;
    }
    let unsaved = Boolean(copy?.value) || form.querySelector('[data-typed]') !== null;
    const changed = () => { unsaved = true; };
    for (const event of ['input', 'change', 'restored']) { // the last one by keeping.js
        form.addEventListener(event, changed);
    }
    form.addEventListener('submit', () => { unsaved = false; });
    window.addEventListener('beforeunload', event => {
        if (unsaved) {
            event.preventDefault();
        }
    });
});
