// @ts-check
/** Where axes end, and how moments are written below them. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lengths of time that are easy to halve in the head, in milliseconds. */
const TIMES = [1, 2, 4, 10, 20, 40, 100, 200, 400, SECOND, 2 * SECOND, 4 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND, MINUTE, 2 * MINUTE, 4 * MINUTE, 10 * MINUTE,
  20 * MINUTE, 40 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 10 * DAY, 20 * DAY, 40 * DAY];

/** The length of time at which an axis ends. @param {number} ms @returns {number} */
export const timeAbove = ms => TIMES.find(one => one >= ms) ?? Math.ceil(ms / DAY) * DAY;

/** A length of time on an axis: its round values need no second unit. @param {number} ms */
export function axisTime(ms) {
  for (const [unit, name] of /** @type {[number, string][]} */ ([[DAY, 'd'], [HOUR, 'h'], [MINUTE, 'min'], [SECOND, 's']])) {
    if (ms >= unit) return `${Number((ms / unit).toFixed(1))} ${name}`;
  }
  return `${Number(ms.toFixed(1))} ms`;
}

/** The percentage at which an axis ends. @param {number} percent @returns {number} */
export const percentAbove = percent => [1, 2, 4, 10, 20, 50].find(one => one >= percent) ?? 100;

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });

/** A moment below an axis. @param {number} at @param {number} range of the axis, in milliseconds */
export const axisMoment = (at, range) => (range <= DAY ? clockTime.format(at) : range <= 3 * DAY ? `${day.format(at)}, ${clockTime.format(at)}` : day.format(at));

/** An interval, for people. @param {number} from @param {number} length */
export function intervalText(from, length) {
  const start = `${day.format(from)}, ${clockTime.format(from)}`;
  const to = from + length;
  const isSameDay = new Date(from).toDateString() === new Date(to).toDateString();
  return `${start} – ${isSameDay ? clockTime.format(to) : `${day.format(to)}, ${clockTime.format(to)}`}`;
}
