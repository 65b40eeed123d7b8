// The corridor's page: static HTML and CSS as text, nothing fetched from elsewhere.

/** `GET /`. */
export const CORRIDOR_HTML: string = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Corridor · Nightlatch</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="corridor.css">
</head>
<body>
<a class="skip" href="#doors">To the doors</a>
<header>
  <p class="simulated"><strong>Simulated hardware.</strong> Each tile runs the real lock program with its own key and memory; only bolt, battery, thumb-turn and radio are simulated. No door asks the server whether to open.</p>
  <div class="head">
    <h1>Corridor</h1>
    <p id="gateway" role="status" aria-live="polite">Connecting…</p>
    <p id="links"></p>
  </div>
</header>
<main id="doors" tabindex="-1" aria-label="Doors"></main>
<p id="news" class="hidden" role="status" aria-live="polite"></p>
<script src="corridor.js"></script>
</body>
</html>
`;

/** `GET /corridor.css`. */
export const CORRIDOR_CSS: string = `
:root { color-scheme: light dark; --ink: #1d2430; --quiet: #55606f; --paper: #f3f1ec; --card: #fffefb; --line: #d9d4c8; --accent: #24506b;
  --open: #1d6b3f; --open-glow: #cfead9; --no: #9c2a22; --no-glow: #f8dcd8; --note: #fff0c9; --note-ink: #5a4200; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --quiet: #aab3c0; --paper: #12161c; --card: #1b212b; --line: #363e4b; --accent: #9fd0ee;
  --open: #7fdba6; --open-glow: #17402a; --no: #ff9d94; --no-glow: #4a1c18; --note: #3a3012; --note-ink: #f5e2ab; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header { max-width: 90rem; margin: 0 auto; padding: 0 1.5rem; }
.simulated { background: var(--note); color: var(--note-ink); border-radius: .5rem; padding: .6rem 1rem; margin: 1rem 0 0; }
.head { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding: 1rem 0; }
h1 { font-weight: 600; margin: 0; }
.head p { margin: 0; color: var(--quiet); }
a { color: var(--accent); }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
main { max-width: 90rem; margin: 0 auto; padding: 0 1.5rem 3rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: 1.25rem; align-items: start; outline: none; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1rem 1.1rem; display: flex; flex-direction: column; gap: .6rem; transition: box-shadow .3s, border-color .3s; }
article[data-lamp=open] { border-color: var(--open); box-shadow: 0 0 0 3px var(--open-glow); }
article[data-lamp=refused] { border-color: var(--no); box-shadow: 0 0 0 3px var(--no-glow); }
article[data-lamp=dark] { background: var(--paper); border-style: dashed; border-color: var(--quiet); }
.top { display: flex; justify-content: space-between; align-items: center; gap: .5rem; }
h2 { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.lamp { display: inline-flex; align-items: center; gap: .45rem; font-weight: 600; font-size: .9rem; }
.lamp::before { content: ''; width: .85rem; height: .85rem; border-radius: 50%; background: var(--line); border: 1px solid var(--quiet); }
[data-lamp=open] .lamp { color: var(--open); }
[data-lamp=open] .lamp::before { background: var(--open); }
[data-lamp=refused] .lamp { color: var(--no); }
[data-lamp=refused] .lamp::before { background: var(--no); }
.last { margin: 0; min-height: 3em; }
.last small, .problem { color: var(--quiet); }
.problem { margin: 0; color: var(--no); font-size: .9rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .8rem; margin: 0; font-size: .875rem; }
dt { color: var(--quiet); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.switches { display: flex; flex-wrap: wrap; gap: .4rem; }
button { font: inherit; font-size: .875rem; color: var(--accent); background: none; border: 1px solid var(--accent); border-radius: .5rem; padding: .3rem .55rem; min-height: 2.25rem; cursor: pointer; }
button[aria-pressed=true] { background: var(--accent); color: var(--card); }
button:disabled { color: var(--quiet); border-color: var(--line); cursor: not-allowed; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
details { font-size: .875rem; }
summary { cursor: pointer; color: var(--accent); }
ol { list-style: none; margin: .4rem 0 0; padding: 0; display: grid; gap: .25rem; max-height: 14rem; overflow: auto; }
ol time { color: var(--quiet); font-variant-numeric: tabular-nums; margin-right: .4rem; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
`;
