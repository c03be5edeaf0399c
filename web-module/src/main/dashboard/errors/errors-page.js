// @ts-check
import { html, nothing } from 'lit';
import { get, query, serverNow } from '../parts/api.js';
import { empty, failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { count, plural, time } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { errorPath, router } from '../parts/router.js';
import { replayError } from '../bulk/begin-runs.js';

const AGAIN_MS = 5_000;
const PAGE = 50;
const PERIODS = [['1h', 'Last hour', 36e5], ['24h', 'Last 24 hours', 864e5], ['7d', 'Last 7 days', 6048e5], ['', 'All', 0]];

/** Errors that are taken for the same, together; the one that was last seen last first. */
class ErrorsPage extends Element {
  static properties = { groups: { state: true }, problem: { state: true }, hasMore: { state: true }, names: { state: true } };

  constructor() {
    super();
    /** @type {any[] | undefined} */
    this.groups = undefined;
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
    this.every(AGAIN_MS, leaving, () => { if (live.state !== 'paused' && (this.groups?.length ?? 0) <= PAGE) this.#read(); });
    router.addEventListener('go', () => { if (router.path[0] === 'errors' && !router.path[1]) { this.groups = undefined; this.#read(); } }, { signal: leaving });
    functions().then(all => { this.names = new Map(all.map(fn => [fn.id, fn.name])); }, () => { /* ids will do */ });
    this.#read();
  }

  get since() { return router.parameters.get('since') ?? ''; }

  /** @param {string} [cursor] of the page before */
  async #read(cursor) {
    const { since } = this;
    const period = Number(PERIODS.find(([name]) => name === since)?.[2] ?? 0);
    try {
      const answer = await get('/v1/errors' + query({ limit: PAGE, cursor, seen_after: period ? new Date(serverNow() - period).toISOString() : undefined }), this.leaving);
      if (since !== this.since) return;
      this.groups = cursor ? [...this.groups ?? [], ...answer.data] : answer.data;
      this.hasMore = answer.page.has_more;
      this.cursor = answer.page.cursor;
      this.problem = undefined;
    } catch (e) {
      if (!this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    return html`<div class="head"><h1>Errors</h1><span class="grow"></span></div>
      <div class="filters" role="group" aria-label="Seen">${PERIODS.map(([name, words]) => html`<button class="button" aria-pressed=${this.since === name} @click=${() => router.go('/errors' + (name ? `?since=${name}` : ''), { replace: true })}>${words}</button>`)}</div>
      ${this.problem && this.groups ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      <section class="card list" aria-label="Errors">${this.#body()}</section>`;
  }

  #body() {
    const { groups } = this;
    if (!groups) return this.problem ? failure(this.problem, () => this.#read()) : skeleton();
    if (groups.length === 0) return empty('No errors', this.since ? 'No attempt has failed in this time.' : 'No attempt has failed, as far back as runs are kept.');
    const now = serverNow();
    return html`<table class="table"><caption class="sr">Errors, the one that was last seen last first</caption><colgroup><col><col class="c-function mid"><col class="c-count"><col class="c-count narrow-hide"><col class="c-time"><col class="c-act mid"></colgroup>
      <thead><tr><th scope="col">Error</th><th scope="col" class="mid">Function</th><th scope="col" class="num">Attempts</th><th scope="col" class="num narrow-hide">Runs failed</th><th scope="col" class="num">Last seen</th><th scope="col" class="mid"><span class="sr">Replay</span></th></tr></thead>
      <tbody>${groups.map(group => html`<tr class="tall" @click=${() => router.go(errorPath(group.fingerprint))}>
        <td><a class="strong" href=${errorPath(group.fingerprint)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${simple(group.type)}</a><div class="muted ellipsis" title=${group.message}>${group.message}</div></td>
        <td class="mid">${this.names.get(group.function_id) ?? group.function_id}<div class="sub ellipsis">${group.step_name ?? 'outside of steps'}</div></td>
        <td class="num">${count(group.count)}${group.count_is_exact ? '' : '+'}</td><td class="num narrow-hide">${count(group.runs)}</td>
        <td class="num muted">${moment(time(group.last_seen), now)}</td>
        <td class="mid act">${group.runs > 0 ? html`<button class="button quiet small" aria-label="Replay all of these: ${simple(group.type)} in ${group.function_id}" title="Replay all runs that ended with it" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); replayError(group, this.names); }}>${icon('again')}Replay…</button>` : nothing}</td></tr>`)}</tbody></table>
      <div class="list-foot"><span role="status">${plural(groups.length, 'error')} shown</span><span class="grow"></span>${this.hasMore ? html`<button class="button small" @click=${() => this.#read(this.cursor)}>Show more</button>` : nothing}</div>`;
  }
}

/** The name of a type without its package. @param {string} type */
export const simple = type => type.slice(type.lastIndexOf('.') + 1);

customElements.define('gml-errors', ErrorsPage);
