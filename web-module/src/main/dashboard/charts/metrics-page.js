// @ts-check
import { html, nothing } from 'lit';
import { get, query, serverNow } from '../parts/api.js';
import { failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { count, duration, plural, time } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon, inWords, statusIcon } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { functionPath, router } from '../parts/router.js';
import { chartsOf, percent, runs } from './charts.js';
import './series-chart.js';

const HOUR = 3_600_000;
/** Name, words, length, and how often it is read again. @type {[string, string, number, number][]} */
const RANGES = [['1h', 'Hour', HOUR, 10_000], ['24h', '24 hours', 24 * HOUR, 30_000], ['7d', '7 days', 168 * HOUR, 60_000], ['30d', '30 days', 720 * HOUR, 60_000]];
const NOW_MS = 5_000;
/** @type {[string, string][]} */
const TILES = [['Running', 't-run'], ['Queued', 't-queue'], ['Waiting', 't-wait'], ['NeedsAttention', 't-bad']];

/** What happened over time, and what is going on: `range` and `function_id` are parameters of the address. */
class MetricsPage extends Element {
  static properties = { history: { state: true }, now: { state: true }, problems: { state: true }, all: { state: true } };

  constructor() {
    super();
    /** What is shown. @type {any} */
    this.history = undefined;
    /** @type {any} */
    this.now = undefined;
    /** Why something could not be read. @type {{history?: unknown, now?: unknown}} */
    this.problems = {};
    /** @type {import('../parts/functions.js').FunctionItem[]} */
    this.all = [];
    this.readAt = 0;
  }

  get range() { return RANGES.find(([name]) => name === router.parameters.get('range')) ?? RANGES[0]; }

  get functionId() { return router.parameters.get('function_id') ?? ''; }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    router.addEventListener('go', () => {
      if (router.path[0] !== 'charts') return;
      this.history = undefined;
      this.now = undefined;
      this.#read();
      this.requestUpdate();
    }, { signal: leaving });
    this.every(NOW_MS, leaving, () => {
      if (live.state === 'paused') return;
      this.#readNow();
      if (Date.now() - this.readAt > this.range[3] || this.problems.history) this.#readHistory();
    });
    functions().then(all => { this.all = all; }, () => { /* the filter has fewer choices */ });
    this.#read();
  }

  #read() {
    this.problems = {};
    this.#readHistory();
    this.#readNow();
  }

  async #readHistory() {
    const { range, functionId } = this;
    this.readAt = Date.now();
    await this.#ask('history', `/v1/stats${query({ from: new Date(serverNow() - range[2]).toISOString(), function_id: functionId })}`, answer => {
      if (range === this.range && functionId === this.functionId) this.history = answer;
    });
  }

  async #readNow() {
    const { functionId } = this;
    await this.#ask('now', `/v1/stats/now${query({ function_id: functionId })}`, answer => { if (functionId === this.functionId) this.now = answer; });
  }

  /** @param {'history' | 'now'} what @param {string} path @param {(data: any) => void} take */
  async #ask(what, path, take) {
    try {
      take((await get(path, this.leaving)).data);
      this.problems = { ...this.problems, [what]: undefined };
    } catch (e) {
      if (!this.leaving?.aborted) this.problems = { ...this.problems, [what]: e };
    }
  }

  render() {
    const { history, now, problems } = this;
    const problem = problems.history ?? problems.now;
    return html`<div class="head"><h1>Metrics</h1></div>${this.#bar()}
      ${problem && history ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (problem).message)}</span></div>` : nothing}
      ${now ? this.#tiles(now) : nothing}
      ${history ? this.#charts(history) : html`<section class="card">${problems.history ? failure(problems.history, () => this.#read()) : skeleton()}</section>`}
      ${history || now ? html`<div class="two">${history ? this.#failing(history) : nothing}${now ? this.#nodes(now.nodes) : nothing}</div>` : nothing}`;
  }

  #bar() {
    const { functionId } = this;
    const isKnown = !functionId || this.all.some(fn => fn.id === functionId);
    return html`<div class="filters"><div class="segments" role="group" aria-label="Time">${RANGES.map(one => html`<button class="button" aria-pressed=${one === this.range} @click=${() => this.#go(one[0], functionId)}>${one[1]}</button>`)}</div>
      <label class="metric-filter"><span class="sr">Function</span><select class="input" @change=${(/** @type {any} */ e) => this.#go(this.range[0], e.target.value)}>
        <option value="" ?selected=${!functionId}>All functions</option>
        ${isKnown ? nothing : html`<option value=${functionId} selected>${functionId}</option>`}
        ${this.all.map(fn => html`<option value=${fn.id} ?selected=${fn.id === functionId}>${fn.name}</option>`)}</select></label></div>`;
  }

  /** @param {string} range @param {string} functionId */
  #go(range, functionId) {
    router.go('/charts' + query({ range: range === RANGES[0][0] ? undefined : range, function_id: functionId }), { replace: true });
  }

  /** @param {any} now */
  #tiles(now) {
    const due = now.due_within_hour;
    const oldest = now.oldest_due_seconds * 1000;
    /** @type {Record<string, string>} */
    const notes = {
      Running: 'now', Waiting: `${count(due.total)}${due.total_is_exact ? '' : '+'} go on within the hour`, NeedsAttention: 'the code does not fit',
      Queued: now.backlog > 0 ? `backlog ${count(now.backlog)}, for ${duration(oldest)}` : 'no backlog',
    };
    return html`<div class="tiles">${TILES.map(([status, look]) => html`<a class="card tile ${now.runs[status] > 0 ? look : 't-mute'}" href=${runs(this.functionId, { status })}><span class="tile-name">${statusIcon(status)}${inWords(status)}</span>
      <div class="figure">${count(now.runs[status] ?? 0)}</div><div class="note">${notes[status]}</div></a>`)}</div>`;
  }

  /** @param {any} history */
  #charts(history) {
    const since = time(history.recorded_since);
    return html`<div class="metrics">${chartsOf(history, this.functionId).map(chart => html`<gml-series-chart .chart=${chart}></gml-series-chart>`)}</div>
      <p class="metric-foot muted">${Number.isNaN(since) ? 'Nothing is recorded yet.' : since > time(history.from) ? html`Recorded since ${moment(since, serverNow())}. ` : nothing}Counted by the servers every five seconds; a crash can lose the last ones. Quantiles are right to 7 %.</p>`;
  }

  /** @param {any} history */
  #failing(history) {
    if (this.functionId) return nothing;
    const names = new Map(this.all.map(fn => [fn.id, fn.name]));
    /** @type {any[]} */
    const failing = history.failing;
    return html`<section class="card list" aria-label="Functions that fail"><div class="card-head"><h2>Functions that fail most</h2><span class="grow"></span><a href="/errors">All errors</a></div>
      ${failing.length === 0 ? html`<div class="state"><span class="good">${icon('check')}</span><h2>No run has failed in this time</h2></div>` : html`<table class="table plain"><caption class="sr">Functions whose runs have failed</caption><colgroup><col><col class="c-count"><col class="c-count"></colgroup>
        <thead><tr><th scope="col">Function</th><th scope="col" class="num">Failed</th><th scope="col" class="num">Rate</th></tr></thead>
        <tbody>${failing.map(one => html`<tr><td><a class="strong" href=${functionPath(one.function_id)}>${names.get(one.function_id) ?? one.function_id}</a></td>
          <td class="num"><a class="inline-link bad-text" href=${runs(one.function_id, { status: 'Failed', ended_after: history.from })}>${count(one.failed)}</a></td>
          <td class="num">${percent((one.failed / (one.failed + one.completed)) * 100)}</td></tr>`)}</tbody></table>`}</section>`;
  }

  /** @param {any[]} nodes */
  #nodes(nodes) { return html`<section class="card list" aria-label="Servers"><div class="card-head"><h2>Servers</h2><span class="grow"></span><span class="muted">${plural(nodes.filter(node => node.is_alive).length, 'server')} alive</span></div>${nodesTable(nodes, { isBrief: true })}</section>`; }
}

/** @param {any[]} nodes @param {{isBrief?: boolean}} [how] */
export const nodesTable = (nodes, { isBrief = false } = {}) => html`<table class="table plain"><caption class="sr">Servers</caption><colgroup><col><col class="c-status">${isBrief ? nothing : html`<col class="c-count narrow-hide">`}<col class="c-time"></colgroup>
  <thead><tr><th scope="col">Server</th><th scope="col">Health</th>${isBrief ? nothing : html`<th scope="col" class="num narrow-hide">Functions</th>`}<th scope="col" class="num">Seen</th></tr></thead>
  <tbody>${nodes.map(node => html`<tr><td><span class="mono" title=${node.name}>${node.name}</span></td>
    <td>${node.is_alive ? html`<span class="pill Completed">${statusIcon('Completed')}${node.is_this ? 'This one' : 'Alive'}</span>` : html`<span class="pill Failed">${statusIcon('Lost')}Silent</span>`}</td>
    ${isBrief ? nothing : html`<td class="num narrow-hide">${count(node.functions)}</td>`}<td class="num muted">${moment(time(node.seen_at), serverNow())}</td></tr>`)}</tbody></table>`;

customElements.define('gml-metrics', MetricsPage);
