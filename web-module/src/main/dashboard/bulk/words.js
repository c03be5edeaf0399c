// @ts-check
import { html, nothing } from 'lit';
import { clock, count, plural, time } from '../parts/format.js';
import { inWords, statusIcon } from '../parts/icons.js';
import { bulkPath, errorPath, eventPath } from '../parts/router.js';

/** @type {Record<string, {verb: string, noun: string, done: string, icon: string}>} */
export const LOOKS = {
  replay: { verb: 'Replay', noun: 'Replay', done: 'replayed', icon: 'again' },
  rerun: { verb: 'Replay', noun: 'Replay', done: 'replayed', icon: 'again' },
  cancel: { verb: 'Cancel', noun: 'Cancellation', done: 'cancelled', icon: 'stop' },
  delete: { verb: 'Delete', noun: 'Deletion', done: 'deleted', icon: 'trash' },
};

/** What a job is, in one line. @param {any} job */
export function title(job) {
  const { noun } = LOOKS[job.kind];
  if (job.events) return `${noun} of events to ${job.function_ids.length > 2 ? plural(job.function_ids.length, 'function') : job.function_ids.join(' and ')}`;
  return job.selecting ? `${noun} of runs` : `${noun} of ${plural(job.total, 'run')}`;
}

/** How a job does. What has failed is never said to be done. @param {any} job */
export function jobPill(job) {
  const [look, words] = job.status === 'PAUSED' ? ['Paused', 'Paused']
    : job.status === 'ABORTED' ? ['Cancelled', 'Aborted']
    : job.status === 'RUNNING' ? ['Running', 'Running']
    : job.failed > 0 ? ['Failed', `${count(job.failed)} failed`] : ['Completed', 'Completed'];
  return html`<span class="pill ${look}">${statusIcon(look)}${words}</span>`;
}

/** @param {unknown[]} list @param {string} last @returns {unknown} */
const joined = (list, last) => list.map((one, at) => html`${at === 0 ? '' : at === list.length - 1 ? ` ${last} ` : ', '}${one}`);

/** @param {string} text */
const bold = text => html`<b>${text}</b>`;

/** @param {string | undefined} from @param {string | undefined} before @param {string} what @returns {unknown[]} */
const period = (from, before, what) => [
  ...(from ? [html`${what} from ${bold(clock(time(from)))}`] : []),
  ...(before ? [html`${what} before ${bold(clock(time(before)))}`] : []),
];

/** @param {any} filter what both lists can be searched for @returns {unknown[]} */
const terms = filter => [
  ...(filter.text ? [html`in which ${bold(`“${filter.text}”`)} occurs`] : []),
  ...(filter.cel ? [html`for which <code>${filter.cel}</code> holds`] : []),
];

/** Which runs, as a sentence. @param {any} runs the member of a job, or of a request for one @param {Map<string, string>} names of functions @returns {unknown} */
export function runsInWords(runs, names) {
  if (runs.ids) return html`${plural(runs.ids.length, 'run')} that ${runs.ids.length === 1 ? 'was' : 'were'} selected one by one.`;
  const parts = [
    ...(runs.status?.length ? [html`that ${runs.status.length > 1 ? 'are any of' : 'are'} ${joined(runs.status.map((/** @type {string} */ one) => bold(inWords(one))), 'or')}`] : []),
    ...(runs.function_id?.length ? [html`of ${joined(runs.function_id.map((/** @type {string} */ id) => bold(names.get(id) ?? id)), 'or')}`] : []),
    ...(runs.event_id ? [html`started by <a class="inline-link" href=${eventPath(runs.event_id)}>this event</a>`] : []),
    ...(runs.bulk ? [html`started by <a class="inline-link" href=${bulkPath(runs.bulk)}>this bulk action</a>`] : []),
    ...(runs.error ? [html`that ended with <a class="inline-link" href=${errorPath(runs.error)}>this error</a>`] : []),
    ...period(runs.queued_after, runs.queued_before, 'queued'),
    ...period(runs.ended_after, runs.ended_before, 'ended'),
    ...terms(runs),
  ];
  return parts.length === 0 ? html`All runs.` : html`Runs ${parts.map((part, at) => html`${at === 0 ? '' : ', '}${part}`)}.`;
}

/** Which events, and for whom, as a sentence. @param {any} events @param {string[]} ids of functions @param {Map<string, string>} names of functions @returns {unknown} */
export function eventsInWords(events, ids, names) {
  const parts = [
    ...(events.name ? [html`called ${bold(events.name)}`] : []),
    ...(events.external_id ? [html`with the id ${bold(events.external_id)}`] : []),
    ...period(events.received_after, events.received_before, 'received'),
    ...terms(events),
  ];
  const isWithout = events.internal === false || events.internal === 'false';
  return html`${parts.length === 0 ? 'All events' : html`Events ${parts.map((part, at) => html`${at === 0 ? '' : ', '}${part}`)}`}${isWithout && !events.name ? ', but the server’s own' : ''}${
    ids.length > 0 ? html`, to ${joined(ids.map(id => bold(names.get(id) ?? id)), 'and')}` : nothing}.`;
}

/** @param {any} job @param {Map<string, string>} names of functions */
export const filterInWords = (job, names) => (job.events ? eventsInWords(job.events, job.function_ids ?? [], names) : runsInWords(job.runs ?? {}, names));

/** Where the list shows what a job was asked to work on; nowhere when that were single runs. @param {any} job @returns {string | undefined} */
export function filterPath(job) {
  const filter = job.events ?? job.runs ?? {};
  if (filter.ids) return undefined;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (name !== 'internal') for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  if (job.events && filter.internal !== false) search.append('internal', 'true');
  return `${job.events ? '/events' : '/runs'}${search.size ? `?${search}` : ''}`;
}
