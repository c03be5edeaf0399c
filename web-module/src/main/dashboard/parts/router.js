// @ts-check
/** The address: which page, and its filters. Emits `go` when it changes. */
class Router extends EventTarget {
  constructor() {
    super();
    addEventListener('popstate', () => this.#changed());
    addEventListener('click', event => this.#click(event));
  }

  /** The path in parts, decoded: `/runs/01K…` is `['runs', '01K…']`. */
  get path() {
    return location.pathname.split('/').filter(Boolean).map(part => {
      try { return decodeURIComponent(part); } catch { return part; }
    });
  }

  get parameters() { return new URLSearchParams(location.search); }

  /** @param {string} href @param {{replace?: boolean}} [how] replace: "back" does not come here again */
  go(href, { replace = false } = {}) {
    if (href === location.pathname + location.search) return;
    history[replace ? 'replaceState' : 'pushState'](null, '', href);
    this.#changed();
  }

  #changed() { this.dispatchEvent(new Event('go')); }

  /** Links to pages of ours do not load anything. @param {MouseEvent} event */
  #click(event) {
    const link = event.composedPath().find(node => node instanceof HTMLAnchorElement);
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.origin !== location.origin || link.getAttribute('href')?.startsWith('#') || !isPage(link.pathname)) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}

/** @param {string} path */
const isPage = path => /^\/($|runs|events|functions|errors|bulk|charts|settings)/.test(path);

export const router = new Router();

/** @param {string} id */
export const runPath = id => `/runs/${encodeURIComponent(id)}`;
/** @param {string} id */
export const eventPath = id => `/events/${encodeURIComponent(id)}`;
/** @param {string} fingerprint */
export const errorPath = fingerprint => `/errors/${encodeURIComponent(fingerprint)}`;
/** @param {string} id */
export const bulkPath = id => `/bulk/${encodeURIComponent(id)}`;
/** @param {string} id */
export const functionPath = id => `/functions/${encodeURIComponent(id)}`;
