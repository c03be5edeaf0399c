// @ts-check
import { html, nothing } from 'lit';
import { get, serverNow } from '../parts/api.js';
import { failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { count, time } from '../parts/format.js';
import { icon } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { functionPath, router, runPath } from '../parts/router.js';
import { replayError } from '../bulk/begin-runs.js';
import { simple } from './errors-page.js';

const AGAIN_MS = 5_000;

/** One group of errors: where it comes from, how often it occurs, and in which runs. */
class ErrorPage extends Element {
  static properties = { fingerprint: {}, group: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.fingerprint = '';
    /** @type {any} */
    this.group = undefined;
    /** @type {unknown} */
    this.problem = undefined;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    this.every(AGAIN_MS, leaving, () => { if (live.state !== 'paused') this.#read(); });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('fingerprint')) return;
    this.group = this.problem = undefined;
    this.#read();
  }

  async #read() {
    const print = this.fingerprint;
    try {
      const { data } = await get(`/v1/errors/${encodeURIComponent(print)}`, this.leaving);
      if (print !== this.fingerprint) return;
      this.group = data;
      this.problem = undefined;
    } catch (e) {
      if (print === this.fingerprint && !this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    const { group } = this;
    const crumb = html`<a class="crumb" href="/errors">Errors</a><span class="crumb" aria-hidden="true">/</span>`;
    if (!group) return html`<div class="head">${crumb}<h1>Error</h1></div><section class="card">${this.problem ? failure(this.problem, () => this.#read()) : skeleton()}</section>`;
    const now = serverNow();
    return html`<div class="head">${crumb}<h1>${simple(group.type)}</h1><span class="grow"></span>${group.runs > 0 ? html`<button class="button" @click=${() => replayError(group, new Map())}>${icon('again')}Replay all of these…</button>` : nothing}
        <a class="button" href="/runs?error=${encodeURIComponent(group.fingerprint)}">${icon('runs')}Runs that failed with it</a></div>
      <dl class="facts">
        <div><dt>Function</dt><dd><a href=${functionPath(group.function_id)}>${group.function_id}</a></dd></div>
        <div><dt>Step</dt><dd>${group.step_name ?? html`<span class="muted">outside of steps</span>`}</dd></div>
        <div><dt>Failed attempts</dt><dd>${count(group.count)}${group.count_is_exact ? '' : '+'}</dd></div>
        <div><dt>Failed runs</dt><dd>${count(group.runs)}</dd></div>
        <div><dt>First seen</dt><dd>${moment(time(group.first_seen), now)}</dd></div>
        <div><dt>Last seen</dt><dd>${moment(time(group.last_seen), now)}</dd></div>
      </dl>
      <div class="two"><section class="card" aria-label="Last occurrence"><div class="card-head"><h2>Last occurrence</h2></div><div class="card-body stack-gap">
          <div class="error-box"><b>${group.type}</b><span>${group.message}</span></div>
          ${group.stack ? html`<pre class="stack" tabindex="0" aria-label="Stack trace">${group.stack}</pre>` : nothing}</div></section>
        <section class="card list" aria-label="Runs in which it occurred"><div class="card-head"><h2>Last runs in which it occurred</h2></div>
          <table class="table"><caption class="sr">The last runs in which it occurred</caption><colgroup><col><col class="c-status"><col class="c-time"></colgroup>
            <thead><tr><th scope="col">Run</th><th scope="col">It</th><th scope="col" class="num">Seen</th></tr></thead>
            <tbody>${group.examples.map((/** @type {any} */ example) => html`<tr @click=${() => router.go(runPath(example.run_id))}><td><a class="mono" href=${runPath(example.run_id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${example.run_id}</a></td>
              <td>${example.ended_run ? html`<span class="bad-text">ended the run</span>` : html`<span class="muted">was repeated</span>`}</td><td class="num muted">${moment(time(example.seen_at), now)}</td></tr>`)}</tbody></table></section></div>`;
  }
}

customElements.define('gml-error', ErrorPage);
