// @ts-check
import { html, nothing } from 'lit';
import { get, serverNow } from '../parts/api.js';
import { copyable, failure, moment, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { clock, duration, iso, plural, time } from '../parts/format.js';
import { functions, startsWith } from '../parts/functions.js';
import { icon, isOver, pill } from '../parts/icons.js';
import { json } from '../parts/json-view.js';
import { live } from '../parts/live.js';
import { eventPath, functionPath, router, runPath } from '../parts/router.js';
import { sendEvent } from './send-event.js';

const AGAIN_MS = 2_000;
/** For how long after its arrival an event may still start something. */
const FRESH_MS = 60_000;

/** One event: its payload, and what it started, or why it started nothing. */
class EventPage extends Element {
  static properties = { eventId: {}, event: { state: true }, runs: { state: true }, all: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.eventId = '';
    /** @type {any} */
    this.event = undefined;
    /** @type {any[] | undefined} */
    this.runs = undefined;
    /** @type {import('../parts/functions.js').FunctionItem[] | undefined} */
    this.all = undefined;
    /** @type {unknown} */
    this.problem = undefined;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    live.addEventListener('changes', event => {
      if (/** @type {CustomEvent} */ (event).detail.runs.some((/** @type {any} */ run) => run.event_id === this.event?.internal_id)) this.#readRuns();
    }, { signal: leaving });
    live.addEventListener('reload', () => (this.event ? this.#readRuns() : this.#read()), { signal: leaving });
    this.every(AGAIN_MS, leaving, () => { if (this.#mayChange() && live.state !== 'paused') this.#readRuns(); });
    this.every(1_000, leaving, () => this.requestUpdate());
    functions().then(all => { this.all = all; }, () => { /* names and reasons are left out */ });
  }

  #mayChange() {
    return this.event && (serverNow() - time(this.event.received_at) < FRESH_MS || this.runs?.some(run => !isOver(run.status)));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('eventId')) return;
    this.event = this.runs = this.problem = undefined;
    this.#read();
  }

  async #read() {
    const id = this.eventId;
    try {
      const event = (await get(`/v1/events/${encodeURIComponent(id)}`, this.leaving)).data;
      if (id !== this.eventId) return;
      this.event = event;
      this.problem = undefined;
      await this.#readRuns();
    } catch (e) {
      if (id === this.eventId && !this.leaving?.aborted) this.problem = e;
    }
  }

  async #readRuns() {
    const id = this.eventId;
    if (!this.event) return;
    try {
      const runs = (await get(`/v1/events/${encodeURIComponent(id)}/runs`, this.leaving)).data;
      if (id === this.eventId) this.runs = runs;
    } catch (e) {
      if (this.runs === undefined && !this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    const { event } = this;
    const crumb = html`<a class="crumb" href="/events">Events</a><span class="crumb" aria-hidden="true">/</span>`;
    if (this.problem) return html`<div class="head">${crumb}<h1>Event</h1></div><section class="card">${failure(this.problem, () => { this.problem = undefined; this.#read(); })}</section>`;
    if (!event) return html`<div class="head">${crumb}<h1>Event</h1></div><section class="card">${skeleton()}</section>`;
    const received = time(event.received_at);
    return html`<div class="head">${crumb}<h1>${event.name}</h1><span class="grow"></span>
        ${event.name.startsWith('inngest/') ? nothing : html`<button class="button" @click=${() => sendEvent({ name: event.name, data: event.data, isData: true })}>${icon('again')}Send it again…</button>`}</div>
      <dl class="facts">
        <div><dt>Event</dt><dd>${copyable(event.internal_id, 'event id')}</dd></div>
        ${event.id !== event.internal_id ? html`<div><dt>Sender’s id</dt><dd>${copyable(event.id, "sender's id")}</dd></div>` : nothing}
        <div><dt>Received</dt><dd>${moment(received, serverNow())}</dd></div>
        <div><dt>At</dt><dd><time title=${iso(received)}>${clock(received)}</time></dd></div>
        ${event.duplicate_of ? html`<div><dt>Duplicate of</dt><dd><a class="mono" href=${eventPath(event.duplicate_of)}>${event.duplicate_of}</a></dd></div>` : nothing}
        <div><dt>Others</dt><dd><a href="/events?name=${encodeURIComponent(event.name)}">All of this name</a></dd></div>
      </dl>
      <div class="two"><section class="card" aria-label="Payload"><div class="card-head"><h2>Payload</h2></div><div class="card-body">${json(event.data, 'Data')}${event.user ? json(event.user, 'User') : nothing}</div></section>
        <section class="card list" aria-label="Runs it started"><div class="card-head"><h2>Runs it started</h2><span class="muted">${this.runs ? this.runs.length || '' : ''}</span></div>${this.#runs(event)}</section></div>`;
  }

  /** @param {any} event */
  #runs(event) {
    if (!this.runs) return skeleton(4);
    if (this.runs.length === 0) return this.#whyNothing(event);
    const names = new Map(this.all?.map(fn => [fn.id, fn.name]));
    return html`<table class="table"><caption class="sr">Runs that this event started</caption><colgroup><col class="c-status"><col><col class="c-duration"></colgroup>
      <thead><tr><th scope="col">Status</th><th scope="col">Function</th><th scope="col" class="num">Duration</th></tr></thead>
      <tbody>${this.runs.map(run => html`<tr @click=${() => router.go(runPath(run.run_id))}><td>${pill(run.status)}</td><td><a class="strong" href=${runPath(run.run_id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${names.get(run.function_id) ?? run.function_id}</a></td>
        <td class="num">${run.run_started_at ? duration((run.ended_at ? time(run.ended_at) : serverNow()) - time(run.run_started_at)) : '–'}</td></tr>`)}</tbody></table>`;
  }

  /** Why did this start nothing? @param {any} event */
  #whyNothing(event) {
    const age = serverNow() - time(event.received_at);
    const listeners = this.all?.filter(fn => startsWith(fn, event.name)) ?? [];
    let title = 'It started nothing';
    let reason;
    if (event.duplicate_of) reason = html`Its id was used before: it is a duplicate of <a class="inline-link mono" href=${eventPath(event.duplicate_of)}>${event.duplicate_of}</a>, which has started what there was to start.`;
    else if (!this.all) reason = 'The functions cannot be read, so it cannot be said why.';
    else if (listeners.length === 0) reason = html`No function listens for <span class="mono">${event.name}</span>. ${this.all.length === 0 ? 'No functions are deployed at all.' : html`There ${this.all.length === 1 ? 'is' : 'are'} ${plural(this.all.length, 'function')}; <a class="inline-link" href="/functions">see what they listen for</a>.`}`;
    else if (age < FRESH_MS) {
      title = 'It is about to start something';
      reason = html`${listeners.map(fn => html`<a class="inline-link" href=${functionPath(fn.id)}>${fn.name}</a> `)}will begin in a moment.`;
    } else reason = html`${plural(listeners.length, 'function')} listen${listeners.length === 1 ? 's' : ''} for it now (${listeners.map((fn, n) => html`${n ? ', ' : ''}<a class="inline-link" href=${functionPath(fn.id)}>${fn.name}</a>`)}), but did not when it arrived, or the runs have been deleted by retention since.`;
    return html`<div class="state">${icon('empty')}<h2>${title}</h2><p>${reason}</p></div>`;
  }
}

customElements.define('gml-event', EventPage);
