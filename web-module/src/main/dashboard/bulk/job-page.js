// @ts-check
import { html, nothing } from 'lit';
import { get, serverNow } from '../parts/api.js';
import { copyable, failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { duration, time } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { abort, pause, resume } from './actions.js';
import { onJobs } from './on-jobs.js';
import { bar, figures, pace, processed, said } from './progress.js';
import { filterInWords, filterPath, jobPill, LOOKS, title } from './words.js';
import './job-items.js';

const AGAIN_MS = 1_000;
const WORDS = { requested: 'Asked for by', paused: 'Paused by', resumed: 'Resumed by', aborted: 'Aborted by' };

/** One bulk action: how far it is, what became of each of its items, and stopping it. */
class JobPage extends Element {
  static properties = { jobId: {}, job: { state: true }, problem: { state: true }, names: { state: true } };

  constructor() {
    super();
    this.jobId = '';
    /** @type {any} */
    this.job = undefined;
    /** @type {unknown} */
    this.problem = undefined;
    /** Names of functions, by id. @type {Map<string, string>} */
    this.names = new Map();
    /** How often it was changed from here: what was asked for before is not as it is now. */
    this.changes = 0;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    onJobs(leaving, () => this.#read());
    this.every(AGAIN_MS, leaving, () => {
      if (live.state !== 'paused' && this.job?.status === 'RUNNING') this.#read();
      else this.requestUpdate();
    });
    functions().then(all => { this.names = new Map(all.map(fn => [fn.id, fn.name])); }, () => { /* ids will do */ });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('jobId')) return;
    this.job = this.problem = undefined;
    this.#read();
  }

  async #read() {
    const id = this.jobId;
    const { changes } = this;
    try {
      const { data } = await get(`/v1/bulk/${encodeURIComponent(id)}`, this.leaving);
      if (id !== this.jobId || changes !== this.changes) return;
      this.job = data;
      this.problem = undefined;
    } catch (e) {
      if (id === this.jobId && !this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    const { job } = this;
    const crumb = html`<a class="crumb" href="/bulk">Bulk actions</a><span class="crumb" aria-hidden="true">/</span>`;
    if (!job) return html`<div class="head">${crumb}<h1>Bulk action</h1></div><section class="card">${this.problem ? failure(this.problem, () => { this.problem = undefined; this.#read(); }) : skeleton()}</section>`;
    return html`<div class="head">${crumb}<h1>${title(job)}</h1>${jobPill(job)}<span class="grow"></span>${this.#actions(job)}</div>
      ${this.problem ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      ${job.problem ? html`<div class="banner problem" role="status">${icon('alert')}<span>It has stopped by itself: ${job.problem}. It goes on where it was when it is resumed.</span></div>` : nothing}
      <section class="card job" aria-label="Progress"><div class="row"><b>${job.selecting ? 'Finding out what to work on' : `${percent(job)} %`}</b><span>${said(job)}</span><span class="grow"></span>${pace(job)}</div>${bar(job)}${figures(job)}</section>
      ${this.#facts(job)}
      <section class="card list" aria-label="What became of each"><gml-job-items .job=${job} .names=${this.names}></gml-job-items></section>`;
  }

  /** @param {any} job */
  #actions(job) {
    const done = (/** @type {any} */ changed) => { this.changes++; this.job = changed; };
    return html`${job.kind === 'replay' || job.kind === 'rerun' ? html`<a class="button" href="/runs?bulk=${encodeURIComponent(job.id)}">${icon('runs')}Runs of this action</a>` : nothing}
      ${job.status === 'RUNNING' ? html`<button class="button" @click=${() => pause(job, done)}>${icon('pause')}Pause</button>` : nothing}
      ${job.status === 'PAUSED' ? html`<button class="button primary" @click=${() => resume(job, done)}>${icon('play')}Resume</button>` : nothing}
      ${job.ended_at ? nothing : html`<button class="button danger" @click=${() => abort(job, done)}>${icon('stop')}Abort</button>`}`;
  }

  /** @param {any} job */
  #facts(job) {
    const now = serverNow();
    const begun = time(job.created_at);
    const ended = time(job.ended_at);
    const path = filterPath(job);
    return html`<dl class="facts">
      <div class="whole"><dt>${LOOKS[job.kind].verb}</dt><dd class="sentence">${filterInWords(job, this.names)}${path ? html` <a class="inline-link" href=${path}>${job.events ? 'See these events' : 'See these runs now'}</a>` : nothing}</dd></div>
      <div><dt>Bulk action</dt><dd>${copyable(job.id, 'id of the bulk action')}</dd></div>
      <div><dt>Begun</dt><dd>${moment(begun, now)}</dd></div>
      <div><dt>${Number.isNaN(ended) ? 'For' : 'Took'}</dt><dd>${duration((Number.isNaN(ended) ? now : ended) - begun)}</dd></div>
      ${(job.history ?? []).map((/** @type {any} */ action) => html`<div><dt>${WORDS[/** @type {keyof typeof WORDS} */ (action.action)]}</dt><dd>${action.actor} <span class="muted">${moment(time(action.at), now)}</span></dd></div>`)}
    </dl>`;
  }
}

/** @param {any} job */
const percent = job => (job.total === 0 ? 100 : Math.floor((processed(job) / job.total) * 100));

customElements.define('gml-job', JobPage);
