/* Asks before leaving a page with changes that nobody saved. */
'use strict';
document.addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector('#content-main form[id$="_form"]');
    if (!form) {
        return;
    }
    let unsaved = false;
    const changed = () => { unsaved = true; };
    form.addEventListener('input', changed);
    form.addEventListener('change', changed);
    form.addEventListener('submit', () => { unsaved = false; });
    window.addEventListener('beforeunload', event => {
        if (unsaved) {
            event.preventDefault();
        }
    });
});
