// @ts-check
const KEY = 'gamelan.theme';
const THEMES = ['system', 'light', 'dark'];

/** What was chosen: system, light or dark. */
export function theme() {
  try { return localStorage.getItem(KEY) ?? 'system'; } catch { return 'system'; }
}

/** @param {string} name */
export function setTheme(name) {
  try { localStorage.setItem(KEY, name); } catch { /* it holds until the page is left */ }
  apply(name);
}

export function nextTheme() {
  setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);
  return theme();
}

/** @param {string} name */
function apply(name) {
  if (name === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

apply(theme());
