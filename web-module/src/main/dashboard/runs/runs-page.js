// @ts-check
import { html, nothing } from 'lit';
import { query, serverNow } from '../parts/api.js';
import { empty, failure, menu, moment, skeleton } from '../parts/bits.js';
import { exportMenu } from '../parts/download.js';
import { Element } from '../parts/element.js';
import { count, duration, time } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon, inWords, isOver, pill, STATUSES } from '../parts/icons.js';
import { preview } from '../parts/json.js';
import { List } from '../parts/list.js';
import { listFoot, listKeys, news, searchBox, toggled } from '../parts/list-view.js';
import { functionPath, router, runPath } from '../parts/router.js';
import { sendEvent } from '../events/send-event.js';
import { importRun } from './transfer.js';
import '../overview/welcome.js';

const PERIODS = [['15m', 'Last 15 minutes', 9e5], ['1h', 'Last hour', 36e5], ['24h', 'Last 24 hours', 864e5], ['7d', 'Last 7 days', 6048e5]];
/** Filters that are said in chips, in the words of the address. */
const SAID = { event_id: 'event', error: 'error', bulk: 'bulk action', queued_after: 'from', queued_before: 'until', ended_after: 'ended from', ended_before: 'ended until' };

/** The list of runs. Its filters are the address's parameters, named as those of GET /v1/runs; `since` is a period that moves along. */
class RunsPage extends Element {
  static properties = { names: { state: true } };

  constructor() {
    super();
    /** Names of functions, by id. @type {Map<string, string>} */
    this.names = new Map();
    this.list = new List({ path: '/v1/runs', id: 'run_id', draw: () => this.requestUpdate(), judge: run => this.#judge(run) });
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.list.arrive(leaving);
    router.addEventListener('go', () => { if (router.path[0] === 'runs' && !router.path[1]) this.#load(); }, { signal: leaving });
    listKeys(this.list, leaving, run => router.go(runPath(run.run_id)));
    this.every(1_000, leaving, () => this.requestUpdate());
    functions().then(all => { this.names = new Map(all.map(fn => [fn.id, fn.name])); }, () => { /* ids will do */ });
    this.#load();
  }

  #load() { this.list.load(this.#asked()); }

  /** The filters as GET /v1/runs has them. @returns {Record<string, any>} */
  #asked() {
    const { since, ...filters } = this.#filters();
    const period = PERIODS.find(([name]) => name === since);
    return { ...filters, queued_after: period ? new Date(serverNow() - Number(period[2])).toISOString() : filters.queued_after };
  }

  /** @returns {Record<string, any>} */
  #filters() {
    const given = router.parameters;
    /** @type {Record<string, any>} */
    const filters = {};
    for (const name of new Set(given.keys())) filters[name] = ['status', 'function_id'].includes(name) ? given.getAll(name).filter(Boolean) : given.get(name) ?? '';
    return filters;
  }

  /** @param {any} run @returns {boolean | undefined} */
  #judge(run) {
    const { status = [], function_id: ids = [], event_id: event, since, ...others } = this.#filters();
    if (status.length && !status.some((/** @type {string} */ one) => one.toLowerCase() === run.status.toLowerCase())) return false;
    if (ids.length && !ids.includes(run.function_id)) return false;
    if (event && event !== run.event_id) return false;
    return Object.keys(others).length === 0 ? true : undefined;
  }

  /** @param {Record<string, any>} change parameters; undefined takes one away */
  #filter(change) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...this.#filters(), ...change })) {
      for (const one of Array.isArray(value) ? value : [value]) if (one) search.append(name, one);
    }
    router.go('/runs' + (search.size ? `?${search}` : ''), { replace: true });
  }

  render() {
    const filters = this.#filters();
    return html`<div class="head"><h1>Runs</h1><span class="muted">${this.list.total ? `${count(this.list.total.count)}${this.list.total.isExact ? '' : '+'}` : ''}</span>
        <span class="grow"></span>${exportMenu('/v1/runs/export', format => query({ ...this.#asked(), format }), html`<button class="menu-item" @click=${importRun}>${icon('upload')}Import a run…</button>`)}<button class="button primary" @click=${() => sendEvent()}>${icon('send')}Send event</button></div>
      ${this.#bar(filters)}
      <section class="card list" aria-label="Runs">${this.#body(filters)}</section>`;
  }

  /** @param {Record<string, any>} filters */
  #bar(filters) {
    const status = filters.status ?? [];
    const ids = filters.function_id ?? [];
    return html`<div class="filters" role="search">
        ${searchBox({ label: 'Search runs', hint: 'Id, output or error', text: filters.text, cel: filters.cel, example: "event.data.amount > 100", go: found => this.#filter(found) })}
        ${menu(html`${icon('filter')}Status`, STATUSES.map(one => html`<label><input type="checkbox" .checked=${status.includes(one)} @change=${() => this.#filter({ status: toggled(status, one) })}>${pill(one)}</label>`))}
        ${menu(html`${icon('functions')}Function`, this.names.size === 0 ? html`<p class="muted">There are no functions.</p>` : [...this.names].map(([id, name]) => html`<label><input type="checkbox" .checked=${ids.includes(id)} @change=${() => this.#filter({ function_id: toggled(ids, id) })}><span class="ellipsis">${name}</span></label>`), { className: 'right-narrow' })}
        ${menu(html`${icon('clock')}Time`, [['', 'Any time', 0], ...PERIODS].map(([name, words]) => html`<label><input type="radio" name="since" .checked=${(filters.since ?? '') === name} @change=${() => this.#filter({ since: name, queued_after: undefined })}>${words}</label>`), { className: 'right-narrow' })}
      </div>
      ${this.#chips(filters)}`;
  }

  /** @param {Record<string, any>} filters */
  #chips(filters) {
    /** @type {[string, string, Record<string, any>][]} */
    const chips = [
      ...(filters.status ?? []).map((/** @type {string} */ one) => ['status', one, { status: toggled(filters.status, one) }]),
      ...(filters.function_id ?? []).map((/** @type {string} */ one) => ['function', this.names.get(one) ?? one, { function_id: toggled(filters.function_id, one) }]),
      ...(filters.since ? [['time', String(PERIODS.find(([name]) => name === filters.since)?.[1] ?? filters.since).toLowerCase(), { since: undefined }]] : []),
      ...(filters.text ? [['contains', filters.text, { text: undefined }]] : []),
      ...(filters.cel ? [['expression', filters.cel, { cel: undefined }]] : []),
      ...Object.entries(SAID).filter(([name]) => filters[name]).map(([name, words]) => [words, filters[name], { [name]: undefined }]),
    ];
    if (chips.length === 0) return nothing;
    return html`<div class="filters" role="group" aria-label="Filters">${chips.map(([what, value, without]) => html`<span class="chip">${what}&nbsp;<b title=${value}>${inWords(value)}</b><button class="icon-button" aria-label="Remove filter ${what} ${value}" @click=${() => this.#filter(without)}>${icon('close')}</button></span>`)}
      <button class="button quiet small" @click=${() => router.go('/runs', { replace: true })}>Clear all</button></div>`;
  }

  /** @param {Record<string, any>} filters */
  #body(filters) {
    const { list } = this;
    if (list.problem && list.rows.length === 0) return failure(list.problem, () => list.again());
    if (list.isLoading && list.rows.length === 0) return skeleton();
    if (list.rows.length === 0) {
      return Object.keys(filters).length && !list.hasMore
        ? empty('No run matches', 'All runs were looked at; none fits every filter.', html`<button class="button" @click=${() => router.go('/runs', { replace: true })}>Clear all filters</button>`)
        : list.hasMore ? listFoot(list, 'run')
        : html`<gml-welcome></gml-welcome>`;
    }
    const now = serverNow();
    return html`${news(list, 'run')}<table class="table" @pointerenter=${() => { list.isBeingRead = true; }} @pointerleave=${() => { list.isBeingRead = scrollY > 80; }}><caption class="sr">Runs, the newest first</caption>
      <colgroup><col class="c-status"><col><col class="c-id wide"><col class="mid"><col class="c-time"><col class="c-duration narrow-hide"></colgroup>
      <thead><tr><th scope="col">Status</th><th scope="col">Function</th><th scope="col" class="wide">Run</th><th scope="col" class="mid">Result</th><th scope="col" class="num">Queued</th><th scope="col" class="num narrow-hide">Duration</th></tr></thead>
      <tbody>${list.rows.map(run => this.#row(run, now))}</tbody></table>${listFoot(list, 'run')}`;
  }

  /** @param {any} run @param {number} now */
  #row(run, now) {
    const started = time(run.run_started_at);
    const result = run.error ? `${run.error.name ?? 'Error'}: ${typeof run.error.message === 'string' ? run.error.message : preview(run.error.message)}` : run.output === undefined || run.output === null ? '' : preview(run.output);
    return html`<tr data-id=${run.run_id} class=${run.run_id === this.list.current ? 'current' : ''} @click=${() => router.go(runPath(run.run_id))}>
      <td>${pill(run.status)}</td>
      <td><a class="strong" href=${runPath(run.run_id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${this.names.get(run.function_id) ?? run.function_id}</a>${run.attempt > 0 ? html` <span class="muted">attempt ${run.attempt + 1}</span>` : nothing}${run.imported ? html` <span class="muted">imported</span>` : nothing}</td>
      <td class="wide"><span class="sub">${run.run_id}</span></td>
      <td class="mid"><span class=${run.status === 'Failed' ? 'bad-text' : 'sub'} title=${result.slice(0, 300)}>${result}</span></td>
      <td class="num muted">${moment(time(run.queued_at), now)}</td>
      <td class="num narrow-hide">${Number.isNaN(started) ? html`<span class="muted">–</span>` : duration((isOver(run.status) ? time(run.ended_at) : now) - started)}</td></tr>`;
  }
}

customElements.define('gml-runs', RunsPage);
