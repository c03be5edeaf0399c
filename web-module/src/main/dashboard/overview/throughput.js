// @ts-check
import { metric } from '../parts/api.js';

const EVERY_MS = 5_000;
/** Ten minutes. */
const MOST = 120;

/** @typedef {{at: number, created: number, completed: number, failed: number}} Sample rates, per second */

/** What this tab has measured, the oldest first. @type {Sample[]} */
export const samples = [];
/** For how long the oldest run that is due has waited, in seconds. */
export let oldestDue = 0;
/** @type {{at: number, sums: Record<string, number>} | undefined} */
let before;

/** Measures while the tab is looked at: what the server counts, as rates. */
export function measure() {
  const again = async () => {
    if (!document.hidden) await one().catch(() => { before = undefined; });
    setTimeout(again, EVERY_MS);
  };
  again();
}

async function one() {
  const [runs, due] = await Promise.all([metric('gamelan_runs_total'), metric('gamelan_oldest_due_seconds')]);
  const now = { at: Date.now(), sums: /** @type {Record<string, number>} */ ({}) };
  for (const { labels, value } of runs) now.sums[labels.status] = (now.sums[labels.status] ?? 0) + value;
  oldestDue = Math.max(0, ...due.map(one => one.value));
  if (before) {
    const { at, sums } = before;
    const rate = (/** @type {string} */ status) => Math.max(0, (now.sums[status] ?? 0) - (sums[status] ?? 0)) / ((now.at - at) / 1000);
    samples.push({ at: now.at, created: rate('created'), completed: rate('completed'), failed: rate('failed') });
    if (samples.length > MOST) samples.shift();
  }
  before = now;
}
