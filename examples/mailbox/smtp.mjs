import { createServer } from 'node:net';

const MAIL_BYTES_MAX = 10 * 1024 * 1024;

/**
 * A mail server as RFC 5321 describes it, as far as one needs it who only takes mails in.
 * @param take is given each mail as `{ to: [address], source: text }`; the sender hears that it was taken when that is done
 * @param refused addresses that there are not: 550
 */
export function createSmtpServer(take, refused = []) {
  return createServer(socket => {
    const session = { to: [], lines: null, bytes: 0 };
    let rest = '';
    let turn = Promise.resolve();
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy()); // whoever breaks off tries again
    socket.write('220 mailbox ready\r\n');
    socket.on('data', text => {
      turn = turn.then(async () => {
        rest += text;
        for (let end; (end = rest.indexOf('\r\n')) >= 0;) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          const answer = session.lines ? await data(session, line, take) : command(session, line, refused);
          if (answer) socket.write(`${answer}\r\n`);
          if (answer?.startsWith('221')) socket.end();
        }
      });
    });
  });
}

function command(session, line, refused) {
  const verb = line.slice(0, 4).toUpperCase();
  const address = /<([^>]*)>/.exec(line)?.[1];
  switch (verb) {
    case 'EHLO': return '250-mailbox\r\n250-SMTPUTF8\r\n250 8BITMIME';
    case 'HELO': case 'NOOP': return '250 ok';
    case 'MAIL': case 'RSET': session.to = []; return '250 ok';
    case 'RCPT':
      if (!address || refused.includes(address)) return `550 There is no mailbox ${address}`;
      session.to.push(address);
      return '250 ok';
    case 'DATA':
      if (session.to.length === 0) return '503 To whom?';
      [session.lines, session.bytes] = [[], 0];
      return '354 Go on, and end with a dot';
    case 'QUIT': return '221 Bye';
    default: return '500 What?';
  }
}

async function data(session, line, take) {
  if (line !== '.') {
    session.bytes += line.length;
    if (session.bytes <= MAIL_BYTES_MAX) session.lines.push(line.startsWith('.') ? line.slice(1) : line);
    return undefined;
  }
  const mail = { to: session.to, source: session.lines.join('\r\n') };
  const isTooLarge = session.bytes > MAIL_BYTES_MAX;
  [session.lines, session.to] = [null, []];
  if (isTooLarge) return '552 That is too large';
  try {
    await take(mail);
    return '250 Taken';
  } catch (error) {
    return `451 It cannot be kept: ${error.message}`;
  }
}
