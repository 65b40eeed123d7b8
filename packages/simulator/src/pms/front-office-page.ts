// The stand-in PMS's front-office page: static HTML, CSS and script as text, nothing fetched from elsewhere.

/** `GET /pms/`. */
export const FRONT_OFFICE_HTML: string = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stand-in PMS</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="office.css">
</head>
<body>
<header>
  <p class="note"><strong>Stand-in PMS</strong>, for trying Nightlatch. It speaks Apaleo’s shapes; it is not a real hotel system.</p>
  <h1 id="hotel">Front office</h1>
  <p id="delivery" role="status" aria-live="polite"></p>
</header>
<main>
  <p id="message" role="status" aria-live="polite"></p>
  <div class="table-frame" tabindex="0" role="region" aria-labelledby="caption">
  <table>
    <caption id="caption">Reservations</caption>
    <thead><tr><th scope="col">Reservation</th><th scope="col">Guest</th><th scope="col">Room</th><th scope="col">Arrival</th><th scope="col">Departure</th><th scope="col">Status</th><th scope="col">Actions</th></tr></thead>
    <tbody id="reservations"></tbody>
  </table>
  </div>
  <section aria-labelledby="new-title">
    <h2 id="new-title">New reservation</h2>
    <form id="new">
      <label>First name <input name="firstName" autocomplete="off" maxlength="60"></label>
      <label>Last name <input name="lastName" autocomplete="off" maxlength="60" required></label>
      <label>E-mail <input name="email" type="email" autocomplete="off" maxlength="120"></label>
      <label>Room <select name="unit" id="new-unit"></select></label>
      <label>Nights <input name="nights" type="number" min="1" max="30" value="2" required></label>
      <button type="submit">Book</button>
    </form>
  </section>
</main>
<script src="office.js"></script>
</body>
</html>
`;

/** `GET /pms/office.css`. */
export const FRONT_OFFICE_CSS: string = `
:root { color-scheme: light dark; --ink: #1d2430; --quiet: #55606f; --paper: #f6f5f1; --card: #ffffff; --line: #d8d5cc; --accent: #24506b; --note: #fff4d6; --note-ink: #5c4300; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ebef; --quiet: #aab4c2; --paper: #14181f; --card: #1d232d; --line: #38404d; --accent: #9fd0ee; --note: #3a3115; --note-ink: #f6e3ae; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 80rem; margin: 0 auto; padding: 0 1.5rem; }
.note { background: var(--note); color: var(--note-ink); padding: .5rem 1rem; border-radius: .5rem; margin: 1rem 0 0; }
h1 { font-weight: 600; margin: 1rem 0 0; }
#delivery { color: var(--quiet); margin: 0; min-height: 1.5em; }
#message { min-height: 1.5em; font-weight: 600; }
.table-frame { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding: .75rem 1rem; }
th, td { text-align: left; padding: .6rem 1rem; border-top: 1px solid var(--line); white-space: nowrap; }
th { color: var(--quiet); font-weight: 600; font-size: .875rem; }
td .actions { display: flex; gap: .5rem; flex-wrap: wrap; }
button, select, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--quiet); border-radius: .5rem; padding: .3rem .75rem; min-height: 2.25rem; }
button { cursor: pointer; border-color: var(--accent); color: var(--accent); }
button:hover { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.status { border-radius: 1rem; border: 1px solid currentColor; padding: .1rem .6rem; font-size: .875rem; }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; padding-bottom: 3rem; }
label { display: grid; gap: .25rem; font-size: .875rem; color: var(--quiet); }
`;

/** `GET /pms/office.js`. Builds every cell with textContent, so that guests' names stay text. */
export const FRONT_OFFICE_JS: string = `'use strict';
const byId = (id) => document.getElementById(id);
const WORDS = { Confirmed: 'Confirmed', InHouse: 'In house', CheckedOut: 'Checked out', Canceled: 'Cancelled', NoShow: 'No show' };
let units = [];
function cell(row, text) { const td = document.createElement('td'); td.textContent = text; row.append(td); return td; }
function button(parent, text, label, act) {
  const it = document.createElement('button');
  it.type = 'button'; it.textContent = text; it.setAttribute('aria-label', text + ' ' + label);
  it.addEventListener('click', act); parent.append(it);
}
async function call(path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) });
  const result = await answer.json().catch(() => ({}));
  byId('message').textContent = answer.ok ? (result.message ?? 'Done.') : (result.title ?? 'That did not work.');
}
function act(id, body) { return () => call('office/reservations/' + encodeURIComponent(id), body); }
function roomChoice(id, current) {
  const select = document.createElement('select');
  select.setAttribute('aria-label', 'Move ' + id + ' to room');
  select.append(new Option('Move to…', ''));
  for (const unit of units) if (unit.id !== current) select.append(new Option(unit.name, unit.id));
  select.addEventListener('change', () => { if (select.value) call('office/reservations/' + encodeURIComponent(id), { kind: 'assign_unit', unit: select.value }); });
  return select;
}
function draw(state) {
  units = state.units;
  byId('hotel').textContent = state.property.name + ' · front office';
  byId('delivery').textContent = state.unsent === 0 ? '' : state.unsent + ' event(s) waiting to be taken by Nightlatch';
  const body = byId('reservations');
  if (body.contains(document.activeElement) && document.activeElement.tagName === 'SELECT') return;
  const focused = document.activeElement?.getAttribute('aria-label');
  body.replaceChildren();
  for (const one of state.reservations) {
    const row = document.createElement('tr');
    row.id = one.id;
    cell(row, one.id); cell(row, one.guest); cell(row, one.unitName ?? 'none'); cell(row, one.arrival); cell(row, one.departure);
    const status = document.createElement('span'); status.className = 'status'; status.textContent = WORDS[one.status];
    cell(row, '').append(status);
    const actions = document.createElement('div'); actions.className = 'actions'; cell(row, '').append(actions);
    if (one.status === 'Confirmed') { button(actions, 'Check in', one.id, act(one.id, { kind: 'check_in' })); button(actions, 'Cancel', one.id, act(one.id, { kind: 'cancel' })); button(actions, 'No show', one.id, act(one.id, { kind: 'no_show' })); }
    if (one.status === 'InHouse') { button(actions, 'Check out', one.id, act(one.id, { kind: 'check_out' })); button(actions, 'Extend', one.id, act(one.id, { kind: 'extend' })); }
    if (one.status === 'Confirmed' || one.status === 'InHouse') actions.append(roomChoice(one.id, one.unitId));
    if (['CheckedOut', 'Canceled', 'NoShow'].includes(one.status)) button(actions, 'Reinstate', one.id, act(one.id, { kind: 'reinstate' }));
    body.append(row);
  }
  if (focused) body.querySelector('[aria-label="' + CSS.escape(focused) + '"]')?.focus();
  const select = byId('new-unit');
  if (select.options.length === 0) { select.append(new Option('not assigned', '')); for (const unit of units) select.append(new Option(unit.name, unit.id)); }
}
byId('new').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  await call('office/reservations', Object.fromEntries(new FormData(form)));
  form.reset();
});
new EventSource('office/events').addEventListener('state', (event) => draw(JSON.parse(event.data)));
`;
