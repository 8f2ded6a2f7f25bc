/* Beside a colour that is typed, the browser's own way of picking one. Without this script one types;
   the field is what is sent. */
'use strict';
document.addEventListener('DOMContentLoaded', () => {
    const field = document.querySelector('#content-main #id_accent');
    if (!field || field.disabled) {
        return;
    }
    const picker = document.createElement('input');
    picker.type = 'color';
    picker.setAttribute('aria-label', 'Choisir la couleur d’accent');

    function follow() {
        const typed = field.value.trim().toLowerCase();
        picker.value = /^#?[0-9a-f]{6}$/.test(typed) ? '#' + typed.replace('#', '') : '#1a2fd0';
    }
    picker.addEventListener('input', () => {
        field.value = picker.value;
        field.dispatchEvent(new Event('input', {bubbles: true})); // as if it had been typed
    });
    field.addEventListener('input', follow);
    follow();
    field.after(' ', picker);
});
