// @ts-check
import { isOver, STATUSES } from '../parts/icons.js';

/** What can be done to many runs at once. @typedef {'replay' | 'cancel' | 'delete'} Kind */

/** @type {Kind[]} */
export const KINDS = ['replay', 'cancel', 'delete'];

/** Whether something can be done to a run in this status: only what is not over is cancelled, only what is over is replayed or deleted.
 * @param {Kind} kind @param {string} status */
export const applies = (kind, status) => isOver(status) === (kind !== 'cancel');

/** @param {any} value of a filter */
export const isGiven = value => value !== undefined && value.length !== 0;

/** Filters of the list of runs, without what the action would leave alone, so that what is counted is what will be done.
 * @param {Kind} kind @param {Record<string, any>} filters as GET /v1/runs has them
 * @returns {Record<string, any> | undefined} nothing when the filters leave nothing to be done */
export function narrowed(kind, filters) {
  const wanted = new Set((filters.status ?? []).map((/** @type {string} */ status) => status.toLowerCase()));
  const status = STATUSES.filter(one => applies(kind, one) && (wanted.size === 0 || wanted.has(one.toLowerCase())));
  if (status.length === 0) return undefined;
  return Object.fromEntries(Object.entries({ ...filters, status }).filter(([, value]) => isGiven(value)));
}
