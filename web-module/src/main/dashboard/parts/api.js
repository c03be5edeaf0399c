// @ts-check
import { parse, write } from './json.js';

const PATIENCE_MS = 30_000;
/** How far the server's clock is ahead of this one. */
let ahead = 0;

/** The time on the server, as far as it is known, in milliseconds since 1970. */
export const serverNow = () => Date.now() + ahead;

/** A request that the server refused, or that did not reach it. */
export class Problem extends Error {
  /** @param {string} message @param {number} status 0 when there was no answer */
  constructor(message, status) {
    super(message);
    this.status = status;
  }

  /** What it is, for a heading. */
  get title() {
    if (this.status === 0) return 'The server does not answer';
    if (this.status === 404) return 'Not found';
    if (this.status === 503) return 'The database does not answer';
    return this.status < 500 ? 'The server refused this' : 'Something went wrong in the server';
  }
}

/**
 * @param {string} method @param {string} path
 * @param {{body?: unknown, text?: string, signal?: AbortSignal}} [options]
 * @returns {Promise<any>} the answer's JSON, or undefined when it has none
 * @throws {Problem} for everything but success; an AbortError when the caller gave up
 */
async function request(method, path, { body, text, signal } = {}) {
  let answer, said;
  try {
    const timeout = AbortSignal.timeout(PATIENCE_MS);
    answer = await fetch(path, {
      method,
      body: text ?? (body === undefined ? undefined : write(body, '')),
      headers: { Accept: 'application/json', ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }) },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    said = await answer.text();
  } catch (e) {
    if (signal?.aborted) throw e;
    throw new Problem(/** @type {Error} */ (e).name === 'TimeoutError' ? `No answer within ${PATIENCE_MS / 1000} s.` : 'It is stopped, restarting, or out of reach.', 0);
  }
  const json = said && answer.headers.get('Content-Type')?.includes('json') ? parse(said) : undefined;
  if (!answer.ok) throw new Problem(json?.error ?? `The answer was ${answer.status} ${answer.statusText}.`, answer.status);
  if (json?.metadata?.fetched_at) ahead = Date.parse(json.metadata.fetched_at) - Date.now();
  return json;
}

/** @param {string} path @param {AbortSignal} [signal] */
export const get = (path, signal) => request('GET', path, { signal });

/** @param {string} path @param {unknown} [body] */
export const post = (path, body) => request('POST', path, { body });

/** @param {string} path @param {string} text JSON as somebody wrote it: every number stays as it is */
export const postText = (path, text) => request('POST', path, { text });

/** @param {string} path */
export const remove = path => request('DELETE', path);

/** A figure's series, as the server serves them to Prometheus: labels and value.
 * @param {string} name @returns {Promise<{labels: Record<string, string>, value: number}[]>} */
export async function metric(name) {
  const answer = await fetch(`/metrics?scope=application&name=${name}`, { headers: { Accept: 'text/plain' }, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (answer.status === 404) return [];
  if (!answer.ok) throw new Problem(`The answer was ${answer.status}.`, answer.status);
  return (await answer.text()).split('\n').filter(line => line && !line.startsWith('#')).map(line => {
    const end = line.lastIndexOf(' ');
    const labels = Object.fromEntries([...line.slice(0, end).matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(found => [found[1], found[2]]));
    return { labels, value: Number(line.slice(end)) };
  });
}

/** A query string of the parameters that are there; lists are repeated.
 * @param {Record<string, string | string[] | number | boolean | undefined>} parameters */
export function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== '') search.append(name, String(one));
  }
  const text = search.toString();
  return text ? '?' + text : '';
}
