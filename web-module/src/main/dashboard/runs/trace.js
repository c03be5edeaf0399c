// @ts-check
import { get, Problem } from '../parts/api.js';
import { time } from '../parts/format.js';

/**
 * @typedef {{cause: string, from: number, to: number}} Held a time in which it was due and did not run
 * @typedef {{id: string, parent: string | null, kind: 'run' | 'step' | 'attempt', stepKey?: string, stepKind?: string, name: string, status: string, attempt?: number,
 *   start: number, end: number, held: Held[], input?: any, inputSize?: number, output?: any, outputSize?: number, error?: any, childRunId?: string, eventId?: string,
 *   isTakenOver: boolean, children: Span[]}} Span
 *   times in milliseconds since 1970, NaN where there is none; attempts are counted from 0; sizes, in characters, of payloads that are left out
 * @typedef {{root: Span, steps: Span[], parentRunId?: string, waitingFor: {cause: string, step?: string, since?: string, until?: string, text: string} | null}} Trace
 */

/** What happened in a run, as a tree.
 * @param {any} run @param {AbortSignal} signal @returns {Promise<Trace>} */
export async function readTrace(run, signal) {
  let data;
  try {
    data = (await get(`/v1/runs/${run.run_id}/trace`, signal)).data;
  } catch (e) {
    if (!(e instanceof Problem) || e.status !== 404) throw e;
    data = ofSteps(run, (await get(`/v1/runs/${run.run_id}/steps`, signal)).data);
  }
  return tree(data);
}

/** @param {any} data @returns {Trace} */
function tree(data) {
  /** @type {Map<string, Span>} */
  const byId = new Map();
  for (const span of data.spans) byId.set(span.id, toSpan(span));
  const all = [...byId.values()];
  const root = all.find(span => span.kind === 'run') ?? toSpan({ id: 'run', kind: 'run', name: data.function_id, status: data.status, started_at: data.started_at, ended_at: data.ended_at });
  for (const span of all) if (span.kind === 'attempt') byId.get(span.parent ?? '')?.children.push(span);
  return { root, steps: all.filter(span => span.kind === 'step'), parentRunId: data.parent_run_id, waitingFor: data.waiting_for ?? null };
}

/** @param {any} span @returns {Span} */
function toSpan(span) {
  return {
    id: span.id, parent: span.parent_id ?? null, kind: span.kind, stepKey: span.step_key, stepKind: span.step_kind, name: span.name, status: span.status, attempt: span.attempt,
    start: time(span.started_at), end: time(span.ended_at), held: (span.queue ?? []).map((/** @type {any} */ part) => ({ cause: part.cause, from: time(part.from), to: time(part.to) })),
    input: span.input, inputSize: span.input_characters, output: span.output, outputSize: span.output_characters, error: span.error,
    childRunId: span.child_run_id, eventId: span.event_id, isTakenOver: span.taken_over === true, children: [],
  };
}

/** A trace without times, of what is stored of the steps. @param {any} run @param {any[]} steps */
function ofSteps(run, steps) {
  return {
    function_id: run.function_id, status: run.status, waiting_for: null,
    spans: [
      { id: 'run', parent_id: null, kind: 'run', name: run.function_id, status: run.status, started_at: run.queued_at, ended_at: run.ended_at, output: run.output, error: run.error },
      ...steps.map(step => ({ id: step.step_id, parent_id: 'run', kind: 'step', step_key: step.step_id, step_kind: step.kind, name: step.name, status: step.status, attempt: step.attempt, output: step.output, error: step.error, event_id: step.event_id, child_run_id: step.kind === 'invoke' ? step.subject : undefined })),
    ],
  };
}

/** @param {Span} span whether it passes time without doing anything */
export const isIdle = span => ['sleep', 'wait_for_event', 'wait_for_signal', 'invoke'].includes(span.stepKind ?? '');

const KINDS = {
  run: ['step', 'run'], transactional: ['step', 'transactional'], sleep: ['moon', 'sleep'], wait_for_event: ['events', 'wait for event'], wait_for_signal: ['signal', 'wait for signal'],
  send_event: ['send', 'send event'], send_signal: ['send', 'send signal'], invoke: ['call', 'invoke'],
};

/** What kind of step it is: icon and words. @param {Span} span */
export function kindOf(span) {
  if (span.kind === 'run') return ['functions', 'function'];
  if (span.kind === 'attempt') return ['attempt', 'attempt'];
  return KINDS[/** @type {keyof typeof KINDS} */ (span.stepKind)] ?? ['step', span.stepKind ?? 'step'];
}
