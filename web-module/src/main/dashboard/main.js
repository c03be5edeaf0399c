// @ts-check
import { html, nothing } from 'lit';
import { Element } from './parts/element.js';
import { icon, mark } from './parts/icons.js';
import { live } from './parts/live.js';
import { measure } from './overview/throughput.js';
import { router } from './parts/router.js';
import { nextTheme, theme } from './parts/theme.js';
import { notify } from './parts/dialogs.js';
import { listen, showKeys } from './shell/keys.js';
import { displayButtons, displayKeys } from './shell/display.js';
import { openPalette } from './shell/palette.js';
import { sendEvent } from './events/send-event.js';
import './overview/overview-page.js';
import './runs/runs-page.js';
import './runs/run-page.js';
import './events/events-page.js';
import './events/event-page.js';
import './functions/functions-page.js';
import './functions/function-page.js';
import './errors/errors-page.js';
import './errors/error-page.js';
import './bulk/bulk-page.js';
import './bulk/job-page.js';
import './charts/metrics-page.js';
import './settings/settings-page.js';

const PAGES = [
  { name: 'Overview', path: '/', icon: 'overview', key: 'o' },
  { name: 'Runs', path: '/runs', icon: 'runs', key: 'r' },
  { name: 'Events', path: '/events', icon: 'events', key: 'e' },
  { name: 'Functions', path: '/functions', icon: 'functions', key: 'f' },
  { name: 'Errors', path: '/errors', icon: 'alert', key: 'x' },
  { name: 'Bulk actions', path: '/bulk', icon: 'bulk', key: 'b' },
  // Not /metrics, which is what the server tells to Prometheus.
  { name: 'Metrics', path: '/charts', icon: 'chart', key: 'm' },
  { name: 'Settings', path: '/settings', icon: 'settings', key: 't' },
];

const LIVE_WORDS = { connecting: 'Connecting…', live: 'Live', polling: 'Live, every 2 s', reconnecting: 'Reconnecting…', paused: 'Paused' };

/** The frame of all pages. */
class Shell extends Element {
  static properties = { isMenuOpen: { state: true } };

  constructor() {
    super();
    this.isMenuOpen = false;
    // What the server sent for browsers without scripts.
    this.textContent = '';
    const go = (/** @type {string} */ path) => () => router.go(path);
    listen({
      'ctrl+k': () => this.#palette(),
      '/': () => /** @type {HTMLElement | null} */ (this.querySelector('main input[type=search]'))?.focus(),
      '?': showKeys,
      t: () => this.#theme(),
      s: () => sendEvent(),
      '.': () => this.#pause(),
      ...displayKeys,
    }, Object.fromEntries(PAGES.map(page => [page.key, go(page.path)])));
    live.start();
    measure();
  }

  /** @param {AbortSignal} signal */
  arrive(signal) {
    router.addEventListener('go', () => {
      this.isMenuOpen = false;
      this.requestUpdate();
      this.updateComplete.then(() => { scrollTo(0, 0); });
    }, { signal });
    live.addEventListener('state', () => this.requestUpdate(), { signal });
    this.addEventListener('theme', () => this.requestUpdate(), { signal });
    addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.isMenuOpen) this.isMenuOpen = false;
    }, { signal });
  }

  render() {
    const [page, id] = router.path;
    return html`
      <nav class="top" aria-label="Menu"><button class="icon-button" aria-label="Menu" aria-expanded=${this.isMenuOpen} @click=${(/** @type {Event} */ e) => { e.stopPropagation(); this.isMenuOpen = !this.isMenuOpen; }}>${icon('menu')}</button>
        <a class="brand" href="/">${mark}Gamelan</a><span class="grow"></span>${this.#live()}</nav>
      <header class="side ${this.isMenuOpen ? 'open' : ''}">
        <a class="brand" href="/">${mark}Gamelan</a>
        <button class="side-search" @click=${() => this.#palette()}><span class="i16">${icon('search')}</span><span class="grow">Go to…</span><kbd>Ctrl K</kbd></button>
        <nav class="nav" aria-label="Pages">${PAGES.map(item => html`<a href=${item.path} aria-current=${item.path === `/${page ?? ''}` ? 'page' : nothing}>${icon(item.icon)}${item.name}<span class="grow"></span><kbd aria-hidden="true">g ${item.key}</kbd></a>`)}</nav>
        <div class="side-foot">
          ${this.#live()}
          <button @click=${() => sendEvent()}>${icon('send')}Send event<span class="grow"></span><kbd aria-hidden="true">s</kbd></button>
          <button @click=${() => this.#theme()}>${icon('theme')}Theme: ${theme()}<span class="grow"></span><kbd aria-hidden="true">t</kbd></button>
          ${displayButtons()}
          <button @click=${showKeys}>${icon('keyboard')}Keyboard<span class="grow"></span><kbd aria-hidden="true">?</kbd></button>
        </div>
      </header>
      <main id="main" tabindex="-1" @click=${() => { if (this.isMenuOpen) this.isMenuOpen = false; }}><div class="page">${this.#page(page, id)}</div></main>`;
  }

  #live() {
    return html`<button class="live ${live.isOn ? 'on' : live.state === 'paused' ? '' : 'off'}" aria-label="${LIVE_WORDS[live.state]}: ${live.state === 'paused' ? 'resume' : 'pause'}" @click=${() => this.#pause()}>
      ${icon(live.state === 'paused' ? 'pause' : live.isOn ? 'signal' : 'clock')}<span role="status">${LIVE_WORDS[live.state]}</span></button>`;
  }

  /** @param {string | undefined} page @param {string | undefined} id */
  #page(page, id) {
    const title = PAGES.find(item => item.path === `/${page ?? ''}`)?.name ?? 'Not found';
    document.title = `${id ? `${id} · ` : ''}${title} · Gamelan`;
    switch (page) {
      case undefined: return html`<gml-overview></gml-overview>`;
      case 'runs': return id ? html`<gml-run .runId=${id}></gml-run>` : html`<gml-runs></gml-runs>`;
      case 'events': return id ? html`<gml-event .eventId=${id}></gml-event>` : html`<gml-events></gml-events>`;
      case 'functions': return id ? html`<gml-function .functionId=${id}></gml-function>` : html`<gml-functions></gml-functions>`;
      case 'errors': return id ? html`<gml-error .fingerprint=${id}></gml-error>` : html`<gml-errors></gml-errors>`;
      case 'bulk': return id ? html`<gml-job .jobId=${id}></gml-job>` : html`<gml-bulk></gml-bulk>`;
      case 'charts': return html`<gml-metrics></gml-metrics>`;
      case 'settings': return html`<gml-settings></gml-settings>`;
      default: return html`<div class="state">${icon('alert')}<h1>There is no such page</h1><p>Nothing is at ${location.pathname}.</p><div class="row"><a class="button" href="/">Overview</a><a class="button" href="/runs">Runs</a></div></div>`;
    }
  }

  #pause() {
    if (live.state === 'paused') live.resume();
    else live.pause();
  }

  #theme() {
    notify(`Theme: ${nextTheme()}`);
    this.requestUpdate();
  }

  #palette() {
    const actions = [
      { icon: 'send', label: 'Send an event…', note: 'Action', act: () => sendEvent() },
      { icon: 'alert', label: 'Runs that failed', note: 'Runs', act: () => router.go('/runs?status=Failed') },
      { icon: 'clock', label: 'Runs that wait', note: 'Runs', act: () => router.go('/runs?status=Waiting') },
      { icon: live.state === 'paused' ? 'play' : 'pause', label: live.state === 'paused' ? 'Resume live changes' : 'Pause live changes', note: 'Action', act: () => this.#pause() },
      { icon: 'theme', label: 'Change the theme', note: 'Action', act: () => this.#theme() },
      { icon: 'keyboard', label: 'Keyboard shortcuts', note: 'Help', act: showKeys },
    ];
    openPalette([...PAGES.map(item => ({ icon: item.icon, label: item.name, note: 'Page', act: () => router.go(item.path) })), ...actions]);
  }
}

customElements.define('gml-shell', Shell);
