// @ts-check
import { html } from 'lit';
import { notify } from '../parts/dialogs.js';
import { icon } from '../parts/icons.js';
import { preferences } from '../parts/preferences.js';

const TIMES = { relative: 'relative', local: 'in this browser’s zone', utc: 'in UTC' };

const nextTime = () => notify(`Times: ${TIMES[/** @type {keyof typeof TIMES} */ (preferences.next('time'))]}`);
const nextDensity = () => notify(`Rows: ${preferences.next('density')}`);

/** What the keys do that choose how things are shown. */
export const displayKeys = { u: nextTime, d: nextDensity };

/** How times and rows are shown, for the foot of the menu: each press takes the next choice. */
export const displayButtons = () => html`
  <button @click=${nextTime}>${icon('clock')}Times: ${preferences.time === 'utc' ? 'UTC' : preferences.time}<span class="grow"></span><kbd aria-hidden="true">u</kbd></button>
  <button @click=${nextDensity}>${icon('rows')}Rows: ${preferences.density}<span class="grow"></span><kbd aria-hidden="true">d</kbd></button>`;
