// @ts-check
import { count, duration, plural, time } from '../parts/format.js';
import { niceAbove } from '../overview/chart.js';
import { axisTime, percentAbove, timeAbove } from './scale.js';

/** @typedef {import('./series-chart.js').Chart} Chart */

const INTERVALS = { PT1M: 60_000, PT5M: 300_000, PT15M: 900_000, PT1H: 3_600_000, PT6H: 21_600_000, P1D: 86_400_000 };

/** The charts of a history, as GET /v1/stats tells it. @param {any} history @param {string} functionId empty for all @returns {Chart[]} */
export function chartsOf(history, functionId) {
  /** @type {any[]} */
  const points = history.series;
  const { total } = history;
  const since = history.recorded_since ? time(history.recorded_since) : Infinity;
  const common = {
    times: points.map(point => time(point.at)),
    interval: INTERVALS[/** @type {keyof typeof INTERVALS} */ (history.interval)],
    since,
  };
  const ended = (/** @type {any} */ figures) => figures.completed + figures.failed;
  const runsOf = (/** @type {Record<string, string>} */ filters) => (/** @type {number} */ from, /** @type {number} */ to) => runs(functionId, { ...filters, ...endedIn(from, to) });
  const counts = { top: niceAbove, axis: count, say: count };
  return [
    {
      ...common, ...counts, title: 'Runs', total: `${plural(total.started, 'run')} begun, ${count(total.failed)} failed`, runsOf: runsOf({}),
      series: [
        { name: 'completed', look: 'out', as: 'bar', values: points.map(point => point.completed) },
        { name: 'failed', look: 'fail', as: 'bar', values: points.map(point => point.failed) },
        { name: 'cancelled', look: 'mute', as: 'bar', values: points.map(point => point.cancelled) },
        { name: 'begun', look: 'in', as: 'line', values: points.map(point => (time(point.at) < since ? null : point.started)) },
      ],
    },
    {
      ...common, title: 'Failure rate', note: 'of the runs that ended', total: ended(total) > 0 ? percent((total.failed / ended(total)) * 100) : undefined,
      top: percentAbove, axis: value => `${value} %`, say: percent, runsOf: runsOf({ status: 'Failed' }),
      series: [{ name: 'failed', look: 'fail', as: 'line', values: points.map(point => (ended(point) > 0 ? (point.failed / ended(point)) * 100 : null)) }],
    },
    { ...common, title: 'Queue wait', note: 'due, until its first attempt', ...durations(points, total, 'queue_wait') },
    { ...common, title: 'Run duration', note: 'waits included', ...durations(points, total, 'run_duration') },
    ...(functionId ? [] : [/** @type {Chart} */ ({
      ...common, ...counts, title: 'Events', note: 'stored, the server’s own among them', total: plural(total.events, 'event'),
      series: [{ name: 'events', look: 'in', as: 'bar', values: points.map(point => point.events) }],
    })]),
  ];
}

/** @param {any[]} points @param {any} total @param {'queue_wait' | 'run_duration'} what */
const durations = (points, total, what) => ({
  top: timeAbove, axis: axisTime, say: duration,
  total: total[what] ? `p50 ${duration(total[what].p50_seconds * 1000)}, p95 ${duration(total[what].p95_seconds * 1000)}` : undefined,
  series: /** @type {import('./series-chart.js').Series[]} */ ([
    { name: 'p50', look: 'in', as: 'line', values: points.map(point => (point[what] ? point[what].p50_seconds * 1000 : null)) },
    { name: 'p95', look: 'wait', as: 'line', values: points.map(point => (point[what] ? point[what].p95_seconds * 1000 : null)) },
  ]),
});

/** @param {number} value */
export const percent = value => `${value === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} %`;

/** For how long an end may wait until it is counted. */
const LATE_MS = 5_000;

/** The runs that ended in a time, as parameters of their list. @param {number} from @param {number} to */
const endedIn = (from, to) => ({ ended_after: new Date(from - LATE_MS).toISOString(), ended_before: new Date(to).toISOString() });

/** The address of a list of runs. @param {string} functionId empty for all @param {Record<string, string>} filters */
export function runs(functionId, filters) {
  const search = new URLSearchParams({ ...filters, ...(functionId ? { function_id: functionId } : {}) });
  return `/runs${search.size ? `?${search}` : ''}`;
}
