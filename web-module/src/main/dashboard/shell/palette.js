// @ts-check
import { html } from 'lit';
import { open } from '../parts/dialogs.js';
import { functions } from '../parts/functions.js';
import { icon } from '../parts/icons.js';
import { bulkPath, eventPath, functionPath, router, runPath } from '../parts/router.js';

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const MOST = 40;

/** @typedef {{icon: string, label: string, note: string, act: () => void}} Item */

/** The command palette: pages, functions, actions, and whatever id is pasted.
 * @param {Item[]} fixed pages and actions */
export function openPalette(fixed) {
  let typed = '';
  let at = 0;
  /** @type {Item[]} */
  let found = fixed;
  /** @type {Item[]} */
  let ofFunctions = [];

  const { dialog, redraw } = open((close, redraw) => {
    const search = () => {
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = (/** @type {Item} */ item) => words.every(word => `${item.label} ${item.note}`.toLowerCase().includes(word));
      found = [...ofId(typed.trim()), ...fixed.filter(fits), ...ofFunctions.filter(fits), ...ofText(typed.trim())].slice(0, MOST);
      at = Math.min(at, Math.max(0, found.length - 1));
    };
    const choose = (/** @type {number} */ index) => {
      const item = found[index];
      if (!item) return;
      close();
      item.act();
    };
    const key = (/** @type {KeyboardEvent} */ event) => {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === 'Enter') choose(at);
      else if (move) at = (at + move + found.length) % Math.max(1, found.length);
      else return;
      event.preventDefault();
      redraw();
      dialog.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    };
    search();
    return html`<input role="combobox" aria-expanded="true" aria-controls="palette-list" aria-activedescendant="palette-${at}" aria-label="Go to, or do"
        placeholder="Go to a page or function, paste an id, or do something…" autocomplete="off" spellcheck="false" .value=${typed}
        @input=${(/** @type {any} */ e) => { typed = e.target.value; at = 0; redraw(); }} @keydown=${key}>
      <ul role="listbox" id="palette-list" aria-label="What there is">${found.map((item, n) => html`<li role="option" id="palette-${n}" aria-selected=${n === at}
        @click=${() => choose(n)} @pointermove=${() => { if (at !== n) { at = n; redraw(); } }}>${icon(item.icon)}<span class="ellipsis">${item.label}</span><span class="muted">${item.note}</span></li>`)}</ul>`;
  }, { label: 'Command palette', className: 'palette' });

  functions().then(list => {
    ofFunctions = list.map(fn => ({ icon: 'functions', label: fn.name, note: fn.id, act: () => router.go(functionPath(fn.id)) }));
    if (dialog.isConnected) redraw();
  }, () => { /* the palette does without */ });
}

/** @param {string} text @returns {Item[]} */
function ofId(text) {
  if (!ULID.test(text)) return [];
  return [
    { icon: 'runs', label: `Open run ${text}`, note: 'id', act: () => router.go(runPath(text)) },
    { icon: 'events', label: `Open event ${text}`, note: 'id', act: () => router.go(eventPath(text)) },
    { icon: 'bulk', label: `Open bulk action ${text}`, note: 'id', act: () => router.go(bulkPath(text)) },
  ];
}

/** @param {string} text @returns {Item[]} */
function ofText(text) {
  if (text.length < 2 || ULID.test(text)) return [];
  return [{ icon: 'search', label: `Search runs for “${text}”`, note: 'Runs', act: () => router.go(`/runs?text=${encodeURIComponent(text)}`) },
    { icon: 'search', label: `Search events for “${text}”`, note: 'Events', act: () => router.go(`/events?text=${encodeURIComponent(text)}`) }];
}
