// @ts-check
import { html, nothing } from 'lit';
import { postText, Problem, serverNow } from '../parts/api.js';
import { moment } from '../parts/bits.js';
import { closeButton, notify, open } from '../parts/dialogs.js';
import { time } from '../parts/format.js';
import { icon, inWords } from '../parts/icons.js';
import { router, runPath } from '../parts/router.js';

const MOST_BYTES = 32 << 20;

/** A run with all that is known of it, as a file. @param {any} run */
export const exportLink = run => html`<a class="button" href="/v1/runs/${run.run_id}/export" download title="The run with its event and steps, as a file for another server">${icon('download')}Export</a>`;

/** Says of a run of another server that it is one. @param {any} run */
export const importedBanner = run => (run.imported ? html`<div class="banner info">${icon('upload')}<span>Imported ${moment(time(run.imported.imported_at), serverNow())}: another server has executed it, and it was ${inWords(run.imported.status).toLowerCase()} when it was exported.
  It is here to be looked at and is never executed.</span></div>` : nothing);

/** Lets somebody choose the file of a run, stores it, and goes there. */
export function importRun() {
  /** @type {File | undefined} */
  let file;
  let problem = '';
  let isBusy = false;
  open((close, redraw) => {
    const submit = async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (isBusy) return;
      problem = !file ? 'Choose a file first.' : file.size > MOST_BYTES ? `The file has ${Math.ceil(file.size / 1048576)} MiB; a run may have 32 MiB at most.` : '';
      if (problem || !file) return redraw();
      isBusy = true;
      redraw();
      try {
        const answer = await postText('/v1/runs/import', await file.text());
        close();
        notify('The run is stored. It is never executed here.');
        router.go(runPath(answer.data.run_id));
      } catch (e) {
        isBusy = false;
        problem = e instanceof Problem ? e.message : 'The file cannot be read.';
        redraw();
      }
    };
    return html`<form @submit=${submit}><div class="dialog-head"><h2>Import a run</h2>${closeButton(close)}</div>
      <div class="dialog-body"><p>A run that was exported, here or on another server, comes in under its own id to be looked at: with its event and its steps, and marked as imported. Nothing is executed.</p>
        <label class="field"><span>File of the run (JSON)</span><input type="file" class="input file" accept=".json,application/json" @change=${(/** @type {any} */ e) => { file = e.target.files[0]; problem = ''; redraw(); }}></label>
        ${problem ? html`<div class="error-box" role="alert"><b>Nothing was stored</b><span>${problem}</span></div>` : nothing}</div>
      <div class="dialog-foot"><button type="button" class="button" @click=${close}>Cancel</button><button class="button primary" ?disabled=${isBusy}>${isBusy ? 'Importing…' : 'Import'}</button></div></form>`;
  }, { label: 'Import a run' });
}
