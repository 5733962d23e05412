import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readMail } from './mail.mjs';
import { createSmtpServer } from './smtp.mjs';

// A mailbox for everybody, for the examples: takes all mails by SMTP, keeps them as files, and shows them by HTTP. For demonstrations and tests; nothing leaves.
//   GET /                    the mails as a page
//   GET /mails?to=ADDRESS    the same as JSON, the oldest first: [{ "id", "to", "subject", "text", "links" }]
const { values: options } = parseArgs({
  options: {
    smtp: { type: 'string', default: '2525' },
    http: { type: 'string', default: '8025' },
    folder: { type: 'string', default: 'artifacts/mailbox' },
    refuse: { type: 'string', multiple: true, default: [] }, // addresses that there are not
  },
});
mkdirSync(options.folder, { recursive: true });
const files = () => readdirSync(options.folder).filter(name => name.endsWith('.eml')).sort();
let last = Number(files().at(-1)?.slice(0, 8) ?? 0);

/** Comes back when the mail is on disk: only then is the sender told that it was taken. */
async function keep({ to, source }) {
  const file = path.join(options.folder, `${String(++last).padStart(8, '0')}.eml`);
  const written = await open(`${file}.new`, 'w');
  try {
    await written.writeFile(`X-Envelope-To: ${to.join(', ')}\r\n${source}`);
    await written.sync();
  } finally {
    await written.close();
  }
  await rename(`${file}.new`, file);
  say(`${to.join(', ')} gets '${readMail(source).subject}'`);
}

const mails = () => files().map(name => ({ id: Number(name.slice(0, 8)), ...readMail(readFileSync(path.join(options.folder, name), 'utf8')) }));
const escaped = text => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
const linked = text => escaped(text).replace(/https?:\/\/[^\s&]+/g, link => `<a href="${link}">${link}</a>`);
const page = all => `<!doctype html><meta charset="utf-8"><title>Mailbox</title><style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto}pre{white-space:pre-wrap;font:inherit}</style><h1>Mailbox</h1>${
  all.reverse().map(mail => `<article><h2>${escaped(mail.subject)}</h2><p>to ${escaped(mail.to)}</p><pre>${linked(mail.text)}</pre></article>`).join('<hr>') || '<p>No mails yet.</p>'}`;

const http = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://mailbox');
  const to = searchParams.get('to');
  const answer = (status, type, text) => response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8` }).end(text);
  if (pathname === '/') answer(200, 'text/html', page(mails()));
  else if (pathname === '/mails') answer(200, 'application/json', JSON.stringify(mails().filter(mail => !to || mail.to.includes(to)), null, 2));
  else answer(404, 'text/plain', 'There are / and /mails?to=ADDRESS.\n');
});
const smtp = createSmtpServer(keep, options.refuse);

function say(text) {
  console.log(`${new Date().toTimeString().slice(0, 8)} mailbox         ${text}`);
}

smtp.listen(Number(options.smtp), '127.0.0.1', () => http.listen(Number(options.http), '127.0.0.1', () => {
  say(`takes mails on port ${smtp.address().port} and shows them on http://127.0.0.1:${http.address().port}`);
}));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
