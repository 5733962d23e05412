// Takes every mail by SMTP and delivers none: prints a line for each, "mail to ada@example.org: SUBJECT".
//   node server.mjs --port 7025
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';

const { values: { port = '7025' } } = parseArgs({ options: { port: { type: 'string' } } });

const server = createServer(socket => {
  let rest = '';
  let mail = null; // the lines of a mail while it comes, null between mails
  const say = line => socket.write(`${line}\r\n`);
  const hear = line => {
    if (mail) {
      if (line !== '.') return void mail.push(line);
      const header = name => mail.find(text => text.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1).trim();
      console.log(`mail to ${header('to')}: ${header('subject')}`);
      mail = null;
      return say('250 Taken');
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'DATA') mail = [];
    say({ DATA: '354 Go on', QUIT: '221 Bye' }[verb] ?? '250 OK');
    if (verb === 'QUIT') socket.end();
  };
  say('220 mailbox');
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8').on('data', text => {
    const lines = (rest + text).split('\r\n');
    rest = lines.pop();
    lines.forEach(hear);
  });
});
server.listen(Number(port), '127.0.0.1', () => console.log(`The mailbox is open at 127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
