// Ends with one sentence on a Node.js that can't run Nightlatch. Plain old JavaScript: it must parse on the Node it refuses.
var wanted = [
  [20, 19],
  [22, 12],
  [24, 0],
];
var parts = process.versions.node.split('.');
var major = Number(parts[0]);
var minor = Number(parts[1]);
var fits = wanted.some((pair) => major === pair[0] && minor >= pair[1]);

if (!fits && !(major > 24)) {
  process.stderr.write(
    'Nightlatch needs Node.js 20.19, 22.12, 24 or newer; this is ' +
      process.versions.node +
      '. Install one from https://nodejs.org and start again.\n',
  );
  process.exit(1);
}
