// @ts-check
import { html, nothing } from 'lit';
import { get, postText, Problem, query } from '../parts/api.js';
import { code } from '../parts/bits.js';
import { closeButton, notify, open } from '../parts/dialogs.js';
import { functions } from '../parts/functions.js';
import { problemOf, write } from '../parts/json.js';
import { eventPath, router } from '../parts/router.js';
import { snippets } from './snippets.js';

/** Any key is accepted. */
const KEY = 'dashboard';

/**
 * Asks for an event, and sends it; beside it stands how a program sends the same.
 * @param {{name?: string, data?: any, isData?: boolean}} [given] what to begin with; isData: data was given, though it may be nothing
 */
export function sendEvent(given = {}) {
  let name = given.name ?? '';
  let data = write(given.data ?? {});
  /** Whether the data was typed, so that it is not replaced by that of an earlier event. */
  let isTyped = given.isData === true;
  let tab = 'Event';
  let problem = '';
  let isBusy = false;
  /** @type {string[]} */
  let names = [];

  const { dialog, redraw } = open((close, redraw) => {
    const submit = async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (isBusy) return;
      tab = 'Event';
      problem = name.trim() ? problemOf(data) : 'An event needs a name, such as user/registered.';
      if (problem) return redraw();
      isBusy = true;
      redraw();
      try {
        const answer = await postText(`/e/${KEY}`, `{"name":${JSON.stringify(name.trim())},"data":${data}}`);
        close();
        notify('The event is sent.');
        router.go(eventPath(answer.ids[0]));
      } catch (e) {
        isBusy = false;
        problem = e instanceof Problem ? e.message : String(e);
        redraw();
      }
    };
    const tabs = ['Event', ...Object.keys(snippets)];
    return html`<form @submit=${submit} novalidate>
      <div class="dialog-head"><h2>Send an event</h2>${closeButton(close)}</div>
      <div class="tabs" role="tablist" aria-label="How to send it">${tabs.map(one => html`<button type="button" role="tab" aria-selected=${one === tab} @click=${() => { tab = one; redraw(); }}>${one}</button>`)}</div>
      <div class="dialog-body" role="tabpanel" aria-label=${tab}>${tab === 'Event' ? html`
          <label class="field"><span>Name</span><input class="input mono" name="name" autofocus list="event-names" placeholder="user/registered" autocomplete="off" spellcheck="false" .value=${name}
            @input=${(/** @type {any} */ e) => { name = e.target.value; if (names.includes(name)) last(); }} @change=${last}></label>
          <datalist id="event-names">${names.map(one => html`<option value=${one}></option>`)}</datalist>
          <label class="field"><span>Data (JSON)</span><textarea name="data" rows="10" spellcheck="false" .value=${data} @input=${(/** @type {any} */ e) => { data = e.target.value; isTyped = true; }}></textarea></label>
          ${problem ? html`<div class="error-box" role="alert"><span>${problem}</span></div>` : nothing}`
        : code(snippets[/** @type {keyof typeof snippets} */ (tab)](name.trim() || 'user/registered', problemOf(data) ? '{}' : data))}</div>
      <div class="dialog-foot"><button type="button" class="button" @click=${close}>Close</button><button class="button primary" ?disabled=${isBusy}>${isBusy ? 'Sending…' : 'Send event'}</button></div>
    </form>`;
  }, { label: 'Send an event', wide: true });

  /** The data of the last event of this name, to begin with. */
  async function last() {
    if (isTyped || !name.trim()) return;
    try {
      const [event] = (await get('/v1/events' + query({ name: name.trim(), limit: 1 }))).data;
      // Not under the cursor of somebody who is about to type.
      if (!event || isTyped || document.activeElement?.matches('textarea')) return;
      data = write(event.data ?? {});
      redraw();
    } catch { /* it begins with nothing */ }
  }

  functions().then(all => {
    names = [...new Set(all.flatMap(fn => fn.triggers).filter(trigger => !trigger.includes('*') && !trigger.startsWith('inngest/')))].sort();
    redraw();
  }, () => { /* there are no suggestions */ });
  last();
}
