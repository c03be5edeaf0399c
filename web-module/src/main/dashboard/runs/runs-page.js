// @ts-check
import { html, nothing } from 'lit';
import { query, serverNow } from '../parts/api.js';
import { at } from '../parts/at.js';
import { empty, failure, menu, skeleton } from '../parts/bits.js';
import { exportMenu } from '../parts/download.js';
import { Element } from '../parts/element.js';
import { clock, count, time } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon, inWords, pill, STATUSES } from '../parts/icons.js';
import { List } from '../parts/list.js';
import { live } from '../parts/live.js';
import { listFoot, listKeys, news, searchBox, toggled } from '../parts/list-view.js';
import { router, runPath } from '../parts/router.js';
import { sendEvent } from '../events/send-event.js';
import { Selection } from '../bulk/selection.js';
import { selectionBar, selectionKeys, selectPage, selectRun } from '../bulk/selection-view.js';
import { importRun } from './transfer.js';
import '../overview/welcome.js';
import { columns, columnsMenu, widthOf } from './columns.js';
import { PERIODS, timeMenu } from './time-filter.js';
import { viewsMenu } from './views.js';

/** Filters that are said in chips, in the words of the address. */
const SAID = { event_id: 'event', error: 'error', bulk: 'bulk action', queued_after: 'queued from', queued_before: 'queued before', ended_after: 'ended from', ended_before: 'ended before' };

/** The list of runs. Its filters are the address's parameters, named as those of GET /v1/runs; `since` is a period that moves along. */
class RunsPage extends Element {
  static properties = { names: { state: true } };

  constructor() {
    super();
    /** Names of functions, by id. @type {Map<string, string>} */
    this.names = new Map();
    this.list = new List({ path: '/v1/runs', id: 'run_id', draw: () => this.requestUpdate(), judge: run => this.#judge(run) });
    this.selection = new Selection(() => this.requestUpdate());
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.list.arrive(leaving);
    this.selection.arrive(leaving);
    router.addEventListener('go', () => { if (router.path[0] === 'runs' && !router.path[1]) this.#load(); }, { signal: leaving });
    selectionKeys(this.list, this.selection, leaving);
    listKeys(this.list, leaving, run => router.go(runPath(run.run_id)));
    this.every(1_000, leaving, () => this.requestUpdate());
    live.addEventListener('reload', () => this.#readNames(), { signal: leaving });
    this.#readNames();
    this.#load();
  }

  #readNames() {
    functions().then(all => { this.names = new Map(all.map(fn => [fn.id, fn.name])); }, () => { /* ids will do */ });
  }

  #load() {
    this.selection.clear();
    this.list.load(this.#asked());
  }

  /** The filters as the server knows them. @returns {Record<string, any>} */
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
      ${selectionBar(this.list, this.selection, { filters: () => this.#asked(), names: this.names })}
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
        ${timeMenu(filters, change => this.#filter(change))}
        <span class="grow"></span>${viewsMenu(location.search, () => this.requestUpdate())}${columnsMenu(() => this.requestUpdate())}
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
      ...Object.entries(SAID).filter(([name]) => filters[name]).map(([name, words]) => [words, said(filters[name]), { [name]: undefined }]),
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
    const shown = columns();
    const context = { now: serverNow(), names: this.names };
    return html`${news(list, 'run')}<div class="columned"><table class="table" ${at({ '--columns': widthOf(shown) })} @pointerenter=${() => { list.isBeingRead = true; }} @pointerleave=${() => { list.isBeingRead = scrollY > 80; }}><caption class="sr">Runs, the newest first</caption>
      <colgroup><col class="c-select">${shown.map(column => html`<col class=${column.className}>`)}</colgroup>
      <thead><tr>${selectPage(this.selection, list.rows)}${shown.map(column => html`<th scope="col" class=${column.className}>${column.title}</th>`)}</tr></thead>
      <tbody>${list.rows.map(run => this.#row(run, shown, context))}</tbody></table></div>${listFoot(list, 'run')}`;
  }

  /** @param {any} run @param {import('./columns.js').Column[]} shown @param {import('./columns.js').Context} context */
  #row(run, shown, context) {
    return html`<tr data-id=${run.run_id} class=${run.run_id === this.list.current ? 'current' : this.selection.has(run) ? 'selected' : ''} @click=${() => router.go(runPath(run.run_id))}>
      ${selectRun(this.selection, run, this.list.rows)}
      ${shown.map(column => html`<td class=${column.className}>${column.cell(run, context)}</td>`)}</tr>`;
  }
}

/** A moment as people read it, whatever else as it is. @param {string} value */
const said = value => (/^\d{4}-\d\d-\d\dT/.test(value) ? clock(time(value), { isExact: false }) : value);

customElements.define('gml-runs', RunsPage);
