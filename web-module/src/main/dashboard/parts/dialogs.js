// @ts-check
import { html, nothing, render } from 'lit';
import { Problem } from './api.js';
import { icon } from './icons.js';
import { problemOf } from './json.js';

/**
 * Opens a dialog and draws it; it goes away when it is closed.
 * @param {(close: () => void, redraw: () => void) => unknown} content
 * @param {{label: string, wide?: boolean, className?: string}} how
 * @returns {{dialog: HTMLDialogElement, redraw: () => void}}
 */
export function open(content, { label, wide = false, className = '' }) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', label);
  dialog.className = `${wide ? 'wide' : ''} ${className}`.trim();
  const draw = () => render(content(() => dialog.close(), draw), dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  draw();
  dialog.showModal();
  return { dialog, redraw: draw };
}

/**
 * Asks before something is done, in words; does it while the dialog is open, and shows there what went wrong.
 * @param {{title: string, text: unknown, verb: string, danger?: boolean, act: (json: string) => Promise<void>,
 *   json?: {label: string, value: string, isOptional?: boolean}}} question json: what can be edited before
 */
export function ask({ title, text, verb, danger = false, act, json }) {
  let isBusy = false;
  let problem = '';
  let edited = json?.value ?? '';
  open((close, redraw) => {
    const submit = async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (isBusy) return;
      problem = json && !(json.isOptional && edited.trim() === '') ? problemOf(edited) : '';
      if (problem) return redraw();
      isBusy = true;
      redraw();
      try {
        await act(edited);
        close();
      } catch (e) {
        isBusy = false;
        problem = e instanceof Problem ? e.message : String(e);
        redraw();
      }
    };
    return html`<form @submit=${submit}>
      <div class="dialog-head"><h2>${title}</h2>${closeButton(close)}</div>
      <div class="dialog-body">
        <p>${text}</p>
        ${json ? html`<label class="field"><span>${json.label}</span><textarea rows="10" spellcheck="false" .value=${edited}
          @input=${(/** @type {any} */ e) => { edited = e.target.value; }}></textarea></label>` : nothing}
        ${problem ? html`<div class="error-box" role="alert"><span>${problem}</span></div>` : nothing}
      </div>
      <div class="dialog-foot"><button type="button" class="button" @click=${close}>Keep as it is</button>
        <button class="button primary ${danger ? 'danger' : ''}" ?disabled=${isBusy} autofocus>${isBusy ? 'Working…' : verb}</button></div>
    </form>`;
  }, { label: title, wide: json !== undefined });
}

/** @param {() => void} close */
export const closeButton = close => html`<button type="button" class="icon-button" aria-label="Close" @click=${close}>${icon('close')}</button>`;

const NOTICE_MS = 8_000;
/** @type {HTMLElement | undefined} */
let notices;

/** Tells what came of an action, with a link to it.
 * @param {string} text @param {{href?: string, link?: string, isProblem?: boolean}} [more] */
export function notify(text, { href, link, isProblem = false } = {}) {
  if (!notices) {
    notices = document.createElement('div');
    notices.className = 'notices';
    notices.setAttribute('role', 'status');
    document.body.append(notices);
  }
  const notice = document.createElement('div');
  notice.className = `notice ${isProblem ? 'problem' : ''}`;
  const end = () => notice.remove();
  render(html`<span>${text}</span>${href ? html`<a href=${href} @click=${end}>${link}</a>` : nothing}
    <button class="icon-button" aria-label="Dismiss" @click=${end}>${icon('close')}</button>`, notice);
  notices.append(notice);
  setTimeout(end, NOTICE_MS);
}
