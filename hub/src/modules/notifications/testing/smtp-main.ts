import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

// A mail server of its own process, for tests: it takes what it is sent and tells it on its output,
// a line of JSON each. What it is to do is the one argument.

interface Wish {
  readonly port: number;
  readonly cert: string;
  readonly key: string;
  readonly user: string;
  readonly password: string;
  readonly startTls: boolean;
  readonly secure: boolean;
}

const wish: Wish = JSON.parse(process.argv[2] ?? '{}');
const say = (line: Record<string, unknown>): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
const fault = (code: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode: code });

const server = new SMTPServer({
  secure: wish.secure,
  disabledCommands: wish.startTls ? [] : ['STARTTLS'],
  authOptional: wish.user === '',
  key: readFileSync(wish.key),
  cert: readFileSync(wish.cert),
  logger: false,
  onAuth(auth, _session, done) {
    say({ did: 'auth', user: auth.username });
    if (auth.username === wish.user && auth.password === wish.password) {
      done(null, { user: auth.username });
    } else done(fault(535, `5.7.8 not ${auth.password ?? ''}`));
  },
  onMailFrom(address, _session, done) {
    say({ did: 'from', address: address.address });
    done();
  },
  onRcptTo({ address }, _session, done) {
    if (address.startsWith('nobody')) done(fault(550, '5.1.1 no such mailbox'));
    else if (address.startsWith('later')) done(fault(451, '4.7.1 come back later'));
    else done();
  },
  onData(stream, session, done) {
    let raw = '';
    stream.on('data', (part: Buffer) => (raw += part.toString('utf8')));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      say({ did: 'mail', to, raw, secure: session.secure, user: session.user ?? null });
      done();
    });
  },
});
server.on('error', (error) => say({ did: 'error', message: error.message }));
server.listen(wish.port, '127.0.0.1', () => {
  const address = server.server.address();
  say({ did: 'listen', port: typeof address === 'object' && address ? address.port : 0 });
});
