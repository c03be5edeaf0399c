// @ts-check
import { html, nothing } from 'lit';
import { isTyping } from '../shell/keys.js';
import { count, plural } from './format.js';
import { icon } from './icons.js';

/** @typedef {import('./list.js').List} List */

/** A list without a member, or with it. @param {string[]} list @param {string} one */
export const toggled = (list, one) => (list.includes(one) ? list.filter(other => other !== one) : [...list, one]);

/** Searching by text or by an expression. @param {{label: string, hint: string, text?: string, cel?: string, example: string, go: (found: {text?: string, cel?: string}) => void}} search */
export function searchBox({ label, hint, text, cel, example, go }) {
  const isExpression = Boolean(cel);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (/** @type {HTMLElement} */ (event.currentTarget).closest('form'));
    const typed = /** @type {HTMLInputElement} */ (form.elements.namedItem('search')).value.trim();
    const how = /** @type {HTMLSelectElement} */ (form.elements.namedItem('how')).value;
    go({ text: how === 'text' ? typed || undefined : undefined, cel: how === 'cel' ? typed || undefined : undefined });
  };
  const hints = (/** @type {boolean} */ forCel) => (forCel ? example : `${hint}  ( / )`);
  return html`<form class="search" @submit=${submit}>${icon('search')}
    <input type="search" name="search" aria-label=${label} placeholder=${hints(isExpression)} .value=${cel ?? text ?? ''} maxlength="1000" autocomplete="off" spellcheck="false"
      @search=${submit} @keydown=${(/** @type {KeyboardEvent} */ e) => { if (e.key === 'Escape') /** @type {HTMLElement} */ (e.target).blur(); }}>
    <select name="how" aria-label="How to search" .value=${isExpression ? 'cel' : 'text'} @change=${(/** @type {Event} */ e) => { const select = /** @type {HTMLSelectElement} */ (e.target); const input = /** @type {HTMLInputElement} */ (select.form?.elements.namedItem('search')); input.placeholder = hints(select.value === 'cel'); if (input.value) submit(e); else input.focus(); }}>
      <option value="text" ?selected=${!isExpression}>Text</option><option value="cel" ?selected=${isExpression}>Expression</option></select></form>`;
}

/** Rows that came while the list was being read. @param {List} list @param {string} what */
export const news = (list, what) => (list.held.length === 0 ? nothing
  : html`<button class="news" @click=${() => { scrollTo(0, 0); list.showHeld(); }}>${plural(list.held.length, `new ${what}`)}</button>`);

/** What stands below a list. @param {List} list @param {string} what */
export function listFoot(list, what) {
  const searched = list.searched === undefined ? '' : `, ${count(list.searched)} looked at`;
  const words = list.problem ? 'The next page could not be read.' : `${plural(list.rows.length, what)} shown${searched}`;
  return html`<div class="list-foot"><span role="status">${words}</span><span class="grow"></span>
    ${list.hasMore ? html`<button class="button small" ?disabled=${list.isLoadingMore} @click=${() => { list.problem = undefined; list.more(); }}>${list.isLoadingMore ? 'Loading…' : list.searched === undefined ? 'Show more' : 'Search on'}</button>` : nothing}</div>`;
}

/** j, k and Enter; scrolling keeps new rows away. @param {List} list @param {AbortSignal} leaving @param {(row: any) => void} openRow */
export function listKeys(list, leaving, openRow) {
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return;
    const by = { j: 1, k: -1 }[event.key];
    const target = /** @type {HTMLElement} */ (event.target);
    if (by) {
      list.move(by);
      requestAnimationFrame(() => document.querySelector('tr.current')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter' && list.current && !target.closest('a, button, summary')) {
      const row = list.rows.find(one => one[list.list.id] === list.current);
      if (row) openRow(row);
    } else if (event.key === 'Escape' && list.current) {
      list.current = undefined;
      list.list.draw();
    }
  }, { signal: leaving });
  addEventListener('scroll', () => {
    list.isBeingRead = scrollY > 80;
    if (!list.isBeingRead && list.held.length > 0) list.showHeld();
    if (list.hasMore && !list.problem && !list.isLoading && list.searched === undefined && scrollY > 0 && innerHeight + scrollY > document.documentElement.scrollHeight - 400) list.more();
  }, { signal: leaving, passive: true });
}
