// In place of a server with 200 changes of runs each second: four messages a second, as many as the stream has, with 50 runs each.
(() => {
  const id = n => '0ZZZZZZZZZ' + String(n).padStart(16, '0');
  let made = 0;
  globalThis.told = 0;
  globalThis.EventSource = class extends EventTarget {
    readyState = 1;
    constructor() {
      super();
      const say = (type, data) => this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
      setTimeout(() => say('hello', { resumed: false }), 50);
      this.timer = setInterval(() => {
        const now = new Date().toISOString();
        const run = (n, status) => ({ run_id: id(n), function_id: 'sequence', event_id: id(n), status, attempt: 0, queued_at: now,
          run_started_at: now, ended_at: status === 'Completed' ? now : null, ...(status === 'Completed' ? { output: { n, text: 'done' } } : {}) });
        const runs = [];
        for (let n = 1; n <= 25; n++) runs.push(run(made + n, 'Running'), ...(made > 0 ? [run(made + n - 25, 'Completed')] : []));
        made += 25;
        say('changes', { runs, events: [], more: 0 });
        globalThis.told++;
      }, 250);
    }
    close() { clearInterval(this.timer); }
  };
})();
