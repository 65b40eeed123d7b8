// The script of the corridor's page, as text. It writes every word by textContent and keeps focus and open details over updates.

/** `GET /corridor.js`. */
export const CORRIDOR_JS: string = `'use strict';
const byId = (id) => document.getElementById(id);
const LAMP = { dark: 'No power', setup: 'Not commissioned', ready: 'Locked', open: 'Open', refused: 'Refused' };
const BATTERY = { ok: 'good', low: 'low', critical: 'critical: refuses guests' };
const tiles = new Map();
const doors = new Map();

function make(name, className, text) { const it = document.createElement(name); if (className) it.className = className; if (text !== undefined) it.textContent = text; return it; }
function time(at) { return at === null ? 'time unknown' : new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }); }

async function press(door, name, body) {
  const answer = await fetch('doors/' + door.doorId + '/' + name, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) byId('news').textContent = 'That did not work.';
}

function createTile(door) {
  const article = make('article');
  article.id = 'door-' + door.doorId;
  const heading = make('h2', '', door.name);
  heading.id = 'name-' + door.doorId;
  article.setAttribute('aria-labelledby', heading.id);
  const lamp = make('span', 'lamp');
  const top = make('div', 'top'); top.append(heading, lamp);
  const last = make('p', 'last');
  const problem = make('p', 'problem');
  const facts = make('dl');
  const fact = {};
  for (const [key, label] of [['generation', 'Generation'], ['clock', 'Clock'], ['battery', 'Battery'], ['revoked', 'Revoked keys'], ['waiting', 'To report']]) {
    fact[key] = make('dd'); facts.append(make('dt', '', label), fact[key]);
  }
  const switches = make('div', 'switches');
  const toggle = (label, act) => { const it = make('button', '', label); it.type = 'button'; it.setAttribute('aria-label', label + ', ' + door.name); it.addEventListener('click', () => act(doors.get(door.doorId))); switches.append(it); return it; };
  const privacy = toggle('Privacy', (now) => press(now, 'privacy', { on: !now.privacy }));
  const power = toggle('Cut power', (now) => press(now, 'power', { on: now.phase === 'off' }));
  const battery = toggle('Low battery', (now) => press(now, 'battery', { level: now.battery === 'ok' ? 'critical' : 'ok' }));
  const details = make('details');
  details.append(make('summary', '', 'Journal'));
  const journal = make('ol'); details.append(journal);
  article.append(top, last, problem, facts, switches, details);
  byId('doors').append(article);
  return { article, lamp, last, problem, fact, privacy, power, battery, journal };
}

function drawClock(tile, door) {
  const now = Date.now();
  tile.fact.clock.textContent = !door.clock ? '–' : door.clock.known ? time(door.clock.now + (now - door.seenAt)) : 'unknown';
}

function draw(door) {
  const before = doors.get(door.doorId);
  door.seenAt = Date.now();
  doors.set(door.doorId, door);
  const tile = tiles.get(door.doorId) ?? createTile(door);
  tiles.set(door.doorId, tile);
  tile.article.dataset.lamp = door.lamp;
  tile.lamp.textContent = LAMP[door.lamp];
  tile.last.replaceChildren();
  if (door.phase === 'off') tile.last.textContent = 'The battery is out. The thumb-turn inside always opens.';
  else if (door.last) tile.last.append(door.last.text + '. ', make('small', '', time(door.last.at)));
  else tile.last.textContent = 'Nobody has come yet.';
  tile.problem.textContent = door.problem ?? '';
  tile.problem.hidden = !door.problem;
  tile.fact.generation.textContent = door.kind !== 'room' ? 'not kept' : door.phase === 'ready' ? String(door.generation) : '–';
  drawClock(tile, door);
  tile.fact.battery.textContent = BATTERY[door.battery];
  tile.fact.revoked.textContent = String(door.revocationEntries);
  tile.fact.waiting.textContent = door.waiting === 0 ? 'nothing' : door.waiting + (door.waiting === 1 ? ' entry' : ' entries');
  const off = door.phase === 'off';
  tile.privacy.setAttribute('aria-pressed', String(door.privacy));
  tile.privacy.disabled = off;
  tile.privacy.hidden = door.kind === 'common';
  tile.battery.setAttribute('aria-pressed', String(door.battery !== 'ok'));
  tile.battery.disabled = off;
  tile.power.textContent = off ? 'Restore power' : 'Cut power';
  tile.power.setAttribute('aria-label', tile.power.textContent + ', ' + door.name);
  tile.journal.replaceChildren(...door.journal.map((line) => { const item = make('li'); item.append(make('time', '', time(line.at)), line.text + (line.reason && line.reason !== '0000' ? ' (' + line.reason + ')' : '')); return item; }));
  if (before && door.last && before.last?.seq !== door.last.seq) byId('news').textContent = door.name + ': ' + door.last.text;
}

function gateway(connected) {
  byId('gateway').textContent = connected ? 'Gateway connected: mail and journals travel.' : 'Gateway offline: doors open all the same; mail and journals wait.';
}

const events = new EventSource('events');
events.addEventListener('state', (event) => {
  const state = JSON.parse(event.data);
  gateway(state.connected);
  if (state.pms && !byId('links').firstChild) { const link = make('a', '', 'Stand-in PMS'); link.href = 'pms/'; byId('links').append(link); }
  for (const door of state.doors) draw(door);
});
events.addEventListener('door', (event) => draw(JSON.parse(event.data)));
events.addEventListener('gateway', (event) => gateway(JSON.parse(event.data).connected));
events.addEventListener('error', () => { byId('gateway').textContent = 'The corridor program has stopped; this page shows the last it heard.'; });
setInterval(() => { for (const [id, tile] of tiles) drawClock(tile, doors.get(id)); }, 1000);
`;
