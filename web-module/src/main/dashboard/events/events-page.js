// @ts-check
import { html, nothing } from 'lit';
import { query, serverNow } from '../parts/api.js';
import { empty, failure, moment, skeleton } from '../parts/bits.js';
import { exportMenu } from '../parts/download.js';
import { Element } from '../parts/element.js';
import { count, time } from '../parts/format.js';
import { icon } from '../parts/icons.js';
import { preview } from '../parts/json.js';
import { List } from '../parts/list.js';
import { listFoot, listKeys, news, searchBox } from '../parts/list-view.js';
import { eventPath, router } from '../parts/router.js';
import { replayEvents } from '../bulk/begin-events.js';
import { sendEvent } from './send-event.js';

const SAID = { name: 'name', external_id: 'id', received_after: 'from', received_before: 'until', text: 'contains', cel: 'expression' };

/** The event log. Its filters are the address's parameters, named as those of GET /v1/events; the server's own events show with `internal=true`. */
class EventsPage extends Element {
  constructor() {
    super();
    this.list = new List({ path: '/v1/events', id: 'internal_id', draw: () => this.requestUpdate(), judge: event => this.#judge(event) });
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.list.arrive(leaving);
    router.addEventListener('go', () => { if (router.path[0] === 'events' && !router.path[1]) this.#load(); }, { signal: leaving });
    listKeys(this.list, leaving, event => router.go(eventPath(event.internal_id)));
    this.every(1_000, leaving, () => this.requestUpdate());
    this.#load();
  }

  #load() {
    this.list.load(this.#asked());
  }

  /** The filters as the server knows them. @returns {Record<string, string>} */
  #asked() {
    const { internal, ...filters } = this.#filters();
    return internal === 'true' ? filters : { ...filters, internal: 'false' };
  }

  /** @returns {Record<string, string>} */
  #filters() { return Object.fromEntries([...router.parameters].filter(([, value]) => value)); }

  /** @param {any} event @returns {boolean | undefined} */
  #judge(event) {
    const { name, internal, ...others } = this.#filters();
    if (name && name !== event.name) return false;
    if (internal !== 'true' && event.name.startsWith('inngest/')) return false;
    // What the stream tells has no payload: the row is read from the list.
    return Object.keys(others).length === 0 && 'data' in event ? true : undefined;
  }

  /** @param {Record<string, string | undefined>} change */
  #filter(change) {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...this.#filters(), ...change })) if (value) search.append(name, value);
    router.go('/events' + (search.size ? `?${search}` : ''), { replace: true });
  }

  render() {
    const filters = this.#filters();
    const { list } = this;
    const said = Object.entries(SAID).filter(([name]) => filters[name]);
    return html`<div class="head"><h1>Events</h1><span class="muted">${list.total ? `${count(list.total.count)}${list.total.isExact ? '' : '+'}` : ''}</span>
        <span class="grow"></span>${list.rows.length > 0 ? html`<button class="button" title="Give the events of this list to functions" @click=${() => replayEvents(this.#asked())}>${icon('again')}Replay to functions…</button>` : nothing}
        ${exportMenu('/v1/events/export', format => query({ ...this.#asked(), format }))}<button class="button primary" @click=${() => sendEvent({ name: filters.name })}>${icon('send')}Send event</button></div>
      <div class="filters" role="search">
        ${searchBox({ label: 'Search events', hint: 'Id, name or payload', text: filters.text, cel: filters.cel, example: "event.name == 'user/registered' && event.data.n > 5", go: found => this.#filter(found) })}
        <button class="button" aria-pressed=${filters.internal === 'true'} @click=${() => this.#filter({ internal: filters.internal === 'true' ? undefined : 'true' })}>The server’s own</button></div>
      ${said.length ? html`<div class="filters" role="group" aria-label="Filters">${said.map(([name, words]) => html`<span class="chip">${words}&nbsp;<b title=${filters[name]}>${filters[name]}</b><button class="icon-button" aria-label="Remove filter ${words} ${filters[name]}" @click=${() => this.#filter({ [name]: undefined })}>${icon('close')}</button></span>`)}</div>` : nothing}
      <section class="card list" aria-label="Events">${this.#body(said.length > 0)}</section>`;
  }

  /** @param {boolean} isFiltered */
  #body(isFiltered) {
    const { list } = this;
    if (list.problem && list.rows.length === 0) return failure(list.problem, () => list.again());
    if (list.isLoading && list.rows.length === 0) return skeleton();
    if (list.rows.length === 0) {
      return isFiltered && !list.hasMore
        ? empty('No event matches', 'The whole log was looked at.', html`<button class="button" @click=${() => router.go('/events', { replace: true })}>Clear all filters</button>`)
        : list.hasMore ? listFoot(list, 'event')
        : empty('No events yet', 'Events are what starts functions. They come from your application, from steps, or from here.', html`<button class="button primary" @click=${() => sendEvent()}>${icon('send')}Send an event</button>`);
    }
    const now = serverNow();
    return html`${news(list, 'event')}<table class="table" @pointerenter=${() => { list.isBeingRead = true; }} @pointerleave=${() => { list.isBeingRead = scrollY > 80; }}><caption class="sr">Events, the newest first</caption>
      <colgroup><col><col class="mid"><col class="c-id wide"><col class="c-time"></colgroup>
      <thead><tr><th scope="col">Name</th><th scope="col" class="mid">Data</th><th scope="col" class="wide">Event</th><th scope="col" class="num">Received</th></tr></thead>
      <tbody>${list.rows.map(event => html`<tr data-id=${event.internal_id} class=${event.internal_id === list.current ? 'current' : ''} @click=${() => router.go(eventPath(event.internal_id))}>
        <td><a class="strong" href=${eventPath(event.internal_id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${event.name}</a>${event.duplicate_of ? html` <span class="muted">duplicate</span>` : nothing}</td>
        <td class="mid"><span class="sub">${event.data === undefined ? '' : preview(event.data)}</span></td>
        <td class="wide"><span class="sub">${event.internal_id}</span></td>
        <td class="num muted">${moment(time(event.received_at), now)}</td></tr>`)}</tbody></table>${listFoot(list, 'event')}`;
  }
}

customElements.define('gml-events', EventsPage);
