// @ts-check
import { post, postText, remove } from '../parts/api.js';
import { ask, notify } from '../parts/dialogs.js';
import { write } from '../parts/json.js';
import { eventPath, router, runPath } from '../parts/router.js';

/** @typedef {import('./trace.js').Span} Span */

/** Everything that can be done with a run; each is confirmed in words, and its result is linked. */

/** @param {any} run @param {() => void} done */
export function cancel(run, done) {
  ask({
    title: 'Cancel this run?', verb: 'Cancel the run', danger: true,
    text: 'It ends now and starts no further step. A step that is going on may finish, but its result is not stored. This cannot be undone; the run can be run again.',
    act: async () => {
      await remove(`/v1/runs/${run.run_id}`);
      notify('The run is cancelled.');
      done();
    },
  });
}

/** @param {any} run @param {boolean} isReplayable whether its function may be run again without more ado */
export function rerun(run, isReplayable) {
  ask({
    title: 'Run this again?', verb: 'Run again', danger: !isReplayable,
    text: `A new run of the same function begins with the same event. All of its steps are executed anew. This run stays as it is.${isReplayable ? '' : ' Whoever wrote this function has said that what it does must not happen twice (replayable = false).'}`,
    act: () => start(run, isReplayable ? '{}' : '{"force":true}'),
  });
}

/** @param {any} run @param {() => void} done */
export function resume(run, done) {
  ask({
    title: 'Let this run go on?', verb: 'Let it go on',
    text: 'The function is called again, with the results that are stored. If the code still does not fit them, the run needs attention as before, and nothing is lost.',
    act: async () => {
      await post(`/v1/runs/${run.run_id}/resume`);
      notify('The function is called again.');
      done();
    },
  });
}

/** @param {any} run @param {any} event */
export function rerunEdited(run, event) {
  ask({
    title: 'Run again with another event', verb: 'Run again',
    text: 'A new run begins with the event’s data as you write it here. The original event stays as it is, and no other function hears of this version.',
    json: { label: 'Data of the event', value: write(event.data ?? {}) },
    act: json => start(run, `{"event":{"data":${json}}}`),
  });
}

/** @param {any} run @param {Span} step */
export function rerunFrom(run, step) {
  ask({
    title: `Run again from “${step.name}”`, verb: 'Run again from here',
    text: 'A new run takes over the results stored before this step, and goes on here. With a result below, the step is not executed: it has this one. Without, it is executed again.',
    json: { label: 'Result of this step (JSON; leave it empty to execute the step)', value: '', isOptional: true },
    act: json => start(run, `{"from_step":{"step_id":${JSON.stringify(step.stepKey)}${json.trim() ? `,"output":${json}` : ''}}}`),
  });
}

/** @param {any} run @param {string} body */
async function start(run, body) {
  const answer = await postText(`/v1/runs/${run.run_id}/rerun`, body);
  notify('A new run has begun.', { href: runPath(run.run_id), link: 'The original' });
  router.go(runPath(answer.data.run_id));
}

/** @param {any} run @param {() => void} done */
export function retryNow(run, done) {
  ask({
    title: 'Attempt it now?', verb: 'Attempt now',
    text: 'The next attempt begins at once, instead of after its delay. It counts as the next attempt as usual.',
    act: async () => {
      await post(`/v1/runs/${run.run_id}/retry`);
      notify('The next attempt begins now.');
      done();
    },
  });
}

/** @param {any} run @param {Span} step @param {() => void} done */
export function skip(run, step, done) {
  const isSleep = step.stepKind === 'sleep';
  ask({
    title: isSleep ? `End the sleep “${step.name}” now?` : `Stop waiting at “${step.name}”?`, verb: isSleep ? 'End the sleep' : 'Stop waiting',
    text: isSleep ? 'The run goes on at once, as if the time were over.' : 'The run goes on at once, as if the time for it were over and nothing had come.',
    act: async () => {
      await post(`/v1/runs/${run.run_id}/steps/${encodeURIComponent(step.stepKey ?? '')}/skip`);
      notify(isSleep ? 'The sleep is over.' : 'The wait is over.');
      done();
    },
  });
}

/** @param {any} run @param {Span} step @param {() => void} done */
export function sendAwaited(run, step, done) {
  ask({
    title: `Send what “${step.name}” waits for`, verb: 'Send event',
    text: 'An event is sent that this step accepts; what the step compares is filled in. Like every event it can start functions, and end the waits of other runs.',
    json: { label: 'Data of the event', value: '{}' },
    act: async json => {
      const answer = await postText(`/v1/runs/${run.run_id}/steps/${encodeURIComponent(step.stepKey ?? '')}/event`, `{"data":${json}}`);
      notify('The event is sent.', { href: eventPath(answer.data.event_id), link: 'See the event' });
      done();
    },
  });
}
