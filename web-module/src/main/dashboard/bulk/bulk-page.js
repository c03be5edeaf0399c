// @ts-check
import { html, nothing } from 'lit';
import { get, query, serverNow } from '../parts/api.js';
import { empty, failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { plural, time } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { bulkPath, router } from '../parts/router.js';
import { onJobs } from './on-jobs.js';
import { bar, said } from './progress.js';
import { filterInWords, jobPill, LOOKS, title } from './words.js';

const PAGE = 50;
const AGAIN_MS = 2_000;

/** Bulk actions, the newest first. */
class BulkPage extends Element {
  static properties = { jobs: { state: true }, problem: { state: true }, hasMore: { state: true }, names: { state: true } };

  constructor() {
    super();
    /** @type {any[] | undefined} */
    this.jobs = undefined;
    /** @type {unknown} */
    this.problem = undefined;
    this.hasMore = false;
    /** @type {string | undefined} */
    this.cursor = undefined;
    /** Names of functions, by id. @type {Map<string, string>} */
    this.names = new Map();
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    onJobs(leaving, () => this.#read());
    this.every(AGAIN_MS, leaving, () => {
      if (live.state !== 'paused' && this.jobs?.some(job => job.status === 'RUNNING')) this.#read();
      else this.requestUpdate();
    });
    functions().then(all => { this.names = new Map(all.map(fn => [fn.id, fn.name])); }, () => { /* ids will do */ });
    this.#read();
  }

  /** The first page again, or a further one. @param {string} [cursor] of the page before */
  async #read(cursor) {
    try {
      const answer = await get('/v1/bulk' + query({ limit: PAGE, cursor }), this.leaving);
      const read = new Set(answer.data.map((/** @type {any} */ job) => job.id));
      const isLonger = !cursor && (this.jobs?.length ?? 0) > PAGE;
      this.jobs = [...answer.data, ...(cursor || isLonger ? (this.jobs ?? []).filter(job => !read.has(job.id)) : [])].sort((a, b) => (a.id < b.id ? 1 : -1));
      this.problem = undefined;
      if (isLonger) return;
      this.hasMore = answer.page.has_more;
      this.cursor = answer.page.cursor;
    } catch (e) {
      if (!this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    return html`<div class="head"><h1>Bulk actions</h1></div>
      ${this.problem && this.jobs ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      <section class="card list" aria-label="Bulk actions">${this.#body()}</section>`;
  }

  #body() {
    const { jobs } = this;
    if (!jobs) return this.problem ? failure(this.problem, () => this.#read()) : skeleton();
    if (jobs.length === 0) {
      return empty('No bulk actions yet', 'A bulk action replays, cancels or deletes many runs at once, and is listed here with what became of each. Select runs in their list, or all that match a filter; or replay all runs that ended with an error.',
        html`<a class="button primary" href="/runs">Choose runs</a><a class="button" href="/errors">Errors</a>`);
    }
    const now = serverNow();
    return html`<table class="table"><caption class="sr">Bulk actions, the newest first</caption><colgroup><col class="c-status"><col><col class="c-last mid"><col class="c-actor wide"><col class="c-time narrow-hide"></colgroup>
      <thead><tr><th scope="col">Status</th><th scope="col">Action</th><th scope="col" class="mid">Progress</th><th scope="col" class="wide">By</th><th scope="col" class="num narrow-hide">Begun</th></tr></thead>
      <tbody>${jobs.map(job => html`<tr class="tall" data-id=${job.id} @click=${() => router.go(bulkPath(job.id))}>
        <td>${jobPill(job)}</td>
        <td><span class="action">${icon(LOOKS[job.kind].icon)}<a class="strong ellipsis" href=${bulkPath(job.id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${title(job)}</a></span><div class="muted ellipsis">${filterInWords(job, this.names)}</div></td>
        <td class="mid">${bar(job)}<div class="ratio-text">${said(job)}</div></td>
        <td class="wide"><span class="sub">${job.actor}</span></td>
        <td class="num muted narrow-hide">${moment(time(job.created_at), now)}</td></tr>`)}</tbody></table>
      <div class="list-foot"><span role="status">${plural(jobs.length, 'bulk action')} shown</span><span class="grow"></span>${this.hasMore ? html`<button class="button small" @click=${() => this.#read(this.cursor)}>Show more</button>` : nothing}</div>`;
  }
}

customElements.define('gml-bulk', BulkPage);
