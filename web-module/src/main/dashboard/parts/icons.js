// @ts-check
import { html, svg } from 'lit';

/** Line drawings of 16 by 16; what they mean is said in words beside them. */
const DRAWINGS = {
  overview: svg`<path d="M2 13.5h12M4 11V7M8 11V3M12 11V5"/>`,
  runs: svg`<path d="M2 4h7M5 8h7M3.5 12h4"/>`,
  events: svg`<path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z"/>`,
  functions: svg`<path d="M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4"/>`,
  search: svg`<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.6 3.6"/>`,
  'zoom-in': svg`<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.6 3.6M5 7h4M7 5v4"/>`,
  columns: svg`<rect x="2" y="3" width="12" height="10" rx="1.5"/><path d="M6 3v10M10 3v10"/>`,
  bookmark: svg`<path d="M4.5 2.5h7v11L8 10.6l-3.5 2.9z"/>`,
  rows: svg`<path d="M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h11"/>`,
  keyboard: svg`<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4 7h.01M6.7 7h.01M9.4 7h.01M12 7h.01M5 10h6"/>`,
  theme: svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  menu: svg`<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2"/>`,
  check: svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`,
  chevron: svg`<path d="m6 3.5 4.5 4.5L6 12.5"/>`,
  down: svg`<path d="m4 6.5 4 4 4-4"/>`,
  more: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4"/>`,
  send: svg`<path d="M14 2 7 9M14 2 9.5 14 7 9 2 6.5z"/>`,
  again: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7M13.2 1.8v3h-3"/>`,
  stop: svg`<rect x="4" y="4" width="8" height="8" rx="1.2"/>`,
  pencil: svg`<path d="m2.5 13.5.7-3L10.5 3l2.5 2.5L5.5 13z"/>`,
  skip: svg`<path d="m3.5 3.5 6 4.5-6 4.5zM12 3.5v9"/>`,
  filter: svg`<path d="M2 4h12M4.5 8h7M6.5 12h3"/>`,
  clock: svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 4.8V8l2.2 1.6"/>`,
  alert: svg`<path d="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6h.01"/>`,
  empty: svg`<path d="M2 9.5h3.5l1 2h3l1-2H14M2 9.5 4 3.5h8l2 6v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z"/>`,
  pause: svg`<path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2"/>`,
  play: svg`<path d="M5 3v10l8-5z"/>`,
  step: svg`<rect x="3" y="3" width="10" height="10" rx="2"/>`,
  moon: svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z"/>`,
  call: svg`<path d="M4 3v5a3 3 0 0 0 3 3h6M10 8l3 3-3 3"/>`,
  signal: svg`<path d="M8 8h.01M5.2 10.8a4 4 0 0 1 0-5.6M10.8 5.2a4 4 0 0 1 0 5.6M3 13a7 7 0 0 1 0-10M13 3a7 7 0 0 1 0 10"/>`,
  attempt: svg`<path d="M5 3v4a3 3 0 0 0 3 3h4"/>`,
  link: svg`<path d="M6.5 9.5l3-3M7 4.5l1.2-1.2a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5l-1.2 1.2a2.8 2.8 0 0 1-4-4L5 7.5"/>`,
  bulk: svg`<rect x="2" y="2.5" width="4.5" height="4.5" rx="1"/><rect x="2" y="9" width="4.5" height="4.5" rx="1"/><path d="M9.5 4.8H14M9.5 11.2H14"/>`,
  trash: svg`<path d="M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4"/>`,
  chart: svg`<path d="M2 2.5v11h12M5 10l2.5-3.5 2.5 2 3.5-5"/>`,
  settings: svg`<path d="M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6"/><circle cx="10" cy="4.5" r="1.8"/><circle cx="6" cy="11.5" r="1.8"/>`,
  download: svg`<path d="M8 2.5v7.5M5 7l3 3 3-3M2.5 13.5h11"/>`,
  upload: svg`<path d="M8 10V2.5M5 5.5l3-3 3 3M2.5 13.5h11"/>`,
  zoom: svg`<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.6 3.6M5 7h4"/>`,
};

/** @param {keyof typeof DRAWINGS | string} name */
export const icon = name => html`<svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${DRAWINGS[/** @type {keyof typeof DRAWINGS} */ (name)] ?? ''}</svg>`;

const STATES = {
  Queued: svg`<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.6 1.8"/>`,
  Running: svg`<path d="M3.5 2v8L10 6z" fill="currentColor"/>`,
  Waiting: svg`<circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M6 3.4V6l1.8 1.4" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>`,
  Retrying: svg`<path d="M9.8 6a3.8 3.8 0 1 1-1.2-2.8M9.9 1v2.6H7.3" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  Completed: svg`<path d="M2 6.4 4.8 9.2 10 3.2" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>`,
  Failed: svg`<path d="m3 3 6 6M9 3 3 9" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"/>`,
  Cancelled: svg`<path d="M2.5 6h7" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"/>`,
  NeedsAttention: svg`<path d="M6 1.6 11 10.4H1zM6 5v2.2M6 8.9v.1" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  Lost: svg`<path d="M6 2.2v4.6M6 9.4v.2" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"/>`,
  Released: svg`<path d="M2.5 6h5M5.5 3.2 8.5 6l-3 2.8" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  Paused: svg`<path d="M4.2 2.6v6.8M7.8 2.6v6.8" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"/>`,
  Skipped: svg`<path d="M2 8c.6-3 5-4.4 7-1.4M9.4 3.6v3.2H6.2" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`,
};

export const STATUSES = ['Queued', 'Running', 'Waiting', 'NeedsAttention', 'Completed', 'Failed', 'Cancelled'];

/** A status as people write it. @param {string} status */
export const inWords = status => (status === 'NeedsAttention' ? 'Needs attention' : status);

/** @param {string} status */
export const statusIcon = status => html`<svg viewBox="0 0 12 12" aria-hidden="true">${STATES[/** @type {keyof typeof STATES} */ (status)] ?? ''}</svg>`;

/** A status, as shape, word and colour.
 * @param {string} status */
export const pill = status => html`<span class="pill ${status}">${statusIcon(status)}${inWords(status)}</span>`;

/** @param {string} status whether a run in it is over */
export const isOver = status => status === 'Completed' || status === 'Failed' || status === 'Cancelled';

/** The product's mark: the bars of a metallophone. */
export const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#1f5fd6"/><g fill="#fff"><rect x="6" y="6" width="3.6" height="20" rx="1.8"/><rect x="11.5" y="8.5" width="3.6" height="15" rx="1.8" opacity=".88"/><rect x="17" y="11" width="3.6" height="10" rx="1.8" opacity=".76"/><rect x="22.5" y="13" width="3.6" height="6" rx="1.8" opacity=".64"/></g></svg>`;
