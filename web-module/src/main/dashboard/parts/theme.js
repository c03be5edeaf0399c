// @ts-check
import { keep, kept } from './preferences.js';

const KEY = 'gamelan.theme';
const THEMES = ['system', 'light', 'dark'];

/** What was chosen: system, light or dark. */
export const theme = () => kept(KEY) ?? 'system';

/** @param {string} name */
export function setTheme(name) {
  keep(KEY, name);
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
