// @ts-check
import { html, nothing } from 'lit';
import { get, query } from '../parts/api.js';
import { empty, failure, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { count, plural } from '../parts/format.js';
import { bulkPath, eventPath, functionPath, router, runPath } from '../parts/router.js';
import { LOOKS } from './words.js';

const PAGE = 50;
const RESULTS = ['failed', 'skipped', 'done', 'remaining'];

/** Why there may be none. @type {Record<string, [string, string]>} */
const NONE = {
  failed: ['Nothing has failed', 'What cannot be done would be listed here, with the reason.'],
  skipped: ['Nothing was skipped', 'What needs nothing done, such as a run that is over and cannot be cancelled, would be listed here, with the reason.'],
  done: ['Nothing is done yet', 'What is done will be listed here.'],
  remaining: ['Nothing remains', 'Each has its result.'],
};

/** What a bulk action works on, by what became of it; the address says which (`result`), else what has failed comes first. */
class JobItems extends Element {
  static properties = { job: {}, names: {}, items: { state: true }, problem: { state: true }, hasMore: { state: true }, result: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.job = undefined;
    /** Names of functions, by id. @type {Map<string, string>} */
    this.names = new Map();
    /** @type {any[] | undefined} */
    this.items = undefined;
    /** @type {unknown} */
    this.problem = undefined;
    this.hasMore = false;
    /** @type {string | undefined} */
    this.cursor = undefined;
    /** @type {string} */
    this.result = '';
    /** How many there were when they were read. @type {number | undefined} */
    this.known = undefined;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    router.addEventListener('go', () => this.#choose(), { signal: leaving });
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (!changed.has('job') || !this.job) return;
    if (changed.get('job')?.id !== this.job.id) this.#choose();
    // While nobody has asked for more, what is shown keeps up with the figures.
    else if (this.known !== this.job[this.result] && (this.items?.length ?? 0) <= PAGE) this.#read();
  }

  #choose() {
    const asked = router.parameters.get('result') ?? '';
    const { job } = this;
    const first = job.failed > 0 ? 'failed' : job.skipped > 0 && job.done === 0 ? 'skipped' : 'done';
    const result = RESULTS.includes(asked) ? asked : this.items && this.shownOf === job.id ? this.result : first;
    if (result === this.result && this.shownOf === job.id) return;
    this.result = result;
    this.shownOf = job.id;
    this.items = this.problem = undefined;
    this.#read();
  }

  /** @param {string} [cursor] of the page before */
  async #read(cursor) {
    const { result, job } = this;
    this.known = job[result];
    try {
      const answer = await get(`/v1/bulk/${encodeURIComponent(job.id)}/items${query({ result, limit: PAGE, cursor })}`, this.leaving);
      if (result !== this.result || job.id !== this.job.id) return;
      this.items = cursor ? [...this.items ?? [], ...answer.data] : answer.data;
      this.hasMore = answer.page.has_more;
      this.cursor = answer.page.cursor;
      this.problem = undefined;
    } catch (e) {
      if (result === this.result && !this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    const { job } = this;
    if (!job) return nothing;
    return html`<div class="tabs" role="tablist" aria-label="What became of it">${RESULTS.map(result => html`<button role="tab" aria-selected=${result === this.result}
        @click=${() => router.go(`${bulkPath(job.id)}?result=${result}`, { replace: true })}>${result[0].toUpperCase() + result.slice(1)} <span class=${result === 'failed' && job.failed > 0 ? 'bad-text' : 'muted'}>${count(job[result])}</span></button>`)}</div>
      <div role="tabpanel" aria-label=${this.result}>${this.#body(job)}</div>`;
  }

  /** @param {any} job */
  #body(job) {
    const { items } = this;
    if (!items) return this.problem ? failure(this.problem, () => { this.problem = undefined; this.#read(); }) : skeleton(4);
    if (items.length === 0) return job.selecting && this.result === 'remaining' ? empty('It is being found out', 'What it will work on is being written down.') : empty(...NONE[this.result]);
    const of = job.events ? 'Event' : 'Run';
    return html`<table class="table items"><caption class="sr">Items: ${this.result}</caption><colgroup><col class="c-item"><col></colgroup>
      <thead><tr><th scope="col">${of}</th><th scope="col">What became of it</th></tr></thead>
      <tbody>${items.map(item => html`<tr class="tall"><td>${this.#source(item)}<div class="sub ellipsis">${item.function_id ? html`<a href=${functionPath(item.function_id)}>${this.names.get(item.function_id) ?? item.function_id}</a>` : nothing}</div></td><td class="became">${this.#became(item)}</td></tr>`)}</tbody></table>
      <div class="list-foot"><span role="status">${plural(items.length, 'item')} shown${this.problem ? '; the next page could not be read' : ''}</span><span class="grow"></span>${this.hasMore ? html`<button class="button small" @click=${() => this.#read(this.cursor)}>Show more</button>` : nothing}</div>`;
  }

  /** A run that was deleted has no page. @param {any} item */
  #source(item) {
    if (item.event_id) return html`<a class="mono" href=${eventPath(item.event_id)}>${item.event_id}</a>`;
    return this.job.kind === 'delete' && item.result === 'done' ? html`<span class="mono">${item.run_id}</span>` : html`<a class="mono" href=${runPath(item.run_id)}>${item.run_id}</a>`;
  }

  /** @param {any} item */
  #became(item) {
    if (item.new_run_id) return html`started as <a class="mono" href=${runPath(item.new_run_id)}>${item.new_run_id}</a>`;
    if (item.message) return html`<span class=${item.result === 'failed' ? 'bad-text' : ''}>${item.message}</span>`;
    return item.result === 'done' ? LOOKS[this.job.kind].done : html`<span class="muted">${this.job.status === 'ABORTED' ? 'left as it is' : 'to be done'}</span>`;
  }
}

customElements.define('gml-job-items', JobItems);
