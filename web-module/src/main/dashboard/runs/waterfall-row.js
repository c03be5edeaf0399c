// @ts-check
import { html, nothing } from 'lit';
import { Problem } from '../parts/api.js';
import { at } from '../parts/at.js';
import { duration } from '../parts/format.js';
import { icon, statusIcon } from '../parts/icons.js';
import { CAUSES, isIdle, kindOf } from './trace.js';

/** @typedef {import('./trace.js').Span} Span */
/** @typedef {import('./rows.js').SpanRow} SpanRow */
/**
 * @typedef {{scale: import('./zoom.js').Scale, ground: unknown, pixels: number, selected: string, isExpanded: boolean | undefined,
 *   select: (key: string) => void, toggle: (row: SpanRow) => void}} Context
 *   ground: what lies behind every bar; pixels: how wide the axis is; isExpanded: undefined where nothing is under it
 */

/** What is deeper is not indented further: there would be no room for its name. */
const DEEPEST = 7;

/** @param {number} depth */
const indent = depth => at({ paddingLeft: `calc(4px + ${Math.min(depth, DEEPEST)} * var(--indent))` });

/** One line of the waterfall: name and bar. What the bar shows is said in the label of the name. @param {SpanRow} row @param {Context} context */
export function row(row, context) {
  const { span, depth, key } = row;
  const { scale, selected, isExpanded } = context;
  const isOpen = Number.isNaN(span.end);
  const until = isOpen ? scale.end : span.end;
  const [kindIcon, kind] = kindOf(span);
  const name = nameOf(span);
  const isSelected = key === selected;
  return html`<tr class="${depth === 0 ? 'root' : ''} ${span.kind === 'run' ? 'of-run' : span.kind === 'attempt' ? 'of-attempt' : ''} ${isSelected ? 'current' : ''}" data-span=${key} @click=${() => context.select(key)}>
    <th scope="row"><div class="cell" ${indent(depth)}>
      ${isExpanded === undefined ? (depth > 0 ? html`<span class="fold"></span>` : html`<span class="no-fold"></span>`) : html`<button class="fold" aria-expanded=${isExpanded} aria-label="${span.childRunId ? 'The run it started' : 'Attempts'}: ${name}" title=${span.childRunId ? 'The run it started' : 'Attempts'}
        @click=${(/** @type {Event} */ e) => { e.stopPropagation(); context.toggle(row); }}>${icon(isExpanded ? 'down' : 'chevron')}</button>`}
      <button class="name" aria-current=${isSelected ? 'true' : nothing} aria-label="${name}: ${inWords(span, kind, scale.start, until)}">
        <span class="icon ${span.status}" title=${span.status}>${statusIcon(span.status)}</span>
        <span class="label" title=${name}>${name}</span>${depth > 0 && span.kind === 'run' ? html`<span class="i16" title="A run that it started">${icon(kindIcon)}</span>` : nothing}<span class="took">${Number.isNaN(span.start) ? '' : duration(until - span.start)}</span></button></div></th>
    <td><div class="lane" aria-hidden="true">${context.ground}${Number.isNaN(span.start) ? nothing : bar(span, context, until, isOpen, span.kind === 'run' ? '' : kind)}</div></td></tr>`;
}

/** @param {Span} span */
export const nameOf = span => (span.kind === 'attempt' ? `Attempt ${(span.attempt ?? 0) + 1}` : span.name);

/** The text alternative of a bar. @param {Span} span @param {string} kind @param {number} start of the axis @param {number} until */
function inWords(span, kind, start, until) {
  if (Number.isNaN(span.start)) return `${kind}, ${span.status}`;
  const held = span.held.filter(part => part.to > part.from).map(part => `, ${duration(part.to - part.from)} ${CAUSES[part.cause] ?? part.cause}`).join('');
  return `${kind}, ${span.status}, from ${duration(span.start - start)} for ${duration(until - span.start)}${Number.isNaN(span.end) ? ' so far' : ''}${held}`;
}

/** @param {Span} span @param {Context} context @param {number} until @param {boolean} isOpen @param {string} hint */
function bar(span, { scale, pixels }, until, isOpen, hint) {
  const held = span.held.filter(part => part.to > part.from);
  const left = scale.x(span.start);
  const right = Math.max(left, scale.x(until));
  const room = ((hint.length * 7 + 14) / pixels) * 100;
  const isBefore = right + room > 100;
  const first = Math.min(left, ...held.map(part => scale.x(part.from)));
  // Outside of what is looked at, or without room on either side, the bar goes without.
  const hasHint = hint && right >= 0 && left <= 100 && !(isBefore && first < room);
  return html`${held.map(part => html`<span class="held ${part.cause}" title="${duration(part.to - part.from)} ${CAUSES[part.cause] ?? part.cause}"
      ${at({ left: `${scale.x(part.from)}%`, width: `${Math.max(0, scale.x(part.to) - scale.x(part.from))}%` })}></span>`)}
    <span class="bar ${span.status} ${isIdle(span) ? 'idle' : ''} ${isOpen ? 'open' : ''}" ${at({ left: `${left}%`, width: `${right - left}%` })}></span>
    ${hasHint ? html`<span class="hint ${isBefore ? 'before' : ''}" ${at({ left: `${isBefore ? first : right}%` })}>${hint}</span>` : nothing}`;
}

/** In place of a child run that is being read, or could not be. @param {import('./rows.js').OpeningRow} row @param {() => void} again */
export function openingRow({ depth, key, problem }, again) {
  const words = problem instanceof Problem ? (problem.status === 404 ? 'The run it started has been deleted by retention.' : problem.message) : String(problem);
  return html`<tr data-span=${key}><th scope="row" colspan="2"><div class="cell" ${indent(depth)}><span class="fold"></span>
    ${problem ? html`<span class="opening bad-text" role="alert">${words}</span><button class="button small" @click=${again}>Try again</button>` : html`<span class="opening muted" role="status">Reading the run it started…</span>`}</div></th></tr>`;
}
