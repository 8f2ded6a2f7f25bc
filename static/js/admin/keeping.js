/* A copy of what is typed, until that very form has been saved: a server's error, a lost network, a
   link, a closed window then cost nothing. The form offers to take it up again. The copy stays in
   the tab while its page is open, then in the browser; a logout removes it, another person never
   sees it. Without this script everything works, but for that. */
'use strict';
{
    const PREFIX = 'typed:';
    const LIFE = 30 * 24 * 3600 * 1000; // milliseconds
    const NOT_KEPT = ['csrfmiddlewaretoken', '_review', '_copy'];

    // What a form says

    function read(form) {
        return [...new FormData(form)].filter(
            ([name, value]) => typeof value === 'string' && !NOT_KEPT.includes(name)
        );
    }

    function typed(fields) {
        return JSON.stringify(fields.filter(([name]) => name !== '_shown'));
    }

    // Whatever the browser has put back into it since.
    function asServed(form) {
        const other = form.cloneNode(true);
        other.reset();
        return typed(read(other));
    }

    // A new bloc or unit is one of the programme that its address names.
    function addressOf(form) {
        const {pathname, searchParams} = new URL(form.getAttribute('action') || '', location.href);
        const programme = searchParams.get('programme');
        return programme ? `${pathname}?programme=${programme}` : pathname;
    }

    // Where copies are

    function newName() {
        const bytes = crypto.getRandomValues(new Uint8Array(8));
        return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
    }

    function write(store, name, copy) {
        try {
            store.setItem(PREFIX + name, JSON.stringify(copy));
        } catch {
            // The browser's store is full: its own memory has to do.
        }
    }

    function forget(name) {
        sessionStorage.removeItem(PREFIX + name);
        localStorage.removeItem(PREFIX + name);
    }

    function copiesIn(store) {
        return Object.keys(store)
            .filter(key => key.startsWith(PREFIX))
            .map(key => ({...JSON.parse(store.getItem(key)), name: key.slice(PREFIX.length)}))
            .sort((one, other) => one.at - other.at);
    }

    // A page that crashed has left its copy in the tab.
    function leftCopies() {
        for (const {name, ...copy} of copiesIn(sessionStorage)) {
            sessionStorage.removeItem(PREFIX + name);
            write(localStorage, name, copy);
        }
        return copiesIn(localStorage);
    }

    // The offer

    function button(label, action) {
        const one = document.createElement('button');
        one.type = 'button';
        one.className = 'button';
        one.textContent = label;
        one.addEventListener('click', action);
        return one;
    }

    function sendBack(form, copy) {
        const back = document.createElement('form');
        back.method = 'post';
        back.hidden = true;
        const token = form.elements.csrfmiddlewaretoken.value;
        const more = [['csrfmiddlewaretoken', token], ['_copy', copy.name], ['_review', '1']];
        for (const [name, value] of [...copy.fields, ...more]) {
            const field = document.createElement('textarea'); // keeps line ends
            field.name = name;
            field.value = value;
            back.append(field);
        }
        document.body.append(back);
        back.submit();
    }

    function offer(form, copy) {
        const when = new Date(copy.at).toLocaleString('fr-FR', {dateStyle: 'long', timeStyle: 'short'});
        const notice = document.createElement('div');
        notice.className = 'kept';
        notice.setAttribute('role', 'status');
        const text = document.createElement('p');
        text.textContent = `Une saisie du ${when} n’a pas été enregistrée.`;
        const end = () => { forget(copy.name); notice.remove(); };
        notice.append(
            text,
            button('Reprendre ma saisie', () => sendBack(form, copy)),
            button('L’oublier', end)
        );
        form.before(notice);
    }

    // The page

    function watch(form, person) {
        const served = form.elements._copy;
        const showsTyped = served.value !== '' || 'typed' in served.dataset;
        const address = addressOf(form);
        let name = served.value || newName();
        let hasWords = showsTyped;
        let wasSent = false;
        let waiting;

        function keep(store) {
            clearTimeout(waiting);
            write(store, name, {person, address, at: Date.now(), fields: read(form)});
        }
        function change() {
            if (wasSent) { // what is typed while the answer is on its way is not in what was sent
                name = newName();
                wasSent = false;
            }
            hasWords = true;
            clearTimeout(waiting);
            waiting = setTimeout(() => keep(sessionStorage), 400);
        }
        form.addEventListener('input', change);
        form.addEventListener('change', change);
        form.addEventListener('submit', () => {
            hasWords ||= typed(read(form)) !== asServed(form);
            forget(name);
            name = newName(); // of what this very sending says
            wasSent = true;
            if (hasWords) {
                keep(sessionStorage);
            }
        });
        form.addEventListener('formdata', event => event.formData.set('_copy', name));
        window.addEventListener('pagehide', () => {
            if (hasWords) {
                keep(localStorage);
                sessionStorage.removeItem(PREFIX + name);
            }
        });

        if (showsTyped) {
            localStorage.removeItem(PREFIX + name);
            keep(sessionStorage);
        }
        // Once the browser has put back what it remembers of the page.
        window.addEventListener('pageshow', () => {
            if (showsTyped) {
                return;
            }
            const before = asServed(form);
            const now = typed(read(form));
            const copies = copiesIn(localStorage).filter(one => one.address === address);
            const others = copies.filter(one => ![before, now].includes(typed(one.fields)));
            others.forEach(one => offer(form, one));
            if (now !== before) {
                form.dispatchEvent(new Event('restored'));
                if (!others.length) { // else they are in a copy already, with what no browser restores
                    change();
                }
            }
            copies.filter(one => !others.includes(one)).forEach(one => forget(one.name));
        }, {once: true});
    }

    document.addEventListener('DOMContentLoaded', () => {
        if (document.querySelector('[data-logged-out]')) {
            [sessionStorage, localStorage].flatMap(copiesIn).forEach(({name}) => forget(name));
        }
        const who = document.getElementById('logout-form')?.dataset;
        if (!who) {
            return;
        }
        const saved = who.saved.split(' ');
        for (const {name, person, at} of leftCopies()) {
            if (saved.includes(name) || person !== who.person || Date.now() - at > LIFE) {
                forget(name);
            }
        }
        const form = document.querySelector('#content-main input[name=_copy]')?.form;
        if (form) {
            watch(form, who.person);
        }
    });
}
