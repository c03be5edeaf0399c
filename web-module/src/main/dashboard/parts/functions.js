// @ts-check
import { get } from './api.js';

const FRESH_MS = 10_000;
/** @typedef {{id: string, name: string, retries: number, triggers: string[], cancel_on: {event: string, match?: string}[],
 *   start_timeout?: string, finish_timeout?: string, failure_of?: string, nodes: string[], changed_at: string, replayable: boolean}} FunctionItem */

/** @type {Promise<FunctionItem[]> | undefined} */
let asked;
let askedAt = 0;

/** The functions that there are; asked for once in a while only. @returns {Promise<FunctionItem[]>} */
export function functions() {
  if (!asked || Date.now() - askedAt > FRESH_MS) {
    askedAt = Date.now();
    asked = get('/v1/functions').then(answer => answer.data);
    asked.catch(() => { asked = undefined; });
  }
  return asked;
}

/** Whether events of this name start the function. @param {FunctionItem} fn @param {string} name */
export const startsWith = (fn, name) => fn.triggers.some(pattern => matches(pattern, name));

/** Whether an event's name matches a pattern, in which * stands for any characters.
 * @param {string} pattern @param {string} name */
export function matches(pattern, name) {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === name;
  const last = parts[parts.length - 1];
  if (!name.startsWith(parts[0]) || !name.endsWith(last) || name.length < parts[0].length + last.length) return false;
  let at = parts[0].length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}
