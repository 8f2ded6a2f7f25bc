/* Three buttons above a long text, for the marks that it knows (`programmes/prose.py`): the lines
   that are selected become a list, the words bold or a link. The same button takes them back. They
   write what one could have typed, undone as what one types. */
'use strict';
{
    const BULLET = /^\s*-\s+/;
    const ADDRESS = 'https://';

    // What replaces a stretch of the field, and what is selected in it afterwards.
    function list(text, start, end) {
        const from = text.lastIndexOf('\n', start - 1) + 1;
        const next = text.indexOf('\n', Math.max(end, start));
        const to = next < 0 ? text.length : next;
        const lines = text.slice(from, to).split('\n');
        const typed = lines.filter(line => line.trim());
        const isList = typed.length > 0 && typed.every(line => BULLET.test(line));
        const item = line => (isList ? line.replace(BULLET, '') : `- ${line.replace(BULLET, '')}`);
        const made = lines.map(line => (line.trim() || lines.length === 1 ? item(line) : line)).join('\n');
        const selected = lines.length > 1 ? [0, made.length] : [made.length, made.length];
        return {from, to, made, selected};
    }

    // Marks stand close to the words: spaces at the ends of a selection stay outside, and it ends
    // where its first line does.
    function words(text, start, end) {
        const chosen = text.slice(start, end);
        const from = start + chosen.length - chosen.trimStart().length;
        const line = text.slice(Math.min(from, end), end).split('\n')[0].trimEnd();
        return {from: line ? from : start, line};
    }

    function bold(text, start, end) {
        const {from, line} = words(text, start, end);
        const to = from + line.length;
        if (line.length > 4 && line.startsWith('**') && line.endsWith('**')) {
            const made = line.slice(2, -2);
            return {from, to, made, selected: [0, made.length]};
        }
        if (line && text.slice(from - 2, from) === '**' && text.slice(to, to + 2) === '**') {
            return {from: from - 2, to: to + 2, made: line, selected: [0, line.length]};
        }
        const said = line || 'texte';
        return {from, to, made: `**${said}**`, selected: [2, 2 + said.length]};
    }

    function link(text, start, end) {
        const {from, line} = words(text, start, end);
        const to = from + line.length;
        const found = line.match(/^\[([^\[\]]+)\]\([^\s]*\)$/);
        if (found) {
            return {from, to, made: found[1], selected: [0, found[1].length]};
        }
        const isAddress = /^(https:|mailto:|tel:)\S+$/.test(line);
        const said = isAddress || !line ? 'texte' : line.replace(/[[\]]/g, '');
        const address = isAddress ? line : ADDRESS;
        const place = isAddress ? 1 : said.length + 3;
        return {
            from, to, made: `[${said}](${address})`,
            selected: [place, place + (isAddress ? said.length : address.length)],
        };
    }

    function write(field, {from, to, made, selected}) {
        field.focus();
        field.setSelectionRange(from, to);
        // The one way of writing that Ctrl+Z takes back; where there is none, it is written all the same.
        if (!document.execCommand('insertText', false, made)) {
            field.setRangeText(made);
            field.dispatchEvent(new Event('input', {bubbles: true}));
        }
        field.setSelectionRange(from + selected[0], from + selected[1]);
    }

    function button(field, name, help, change) {
        const made = document.createElement('button');
        made.type = 'button';
        made.className = 'move';
        made.textContent = name;
        made.title = help;
        made.setAttribute('aria-controls', field.id);
        made.addEventListener('click', () => {
            write(field, change(field.value, field.selectionStart, field.selectionEnd));
        });
        return made;
    }

    function start(field) {
        const buttons = document.createElement('div');
        buttons.className = 'marks';
        buttons.setAttribute('role', 'group');
        buttons.setAttribute('aria-label', 'Mise en forme');
        buttons.setAttribute('aria-controls', field.id);
        buttons.append(
            button(field, 'Liste', 'Une ligne, un point : « - »', list),
            button(field, 'Gras', 'Mots choisis entre deux fois deux étoiles', bold),
            button(field, 'Lien', 'Mots choisis, puis l’adresse où ils mènent', link),
        );
        field.before(buttons);
    }

    document.addEventListener('DOMContentLoaded', () => {
        document.querySelectorAll('#content-main textarea[data-marks]:not([readonly], [disabled])').forEach(start);
    });
}
