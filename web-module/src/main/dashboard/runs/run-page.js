// @ts-check
import { html, nothing } from 'lit';
import { get, serverNow } from '../parts/api.js';
import { copyable, failure, menu, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { clock, duration, iso, time } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon, isOver, pill } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { bulkPath, eventPath, functionPath, router, runPath } from '../parts/router.js';
import { cancel, rerun, rerunEdited, resume, retryNow } from './actions.js';
import { ChildRuns } from './child-runs.js';
import { rowsOf, runsOnTheWay } from './rows.js';
import { readTrace } from './trace.js';
import { exportLink, importedBanner } from './transfer.js';
import './step-panel.js';
import './waterfall.js';

/** How often a run that is not over is read again, besides what the stream tells. */
const AGAIN_MS = 2_000;

/** One run: what it does, what it did, and what can be done with it. */
class RunPage extends Element {
  static properties = { runId: {}, run: { state: true }, trace: { state: true }, event: { state: true }, reruns: { state: true }, problem: { state: true }, fn: { state: true }, step: { state: true } };

  constructor() {
    super();
    this.runId = '';
    this.step = router.parameters.get('step') ?? '';
    /** The id that is being read. @type {string | undefined} */
    this.isReading = undefined;
    this.isStale = false;
    /** The ids of the runs that repeat this one. @type {string[]} */
    this.reruns = [];
    this.inner = new ChildRuns(() => this.#redraw());
    this.#forget();
  }

  #forget() {
    /** @type {any} */
    this.run = undefined;
    /** @type {import('./trace.js').Trace | undefined} */
    this.trace = undefined;
    /** @type {any} */
    this.event = undefined;
    /** @type {string[]} */
    this.reruns = [];
    /** @type {unknown} */
    this.problem = undefined;
    /** @type {import('../parts/functions.js').FunctionItem | undefined} */
    this.fn = undefined;
    this.inner.closeAll();
  }

  #redraw() {
    this.requestUpdate();
    /** @type {import('lit').LitElement | null} */ (this.querySelector('gml-waterfall'))?.requestUpdate();
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    live.addEventListener('changes', event => {
      for (const run of /** @type {CustomEvent} */ (event).detail.runs) {
        if (run.run_id === this.runId) this.#read();
        else this.inner.read(run.run_id, leaving);
      }
    }, { signal: leaving });
    live.addEventListener('deletions', event => { if (/** @type {CustomEvent} */ (event).detail.runs.includes(this.runId)) this.#read(); }, { signal: leaving });
    live.addEventListener('reload', () => { this.#read(); this.inner.readAgain(leaving); }, { signal: leaving });
    router.addEventListener('go', () => this.#select(router.parameters.get('step') ?? ''), { signal: leaving });
    this.every(AGAIN_MS, leaving, () => {
      if (live.state === 'paused') return;
      if (this.run && !isOver(this.run.status)) this.#read();
      this.inner.readAgain(leaving);
    });
    this.every(1_000, leaving, () => { if (this.run && !isOver(this.run.status)) this.requestUpdate(); });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('runId')) return;
    this.#forget();
    this.#read();
  }

  async #read() {
    const id = this.runId;
    if (this.isReading === id) { this.isStale = true; return; }
    this.isReading = id;
    this.isStale = false;
    const signal = /** @type {AbortSignal} */ (this.leaving);
    try {
      const run = (await get(`/v1/runs/${encodeURIComponent(id)}`, signal)).data;
      const trace = await readTrace(id, signal);
      if (id !== this.runId) return;
      const isFirst = !this.run;
      this.run = run;
      this.trace = trace;
      this.problem = undefined;
      if (isFirst) this.#readAround(run, signal);
      else if (isOver(run.status)) this.#readReruns(run, signal);
    } catch (e) {
      if (!signal.aborted && id === this.runId) this.problem = e;
    } finally {
      if (this.isReading === id) this.isReading = undefined;
      if (this.isStale) this.#read();
    }
  }

  /** What does not change while the run goes on. @param {any} run @param {AbortSignal} signal */
  #readAround(run, signal) {
    this.#select(this.step);
    get(`/v1/events/${run.event_id}`, signal).then(answer => { this.event = answer.data; }, () => { /* it says that it cannot be read */ });
    functions().then(all => { this.fn = all.find(fn => fn.id === run.function_id); }, () => { /* the id will do */ });
    this.#readReruns(run, signal);
  }

  /** @param {any} run @param {AbortSignal} signal */
  #readReruns(run, signal) {
    get(`/v1/runs/${run.run_id}/reruns`, signal).then(answer => { this.reruns = answer.data; }, () => { /* none are shown */ });
  }

  render() {
    const { run, trace } = this;
    if (this.problem && !run) return html`<div class="head"><a class="crumb" href="/runs">Runs</a><span class="crumb">/</span><h1>Run</h1></div><section class="card">${failure(this.problem, () => { this.problem = undefined; this.#read(); })}</section>`;
    if (!run || !trace) return html`<div class="head"><a class="crumb" href="/runs">Runs</a><span class="crumb">/</span><h1>Run</h1></div><section class="card">${skeleton()}</section>`;
    const rows = rowsOf(trace, { folded: new Set(), children: this.inner });
    const shown = rows.find(row => row.key === this.step);
    const chosen = shown && 'span' in shown ? shown : /** @type {import('./rows.js').SpanRow} */ (rows[0]);
    return html`<div class="head"><a class="crumb" href="/runs">Runs</a><span class="crumb" aria-hidden="true">/</span><h1>${this.fn?.name ?? run.function_id}</h1>${pill(run.status)}${run.imported ? html`<span class="tag" title="It came from another server, and is here to be looked at">imported</span>` : nothing}<span class="grow"></span>${this.#actions(run, trace)}${exportLink(run)}</div>
      ${this.#facts(run, trace)}
      ${this.problem ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      ${importedBanner(run)}${this.#why(run, trace)}
      <div class="run-grid"><section class="card list" aria-label="Timeline"><gml-waterfall .trace=${trace} .inner=${this.inner} .selected=${chosen.key} @select=${(/** @type {CustomEvent} */ e) => this.#choose(e.detail)}
          @open=${(/** @type {CustomEvent} */ e) => { for (const id of e.detail) this.#open(id); }}></gml-waterfall></section>
        <section class="card panel" aria-label="Details">${this.#panel(chosen)}</section></div>`;
  }

  /** @param {import('./rows.js').SpanRow} chosen */
  #panel({ span, trace }) {
    const isInner = trace.runId !== this.runId;
    const { root } = trace;
    const run = isInner ? { run_id: trace.runId, function_id: trace.functionId, status: root.status, output: root.output, error: root.error } : this.run;
    const event = isInner ? (root.input ? { ...root.input, internal_id: root.eventId } : undefined) : this.event;
    return html`<gml-step-panel .run=${run} .event=${event} .span=${span} .isInner=${isInner} @done=${() => { this.#read(); this.inner.readAgain(this.leaving); }}></gml-step-panel>`;
  }

  /** @param {string} runId a run that this one has started */
  #open(runId) {
    if (this.inner.get(runId)) this.inner.read(runId, this.leaving);
    else this.inner.open(runId, this.leaving);
  }

  /** Shows a row that the address names; child runs on the way to it are opened. @param {string} key */
  #select(key) {
    this.step = key;
    runsOnTheWay(key).forEach(id => this.inner.open(id, this.leaving));
  }

  /** @param {string} key */
  #choose(key) {
    this.step = key === this.runId ? '' : key;
    history.replaceState(null, '', runPath(this.runId) + (this.step ? `?step=${encodeURIComponent(this.step)}` : ''));
  }

  /** @param {any} run @param {import('./trace.js').Trace} trace */
  #actions(run, trace) {
    if (run.imported) return nothing;
    const read = () => this.#read();
    if (!isOver(run.status)) {
      const isRetrying = trace.waitingFor?.cause === 'retry' || trace.steps.some(step => step.status === 'Retrying');
      return html`${run.status === 'NeedsAttention' ? html`<button class="button" @click=${() => resume(run, read)}>${icon('play')}Let it go on</button>` : nothing}
        ${isRetrying ? html`<button class="button" @click=${() => retryNow(run, read)}>${icon('again')}Attempt now</button>` : nothing}
        <button class="button danger" @click=${() => cancel(run, read)}>${icon('stop')}Cancel</button>`;
    }
    return html`<button class="button" @click=${() => rerun(run, this.fn?.replayable !== false)}>${icon('again')}Run again</button>
      ${this.event ? menu(icon('down'), html`<button class="menu-item" @click=${() => rerunEdited(run, this.event)}>${icon('pencil')}Run again with another event…</button>`, { className: 'right', title: 'More ways to run it again' }) : nothing}`;
  }

  /** @param {any} run @param {import('./trace.js').Trace} trace */
  #facts(run, trace) {
    const now = serverNow();
    const queued = time(run.queued_at);
    const started = time(run.run_started_at);
    const ended = time(run.ended_at);
    return html`<dl class="facts">
      <div><dt>Run</dt><dd>${copyable(run.run_id, 'run id')}</dd></div>
      <div><dt>Function</dt><dd><a href=${functionPath(run.function_id)}>${run.function_id}</a></dd></div>
      <div><dt>Event</dt><dd><a class="mono" href=${eventPath(run.event_id)}>${this.event?.name ?? run.event_id}</a></dd></div>
      <div><dt>Queued</dt><dd>${moment(queued, now)}</dd></div>
      <div><dt>Started</dt><dd>${Number.isNaN(started) ? html`<span class="muted">not yet</span>` : html`<span title="${clock(started)} · ${iso(started)}">${started - queued < 1 ? 'at once' : `${duration(started - queued)} later`}</span>`}</dd></div>
      <div><dt>Duration</dt><dd>${Number.isNaN(started) ? html`<span class="muted">–</span>` : duration((Number.isNaN(ended) ? now : ended) - started)}</dd></div>
      ${trace.parentRunId ? html`<div><dt>Invoked by</dt><dd><a class="mono" href=${runPath(trace.parentRunId)}>${trace.parentRunId}</a></dd></div>` : nothing}
      ${run.origin_run_id ? html`<div><dt>Repeats</dt><dd><a class="mono" href=${runPath(run.origin_run_id)}>${run.origin_run_id}</a></dd></div>` : nothing}
      ${run.bulk_id ? html`<div><dt>Bulk action</dt><dd><a class="mono" href=${bulkPath(run.bulk_id)}>${run.bulk_id}</a></dd></div>` : nothing}
      ${this.reruns.length > 0 ? html`<div><dt>Run again as</dt><dd>${this.reruns.slice(-1).map(id => html`<a class="mono" href=${runPath(id)}>${id}</a>`)}${this.reruns.length > 1 ? html` <span class="muted">and ${this.reruns.length - 1} more</span>` : nothing}</dd></div>` : nothing}
    </dl>`;
  }

  /** Why is it not running? @param {any} run @param {import('./trace.js').Trace} trace */
  #why(run, trace) {
    const waiting = trace.waitingFor ?? run.waiting_for;
    if (!waiting || isOver(run.status)) return nothing;
    const left = time(waiting.until) - serverNow();
    const look = ['queue', 'concurrency'].includes(waiting.cause) ? 'queue' : ['needs-attention', 'no-node', 'function-removed'].includes(waiting.cause) ? 'problem' : 'wait';
    return html`<div class="banner ${look}" role="status">${icon(look === 'problem' ? 'alert' : 'clock')}<span>${waiting.text[0].toUpperCase() + waiting.text.slice(1)}</span>${left > 0 ? html`<span class="grow"></span><span class="left">${duration(left)} to go</span>` : nothing}</div>`;
  }
}

customElements.define('gml-run', RunPage);
