/* A copy of what is typed, in this tab only, until it has been saved: a server's error, a lost
   network or a closed page then cost nothing. The page offers to take it up again. Without this
   script everything works, but for that. */
'use strict';
{
    const SENT = 'typed-sent';
    const NOT_KEPT = ['csrfmiddlewaretoken', '_review'];
    const keyOf = address => `typed:${address}`;

    function read(form) {
        return [...new FormData(form)].filter(
            ([name, value]) => typeof value === 'string' && !NOT_KEPT.includes(name)
        );
    }

    function typed(fields) {
        return JSON.stringify(fields.filter(([name]) => name !== '_shown'));
    }

    function button(label, action) {
        const one = document.createElement('button');
        one.type = 'button';
        one.className = 'button';
        one.textContent = label;
        one.addEventListener('click', action);
        return one;
    }

    function sendBack(form, fields) {
        const back = document.createElement('form');
        back.method = 'post';
        back.hidden = true;
        const token = form.elements.csrfmiddlewaretoken.value;
        for (const [name, value] of [...fields, ['csrfmiddlewaretoken', token], ['_review', '1']]) {
            const field = document.createElement('textarea'); // keeps line ends
            field.name = name;
            field.value = value;
            back.append(field);
        }
        document.body.append(back);
        back.submit();
    }

    function offer(form, kept, forget) {
        const when = new Date(kept.at).toLocaleString('fr-FR', {dateStyle: 'long', timeStyle: 'short'});
        const notice = document.createElement('div');
        notice.className = 'kept';
        notice.setAttribute('role', 'status');
        const text = document.createElement('p');
        text.textContent = `Une saisie du ${when} n’a pas été enregistrée.`;
        const end = () => { forget(); notice.remove(); };
        notice.append(
            text,
            button('Reprendre ma saisie', () => sendBack(form, kept.fields)),
            button('L’oublier', end)
        );
        form.before(notice);
    }

    document.addEventListener('DOMContentLoaded', () => {
        const sent = sessionStorage.getItem(SENT);
        if (sent && document.querySelector('.messagelist .success')) {
            sessionStorage.removeItem(keyOf(sent));
            sessionStorage.removeItem(SENT);
        }
        document.getElementById('logout-form')?.addEventListener('submit', () => {
            Object.keys(sessionStorage)
                .filter(key => key.startsWith('typed'))
                .forEach(key => sessionStorage.removeItem(key));
        });

        // A row's form carries what it showed; the others say that they have words to keep.
        const shown = document.querySelector('#content-main form input[name=_shown]');
        const form = shown?.form || document.querySelector('#content-main form[data-keep]');
        if (!form || form.id.startsWith('resume')) {
            return;
        }
        const showsTyped = 'typed' in (shown || form).dataset;
        const address = location.pathname;
        const forget = () => sessionStorage.removeItem(keyOf(address));
        const untouched = typed(read(form));
        const kept = JSON.parse(sessionStorage.getItem(keyOf(address)) || 'null');
        if (kept && !showsTyped) {
            if (typed(kept.fields) === untouched) {
                forget();
            } else {
                offer(form, kept, forget);
            }
        }

        function keep() {
            const fields = read(form);
            try {
                sessionStorage.setItem(keyOf(address), JSON.stringify({at: Date.now(), fields}));
            } catch {
                // The tab's store is full: the browser's own memory has to do.
            }
        }
        let waiting;
        form.addEventListener('input', () => {
            clearTimeout(waiting);
            waiting = setTimeout(keep, 400);
        });
        form.addEventListener('submit', () => {
            clearTimeout(waiting);
            if (typed(read(form)) !== untouched || showsTyped) {
                keep();
            }
            sessionStorage.setItem(SENT, address);
        });
    });
}
