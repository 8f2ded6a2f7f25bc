/* The collapsible parts of a page: those that were open stay open after saving, at the place that
   one was at, and a link to a part, or to a field in it, opens it. Without this script they open
   and close all the same. */
'use strict';
document.addEventListener('DOMContentLoaded', () => {
    const parts = [...document.querySelectorAll('details.part')];
    if (!parts.length) {
        return;
    }
    const key = `parts:${location.pathname}`;
    const remembered = JSON.parse(sessionStorage.getItem(key) || '[]');

    for (const part of parts) {
        part.open ||= remembered.includes(part.id);
        part.addEventListener('toggle', () => {
            const open = parts.filter(one => one.open).map(one => one.id);
            sessionStorage.setItem(key, JSON.stringify(open));
        });
    }

    function openTarget() {
        const target = document.getElementById(location.hash.slice(1));
        const part = target?.closest('details.part');
        if (!part) {
            return;
        }
        part.open = true;
        target.closest('details.row')?.setAttribute('open', '');
        if (target.matches('input, select, textarea')) {
            target.focus({preventScroll: true});
        }
        target.scrollIntoView();
    }
    openTarget();
    window.addEventListener('hashchange', openTarget);

    // After saving, one goes on where one was; the message comes along until one does something.
    const placeKey = `place:${location.pathname}`;
    const form = parts[0].closest('form');
    const top = () => form.getBoundingClientRect().top;
    form.addEventListener('submit', event => {
        if (event.submitter?.name === '_continue') {
            sessionStorage.setItem(placeKey, String(top()));
        }
    });
    const place = sessionStorage.getItem(placeKey);
    sessionStorage.removeItem(placeKey);
    const messages = document.querySelector('.messagelist');
    if (place && messages?.querySelector('.success') && !location.hash) {
        // Once the other scripts have made the page as long as it was.
        requestAnimationFrame(() => window.scrollBy(0, top() - Number(place)));
        messages.classList.add('along');
        for (const done of ['click', 'input', 'keydown']) {
            document.addEventListener(done, () => messages.classList.remove('along'), {once: true});
        }
    }
});
