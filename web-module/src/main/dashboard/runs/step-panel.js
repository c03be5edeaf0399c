// @ts-check
import { html, nothing } from 'lit';
import { serverNow } from '../parts/api.js';
import { copyable, errorBox } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { clock, count, duration, iso } from '../parts/format.js';
import { icon, isOver, pill } from '../parts/icons.js';
import { json } from '../parts/json-view.js';
import { eventPath, functionPath, runPath } from '../parts/router.js';
import { rerunFrom, sendAwaited, skip } from './actions.js';
import { CAUSES, kindOf } from './trace.js';

/** @typedef {import('./trace.js').Span} Span */

/** What is known of one span: of the run itself, a step, or an attempt. Emits `done` after an action. */
class StepPanel extends Element {
  static properties = { run: { attribute: false }, event: { attribute: false }, span: { attribute: false }, isInner: { attribute: false }, tab: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.run = undefined;
    /** What started the run, if it can be read. @type {any} */
    this.event = undefined;
    /** @type {Span | undefined} */
    this.span = undefined;
    /** Whether the span is one of a run that the page's own run has started. */
    this.isInner = false;
    this.tab = '';
  }

  /** @returns {[string, unknown][]} names and contents */
  #tabs() {
    const span = /** @type {Span} */ (this.span);
    const isRun = span.kind === 'run';
    const output = isRun ? this.run.output : span.output;
    const error = isRun ? this.run.error : span.error;
    /** @type {[string, unknown][]} */
    const tabs = [];
    if (error) tabs.push(['Error', errorBox(error)]);
    if (output !== undefined && output !== null) tabs.push(['Output', json(output, isRun ? 'Output of the run' : 'Output of the step')]);
    else if (!error) tabs.push(['Output', span.outputSize && !isRun ? this.#large(span.outputSize) : html`<p class="muted">${this.#noOutput(span)}</p>`]);
    if (isRun) tabs.push(['Event', this.#event()]);
    else if (span.input !== undefined && span.input !== null) tabs.push(['Input', json(span.input, 'Input of the step')]);
    else if (span.inputSize) tabs.push(['Input', html`<p class="muted">It has ${count(span.inputSize)} characters, too many to be shown here.</p>`]);
    tabs.push(['Details', this.#details(span)]);
    return tabs;
  }

  render() {
    const { span } = this;
    if (!span) return nothing;
    const tabs = this.#tabs();
    const shown = tabs.find(([name]) => name === this.tab) ?? tabs[0];
    const [kindIcon] = kindOf(span);
    return html`<div class="panel-title"><span class="i16">${icon(kindIcon)}</span><h2 title=${span.name}>${span.kind === 'run' ? 'Run' : span.kind === 'attempt' ? `Attempt ${(span.attempt ?? 0) + 1}` : span.name}</h2><span class="grow"></span>${pill(span.status)}</div>
      ${this.#actions(span)}
      <div class="tabs" role="tablist" aria-label="About this step">${tabs.map(([name]) => html`<button role="tab" id="tab-${name}" aria-controls="tab-body" aria-selected=${name === shown[0]} tabindex=${name === shown[0] ? 0 : -1}
        @click=${() => { this.tab = name; }} @keydown=${(/** @type {KeyboardEvent} */ e) => this.#tabKey(e, tabs, shown[0])}>${name}</button>`)}</div>
      <div class="tab-body" role="tabpanel" id="tab-body" aria-labelledby="tab-${shown[0]}" tabindex="0">${shown[1]}</div>`;
  }

  /** @param {KeyboardEvent} event @param {[string, unknown][]} tabs @param {string} shown */
  #tabKey(event, tabs, shown) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.stopPropagation();
    const names = tabs.map(([name]) => name);
    this.tab = names[(names.indexOf(shown) + by + names.length) % names.length];
    this.updateComplete.then(() => /** @type {HTMLElement | null} */ (this.querySelector('[aria-selected=true]'))?.focus());
  }

  /** @param {Span} span */
  #actions(span) {
    const done = () => this.dispatchEvent(new Event('done'));
    const isWaiting = span.kind === 'step' && span.status === 'Waiting' && !isOver(this.run.status);
    const buttons = [
      isWaiting && span.stepKind === 'wait_for_event' ? html`<button class="button small" @click=${() => sendAwaited(this.run, span, done)}>${icon('send')}Send the event…</button>` : nothing,
      isWaiting && ['sleep', 'wait_for_event', 'wait_for_signal'].includes(span.stepKind ?? '') ? html`<button class="button small" @click=${() => skip(this.run, span, done)}>${icon('skip')}${span.stepKind === 'sleep' ? 'End the sleep' : 'Stop waiting'}</button>` : nothing,
      span.kind === 'step' && span.stepKey && isOver(this.run.status) ? html`<button class="button small" @click=${() => rerunFrom(this.run, span)}>${icon('again')}Run again from here…</button>` : nothing,
      this.isInner ? html`<a class="button small" href=${runPath(this.run.run_id)}>${icon('runs')}Open this run</a>` : nothing,
      span.childRunId ? html`<a class="button small" href=${runPath(span.childRunId)}>${icon('call')}Open the run it started</a>` : nothing,
      span.eventId && span.kind === 'step' ? html`<a class="button small" href=${eventPath(span.eventId)}>${icon('events')}Open the event</a>` : nothing,
    ];
    return buttons.every(button => button === nothing) ? nothing : html`<div class="panel-actions">${buttons}</div>`;
  }

  /** @param {number} size */
  #large(size) {
    return html`<p class="muted">It has ${count(size)} characters, too many to be shown here. <a class="inline-link" href="/v1/runs/${this.run.run_id}/steps" target="_blank">All steps as JSON</a></p>`;
  }

  /** @param {Span} span */
  #noOutput(span) {
    if (span.status === 'Completed') return 'It returned nothing.';
    if (isOver(span.status)) return 'It has no output.';
    return 'Not yet: the output appears here when it is stored.';
  }

  #event() {
    if (!this.event) return html`<p class="muted">The event cannot be read; it may have been deleted by retention.</p>`;
    return html`<dl class="pairs"><dt>Name</dt><dd class="mono">${this.event.name}</dd><dt>Event</dt><dd><a class="inline-link mono" href=${eventPath(this.event.internal_id)}>${this.event.internal_id}</a></dd></dl>
      ${json(this.event.data, 'Data')}${this.event.user ? json(this.event.user, 'User') : nothing}`;
  }

  /** @param {Span} span */
  #details(span) {
    const end = Number.isNaN(span.end) ? serverNow() : span.end;
    const moment = (/** @type {number} */ t) => html`<time title=${iso(t)}>${clock(t)}</time>`;
    return html`<dl class="pairs">
      <dt>Kind</dt><dd>${kindOf(span)[1]}</dd>
      ${span.stepKey ? html`<dt>Step id</dt><dd>${copyable(span.stepKey, 'step id')}</dd>` : nothing}
      ${span.kind === 'run' ? html`<dt>Run</dt><dd>${copyable(this.run.run_id, 'run id')}</dd><dt>Function</dt><dd><a class="inline-link" href=${functionPath(this.run.function_id)}>${this.run.function_id}</a></dd>` : nothing}
      ${span.attempt === undefined ? nothing : html`<dt>Attempt</dt><dd>${span.attempt + 1}</dd>`}
      ${span.isTakenOver ? html`<dt>Result</dt><dd>taken over from the run that this one repeats</dd>` : nothing}
      ${Number.isNaN(span.start) ? nothing : html`<dt>Started</dt><dd>${moment(span.start)}</dd>`}
      ${Number.isNaN(span.end) ? nothing : html`<dt>Ended</dt><dd>${moment(span.end)}</dd>`}
      ${Number.isNaN(span.start) ? nothing : html`<dt>Duration</dt><dd>${duration(end - span.start)}</dd>`}
      ${span.held.map(part => html`<dt>${capital(CAUSES[part.cause] ?? part.cause)}</dt><dd>${duration(part.to - part.from)}</dd>`)}
    </dl>`;
  }
}

/** @param {string} words */
const capital = words => words[0].toUpperCase() + words.slice(1);

customElements.define('gml-step-panel', StepPanel);
