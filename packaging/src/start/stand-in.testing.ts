import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A program with the command line of our hub, relay and agent: it answers what a start asks of them
 * and nothing more. It tries the supervisor without the programs it supervises.
 */
const program = `
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { execFileSync } from 'node:child_process';
const { env } = process;
const args = process.argv.slice(2);
const option = (name) => args[args.indexOf(name) + 1];
const home = env.EUCORA_RELAY_HOME;
const calls = { run, migrate() {}, broker, site, admit, ticket, enroll, init };
calls['sign-in-link'] = () => console.log(env.EUCORA_PUBLIC_URL + '/#link=once');
if (env.STAND_IN_CALLS) appendFileSync(env.STAND_IN_CALLS, args.slice(0, 2).join(' ') + '\\n');
calls[args[0]]();

function site() {
  if (args[1] === 'admit') writeFileSync(option('--out'), 'certificate');
}
function broker() {
  const pki = env.EUCORA_HUB_HOME + '/pki';
  mkdirSync(pki, { recursive: true });
  const [key, out] = [pki + '/hub-key.pem', pki + '/hub.pem'];
  const made = ['-nodes', '-days', '1', '-subj', '/CN=hub', '-keyout', key, '-out', out];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ed25519', ...made], { stdio: 'ignore' });
  copyFileSync(out, pki + '/authority.pem');
  writeFileSync(env.EUCORA_NATS_AUTH_FILE, 'authorization { user: "nobody", password: "nothing" }');
}
function init() {
  mkdirSync(home + '/pki', { recursive: true });
  writeFileSync(home + '/pki/issuer.key', 'key');
  writeFileSync(home + '/relay-request', 'request');
}
function admit() { copyFileSync(option('--certificate'), home + '/site-certificate'); }
function ticket() { writeFileSync(option('--out'), 'ticket'); }
function enroll() {
  writeFileSync(env.EUCORA_AGENT_HOME + '/enrolment', 'enrolment');
  writeFileSync(env.EUCORA_AGENT_HOME + '/tls', 'tls');
}
function run() {
  writeFileSync(env.EUCORA_PID_FILE, process.pid + '\\n');
  console.log(JSON.stringify({ level: 30, msg: 'up' }));
  const port = Number(env.EUCORA_RELAY_STATUS_PORT ?? env.EUCORA_PORT ?? 0);
  const server = createServer((_, response) => response.end('ok')).listen(port, '127.0.0.1', () => {
    const url = 'http://127.0.0.1:' + server.address().port + '/';
    if (home) writeFileSync(home + '/status-url', url);
  });
  process.on('SIGTERM', () => { server.close(); server.closeAllConnections(); });
}
`;

/** Makes a project folder in which every program is the stand-in. */
export async function makeStandInProject(root: string): Promise<void> {
  for (const folder of ['hub', 'site-relay', 'endpoint-agent']) {
    await mkdir(join(root, folder, 'src'), { recursive: true });
    await writeFile(join(root, folder, 'src', 'main.ts'), program);
  }
  await writeFile(join(root, 'package.json'), '{ "type": "module" }');
}
