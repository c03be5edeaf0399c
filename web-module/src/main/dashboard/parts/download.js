// @ts-check
import { html } from 'lit';
import { Problem } from './api.js';
import { menu } from './bits.js';
import { icon } from './icons.js';

/**
 * Asks for a document and gives it to the browser as a file, under the name that the server says. What goes wrong is known, other than with a link.
 * @param {string} path @throws {Problem}
 */
export async function download(path) {
  let answer, content;
  try {
    answer = await fetch(path, { headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(60_000) });
    content = await answer.blob();
  } catch {
    throw new Problem('It is stopped, restarting, or out of reach.', 0);
  }
  if (!answer.ok) throw new Problem(`The answer was ${answer.status} ${answer.statusText}.`, answer.status);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'gamelan.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A menu that exports what a list shows. @param {string} path of the export @param {(format: string) => string} query with the format @param {unknown} [more] items below */
export const exportMenu = (path, query, more) => menu(html`${icon('download')}Export`, html`
  <a class="menu-item" href=${path + query('ndjson')} download>${icon('download')}As JSON, a line each</a>
  <a class="menu-item" href=${path + query('csv')} download>${icon('download')}As a table (CSV)</a>${more}`, { className: 'right', title: 'Export' });
