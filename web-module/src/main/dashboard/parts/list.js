// @ts-check
import { get, query } from './api.js';
import { live } from './live.js';

/** Rows that are kept while nobody looks further down. */
const PAGE = 50;
/** Above this, the oldest rows go when new ones come in on top. */
const MOST = 500;
/** How often rows that only the server can judge are asked for. */
const AGAIN_MS = 1_000;
/** How often the total is counted again. */
const COUNT_MS = 10_000;
/** How often a list that changes is drawn at most; the first change is drawn at once. */
const DRAW_MS = 250;
/** The same while more changes than this come at a time: nobody can read that, and drawing would keep the browser busy. */
const BUSY_DRAW_MS = 1_000;
const BUSY = 20;

/**
 * A list of the server's, newest first, page by page, with what changes live. Its cursor is bound to the id of a row, not to its place.
 *
 * While the list is read (scrolled, or with the pointer on it) new rows wait in {@link List#held} until {@link List#showHeld}; rows that are
 * shown change at once.
 */
export class List {
  /** @type {any[]} */
  rows = [];
  /** @type {any[]} */
  held = [];
  isLoading = true;
  /** @type {unknown} */
  problem;
  hasMore = false;
  isLoadingMore = false;
  /** @type {number | undefined} how many rows were looked at, of a search */
  searched;
  /** @type {{count: number, isExact: boolean} | undefined} */
  total;
  /** @type {string | undefined} id of the row that the keyboard is on */
  current;
  isBeingRead = false;
  /** @type {AbortController | undefined} */
  #asking;
  #query = {};
  /** @type {string | undefined} */
  #cursor;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #drawing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #refreshing;
  #refreshedAt = 0;
  #drawnAt = 0;
  #countedAt = 0;

  /**
   * @param {{path: string, id: string, draw: () => void, judge: (row: any) => boolean | undefined}} list its address, the member that is the id, what
   *   draws it, and whether a row belongs to it: undefined when only the server can tell
   */
  constructor(list) { this.list = list; }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    live.addEventListener('changes', event => this.#changed(/** @type {CustomEvent} */ (event).detail[this.list.path.slice('/v1/'.length)] ?? []), { signal: leaving });
    live.addEventListener('deletions', event => this.#deleted(/** @type {CustomEvent} */ (event).detail[this.list.path.slice('/v1/'.length)] ?? []), { signal: leaving });
    live.addEventListener('reload', () => this.#refreshSoon(), { signal: leaving });
    leaving.addEventListener('abort', () => { this.#asking?.abort(); clearTimeout(this.#drawing); clearTimeout(this.#refreshing); });
  }

  /** Begins again, with these parameters. @param {Record<string, any>} parameters */
  async load(parameters) {
    this.#query = parameters;
    this.isLoading = true;
    this.total = undefined;
    await this.#first();
    this.#count();
  }

  again() { return this.load(this.#query); }

  async more() {
    if (!this.hasMore || this.isLoadingMore) return;
    this.isLoadingMore = true;
    this.list.draw();
    try {
      const answer = await get(this.list.path + query({ ...this.#query, limit: PAGE, cursor: this.#cursor }), this.#asking?.signal);
      this.#takePage(answer, [...this.rows, ...answer.data]);
    } catch (e) {
      if (/** @type {Error} */ (e).name === 'AbortError') return;
      this.problem = e;
    }
    this.isLoadingMore = false;
    this.list.draw();
  }

  showHeld() {
    this.#put(this.held.splice(0), true);
    this.list.draw();
  }

  /** Moves the keyboard's row. @param {number} by */
  move(by) {
    const at = this.rows.findIndex(row => row[this.list.id] === this.current);
    const next = at < 0 ? 0 : Math.max(0, Math.min(this.rows.length - 1, at + by));
    this.current = this.rows[next]?.[this.list.id];
    this.list.draw();
  }

  async #first() {
    this.#asking?.abort();
    const asking = this.#asking = new AbortController();
    this.list.draw();
    try {
      const answer = await get(this.list.path + query({ ...this.#query, limit: PAGE }), asking.signal);
      this.#takePage(answer, answer.data);
      this.held = [];
      this.problem = undefined;
    } catch (e) {
      if (asking.signal.aborted) return;
      this.problem = e;
      this.rows = [];
    }
    this.isLoading = false;
    this.list.draw();
  }

  /** @param {any} answer @param {any[]} rows */
  #takePage(answer, rows) {
    const seen = new Set();
    this.rows = rows.filter(row => !seen.has(row[this.list.id]) && seen.add(row[this.list.id]));
    this.hasMore = answer.page.has_more;
    this.#cursor = answer.page.cursor;
    this.searched = answer.page.searched;
  }

  async #count() {
    this.#countedAt = Date.now();
    try {
      const { page } = await get(this.list.path + query({ ...this.#query, limit: 1, count: true }), this.#asking?.signal);
      this.total = { count: page.total, isExact: page.total_is_exact };
      this.list.draw();
    } catch { /* the list does without its total */ }
  }

  /** @param {any[]} items */
  #changed(items) {
    if (this.isLoading || items.length === 0) return;
    /** @type {any[]} */
    const fresh = [];
    let isToldByServerOnly = false;
    for (const item of items) {
      const id = item[this.list.id];
      const belongs = this.list.judge(item);
      const at = this.rows.findIndex(row => row[this.list.id] === id);
      if (at >= 0 && belongs === false && id !== this.current) this.rows.splice(at, 1);
      else if (at >= 0) this.rows[at] = { ...this.rows[at], ...item };
      else if (belongs === undefined) isToldByServerOnly = true;
      else if (belongs && (this.rows.length === 0 || id > this.rows[this.rows.length - 1][this.list.id] || !this.hasMore)) fresh.push(item);
    }
    this.#put(fresh, !this.isBeingRead);
    if (isToldByServerOnly) this.#refreshSoon();
    if (Date.now() - this.#countedAt > COUNT_MS) this.#count();
    this.#drawing ??= setTimeout(() => {
      this.#drawing = undefined;
      this.#drawnAt = Date.now();
      this.list.draw();
    }, Math.max(0, this.#drawnAt + (items.length > BUSY ? BUSY_DRAW_MS : DRAW_MS) - Date.now()));
  }

  /** They go, also from under the pointer: nothing can be done with them any more. @param {string[]} ids */
  #deleted(ids) {
    const gone = new Set(ids);
    const isThere = (/** @type {any} */ row) => !gone.has(row[this.list.id]);
    if (this.rows.every(isThere) && this.held.every(isThere)) return;
    this.rows = this.rows.filter(isThere);
    this.held = this.held.filter(isThere);
    if (this.current !== undefined && gone.has(this.current)) this.current = undefined;
    if (this.rows.length === 0 && this.hasMore) this.#refreshSoon();
    if (Date.now() - this.#countedAt > COUNT_MS) this.#count();
    this.list.draw();
  }

  /** @param {any[]} fresh @param {boolean} isShown */
  #put(fresh, isShown) {
    if (fresh.length === 0) return;
    const id = this.list.id;
    const target = new Map((isShown ? this.rows : this.held).map(row => [row[id], row]));
    fresh.forEach(row => target.set(row[id], row));
    const sorted = [...target.values()].sort((a, b) => (a[id] < b[id] ? 1 : -1));
    if (!isShown) {
      this.held = sorted;
    } else {
      this.rows = sorted.slice(0, MOST);
      if (sorted.length > MOST || (this.rows.length > PAGE * 2 && this.hasMore && scrollY < 80)) this.#cut();
    }
  }

  #cut() {
    this.rows = this.rows.slice(0, PAGE);
    this.hasMore = true;
    this.#cursor = this.rows[this.rows.length - 1][this.list.id];
  }

  /** What is shown is read again, once in a while at most, without a sign of it. */
  #refreshSoon() {
    this.#refreshing ??= setTimeout(() => { this.#refreshing = undefined; this.#refresh(); }, Math.max(0, this.#refreshedAt + AGAIN_MS - Date.now()));
  }

  async #refresh() {
    this.#refreshedAt = Date.now();
    const asking = this.#asking;
    if (this.isLoading || !asking) return;
    try {
      const answer = await get(this.list.path + query({ ...this.#query, limit: PAGE }), asking.signal);
      this.problem = undefined;
      if (this.isBeingRead || this.rows.length > PAGE) this.#merge(answer.data);
      else this.#takePage(answer, answer.data);
    } catch { /* what is shown stays; that the server is away is said elsewhere */ }
    this.list.draw();
  }

  /** Rows as they are now, some of them new. @param {any[]} rows */
  #merge(rows) {
    const places = new Map(this.rows.map((row, at) => [row[this.list.id], at]));
    this.#put(rows.filter(row => {
      const at = places.get(row[this.list.id]);
      if (at !== undefined) this.rows[at] = row;
      return at === undefined;
    }), !this.isBeingRead);
  }
}
