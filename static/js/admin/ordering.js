/* The order of rows, by keyboard: each Monter or Descendre button moves its row by one place.
   Dragging is django-admin-sortable2's; both write the same hidden place.
   Only saved rows move: the admin's script numbers forms by position, new ones come last. */
'use strict';
{
    const announcements = document.createElement('p');
    announcements.className = 'visually-hidden';
    announcements.setAttribute('aria-live', 'polite');

    function announce(text) {
        announcements.textContent = text;
    }

    function number(rows) {
        rows.forEach((row, index) => {
            const place = row.querySelector('input._reorder_');
            place.value = index + 1;
            place.dispatchEvent(new Event('change', {bubbles: true}));
        });
    }

    function move(button) {
        const row = button.closest('.inline-related');
        const name = row.querySelector('.inline_label').textContent.trim();
        const saved = () => [...row.parentElement.querySelectorAll(':scope > .has_original')];
        const rows = saved();
        const from = rows.indexOf(row);
        const to = button.dataset.move === 'up' ? from - 1 : from + 1;
        if (to < 0 || to >= rows.length) {
            announce(`${name} est déjà ${to < 0 ? 'en premier' : 'en dernier'}.`);
            return;
        }
        rows[to].insertAdjacentElement(to < from ? 'beforebegin' : 'afterend', row);
        number(saved());
        button.focus();
        announce(`${name}, place ${to + 1} sur ${rows.length}. Enregistrez pour garder cet ordre.`);
    }

    // « Rentrée 3 »: a new row is called after its place. The admin's script only knows « #3 ».
    function nameNewRows(event) {
        const group = document.getElementById(`${event.detail.formsetName}-group`);
        group?.querySelectorAll('.inline-related:not(.empty-form)').forEach((row, index) => {
            const place = row.querySelector('.row-number');
            if (place) {
                place.textContent = index + 1;
            }
        });
    }

    document.addEventListener('DOMContentLoaded', () => {
        document.body.append(announcements);
        document.addEventListener('formset:added', nameNewRows);
        document.addEventListener('formset:removed', nameNewRows);
        document.addEventListener('click', event => {
            const button = event.target.closest('button[data-move]');
            if (button) {
                move(button);
            }
        });
        // The admin's script renames a new row's fields but not what describes them.
        document.addEventListener('formset:added', event => {
            const described = event.target.querySelectorAll('[aria-describedby*="__prefix__"]');
            for (const field of described) {
                const index = field.name.match(/-(\d+)-/)?.[1];
                const ids = field.getAttribute('aria-describedby').replaceAll('__prefix__', index);
                field.setAttribute('aria-describedby', ids);
            }
            event.target.querySelector('input:not([type=hidden]), select, textarea')?.focus();
        });
    });
}
