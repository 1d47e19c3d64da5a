import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskPersonal } from './personal-mask.ts';

const word = fc.stringMatching(/^[a-z]{3,10}$/);
const octet = fc.integer({ min: 1, max: 255 });
const hex = (digits: number) => fc.stringMatching(new RegExp(`^[1-9a-f][0-9a-f]{${digits - 1}}$`));
const person = 'planted';
const mailbox = fc.tuple(word, word).map(([a, b]) => `${person}.${a}@${b}.example`);
const address = fc
  .tuple(fc.constantFrom(10, 172, 192, 203), octet, octet, octet)
  .map((parts) => parts.join('.'));
const address6 = fc
  .array(hex(4), { minLength: 1, maxLength: 6 })
  .map((groups) => `2001:${groups.join(':')}::7`);
const hardware = fc.array(hex(2), { minLength: 6, maxLength: 6 }).map((parts) => parts.join(':'));
const home = fc
  .tuple(fc.constantFrom('/home/', '/Users/', 'C:\\Users\\'), word, word)
  .map(([root, name, rest]) => `${root}${person}${name}${root.includes('\\') ? '\\' : '/'}${rest}`);
const telling = fc.oneof(mailbox, address, address6, hardware, home);
const field = fc.constantFrom(
  'user',
  'userName',
  'display_name',
  'email',
  'remoteAddress',
  'actor',
);
const around = fc.constantFrom(
  ['', ''],
  ['refused ', ' again'],
  ['from=', ', retried'],
  ['(', ')'],
  ['"', '"'],
  ['\n', '\t'],
  ['\\', '\\'],
  ['\\\n', '\r'],
  ['\\\\', ','],
);

/** What of a planted value must not be left. */
const cores = (value: string): string => /planted[a-z.]*/.exec(value)?.[0] ?? value;

test('whatever tells a person is in no line, wherever it stands, and the line stays JSON', () => {
  const line = fc.record({
    value: telling,
    name: word.map((text) => `${person} ${text} "x\\y`),
    field,
    at: around,
    depth: fc.boolean(),
  });
  fc.assert(
    fc.property(line, ({ value, name, field: key, at: [before, after], depth }) => {
      const said = `${before}${value}${after}`;
      const inner = { [key]: name, err: { message: said, stack: `Error: ${said}\n    at x` } };
      const text = JSON.stringify({ level: 30, ...(depth ? { a: [inner] } : inner), msg: said });
      const out = maskPersonal(text);
      expect(out).not.toContain(cores(value));
      expect(out).not.toContain(person);
      const { level }: { level: number } = JSON.parse(out);
      expect(level).toBe(30);
      expect(maskPersonal(out)).toBe(out);
    }),
  );
});

test('any line stays one, and is the same when masked twice', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const once = maskPersonal(JSON.stringify({ msg: value }));
      expect(() => JSON.parse(once) as unknown).not.toThrow();
      expect(maskPersonal(once)).toBe(once);
    }),
  );
});

test.each([
  '{"level":30,"time":"2026-11-25T14:37:55.123Z","msg":"hub is up","url":"http://127.0.0.1:8080/"}',
  '{"url":"nats://10.1.2.3:4222","msg":"connected to the hub"}',
  '{"msg":"connect ECONNREFUSED 127.0.0.1:5432 after 14:37:55, postgres://eucora@db.example/x"}',
  '{"actor":"hub","device":"00112233445566778899aabbccddeeff","msg":"version 2.11.4 of ::1"}',
  '{"actor":"service:ci","collector":"software-dpkg","name":"relay-hq","site":"hq"}',
  '{"err":{"stack":"Error\\n at f (file:///opt/eucora/hub/src/main.ts:3:14)"}}',
])('%s stays as it is', (line) => {
  expect(maskPersonal(line)).toBe(line);
});

test('a long line costs no more than it is long', () => {
  const text = `${'a.'.repeat(50_000)}@${'b.'.repeat(50_000)} ${'1.'.repeat(50_000)} ${':'.repeat(50_000)}`;
  const began = performance.now();
  maskPersonal(text);
  expect(performance.now() - began).toBeLessThan(5_000);
});
