/* The collapsible parts of a page: those that were open stay open after saving, and a link to a
   part, or to a field in it, opens it. Without this script they open and close all the same. */
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
        if (part) {
            part.open = true;
            target.scrollIntoView();
        }
    }
    openTarget();
    window.addEventListener('hashchange', openTarget);
});
