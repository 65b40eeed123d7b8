// Looks for what breaks `npm ci` elsewhere: packages that the lock names but does not list, and addresses of one registry.
import { join } from 'node:path';
import { readJson, root } from './project.mjs';

/** Complaints, one a line; none when the lock is whole. npm drops entries of other platforms now and then. */
export function checkLock(lock = readJson(join(root, 'package-lock.json'))) {
  const packages = lock?.packages ?? {};
  return Object.entries(packages).flatMap(([path, entry]) => {
    const from = entry.link ? entry.resolved : path;
    const named = {
      ...entry.dependencies,
      ...entry.optionalDependencies,
      ...(path.includes('node_modules') ? {} : entry.devDependencies),
    };
    const missing = Object.keys(named).filter((name) => !isListed(packages, from, name));
    return [
      ...missing.map((name) => `${path || 'the root'} needs ${name}, which package-lock.json does not list`),
      ...(/^https?:/.test(entry.resolved ?? '') ? [`${path} is bound to one registry by "resolved"`] : []),
    ];
  });
}

/** Node's own search: the nearest node_modules folder going up. */
function isListed(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}
