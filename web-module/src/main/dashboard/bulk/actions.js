// @ts-check
import { post } from '../parts/api.js';
import { ask, notify } from '../parts/dialogs.js';
import { count, plural } from '../parts/format.js';

/** Stopping a bulk action, and letting it go on: each is confirmed in words. */

/** @param {any} job @param {(job: any) => void} done */
export function pause(job, done) {
  ask({
    title: 'Pause this bulk action?', verb: 'Pause it',
    text: 'What is being worked on is finished, and then nothing more is done until it is resumed.',
    act: () => change(job, 'pause', 'The bulk action is paused.', done),
  });
}

/** @param {any} job @param {(job: any) => void} done */
export function resume(job, done) {
  ask({
    title: 'Resume this bulk action?', verb: job.selecting ? 'Resume it' : `Go on with ${count(job.remaining)}`,
    text: 'It goes on where it was stopped. Nothing is done twice.',
    act: () => change(job, 'resume', 'The bulk action goes on.', done),
  });
}

/** @param {any} job @param {(job: any) => void} done */
export function abort(job, done) {
  ask({
    title: 'Abort this bulk action?', verb: job.selecting ? 'Abort it' : `Leave ${count(job.remaining)} as they are`, danger: true,
    text: `It ends, and cannot be resumed.${job.selecting ? '' : ` ${plural(job.remaining, 'item is', 'items are')} left as they are;`} What is done stays done.`,
    act: () => change(job, 'abort', 'The bulk action is aborted.', done),
  });
}

/** @param {any} job @param {string} what @param {string} words @param {(job: any) => void} done */
async function change(job, what, words, done) {
  const { data } = await post(`/v1/bulk/${encodeURIComponent(job.id)}/${what}`, { actor: 'dashboard' });
  notify(words);
  done(data);
}
