// @ts-check
import { html, nothing } from 'lit';
import { at } from '../parts/at.js';
import { count } from '../parts/format.js';
import { inWords, statusIcon } from '../parts/icons.js';

/** What starts it. @param {any} fn */
export const triggerTags = fn => html`<span class="tags">${fn.failure_of ? html`<span class="tag">failure of ${fn.failure_of}</span>`
  : fn.triggers.length === 0 ? html`<span class="muted">only invoked</span>`
  : fn.triggers.map((/** @type {string} */ trigger) => html`<span class="tag" title=${trigger}>${trigger}</span>`)}</span>`;

/** Runs that are not over. @param {any} fn */
export function liveCounts(fn) {
  const live = Object.entries(fn.live_runs ?? {}).filter(([, n]) => /** @type {any} */ (n).total > 0);
  return live.length === 0 ? html`<span class="muted">nothing runs</span>` : html`<span class="tags">${live.map(([status, n]) => html`<span class="pill ${status}">${statusIcon(status)}${shown(n)} ${inWords(status).toLowerCase()}</span>`)}</span>`;
}

/** How runs ended, as a bar and in words. @param {any} fn */
export function ratio(fn) {
  const { Completed = NONE, Failed = NONE, Cancelled = NONE } = fn.ended_runs ?? {};
  const all = Completed.total + Failed.total + Cancelled.total;
  if (all === 0) return html`<span class="muted">no run ended</span>`;
  const part = (/** @type {{total: number}} */ n) => at({ width: `${(n.total / all) * 100}%` });
  return html`<div class="ratio" aria-hidden="true"><i ${part(Completed)}></i><i class="failed" ${part(Failed)}></i><i class="cancelled" ${part(Cancelled)}></i></div>
    <div class="ratio-text">${shown(Completed)} completed${Failed.total ? html`, <span class="bad-text">${shown(Failed)} failed (${rate(Failed.total / all)})</span>` : nothing}${Cancelled.total ? `, ${shown(Cancelled)} cancelled` : ''}</div>`;
}

const NONE = { total: 0, total_is_exact: true };

/** @param {any} n */
export const shown = n => `${count(n.total)}${n.total_is_exact ? '' : '+'}`;

/** @param {number} part */
const rate = part => (part < 0.001 ? '< 0.1 %' : part < 0.1 ? `${(part * 100).toFixed(1)} %` : `${Math.round(part * 100)} %`);
