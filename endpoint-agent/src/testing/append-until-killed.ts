import { openTestSpool, metric } from './builders.ts';

// Child process of the kill test: appends for ever and says on stdout, one number a line, how many
// events were accepted so far. Groups differ in size; small lane files make it pass every boundary.
const directory = process.argv[2];
if (directory === undefined) throw new Error('name the spool directory');
await using spool = await openTestSpool(directory, {
  bounds: { fileBytesMax: 20_000, logBytesMax: 40_000 },
});
for (let next = Number(process.argv[3] ?? 0); ;) {
  const count = 1 + (next % 97);
  const from = next;
  await spool.append(Array.from({ length: count }, (_, i) => metric(from + i)));
  next += count;
  process.stdout.write(`${next}\n`);
}
