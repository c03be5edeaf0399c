// @ts-check
import { html, nothing } from 'lit';
import { get, serverNow } from '../parts/api.js';
import { failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { count, duration, plural, time } from '../parts/format.js';
import { icon, isOver, pill, statusIcon } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { router, runPath } from '../parts/router.js';
import { sendEvent } from '../events/send-event.js';
import { chart } from './chart.js';
import { oldestDue, samples } from './throughput.js';
import './welcome.js';

const AGAIN_MS = 5_000;
const SOON_MS = 500;
const RUNS = 8;
/** A backlog younger than this is nothing to speak of. */
const OLD_SECONDS = 5;

/** How the server does, at a glance. */
class OverviewPage extends Element {
  static properties = { functions: { state: true }, latest: { state: true }, failed: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {any[] | undefined} */
    this.functions = undefined;
    /** @type {any[]} */
    this.latest = [];
    /** @type {any[]} */
    this.failed = [];
    /** @type {unknown} */
    this.problem = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    live.addEventListener('changes', () => this.#readSoon(), { signal: leaving });
    live.addEventListener('reload', () => this.#readSoon(), { signal: leaving });
    this.every(AGAIN_MS, leaving, () => { if (live.state !== 'paused') this.#read(true); });
    this.every(1_000, leaving, () => this.requestUpdate());
    this.#read(true);
  }

  #readSoon() {
    this.soon ??= setTimeout(() => { this.soon = undefined; if (!this.leaving?.aborted) this.#read(false); }, SOON_MS);
  }

  /** @param {boolean} isCounted whether what is counted is read as well, which is more work for the server */
  async #read(isCounted) {
    if (this.isReading) return;
    this.isReading = true;
    try {
      const [latest, failed, functions] = await Promise.all([`/v1/runs?limit=${RUNS}`, `/v1/runs?status=Failed&limit=${RUNS}`, ...(isCounted ? ['/v1/functions?counts=true'] : [])].map(path => get(path, this.leaving)));
      if (functions) this.functions = functions.data;
      this.latest = latest.data;
      this.failed = failed.data;
      this.problem = undefined;
    } catch (e) {
      if (!this.leaving?.aborted) this.problem = e;
    } finally {
      this.isReading = false;
    }
  }

  render() {
    if (!this.functions) return html`<div class="head"><h1>Overview</h1></div><section class="card">${this.problem ? failure(this.problem, () => this.#read(true)) : skeleton()}</section>`;
    if (this.latest.length === 0) return html`<gml-welcome></gml-welcome>`;
    const live = (/** @type {string} */ status) => sum(this.functions, 'live_runs', status);
    const ended = (/** @type {string} */ status) => sum(this.functions, 'ended_runs', status);
    const all = ended('Completed').total + ended('Failed').total;
    return html`<div class="head"><h1>Overview</h1><span class="grow"></span><button class="button primary" @click=${() => sendEvent()}>${icon('send')}Send event</button></div>
      ${this.problem ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      ${live('NeedsAttention').total > 0 ? html`<div class="banner problem" role="status">${icon('alert')}<span><a href="/runs?status=NeedsAttention">${plural(live('NeedsAttention').total, 'run needs', 'runs need')} attention</a>: what is stored does not fit the code any more.</span></div>` : nothing}
      <div class="tiles">
        ${tile('Running', 't-run', live('Running'), '/runs?status=Running', 'now')}
        ${tile('Waiting', 't-wait', live('Waiting'), '/runs?status=Waiting', 'asleep, or for an event')}
        ${tile('Queued', 't-queue', live('Queued'), '/runs?status=Queued', oldestDue >= OLD_SECONDS ? `the oldest for ${duration(oldestDue * 1000)}` : 'no backlog')}
        ${tile('Completed', 't-ok', ended('Completed'), '/runs?status=Completed&since=24h', 'in the last 24 hours')}
        ${tile('Failed', 't-bad', ended('Failed'), '/runs?status=Failed&since=24h', all > 0 && ended('Failed').total > 0 ? `${((ended('Failed').total / all) * 100).toFixed(1)} % in the last 24 hours` : 'in the last 24 hours')}
      </div>
      <section class="card throughput" aria-label="Throughput"><div class="card-head"><h2>Throughput</h2><span class="grow"></span><span class="chart-keys"><span><i class="k-in"></i>begun</span><span><i class="k-out"></i>completed</span><span><i class="k-fail"></i>failed</span></span></div>
        <div class="card-body">${chart(samples)}</div></section>
      <div class="two"><section class="card list" aria-label="Latest runs"><div class="card-head"><h2>Latest runs</h2><span class="grow"></span><a href="/runs">All runs</a></div>${this.#runs(this.latest, false)}</section>
        <section class="card list" aria-label="Latest failures"><div class="card-head"><h2>Latest failures</h2><span class="grow"></span><a href="/runs?status=Failed">All failures</a></div>
          ${this.failed.length ? this.#runs(this.failed, true) : html`<div class="state"><span class="good">${icon('check')}</span><h2>No run has failed</h2></div>`}</section></div>`;
  }

  /** @param {any[]} runs @param {boolean} areFailed */
  #runs(runs, areFailed) {
    const now = serverNow();
    const names = new Map(this.functions?.map(fn => [fn.id, fn.name]));
    return html`<table class="table"><caption class="sr">${areFailed ? 'Latest failures' : 'Latest runs'}</caption><colgroup>${areFailed ? html`<col><col class="mid">` : html`<col class="c-status"><col>`}<col class="c-time">${areFailed ? nothing : html`<col class="c-duration narrow-hide">`}</colgroup>
      <thead><tr>${areFailed ? html`<th scope="col">Function</th><th scope="col" class="mid">Error</th><th scope="col" class="num">Ended</th>` : html`<th scope="col">Status</th><th scope="col">Function</th><th scope="col" class="num">Queued</th><th scope="col" class="num narrow-hide">Duration</th>`}</tr></thead>
      <tbody>${runs.map(run => {
        const link = html`<td><a class="strong" href=${runPath(run.run_id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${names.get(run.function_id) ?? run.function_id}</a></td>`;
        return html`<tr @click=${() => router.go(runPath(run.run_id))}>${areFailed
          ? html`${link}<td class="mid bad-text" title=${run.error?.message ?? ''}>${run.error?.message ?? run.error?.name}</td><td class="num muted">${moment(time(run.ended_at), now)}</td>`
          : html`<td>${pill(run.status)}</td>${link}<td class="num muted">${moment(time(run.queued_at), now)}</td><td class="num narrow-hide">${run.run_started_at ? duration((isOver(run.status) ? time(run.ended_at) : now) - time(run.run_started_at)) : '–'}</td>`}</tr>`;
      })}</tbody></table>`;
  }
}

/** @param {any[] | undefined} functions @param {'live_runs' | 'ended_runs'} where @param {string} status */
const sum = (functions, where, status) => (functions ?? []).reduce((all, fn) => {
  const one = fn[where]?.[status] ?? { total: 0, total_is_exact: true };
  return { total: all.total + one.total, isExact: all.isExact && one.total_is_exact };
}, { total: 0, isExact: true });

/** @param {string} status @param {string} look @param {{total: number, isExact: boolean}} n @param {string} href @param {string} note */
const tile = (status, look, n, href, note) => html`<a class="card tile ${look}" href=${href}><span class="tile-name">${statusIcon(status)}${status}</span><div class="figure">${count(n.total)}${n.isExact ? '' : html`<small>+</small>`}</div><div class="note">${note}</div></a>`;

customElements.define('gml-overview', OverviewPage);
