// The pages that the server writes itself: the front page, the list of problems, and the frame of the demo's.
import { createHash } from 'node:crypto';
import { PROBLEMS } from '@nightlatch/api';
import type { ServerConfig } from '../config.ts';

const style = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:4rem auto;padding:0 1.25rem}
h1{font-size:1.7rem;line-height:1.2}a{color:inherit}li{margin:.35rem 0}code{font-size:.95em}
pre{white-space:pre-wrap}h2{font-size:1.1rem;margin:2rem 0 0}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #8885;vertical-align:top}`;

/** For style-src of these pages. */
export const plainPageStyle = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** `/`: where everything is. */
export function frontPage(config: Pick<ServerConfig, 'corridorUrl' | 'version'>): string {
  const links: (readonly [string, string, string])[] = [
    ['/console/', 'Staff console', 'bookings, digital keys, doors'],
    ['/guest/', 'Guest app', 'a phone is enrolled by a one-time link from the console'],
    ['/docs/', 'API reference', 'every operation, from the same table as the server'],
    ['/v1/openapi.json', 'OpenAPI document', 'version 3.1'],
    ['/docs/problems', 'Problems', 'every error code of the API'],
    ['/health', 'Health', '200 once all is ready'],
  ];
  if (config.corridorUrl) {
    links.splice(
      2,
      0,
      [`${config.corridorUrl}/`, 'Corridor', 'simulated doors that run the real lock program'],
      [`${config.corridorUrl}/pms/`, 'Stand-in PMS', 'a simulated front office'],
      ['/demo/outbox', 'Outbox', 'e-mail that the demo hotel captured instead of sending it'],
    );
  }
  const items = links
    .map(([href, name, what]) => `<li><a href="${escapeHtml(href)}">${name}</a>: ${what}</li>`)
    .join('');
  return plainPage(
    'Nightlatch',
    `<p>Mobile room keys for hotels. Version ${escapeHtml(config.version)}.</p><ul>${items}</ul>`,
  );
}

/** `/docs/problems`: what `type` of a problem points to. */
export function problemsPage(): string {
  const rows = Object.entries(PROBLEMS)
    .map(
      ([code, { status, title }]) =>
        `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}</td></tr>`,
    )
    .join('');
  const intro =
    '<p>Every error of the API is <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem details with one of these codes.</p>';
  return plainPage('Problems', `${intro}<table><tr><th>Code</th><th>Status</th><th>Meaning</th></tr>${rows}</table>`);
}

/** A page of ours: title and body, nothing to load. */
export function plainPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="/console/mark.svg"><title>${title}</title><style>${style}</style><h1>${title}</h1>${body}</html>`;
}

/** Text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
