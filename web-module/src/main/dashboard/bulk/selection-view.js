// @ts-check
import { html, nothing } from 'lit';
import { isTyping } from '../shell/keys.js';
import { count, plural } from '../parts/format.js';
import { icon } from '../parts/icons.js';
import { box } from './box.js';
import { applies, isGiven, KINDS, narrowed } from './targets.js';
import { beginForRuns } from './begin-runs.js';
import { LOOKS } from './words.js';

/** @typedef {import('../parts/list.js').List} List */
/** @typedef {import('./selection.js').Selection} Selection */

/** The cell above the boxes: all that are shown. @param {Selection} selection @param {any[]} rows */
export function selectPage(selection, rows) {
  const selected = rows.filter(row => selection.has(row)).length;
  return html`<th scope="col" class="select"><label><input type="checkbox" aria-label="Select all that are shown" ${box({ checked: selected > 0 && selected === rows.length, indeterminate: selected > 0 && selected < rows.length })}
    @change=${() => selection.togglePage(rows)}></label></th>`;
}

/** The cell with a run's box. @param {Selection} selection @param {any} run @param {any[]} rows */
export const selectRun = (selection, run, rows) => html`<td class="select" @click=${(/** @type {Event} */ e) => e.stopPropagation()}><label><input type="checkbox" aria-label="Select run ${run.run_id}" ${box({ checked: selection.has(run) })}
    @click=${(/** @type {MouseEvent} */ e) => selection.toggle(run, rows, e.shiftKey)}></label></td>`;

/** x selects the keyboard's row or leaves it out, Esc gives all of them up. To be called before the list's own keys are listened to.
 * @param {List} list @param {Selection} selection @param {AbortSignal} leaving */
export function selectionKeys(list, selection, leaving) {
  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return;
    const row = list.rows.find(one => one.run_id === list.current);
    if (event.key === 'x' && row) selection.toggle(row, list.rows);
    else if (event.key === 'Escape' && !list.current) selection.clear();
  }, { signal: leaving });
}

/** What is selected, and what can be done with it.
 * @param {List} list @param {Selection} selection @param {{filters: () => Record<string, any>, names: Map<string, string>}} shown
 *   filters: of the list at this moment, as the API has them; names: of functions */
export function selectionBar(list, selection, { filters, names }) {
  if (selection.isEmpty) return nothing;
  selection.watch(list.rows);
  const given = filters();
  const isFiltered = Object.values(given).some(isGiven);
  const n = list.total ? ` ${count(list.total.count)}${list.total.isExact ? '' : '+'}` : '';
  const all = `All${n} ${isFiltered ? 'matching this filter' : 'runs'}`;
  const hidden = [...selection.runs.keys()].filter(id => !list.rows.some(row => row.run_id === id)).length;
  const words = selection.isAll ? `${all} are selected` : `${plural(selection.size, 'run')} selected${hidden > 0 ? `, ${count(hidden)} of them not shown` : ''}`;
  const mayBeMore = !selection.isAll && (list.hasMore || list.held.length > 0 || (list.total?.count ?? 0) > selection.size);
  const kinds = KINDS.filter(kind => (selection.isAll ? narrowed(kind, given) !== undefined : [...selection.runs.values()].some(run => applies(kind, run.status))));
  return html`<div class="selection" role="group" aria-label="Selection"><span class="words" role="status">${words}</span>
    ${mayBeMore ? html`<button class="button quiet small all" @click=${() => selection.takeAll()}>${all}</button>` : nothing}
    <span class="row">${kinds.map(kind => html`<button class="button small ${kind === 'replay' ? '' : 'danger'}" @click=${() => beginForRuns(kind, { selection, filters: filters(), names })}>${icon(LOOKS[kind].icon)}${LOOKS[kind].verb}…</button>`)}</span>
    <button class="icon-button" aria-label="Give the selection up" title="Give the selection up (Esc)" @click=${() => selection.clear()}>${icon('close')}</button></div>`;
}
