// @ts-check
import { html } from 'lit';
import { closeButton, open } from '../parts/dialogs.js';

const SEQUENCE_MS = 1_200;

/** Calls what a key stands for, unless somebody types. `g` waits for the letter of a page.
 * @param {Record<string, () => void>} single @param {Record<string, () => void>} afterG */
export function listen(single, afterG) {
  let g = 0;
  addEventListener('keydown', event => {
    if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      if (!document.querySelector('dialog[open]')) single['ctrl+k']();
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return;
    const isSecond = Date.now() - g < SEQUENCE_MS;
    const act = isSecond ? afterG[event.key] : single[event.key];
    g = event.key === 'g' && !isSecond ? Date.now() : 0;
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

/** @param {Event} event */
export function isTyping(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  return target.matches?.('input:not([type=checkbox]), textarea, select');
}

const KEYS = [
  [['Ctrl', 'K'], 'Command palette'],
  [['/'], 'Search in this list'],
  [['g', 'o'], 'Overview'],
  [['g', 'r'], 'Runs'],
  [['g', 'e'], 'Events'],
  [['g', 'f'], 'Functions'],
  [['g', 'x'], 'Errors'],
  [['g', 'b'], 'Bulk actions'],
  [['g', 'm'], 'Metrics'],
  [['g', 't'], 'Settings'],
  [['s'], 'Send an event'],
  [['j'], 'Next row'],
  [['k'], 'Row before'],
  [['Enter'], 'Open the row'],
  [['x'], 'Select the run, or leave it out'],
  [['Esc'], 'Back, close'],
  [['.'], 'Pause or resume live changes'],
  [['e'], 'Timeline: open attempts and child runs'],
  [['w'], 'Timeline: close them'],
  [['→', '←'], 'Timeline: open or close a row'],
  [['+', '-'], 'Timeline: zoom in, zoom out'],
  [['Shift', '→'], 'Timeline: later; ← earlier'],
  [['f'], 'Timeline: zoom to the row'],
  [['0'], 'Timeline: all of the time'],
  [['z'], 'Timeline: squeeze or show idle time'],
  [['t'], 'Theme: system, light, dark'],
  [['u'], 'Times: relative, local, UTC'],
  [['d'], 'Rows: normal, dense'],
  [['?'], 'This list'],
];

export function showKeys() {
  open(close => html`<form method="dialog"><div class="dialog-head"><h2>Keyboard</h2>${closeButton(close)}</div>
    <div class="dialog-body" tabindex="0"><dl class="keys">${KEYS.map(([keys, what]) => html`<dt>${/** @type {string[]} */ (keys).map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${what}</dd>`)}</dl></div></form>`,
  { label: 'Keyboard' });
}
