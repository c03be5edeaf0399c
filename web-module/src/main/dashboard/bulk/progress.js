// @ts-check
import { html, nothing } from 'lit';
import { at } from '../parts/at.js';
import { count, duration } from '../parts/format.js';

const RESULTS = ['done', 'failed', 'skipped'];

/** @param {any} job how many of its items are behind it */
export const processed = job => job.done + job.failed + job.skipped;

/** How far a job is, as a bar. @param {any} job */
export function bar(job) {
  const part = (/** @type {string} */ result) => at({ width: job.total === 0 ? '0' : `${(job[result] / job.total) * 100}%` });
  return html`<div class="progress" role="progressbar" aria-label="Progress" aria-valuemin="0" aria-valuemax=${job.total} aria-valuenow=${processed(job)} aria-valuetext=${said(job)}>
    ${RESULTS.map(result => html`<i class="r-${result}" ${part(result)}></i>`)}</div>`;
}

/** How far a job is, in words. @param {any} job */
export function said(job) {
  if (job.selecting) return `finding out what to work on: ${count(job.total)} so far`;
  return `${count(processed(job))} of ${count(job.total)}${job.failed > 0 ? `, ${count(job.failed)} failed` : ''}${job.skipped > 0 ? `, ${count(job.skipped)} skipped` : ''}`;
}

/** What became of the items, with what each colour of the bar means. @param {any} job */
export const figures = job => html`<dl class="figures">${['done', 'failed', 'skipped', 'remaining'].map(result => html`<div><dt><i class="r-${result}"></i>${result[0].toUpperCase() + result.slice(1)}</dt><dd class=${result === 'failed' && job.failed > 0 ? 'bad-text' : ''}>${count(job[result])}</dd></div>`)}</dl>`;

/** How quickly a job works, and for how long still. @param {any} job */
export function pace(job) {
  const rate = job.rate > 0 && processed(job) > 0 ? `${rounded(job.rate)} per second` : '';
  const limit = job.per_second ? `at most ${rounded(job.per_second)} per second` : '';
  const left = job.status === 'RUNNING' && !job.selecting && job.remaining > 0 && job.rate > 0 ? `about ${roughly(job.remaining / job.rate)} to go` : '';
  const words = [rate, limit, left].filter(Boolean);
  return words.length === 0 ? nothing : html`<span class="muted">${words.join(' · ')}</span>`;
}

/** A time that is not known any better. @param {number} seconds */
export const roughly = seconds => (seconds < 59.5 ? `${Math.max(1, Math.round(seconds))} s` : duration(seconds * 1000));

/** @param {number | {toString(): string}} rate */
const rounded = rate => { const n = Number(rate); return n >= 100 ? count(Math.round(n)) : String(Math.round(n * 100) / 100); };
