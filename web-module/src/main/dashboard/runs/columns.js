// @ts-check
import { html, nothing } from 'lit';
import { menu, moment } from '../parts/bits.js';
import { duration, time } from '../parts/format.js';
import { icon, isOver, pill } from '../parts/icons.js';
import { preview } from '../parts/json.js';
import { keep, kept, preferences } from '../parts/preferences.js';
import { eventPath, runPath } from '../parts/router.js';

const KEY = 'gamelan.runs.columns';
/**
 * @typedef {{now: number, names: Map<string, string>}} Context names: of functions, by id
 * @typedef {{id: string, title: string, className: string, px: number, isFixed?: boolean, isDefault?: boolean, cell: (run: any, context: Context) => unknown}} Column
 *   px: the room that it takes, or at least needs; isFixed: it cannot be taken away
 */

const stop = (/** @type {Event} */ event) => event.stopPropagation();
const none = html`<span class="muted">–</span>`;
const since = (/** @type {number} */ from, /** @type {number} */ to) => (Number.isNaN(from) ? none : duration(to - from));
const at = (/** @type {string | null} */ text, /** @type {number} */ now) => (text ? html`<span class="muted">${moment(time(text), now)}</span>` : none);

/** What a list of runs can show of each, from left to right. @type {Column[]} */
const COLUMNS = [
  { id: 'status', title: 'Status', className: 'c-status', px: 152, isFixed: true, isDefault: true, cell: run => pill(run.status) },
  { id: 'function', title: 'Function', className: '', px: 180, isFixed: true, isDefault: true, cell: (run, { names }) => html`<a class="strong" href=${runPath(run.run_id)} @click=${stop}>${names.get(run.function_id) ?? run.function_id}</a>${run.attempt > 0 ? html` <span class="muted">attempt ${run.attempt + 1}</span>` : nothing}${run.imported ? html` <span class="muted">imported</span>` : nothing}` },
  { id: 'run', title: 'Run', className: 'c-id wide', px: 236, isDefault: true, cell: run => html`<span class="sub">${run.run_id}</span>` },
  { id: 'event', title: 'Event', className: 'c-event wide', px: 236, cell: run => html`<a class="sub" href=${eventPath(run.event_id)} @click=${stop}>${run.event_id}</a>` },
  { id: 'result', title: 'Result', className: 'mid', px: 120, isDefault: true, cell: run => result(run) },
  { id: 'attempt', title: 'Attempt', className: 'c-count num wide', px: 92, cell: run => run.attempt + 1 },
  { id: 'queued', title: 'Queued', className: 'c-time num', px: 112, isDefault: true, cell: (run, { now }) => at(run.queued_at, now) },
  { id: 'started', title: 'Started', className: 'c-time num wide', px: 112, cell: (run, { now }) => at(run.run_started_at, now) },
  { id: 'ended', title: 'Ended', className: 'c-time num wide', px: 112, cell: (run, { now }) => at(run.ended_at, now) },
  { id: 'wait', title: 'Queued for', className: 'c-wait num wide', px: 104, cell: (run, { now }) => since(time(run.queued_at), run.run_started_at ? time(run.run_started_at) : isOver(run.status) ? time(run.ended_at) : now) },
  { id: 'duration', title: 'Duration', className: 'c-duration num narrow-hide', px: 104, isDefault: true, cell: (run, { now }) => since(time(run.run_started_at), isOver(run.status) ? time(run.ended_at) : now) },
];

/** @param {any} run */
function result(run) {
  const words = run.error ? `${run.error.name ?? 'Error'}: ${typeof run.error.message === 'string' ? run.error.message : preview(run.error.message)}` : run.output === undefined || run.output === null ? '' : preview(run.output);
  return html`<span class=${run.status === 'Failed' ? 'bad-text' : 'sub'} title=${words.slice(0, 300)}>${words}</span>`;
}

/** The columns that were chosen in this browser. @returns {Column[]} */
export function columns() {
  const ids = kept(KEY)?.split(',');
  return COLUMNS.filter(column => column.isFixed || (ids ? ids.includes(column.id) : column.isDefault));
}

/** The boxes that select. */
const BOXES_PX = 38;

/** How wide a table of them is at least: a moment takes more room than how long ago it was. @param {Column[]} chosen */
export function widthOf(chosen) {
  const more = { local: 40, utc: 68 }[preferences.time] ?? 0;
  return `${chosen.reduce((sum, column) => sum + column.px + (column.className.includes('c-time') ? more : 0), BOXES_PX)}px`;
}

/** @param {() => void} changed */
export function columnsMenu(changed) {
  const chosen = columns();
  const choose = (/** @type {string[]} */ ids) => { keep(KEY, ids.join(',')); changed(); };
  const toggle = (/** @type {Column} */ one) => choose(COLUMNS.filter(column => (column === one) !== chosen.includes(column)).map(column => column.id));
  return menu(html`${icon('columns')}Columns`, html`${COLUMNS.filter(column => !column.isFixed).map(column => html`<label><input type="checkbox" .checked=${chosen.includes(column)} @change=${() => toggle(column)}>${column.title}</label>`)}
    <hr><button class="menu-item" @click=${() => choose(COLUMNS.filter(column => column.isDefault).map(column => column.id))}>${icon('again')}As at first</button>`, { className: 'right' });
}
