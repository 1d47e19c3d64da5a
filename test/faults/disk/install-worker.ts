import { installStage } from './install-stage.ts';
import { say } from './said.ts';

/*
 * A device that carries out orders in a process of its own: three lives of installing, going back and
 * removing. Says which order it was given and each time that an installer was asked.
 */
const lives = [[0, 1], [2], [3, 4]];
const root = process.argv[2] ?? '';

try {
  const stage = await installStage(root);
  let current = 0;
  let attested = 0;
  for (const orders of lives) {
    const life = await stage.open(
      (version) => say({ say: 'number', counter: `install ${version}`, number: current }),
      () => say({ say: 'number', counter: 'attested', number: (attested += 1) }),
    );
    for (const at of orders) {
      current = at;
      say({ say: 'number', counter: 'order', number: at });
      await life.give(at);
    }
    await life.stop();
  }
} catch (error) {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  say({ say: 'ended', name, why: message });
  process.exitCode = 1;
}
