// @ts-check
import { html, nothing } from 'lit';
import { get, query, serverNow } from '../parts/api.js';
import { copyable, empty, failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { duration, plural, time } from '../parts/format.js';
import { icon, isOver, pill } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { functionPath, router, runPath } from '../parts/router.js';
import { sendEvent } from '../events/send-event.js';
import { liveCounts, ratio, triggerTags } from './function-bits.js';

const AGAIN_MS = 5_000;
const SOON_MS = 500;
const RUNS = 10;

/** One function: its configuration, how it does, its latest runs. */
class FunctionPage extends Element {
  static properties = { functionId: {}, fn: { state: true }, runs: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.functionId = '';
    /** @type {any} */
    this.fn = undefined;
    /** @type {any[] | undefined} */
    this.runs = undefined;
    /** @type {unknown} */
    this.problem = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    this.every(AGAIN_MS, leaving, () => { if (live.state !== 'paused') this.#read(); });
    this.every(1_000, leaving, () => this.requestUpdate());
    live.addEventListener('changes', event => {
      if (/** @type {CustomEvent} */ (event).detail.runs.some((/** @type {any} */ run) => run.function_id === this.functionId)) this.#readSoon();
    }, { signal: leaving });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('functionId')) return;
    this.fn = this.runs = this.problem = undefined;
    this.#read();
  }

  #readSoon() {
    this.soon ??= setTimeout(() => { this.soon = undefined; if (!this.leaving?.aborted) this.#read(this.fn === undefined); }, SOON_MS);
  }

  /** @param {boolean} isCounted whether what is counted is read as well */
  async #read(isCounted = true) {
    const id = this.functionId;
    try {
      const [runs, fn] = await Promise.all([get('/v1/runs' + query({ function_id: id, limit: RUNS }), this.leaving), ...(isCounted ? [get(`/v1/functions/${encodeURIComponent(id)}`, this.leaving)] : [])]);
      if (id !== this.functionId) return;
      if (fn) this.fn = fn.data;
      this.runs = runs.data;
      this.problem = undefined;
    } catch (e) {
      if (id === this.functionId && !this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    const { fn } = this;
    const crumb = html`<a class="crumb" href="/functions">Functions</a><span class="crumb" aria-hidden="true">/</span>`;
    if (!fn) return html`<div class="head">${crumb}<h1>${this.functionId}</h1></div><section class="card">${this.problem ? failure(this.problem, () => this.#read()) : skeleton()}</section>`;
    const sent = fn.triggers.find((/** @type {string} */ trigger) => !trigger.includes('*') && !trigger.startsWith('inngest/'));
    return html`<div class="head">${crumb}<h1>${fn.name}</h1><span class="grow"></span>
        ${sent ? html`<button class="button primary" @click=${() => sendEvent({ name: sent })}>${icon('send')}Send ${sent}</button>` : nothing}</div>
      ${this.problem ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      ${fn.nodes.length === 0 ? html`<div class="banner problem" role="status">${icon('alert')}<span>No server offers this function now: its runs wait until one does, and events do not start it.</span></div>` : nothing}
      <div class="two"><section class="card" aria-label="Configuration"><div class="card-head"><h2>Configuration</h2></div><div class="card-body">${this.#configuration(fn)}</div></section>
        <section class="card" aria-label="How it does"><div class="card-head"><h2>Runs</h2></div><div class="card-body"><dl class="pairs"><dt>Now</dt><dd>${liveCounts(fn)}</dd><dt>Last 24 hours</dt><dd>${ratio(fn)}</dd>
          <dt>Look at</dt><dd class="tags"><a class="button small" href="/runs?function_id=${encodeURIComponent(fn.id)}">All runs</a><a class="button small" href="/runs?function_id=${encodeURIComponent(fn.id)}&amp;status=Failed">Those that failed</a></dd></dl></div></section></div>
      <section class="card list latest" aria-label="Latest runs"><div class="card-head"><h2>Latest runs</h2></div>${this.#runs()}</section>`;
  }

  /** @param {any} fn */
  #configuration(fn) {
    return html`<dl class="pairs"><dt>Id</dt><dd>${copyable(fn.id, 'function id')}</dd>
      <dt>Started by</dt><dd>${triggerTags(fn)}</dd>
      <dt>Retries</dt><dd>${fn.retries === 0 ? 'none' : `${plural(fn.retries, 'retry', 'retries')} of each step, ${fn.retries + 1} attempts in all`}</dd>
      ${fn.cancel_on.length ? html`<dt>Cancelled by</dt><dd class="tags">${fn.cancel_on.map((/** @type {any} */ on) => html`<span class="tag">${on.event}${on.match ? ` with the same ${on.match}` : ''}</span>`)}</dd>` : nothing}
      ${fn.start_timeout ? html`<dt>Must start within</dt><dd>${fn.start_timeout}</dd>` : nothing}
      ${fn.finish_timeout ? html`<dt>Must end within</dt><dd>${fn.finish_timeout}</dd>` : nothing}
      ${fn.failure_of ? html`<dt>Handles failures of</dt><dd><a class="inline-link" href=${functionPath(fn.failure_of)}>${fn.failure_of}</a></dd>` : nothing}
      ${fn.replayable ? nothing : html`<dt>Running again</dt><dd>only when somebody insists: what it does must not happen twice</dd>`}
      <dt>Offered by</dt><dd class="tags">${fn.nodes.length ? fn.nodes.map((/** @type {string} */ node) => html`<span class="tag">${node}</span>`) : html`<span class="bad-text">no server</span>`}</dd>
      <dt>Changed</dt><dd>${moment(time(fn.changed_at), serverNow())}</dd></dl>`;
  }

  #runs() {
    /** @type {any[]} */
    const runs = this.runs ?? [];
    if (runs.length === 0) return empty('No runs yet', 'The first one appears here as it begins.');
    const now = serverNow();
    return html`<table class="table"><caption class="sr">Latest runs of this function</caption><colgroup><col class="c-status"><col><col class="c-time"><col class="c-duration narrow-hide"></colgroup>
      <thead><tr><th scope="col">Status</th><th scope="col">Run</th><th scope="col" class="num">Queued</th><th scope="col" class="num narrow-hide">Duration</th></tr></thead>
      <tbody>${runs.map(run => html`<tr @click=${() => router.go(runPath(run.run_id))}><td>${pill(run.status)}</td><td><a class="mono" href=${runPath(run.run_id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${run.run_id}</a></td><td class="num muted">${moment(time(run.queued_at), now)}</td>
        <td class="num narrow-hide">${run.run_started_at ? duration((isOver(run.status) ? time(run.ended_at) : now) - time(run.run_started_at)) : '–'}</td></tr>`)}</tbody></table>`;
  }
}

customElements.define('gml-function', FunctionPage);
