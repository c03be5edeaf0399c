// @ts-check
import { html, nothing } from 'lit';
import { serverNow } from '../parts/api.js';
import { moment } from '../parts/bits.js';
import { count, time } from '../parts/format.js';
import { pill } from '../parts/icons.js';
import { functionPath } from '../parts/router.js';
import { bytes, keptFor } from './words.js';

const ENDS = ['Completed', 'Failed', 'Cancelled'];

/** How much is stored and for how long, and what goes next. @param {any} storage GET /v1/storage @param {any[]} functions GET /v1/storage/functions */
export function retention(storage, functions) {
  const { statuses } = storage.runs;
  const live = Object.entries(statuses).filter(([status]) => !ENDS.includes(status)).reduce((sum, [, one]) => sum + one.rows, 0);
  /** @type {[unknown, any, unknown, unknown][]} */
  const rows = [
    ['Events', storage.events, bytes(storage.events.bytes), html`<code>gamelan.retention.events</code>`],
    [html`Runs, with those that live`, { rows: ENDS.reduce((sum, end) => sum + statuses[end].rows, live), rows_are_estimated: statuses.Completed.rows_are_estimated, oldest: null }, bytes(storage.runs.bytes), nothing],
    ...ENDS.map(end => /** @type {[unknown, any, unknown, unknown]} */ ([pill(end), statuses[end], nothing, html`<code>gamelan.retention.runs.${end.toLowerCase()}</code>`])),
    ['Steps', { ...storage.steps, kept_for: undefined, note: 'with their runs' }, bytes(storage.steps.bytes), nothing],
    ['Ids of senders', { ...storage.event_ids, oldest: null }, bytes(storage.event_ids.bytes), html`<code>gamelan.events.dedup</code>`],
  ];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="What is stored"><table class="table plain storage"><caption class="sr">What is stored</caption><colgroup><col class="c-last"><col class="c-rows"><col class="c-count"><col class="c-kept"><col class="c-time mid"><col class="mid"></colgroup>
    <thead><tr><th scope="col">What</th><th scope="col" class="num">Rows</th><th scope="col" class="num">On disk</th><th scope="col">Kept for</th><th scope="col" class="num mid">Oldest</th><th scope="col" class="mid">Setting</th></tr></thead>
    <tbody>${rows.map(([what, one, size, setting]) => html`<tr><td>${what}</td><td class="num">${one.rows_are_estimated ? html`<span title="about">≈ </span>` : nothing}${count(one.rows)}</td><td class="num">${size}</td>
      <td>${one.kept_for ? keptFor(one.kept_for) : html`<span class="muted">${one.note ?? ''}</span>`}</td><td class="num muted mid">${one.oldest ? moment(time(one.oldest), serverNow()) : nothing}</td><td class="mid muted">${setting}</td></tr>`)}</tbody></table></div>
    ${next(storage, functions)}${byFunction(functions)}`;
}

/** What is deleted next, and what the last pass did. @param {any} storage @param {any[]} functions */
function next(storage, functions) {
  const { retention: pass } = storage;
  const now = serverNow();
  const due = functions.flatMap(one => Object.entries(one.statuses).map(([status, outlook]) => ({ id: one.function_id, status, at: time(outlook.goes_at) })))
    .filter(one => !Number.isNaN(one.at)).sort((a, b) => a.at - b.at)[0];
  const { deleted } = pass;
  const all = deleted.events + deleted.runs + deleted.steps + deleted.event_ids;
  return html`<dl class="pairs settings-next">
    <dt>Goes next</dt><dd>${due ? html`A run of <a class="inline-link" href=${functionPath(due.id)}>${due.id}</a> that ${due.status === 'Cancelled' ? 'was cancelled' : due.status.toLowerCase()}, ${due.at <= now ? 'with the next pass' : moment(due.at, now)}${due.at > now ? ' at the earliest' : ''}` : 'No run: none has ended, or they are kept for ever'}</dd>
    <dt>Last pass</dt><dd>${pass.began_at ? html`${moment(time(pass.began_at), now)}: ${all === 0 ? 'nothing was old enough' : `${count(deleted.runs)} runs, ${count(deleted.steps)} steps, ${count(deleted.events)} events and ${count(deleted.event_ids)} ids deleted`}` : 'none yet'}</dd>
    <dt>It waits for</dt><dd>${pass.waits_for.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (/** @type {string} */ at) => new Date(at).toLocaleTimeString('en-GB'))}</dd>
    ${storage.events.oldest_waits_for ? html`<dt>Oldest event</dt><dd>stays because of ${storage.events.oldest_waits_for}</dd>` : nothing}</dl>`;
}

/** @param {any[]} functions */
function byFunction(functions) {
  if (functions.length === 0) return nothing;
  return html`<details class="metric-table settings-functions"><summary>By function</summary><div class="scroll" tabindex="0" role="group" aria-label="Retention by function"><table class="table plain"><caption class="sr">Retention by function</caption><colgroup><col><col class="c-status"><col class="c-kept"><col class="c-time mid"><col class="c-time"></colgroup>
    <thead><tr><th scope="col">Function</th><th scope="col">Runs that</th><th scope="col">Kept for</th><th scope="col" class="num mid">Oldest</th><th scope="col" class="num">Goes</th></tr></thead>
    <tbody>${functions.flatMap(one => Object.entries(one.statuses).filter(([, outlook]) => outlook.oldest).map(([status, outlook]) => html`<tr><td><a href=${functionPath(one.function_id)}>${one.function_id}</a></td><td>${pill(status)}</td><td>${keptFor(outlook.kept_for)}</td>
      <td class="num muted mid">${moment(time(outlook.oldest), serverNow())}</td><td class="num">${outlook.goes_at ? moment(time(outlook.goes_at), serverNow()) : 'never'}</td></tr>`))}</tbody></table></div>
    <p class="muted">A function has limits of its own with <code>gamelan.retention.function.ID</code>, also followed by <code>.completed</code>, <code>.failed</code> or <code>.cancelled</code>.</p></details>`;
}
