// @ts-check
import { live } from '../parts/live.js';

/** @typedef {{status: string, functionId: string}} Selected */

/**
 * Runs that are selected in a list. They are known by their ids: a list that changes takes none of them away and selects none.
 */
export class Selection {
  /** All that match the list's filter, also those that are not shown. */
  isAll = false;
  /** @type {Map<string, Selected>} */
  #runs = new Map();
  /** @type {string | undefined} the run that was selected or left out last */
  #last;

  /** @param {() => void} draw */
  constructor(draw) { this.draw = draw; }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    live.addEventListener('changes', event => this.watch(/** @type {CustomEvent} */ (event).detail.runs), { signal: leaving });
  }

  /** How many are selected one by one. */
  get size() { return this.#runs.size; }

  get isEmpty() { return this.size === 0 && !this.isAll; }

  /** Those that are selected one by one, by id. @returns {ReadonlyMap<string, Selected>} */
  get runs() { return this.#runs; }

  /** @param {any} run */
  has(run) { return this.isAll || this.#runs.has(run.run_id); }

  /** Selects a run, or leaves it out. @param {any} run @param {any[]} rows that are shown @param {boolean} [isRange] all between the last one and this one */
  toggle(run, rows, isRange = false) {
    if (this.isAll) this.#only(rows);
    const from = isRange ? rows.findIndex(row => row.run_id === this.#last) : -1;
    const to = rows.findIndex(row => row.run_id === run.run_id);
    const some = from < 0 || to < 0 ? [run] : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.#set(some, !this.#runs.has(run.run_id));
    this.#last = run.run_id;
    this.draw();
  }

  /** Selects all rows that are shown; leaves them out if they are all selected. @param {any[]} rows */
  togglePage(rows) {
    const isOn = !rows.every(row => this.has(row));
    if (this.isAll) this.#only([]);
    this.#set(rows, isOn);
    this.draw();
  }

  takeAll() {
    this.isAll = true;
    this.#runs.clear();
    this.draw();
  }

  clear() {
    if (this.isEmpty) return;
    this.isAll = false;
    this.#runs.clear();
    this.draw();
  }

  /** Runs as they are now. @param {any[]} runs */
  watch(runs) {
    for (const run of runs) if (this.#runs.has(run.run_id)) this.#set([run], true);
  }

  /** @param {any[]} rows */
  #only(rows) {
    this.isAll = false;
    this.#runs.clear();
    this.#set(rows, true);
  }

  /** @param {any[]} runs @param {boolean} isOn */
  #set(runs, isOn) {
    for (const run of runs) {
      if (isOn) this.#runs.set(run.run_id, { status: run.status, functionId: run.function_id });
      else this.#runs.delete(run.run_id);
    }
  }
}
