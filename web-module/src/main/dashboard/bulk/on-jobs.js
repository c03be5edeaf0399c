// @ts-check
import { live } from '../parts/live.js';

/** The function that works on bulk actions: its runs tell when one begins, ends or is stopped. */
export const OWN = 'gamelan-bulk';
const SOON_MS = 300;

/** Calls when bulk actions may have changed: begun, ended, paused, resumed. How far one is, is not told; that has to be asked for while it runs.
 * @param {AbortSignal} leaving @param {() => void} read */
export function onJobs(leaving, read) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  // What the run has done is stored a moment before its own end is told, or after.
  const soon = () => { timer ??= setTimeout(() => { timer = undefined; read(); }, SOON_MS); };
  live.addEventListener('changes', event => {
    if (/** @type {CustomEvent} */ (event).detail.runs.some((/** @type {any} */ run) => run.function_id === OWN)) soon();
  }, { signal: leaving });
  live.addEventListener('reload', soon, { signal: leaving });
  leaving.addEventListener('abort', () => clearTimeout(timer));
}
