// @ts-check
import { get } from './api.js';
import { parse } from './json.js';

const POLL_MS = 2_000;
/** For how long a hidden page keeps its connection. */
const HIDDEN_MS = 60_000;
/** After how long a stream that was refused is asked for again. */
const AGAIN_MS = 60_000;
/** The same, when the server was away meanwhile. */
const BACK_MS = 4_000;
/** What a poll looks at. */
const NEWEST = 50;

/**
 * What changes on the server, for all pages of this tab.
 *
 * Emits `changes` with `detail` `{runs, events}` (items as in the lists, events perhaps without their payload), `deletions` with `detail`
 * `{runs, events}` (ids), `reload` when changes may have been missed, and `state` when {@link Live#state} is another. One stream for each tab; where a stream is refused (a proxy that does
 * not let it through), the lists are asked every two seconds instead.
 */
class Live extends EventTarget {
  /** @type {'connecting' | 'live' | 'polling' | 'reconnecting' | 'paused'} */
  state = 'connecting';
  /** @type {EventSource | undefined} */
  #stream;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hidden;
  /** What the last poll saw, by id. @type {Map<string, string> | undefined} */
  #seen;
  #refusedAt = 0;
  /** Whether the server was away when the stream was refused, or since. */
  #wasAway = false;

  start() {
    document.addEventListener('visibilitychange', () => this.#visibility());
    this.#open();
  }

  /** Whether changes come in, by whatever way. */
  get isOn() { return this.state === 'live' || this.state === 'polling'; }

  pause() {
    this.#close();
    this.#say('paused');
  }

  resume() {
    this.#say('connecting');
    this.#open();
    this.#emit('reload');
  }

  #open() {
    this.#close();
    const stream = this.#stream = new EventSource('/v1/stream');
    stream.addEventListener('hello', message => {
      const isBehind = this.state !== 'connecting' && !parse(message.data).resumed;
      this.#say('live');
      if (isBehind) this.#emit('reload');
    });
    stream.addEventListener('changes', message => {
      const { runs = [], events = [], deleted_runs: goneRuns = [], deleted_events: goneEvents = [], more = 0 } = parse(message.data);
      if (goneRuns.length + goneEvents.length > 0) this.#emit('deletions', { runs: goneRuns, events: goneEvents });
      if (more > 0) this.#emit('reload');
      else if (runs.length + events.length > 0) this.#emit('changes', { runs, events });
    });
    stream.addEventListener('reset', () => this.#emit('reload'));
    stream.onerror = () => {
      if (stream !== this.#stream) return;
      if (stream.readyState === EventSource.CLOSED) {
        this.#close();
        this.#refusedAt = Date.now();
        this.#wasAway = this.state === 'reconnecting';
        this.#poll();
      } else {
        this.#say('reconnecting');
      }
    };
  }

  #close() {
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = this.#timer = this.#seen = undefined;
  }

  async #poll() {
    let isUp = true;
    try {
      const [runs, events] = await Promise.all([get(`/v1/runs?limit=${NEWEST}`), get(`/v1/events?limit=${NEWEST}`)]);
      if (this.state === 'paused' || this.#stream) return;
      this.#compare(runs.data, events.data, runs.page.has_more);
    } catch {
      isUp = false;
      this.#wasAway = true;
      this.#seen = undefined;
    }
    if (this.state === 'paused' || this.#stream) return;
    // A server that is back has its stream back as well.
    const patience = this.#wasAway ? BACK_MS : AGAIN_MS;
    this.#say(isUp ? 'polling' : 'reconnecting');
    if (isUp && Date.now() - this.#refusedAt > patience) this.#open();
    else this.#timer = setTimeout(() => this.#poll(), POLL_MS);
  }

  /** @param {any[]} runs @param {any[]} events @param {boolean} hasMore whether there are older runs */
  #compare(runs, events, hasMore) {
    const before = this.#seen;
    this.#seen = new Map();
    for (const run of runs) this.#seen.set(run.run_id, run.status + run.attempt + run.ended_at + run.run_started_at);
    for (const event of events) this.#seen.set(event.internal_id, '');
    if (!before) {
      if (this.state === 'reconnecting') this.#emit('reload');
      return;
    }
    const isNews = (/** @type {string} */ id) => before.get(id) !== this.#seen?.get(id);
    const changed = { runs: runs.filter(run => isNews(run.run_id)), events: events.filter(event => isNews(event.internal_id)) };
    if (changed.runs.length + changed.events.length > 0) this.#emit('changes', changed);
    // A run within what was read that is not there any more; events have no state.
    const oldest = hasMore && runs.length > 0 ? runs[runs.length - 1].run_id : '';
    const gone = [...before].filter(([id, state]) => state !== '' && id > oldest && !this.#seen?.has(id)).map(([id]) => id);
    if (gone.length > 0) this.#emit('deletions', { runs: gone, events: [] });
  }

  #visibility() {
    clearTimeout(this.#hidden);
    if (this.state === 'paused') return;
    if (document.hidden) {
      this.#hidden = setTimeout(() => { this.#close(); this.#hidden = undefined; this.state = 'reconnecting'; }, HIDDEN_MS);
    } else if (!this.#stream && !this.#timer) {
      this.#open();
      this.#emit('reload');
    }
  }

  /** @param {Live['state']} state */
  #say(state) {
    if (this.state === state) return;
    this.state = state;
    this.#emit('state');
  }

  /** @param {string} type @param {unknown} [detail] */
  #emit(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}

export const live = new Live();
