// @ts-check
import { plural } from '../parts/format.js';

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A size on disk. @param {number} n */
export function bytes(n) {
  let value = n;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) { value /= 1024; unit++; }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** A duration as it is set, for people; as it is written where it is unusual. @param {string} text ISO 8601, or forever */
export function keptFor(text) {
  if (text === 'forever') return 'for ever';
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!found) return text;
  const names = ['day', 'hour', 'minute', 'second'];
  return names.map((name, n) => (found[n + 1] ? plural(Number(found[n + 1]), name) : '')).filter(Boolean).join(' ') || text;
}
