// @ts-check
import { html, nothing } from 'lit';
import { Problem } from './api.js';
import { notify } from './dialogs.js';
import { ago, clock, iso, when } from './format.js';
import { icon } from './icons.js';
import { preferences } from './preferences.js';

/** Puts a text on the clipboard. @param {string} text @param {string} [what] */
export async function copy(text, what = 'Copied') {
  try {
    await navigator.clipboard.writeText(text);
    notify(what);
  } catch {
    notify('The browser does not give access to the clipboard.', { isProblem: true });
  }
}

/** A text in one line, with a button that copies it. @param {string} text @param {string} what */
export const copyable = (text, what) => html`<span class="copyable"><span class="mono" title=${text}>${text}</span>
  <button class="icon-button" aria-label="Copy ${what}" title="Copy ${what}" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); copy(text); }}>${icon('copy')}</button></span>`;

/** Code with a button that copies it. @param {string} text @param {{wrap?: boolean}} [how] */
export const code = (text, { wrap = false } = {}) => html`<div class="code-frame"><pre class="code ${wrap ? 'wrap' : ''}" tabindex="0">${text}</pre>
  <button type="button" class="button quiet small" @click=${() => copy(text)}>${icon('copy')}Copy</button></div>`;

/** A moment as people say it; the title is exact. @param {number} at @param {number} now */
export const moment = (at, now) => html`<time datetime=${iso(at) || nothing} title="${preferences.time === 'relative' ? clock(at) : ago(at, now)} · ${iso(at)}">${when(at, now)}</time>`;

/** Something could not be read. Never looks like an empty list. @param {unknown} problem @param {() => void} again */
export function failure(problem, again) {
  const known = problem instanceof Problem ? problem : new Problem(String(problem), -1);
  return html`<div class="state problem" role="alert">${icon('alert')}<h2>${known.title}</h2><p>${known.message}</p>
    <div class="row"><button class="button" @click=${again}>${icon('again')}Try again</button></div></div>`;
}

/** @param {string} title @param {unknown} text @param {unknown} [actions] */
export const empty = (title, text, actions) => html`<div class="state">${icon('empty')}<h2>${title}</h2><p>${text}</p>${actions ? html`<div class="row">${actions}</div>` : nothing}</div>`;

/** In place of what is being read. @param {number} lines */
export const skeleton = (lines = 8) => html`<div class="skeleton" role="status" aria-label="Loading">${Array.from({ length: lines }, () => html`<i></i>`)}</div>`;

/** An error that a run or a step has stored. @param {{name?: string, message?: string, stack?: string, cause?: any} | null | undefined} error @returns {unknown} */
export function errorBox(error) {
  if (!error) return nothing;
  const cause = error.cause;
  return html`<div class="stack-gap"><div class="error-box"><b>${text(error.name ?? 'Error')}</b><span>${text(error.message)}</span></div>
    ${error.stack ? html`<pre class="stack" tabindex="0" aria-label="Stack trace">${text(error.stack)}</pre>` : nothing}
    ${cause ? html`<h3>Caused by</h3>${errorBox(typeof cause === 'object' ? cause : { name: 'Cause', message: String(cause) })}` : nothing}</div>`;
}

/** @param {any} value */
const text = value => typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

/** A menu. @param {unknown} label @param {unknown} items @param {{className?: string, title?: string}} [how] */
export const menu = (label, items, { className = '', title } = {}) => html`<details class="menu ${className}"
  @keydown=${(/** @type {KeyboardEvent} */ e) => { const menu = /** @type {HTMLElement} */ (e.currentTarget); if (e.key === 'Escape' && menu.hasAttribute('open')) { e.stopPropagation(); menu.removeAttribute('open'); menu.querySelector('summary')?.focus(); } }}>
  <summary class="button" aria-label=${title ?? nothing} title=${title ?? nothing}>${label}</summary><div class="menu-panel">${items}</div></details>`;

/** Closes menus that are left: by a click elsewhere, or by the focus. @param {Event} event */
function closeOthers(event) {
  const target = /** @type {Node} */ (event.target);
  for (const open of document.querySelectorAll('details.menu[open]')) {
    // A click on the panel gives the focus to what the menu stands in.
    if (!open.contains(target) && !(event.type === 'focusin' && target.contains(open))) open.removeAttribute('open');
  }
}

addEventListener('click', closeOthers);
addEventListener('focusin', closeOthers);
