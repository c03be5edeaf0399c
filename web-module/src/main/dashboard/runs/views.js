// @ts-check
import { html, nothing } from 'lit';
import { menu } from '../parts/bits.js';
import { notify } from '../parts/dialogs.js';
import { icon } from '../parts/icons.js';
import { keep, kept } from '../parts/preferences.js';

const KEY = 'gamelan.runs.views';
const LONGEST_NAME = 60;
/** @typedef {{name: string, search: string}} View search: the filters, as in the address */

/** What this browser keeps, by name. @returns {View[]} */
function views() {
  try {
    const all = JSON.parse(kept(KEY) ?? '[]');
    return Array.isArray(all) ? all.filter(view => typeof view?.name === 'string' && typeof view.search === 'string') : [];
  } catch {
    return [];
  }
}

/** @param {View[]} all */
const keepAll = all => keep(KEY, JSON.stringify(all.sort((a, b) => a.name.localeCompare(b.name))));

/** Filters under a name: to be shown again, or sent to somebody as their address. @param {string} search of the address @param {() => void} changed */
export function viewsMenu(search, changed) {
  const all = views();
  const close = (/** @type {Event} */ event) => /** @type {HTMLElement} */ (event.currentTarget).closest('details')?.removeAttribute('open');
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const name = /** @type {HTMLInputElement} */ (form.elements.namedItem('view')).value.trim();
    if (!name) return;
    keepAll([...views().filter(view => view.name !== name), { name, search }]);
    form.reset();
    close(event);
    notify(`The view “${name}” is kept in this browser.`);
    changed();
  };
  const forget = (/** @type {string} */ name) => {
    keepAll(views().filter(view => view.name !== name));
    changed();
  };
  return menu(html`${icon('bookmark')}Views`, html`
    ${all.map(view => html`<div class="view-item"><a class="menu-item" href="/runs${view.search}" aria-current=${view.search === search ? 'true' : nothing} @click=${close}><span class="ellipsis">${view.name}</span></a>
      <button class="icon-button" aria-label="Forget the view ${view.name}" title="Forget this view" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); forget(view.name); }}>${icon('close')}</button></div>`)}
    ${all.length ? html`<hr>` : nothing}
    ${search ? html`<form class="menu-form" @submit=${save}><label class="field" for="view-name">Keep these filters as</label><div class="row"><input class="input" id="view-name" name="view" maxlength=${LONGEST_NAME} autocomplete="off" required><button class="button">Keep</button></div></form>`
      : html`<p class="muted">Filter the list; then its filters can be kept here under a name.</p>`}`, { className: 'right' });
}
