/* How long a text is, under its field, as one types. The length that the help text advises comes
   first, else the longest that the field takes. Counted as the server counts: each emoji is one
   character, each end of line two. Near the limit, and only there, it is also said aloud. The field
   itself lets everything in: browsers cut in silence what one pastes, the server says what to cut. */
'use strict';
{
    const FIELDS = 'input[type=text]:not([readonly]), textarea:not([readonly])';
    const PAUSE = 800;
    const shown = new WeakMap();
    const announcements = document.createElement('p');
    announcements.className = 'visually-hidden';
    announcements.setAttribute('role', 'status');
    let made = 0;
    let pause;

    function advised(field) {
        const ids = (field.getAttribute('aria-describedby') || '').split(/\s+/);
        const help = ids.map(id => document.getElementById(id)?.textContent || '').join(' ');
        return Number(help.match(/(\d+)\s+caractères/)?.[1]) || 0;
    }

    function limits(field) {
        const most = field.maxLength > 0 ? field.maxLength : 0;
        const advice = advised(field);
        const isAdvice = advice && (!most || advice < most);
        return {limit: isAdvice ? advice : most, most, isAdvice};
    }

    function length(field) {
        return [...field.value.replaceAll('\n', '\r\n')].length;
    }

    function said(count, {limit, most, isAdvice}) {
        if (most && count > most) {
            return `${count} sur ${most} caractères, ${count - most} de trop`;
        }
        if (!isAdvice) {
            return `${count} sur ${limit} caractères`;
        }
        const end = count > limit && most ? `, ${most} au plus` : '';
        return `${count} sur ${limit} caractères conseillés${end}`;
    }

    function isNear(count, limit) {
        return count >= limit - Math.max(10, limit / 10);
    }

    function show(field) {
        const {element, bounds} = shown.get(field);
        const count = length(field);
        element.textContent = said(count, bounds);
        // Codes of a few characters are always near their limit: only going over is worth a word.
        const near = bounds.limit > 20 && isNear(count, bounds.limit);
        element.classList.toggle('near', near);
        element.classList.toggle('over', count > bounds.limit);
        return near || count > bounds.limit;
    }

    function typed(field) {
        const matters = show(field);
        clearTimeout(pause);
        if (matters) {
            pause = setTimeout(() => {
                announcements.textContent = shown.get(field).element.textContent;
            }, PAUSE);
        }
    }

    function start(field) {
        const bounds = limits(field);
        if (!bounds.limit || shown.has(field) || field.id.includes('__prefix__')) {
            return;
        }
        field.removeAttribute('maxlength');
        const element = document.createElement('p');
        made += 1;
        element.id = `characters-${made}`;
        element.className = 'characters';
        (field.closest('.field') || field.parentElement).append(element);
        shown.set(field, {element, bounds});
        const described = field.getAttribute('aria-describedby');
        field.setAttribute('aria-describedby', `${described || ''} ${element.id}`.trim());
        show(field);
    }

    document.addEventListener('DOMContentLoaded', () => {
        const main = document.getElementById('content-main');
        main?.querySelectorAll(`form ${FIELDS.replace(', ', ', form ')}`).forEach(start);
        document.body.append(announcements);
        document.addEventListener('input', event => {
            if (shown.has(event.target)) {
                typed(event.target);
            }
        });
        document.addEventListener('formset:added', event => {
            event.target.querySelectorAll(FIELDS).forEach(start);
        });
    });
    // What the browser puts back into a page that one returns to.
    window.addEventListener('pageshow', () => {
        document.querySelectorAll(FIELDS).forEach(field => shown.has(field) && show(field));
    });
}
