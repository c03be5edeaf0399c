// @ts-check
import { isOver } from '../parts/icons.js';
import { readTrace } from './trace.js';

/** @typedef {{trace?: import('./trace.js').Trace, problem?: unknown}} Child what was read of it so far */

/** The runs that a run has started, and that these have started: read when somebody opens them, and again while they go on. */
export class ChildRuns {
  /** By run id. @type {Map<string, Child>} */
  #open = new Map();
  /** @type {Set<string>} */
  #reading = new Set();
  #changed;

  /** @param {() => void} changed called when there is more to show */
  constructor(changed) { this.#changed = changed; }

  /** @param {string} runId @returns {Child | undefined} undefined while it is closed */
  get(runId) { return this.#open.get(runId); }

  /** @param {string} runId @param {AbortSignal} [leaving] */
  open(runId, leaving) {
    if (this.#open.has(runId)) return;
    this.#open.set(runId, {});
    this.read(runId, leaving);
    this.#changed();
  }

  /** @param {string} runId */
  close(runId) {
    if (this.#open.delete(runId)) this.#changed();
  }

  closeAll() {
    this.#open.clear();
    this.#changed();
  }

  /** Reads those again that are not over, or could not be read. @param {AbortSignal} [leaving] */
  readAgain(leaving) {
    for (const [id, { trace }] of this.#open) if (!trace || !isOver(trace.root.status)) this.read(id, leaving);
  }

  /** Reads one again, if it is open. @param {string} runId @param {AbortSignal} [leaving] */
  async read(runId, leaving) {
    if (!this.#open.has(runId) || this.#reading.has(runId)) return;
    this.#reading.add(runId);
    /** @type {Child} */
    let found;
    try {
      found = { trace: await readTrace(runId, leaving) };
    } catch (problem) {
      // What was read before is shown still; that the server is away is said elsewhere.
      found = { trace: this.#open.get(runId)?.trace, problem };
    }
    this.#reading.delete(runId);
    if (leaving?.aborted || !this.#open.has(runId)) return;
    this.#open.set(runId, found);
    this.#changed();
  }
}
