import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumProgram, projectRoot } from '../kit/config.ts';
import { linkKinds, linkWords, type LinkKind } from './way-down/links.ts';
import { buildAgentProgram, wayDown } from './way-down/stage.ts';

const usage = `usage: npm run e2e -- deb-to-attested [--link ${linkKinds.join('|')}]... [--out FOLDER] [--json]
  a real package from its upload to a clean machine, attested and rolled back; without --link on all
  links in turn; pictures of the console go to --out`;

/** The whole command; gives its exit code: 0 all steps seen, 1 one was not, 2 usage. */
export async function runE2eCommand(args: readonly string[]): Promise<number> {
  const options = read(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${usage}`);
    return 2;
  }
  const { links, out, json } = options;
  const say = (line: string) => console.error(line);
  const folder = await mkdtemp(join(tmpdir(), 'eucora-e2e-'));
  const runs = [];
  try {
    say('the agent is built as one program');
    const program = await buildAgentProgram(folder);
    for (const link of links) {
      say(`\nover ${linkWords[link]}`);
      const pictures = out === undefined ? undefined : resolve(projectRoot, out, link);
      const chromium = chromiumProgram();
      const steps = await wayDown({ link, program, chromium, pictures, say });
      runs.push({ link, steps });
    }
    if (json) console.log(JSON.stringify({ runs }));
    console.log(`${runs.length} of ${links.length} links: uploaded, attested, rolled back`);
    return 0;
  } catch (error) {
    console.error(chainOf(error));
    console.log(`${runs.length} of ${links.length} links: the next one failed`);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        link: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [stage, ...rest] = positionals;
    if (stage !== 'deb-to-attested' || rest.length > 0) return `there is no stage "${stage ?? ''}"`;
    const links = linkKinds.filter((kind) => values.link.includes(kind));
    const unknown = values.link.find((word) => !linkKinds.some((kind) => kind === word));
    if (unknown !== undefined) return `there is no link "${unknown}"`;
    const all: readonly LinkKind[] = links.length > 0 ? links : linkKinds;
    return { links: all, out: values.out, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why, and why that. */
function chainOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `; caused by ${chainOf(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}
