// @ts-check
import { preferences } from './preferences.js';

/** Milliseconds since 1970, with the microseconds as a fraction.
 * @param {string | null | undefined} text RFC 3339 @returns {number} NaN when there is none */
export function time(text) {
  if (!text) return NaN;
  const fraction = /\.(\d+)/.exec(text);
  return Math.floor(Date.parse(text) / 1000) * 1000 + (fraction ? Number('0.' + fraction[1]) * 1000 : 0);
}

/** A length of time for people: 488 ms, 6.78 s, 3 min 20 s, 3 d 0 h.
 * @param {number} ms */
export function duration(ms) {
  if (Number.isNaN(ms)) return '–';
  const t = Math.max(0, ms);
  if (t < 10) return `${t < 0.95 && t > 0 ? t.toFixed(1) : Math.round(t)} ms`;
  if (t < 999.5) return `${Math.round(t)} ms`;
  if (t < 59_995) return `${(t / 1000).toFixed(2)} s`;
  const seconds = Math.round(t / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(t / 60_000);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(t / 3_600_000);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The same with its first unit alone, for where room is scarce.
 * @param {number} ms */
export const shortDuration = ms => duration(ms).replace(/(d|h|min) .*/, '$1');

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** How long ago, or how far ahead: "12 sec. ago".
 * @param {number} at @param {number} now */
export function ago(at, now) {
  if (Number.isNaN(at)) return '–';
  const seconds = Math.round((at - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 2) return 'just now';
  if (size < 60) return relative.format(seconds, 'second');
  if (size < 3600) return relative.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.trunc(seconds / 3600), 'hour');
  return relative.format(Math.trunc(seconds / 86_400), 'day');
}

const inZone = (/** @type {string | undefined} */ timeZone) => ({
  day: new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone }),
  dayOfYear: new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short', day: 'numeric', timeZone }),
  time: new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone }),
  date: new Intl.DateTimeFormat('en-CA', { timeZone }),
});
const here = inZone(undefined);
const utc = inZone('UTC');

/** 14:03:22.120, with the date unless it is today, and the year unless it is this one, in the zone that was chosen.
 * @param {number} at @param {{isExact?: boolean}} [how] isExact: with milliseconds */
export function clock(at, { isExact = true } = {}) {
  if (Number.isNaN(at)) return '–';
  const zone = preferences.isUtc ? utc : here;
  const [date, today] = [zone.date.format(at), zone.date.format(Date.now())];
  const day = date === today ? '' : (date.slice(0, 4) === today.slice(0, 4) ? zone.day : zone.dayOfYear).format(at) + ', ';
  const millis = isExact ? `.${String(Math.floor(at % 1000)).padStart(3, '0')}` : '';
  return `${day}${zone.time.format(at)}${millis}${preferences.isUtc ? ' UTC' : ''}`;
}

/** As lists write it: how long ago, or when, as was chosen. @param {number} at @param {number} now */
export const when = (at, now) => (preferences.time === 'relative' ? ago(at, now) : clock(at, { isExact: false }));

/** The whole truth, for titles.
 * @param {number} at */
export function iso(at) {
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}

const whole = new Intl.NumberFormat('en');

/** @param {number} n */
export const count = n => whole.format(n);

/** @param {number} n @param {string} one @param {string} many */
export const plural = (n, one, many = one + 's') => `${count(n)} ${n === 1 ? one : many}`;
