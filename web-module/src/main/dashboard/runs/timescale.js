// @ts-check
/** @typedef {import('./trace.js').Span} Span */
import { isIdle } from './trace.js';

/** Idle time is squeezed when it takes more than this part of the axis. */
const WORTH_SQUEEZING = 0.04;
/** How wide a squeezed time is, in percent of the axis; many of them share what is left for all. */
const SQUEEZED = 7;
const SQUEEZED_TOGETHER = 45;
/** Shorter idle times are left as they are. */
const SHORTEST_MS = 1_000;
/** How far apart ticks are at least, and how much room the label of a squeezed time takes to its left, in pixels. */
const TICK_PX = 84;
const LABEL_PX = 62;

/**
 * From time to place, in percent of the axis. Piecewise linear: times in which the run only waited are squeezed.
 *
 * @param {Span[]} spans steps @param {number} start @param {number} end @param {{isSqueezed: boolean, view?: [number, number], pixels: number}} how
 *   view: what is zoomed in on; pixels: how wide the axis is
 */
export function timescale(spans, start, end, { isSqueezed, view, pixels }) {
  const gaps = isSqueezed ? idleTimes(spans, start, end) : [];
  const width = Math.min(SQUEEZED, SQUEEZED_TOGETHER / Math.max(1, gaps.length));
  const busy = Math.max(1e-6, end - start - gaps.reduce((sum, [a, b]) => sum + b - a, 0));
  const perMs = (100 - width * gaps.length) / busy;

  const place = (/** @type {number} */ t) => {
    let at = 0;
    let from = start;
    for (const [a, b] of gaps) {
      if (t <= a) break;
      at += (a - from) * perMs;
      if (t <= b) return at + (width * (t - a)) / (b - a);
      at += width;
      from = b;
    }
    return at + (t - from) * perMs;
  };
  const left = view ? place(view[0]) : 0;
  const right = view ? place(view[1]) : 100;
  const x = (/** @type {number} */ t) => ((place(t) - left) / Math.max(1e-9, right - left)) * 100;

  /** The time at a place. */
  const timeAt = (/** @type {number} */ percent) => {
    let low = start;
    let high = end;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (x(middle) < percent) low = middle; else high = middle;
    }
    return low;
  };
  const squeezed = gaps.map(([a, b]) => ({ left: x(a), width: x(b) - x(a), ms: b - a, end: b })).filter(gap => gap.left < 100 && gap.left + gap.width > 0);
  return { start, end, x, timeAt, gaps: squeezed, ticks: ticks(timeAt, squeezed, start, 100 / Math.max(120, pixels)) };
}

/** Where there is something to squeeze. @param {Span[]} spans @param {number} start @param {number} end */
export const hasIdleTimes = (spans, start, end) => idleTimes(spans, start, end).length > 0;

/** @param {Span[]} spans @param {number} start @param {number} end @returns {[number, number][]} */
function idleTimes(spans, start, end) {
  const worked = spans.filter(span => !isIdle(span))
    .flatMap(span => (span.children.length > 0 ? span.children : [span]))
    .filter(span => !Number.isNaN(span.start))
    .map(span => [span.start, Number.isNaN(span.end) ? end : span.end])
    // Where a wait began or ended something was done as well, if only for a moment.
    .concat(spans.filter(isIdle).filter(span => !Number.isNaN(span.start)).flatMap(span => [[span.start, span.start], ...(Number.isNaN(span.end) ? [] : [[span.end, span.end]])]))
    .sort((a, b) => a[0] - b[0]);
  /** @type {[number, number][]} */
  const gaps = [];
  let from = start;
  for (const [a, b] of [...worked, [end, end]]) {
    if (a - from > (end - start) * WORTH_SQUEEZING && a - from > SHORTEST_MS) gaps.push([from, a]);
    from = Math.max(from, b);
  }
  // A run that only waits has nothing beside which it could be squeezed.
  return end - start - gaps.reduce((sum, [a, b]) => sum + b - a, 0) < 1 ? [] : gaps;
}

/** Where the axis is written on: after a squeezed time it counts from there.
 * @param {(percent: number) => number} timeAt @param {{left: number, width: number, end: number}[]} gaps @param {number} start @param {number} pixel in percent */
function ticks(timeAt, gaps, start, pixel) {
  const found = [];
  const isTaken = (/** @type {number} */ at) => gaps.some(gap => at > gap.left + gap.width / 2 - LABEL_PX * 1.5 * pixel && at < Math.max(gap.left + gap.width, gap.left + gap.width / 2 + (LABEL_PX / 2) * pixel));
  for (let at = 0, last = -999; at < 100 - LABEL_PX * pixel; at += 0.5) {
    if (at - last < TICK_PX * pixel || isTaken(at)) continue;
    const t = timeAt(at);
    const before = gaps.filter(gap => gap.left + gap.width <= at + 0.5).at(-1);
    found.push({ at, ms: t - (before?.end ?? start), isAfterGap: before !== undefined });
    last = at;
  }
  return found;
}
