/** What a mail says, as far as a reader wants it: `{ to, subject, text, links }`. */
export function readMail(source) {
  const split = source.indexOf('\r\n\r\n');
  const headers = new Map(source.slice(0, split).replace(/\r\n[ \t]+/g, ' ').split('\r\n').map(line => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const text = decoded(source.slice(split + 4), headers.get('content-transfer-encoding')?.toLowerCase());
  return { to: headers.get('to') ?? '', subject: words(headers.get('subject') ?? ''), text, links: text.match(/https?:\/\/[^\s"<>]+/g) ?? [] };
}

function decoded(body, encoding) {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quoted(body.replace(/=\r\n/g, '')) : body;
}

const quoted = text => Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');

/** RFC 2047: `=?utf-8?B?…?=` in a header; the space between two of them is not part of the text. */
const words = header => header.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, how, text) =>
  how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replaceAll('_', ' ')));
