// Keeps the page of the release line as it is now. The server rings (/events) and says which version each part has;
// the page asks for itself again, and takes over the parts that differ. Without this script it is the same page, as of
// when it was opened.
(() => {
  'use strict';
  const el = (id) => document.getElementById(id);
  const [live, stale, told, at] = ['live', 'stale', 'told', 'at'].map(el);
  const STALE = 5000, OLD = 60000, SILENT = 35000, AGAIN = 30000, GATHER = 120, QUIET = 10000;
  let source = null, heard = Date.now(), lost = 0, asking = false, again = false, timer = 0, retry = 0;
  let said = el('part-sentence').innerText, saidAt = 0;

  const set = (e, text) => { if (e.textContent !== text) e.textContent = text; };
  const parts = (root) => [...root.querySelectorAll('.part')];

  function alive() {
    heard = Date.now();
    lost = 0;
    show();
  }

  // What the page says of itself: live, or since when it is not.
  function show() {
    if (document.hidden) return;
    const now = Date.now();
    if (!lost && now - heard > SILENT) lose();
    const gone = lost && now - lost > STALE;
    live.className = gone ? 'lost' : '';
    set(live, gone ? '◌ reconnecting, as of ' + (at.textContent.match(/\d+:\d+:\d+/) || [''])[0] : 'live');
    const old = lost && now - lost > OLD;
    if (old) {
      const minutes = Math.floor((now - heard) / 60000);
      set(stale.firstElementChild, 'This page is ' + minutes + ' min old: the server does not answer.');
    }
    stale.hidden = !old;
  }

  // At most once in ten seconds, for whoever listens instead of looking.
  function tell() {
    const text = el('part-sentence').querySelector('h1').innerText;
    if (text === said) return;
    const wait = saidAt + QUIET - Date.now();
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => {
      saidAt = Date.now();
      said = el('part-sentence').querySelector('h1').innerText;
      set(told, said);
    }, Math.max(0, wait));
  }

  function lose() {
    if (!lost) lost = Date.now();
  }

  function listen() {
    clearTimeout(retry);
    if (source) source.close();
    if (document.hidden) return;
    source = new EventSource('/events');
    source.onmessage = (event) => {
      const ring = JSON.parse(event.data);
      alive();
      set(at, ring.at);
      if (parts(document).some((part) => ring.parts[part.id.slice(5)] !== part.dataset.version)) soon();
    };
    source.onerror = () => {
      lose();
      // Refused, as when the server is full or nobody is signed in any more: the browser does not try again by itself.
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(retry);
        retry = setTimeout(() => { ask(); listen(); }, AGAIN * (0.8 + Math.random() * 0.4));
      }
    };
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, GATHER);
  }

  async function ask() {
    if (asking) { again = true; return; }
    asking = true;
    try {
      const answer = await fetch('/', { cache: 'no-store' });
      if (!answer.ok) throw new Error(String(answer.status));
      take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      alive();
    } catch {
      lose();
    } finally {
      asking = false;
      if (again) { again = false; soon(); }
    }
  }

  function take(fresh) {
    const changed = parts(fresh).filter((part) => el(part.id) && el(part.id).dataset.version !== part.dataset.version);
    if (!changed.length) return;
    const swap = () => changed.forEach(one);
    const glides = document.startViewTransition && changed.some((part) => part.id === 'part-line')
      && matchMedia('(prefers-reduced-motion: no-preference)').matches;
    if (glides) document.startViewTransition(swap); else swap();
    document.title = fresh.title;
    set(at, fresh.getElementById('at').textContent);
  }

  // Puts a part's new content in its place; what was unfolded stays so, and the keyboard stays where it was.
  function one(part) {
    const old = el(part.id);
    const reach = (root) => [...root.querySelectorAll('a[href],summary')];
    const here = document.activeElement;
    const index = old.contains(here) ? reach(old).indexOf(here) : -1;
    const named = (e) => (e.getAttribute('href') || e.parentElement.id) + ' ' + e.textContent;
    const name = index < 0 ? '' : named(here);
    const open = [...old.querySelectorAll('details[open]')].map((e) => e.id);
    old.replaceChildren(...part.childNodes);
    old.dataset.version = part.dataset.version;
    open.forEach((id) => { if (el(id)) el(id).open = true; });
    if (index >= 0) {
      const all = reach(old);
      const same = all.find((e) => named(e) === name);
      const next = same || all[Math.min(index, all.length - 1)] || old;
      if (next === old) old.tabIndex = -1;
      next.focus({ preventScroll: true });
    }
    if (part.id === 'part-sentence') tell();
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      if (source) source.close();
    } else {
      ask();
      listen();
    }
  });
  setInterval(show, 1000);
  show();
  listen();
})();
