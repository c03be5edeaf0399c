// @ts-check
import { get } from '../parts/api.js';
import { time } from '../parts/format.js';

/**
 * @typedef {{cause: string, from: number, to: number}} Held a time in which it was due and did not run
 * @typedef {{id: string, parent: string | null, kind: 'run' | 'step' | 'attempt', stepKey?: string, stepKind?: string, name: string, status: string, attempt?: number,
 *   start: number, end: number, held: Held[], input?: any, inputSize?: number, output?: any, outputSize?: number, error?: any, childRunId?: string, eventId?: string,
 *   isTakenOver: boolean, children: Span[]}} Span
 *   times in milliseconds since 1970, NaN where there is none; attempts are counted from 0; sizes, in characters, of payloads that are left out
 * @typedef {{runId: string, functionId: string, root: Span, steps: Span[], parentRunId?: string, waitingFor: {cause: string, step?: string, since?: string, until?: string, text: string} | null}} Trace
 */

/** What happened in a run, as a tree.
 * @param {string} runId @param {AbortSignal} [signal] @returns {Promise<Trace>} */
export async function readTrace(runId, signal) {
  return tree((await get(`/v1/runs/${encodeURIComponent(runId)}/trace`, signal)).data);
}

/** @param {any} data @returns {Trace} */
function tree(data) {
  /** @type {Map<string, Span>} */
  const byId = new Map();
  for (const span of data.spans) byId.set(span.id, toSpan(span));
  const all = [...byId.values()];
  const root = /** @type {Span} */ (all.find(span => span.kind === 'run'));
  for (const span of all) if (span.kind === 'attempt') byId.get(span.parent ?? '')?.children.push(span);
  return { runId: data.run_id, functionId: data.function_id, root, steps: all.filter(span => span.kind === 'step'), parentRunId: data.parent_run_id, waitingFor: data.waiting_for ?? null };
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

/** Why it was due and did not run, as the legend says it. @type {Record<string, string>} */
export const CAUSES = { queue: 'in the queue', concurrency: 'no free slot', backoff: 'until the next attempt', restart: 'lost with its server' };

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
