// Log lines say what happened, and to no log whom it happened to. Each program sends its lines through
// here before they are written (its `log.ts` or `logger.ts`).

const masked = '[personal]';

/** Members of a logged object that hold a person's name or address, whatever they look like. */
const names = [
  'user',
  'user_?name',
  'login(?:_?name)?',
  'handle',
  'display_?name',
  '(?:full|first|last|given|family)_?name',
  'surname',
  'person',
  'subject_?name',
  'e_?mail(?:_?address)?',
  'recipients?',
  'remote_?addr(?:ess)?',
  'client_?(?:ip|addr(?:ess)?)',
  'ip(?:_?addr(?:ess)?)?',
  'host_?name',
  'user_?agent',
].join('|');
const members = new RegExp(String.raw`"(${names})":"(?:[^"\\]|\\.)*"`, 'gi');

/** Who acts is a person, unless it is one of the product's own. */
const actors =
  /"(actor|principal)":"(?!hub"|cli"|system"|service:|relay:|device:)(?:[^"\\]|\\.)+"/gi;

// A line is text of JSON: what stands behind an escape (a line break, a backslash) begins a word, too.
const escaped = String.raw`(?<=(?<!\\)(?:\\\\)+|(?<!\\)(?:\\\\)*\\[bfnrt])`;
/** At the beginning of a word, which none of the characters continues. */
const begins = (characters: string): string => String.raw`(?:${escaped}|(?<![${characters}\\]))`;

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
// An address behind `//` or `@` is a server's, which an operator has to see.
const ipv4 = new RegExp(
  String.raw`${begins(String.raw`\w.@`)}(?<!//)${octet}(?:\.${octet}){3}(?!\w|\.\d)`,
  'g',
);
const ipv6 = new RegExp(
  String.raw`${begins(String.raw`\w:.`)}(?<!//\[)(?:[0-9a-f]{0,4}:){2,8}[0-9a-f]{0,4}(?![\w:])`,
  'gi',
);
const mac = new RegExp(
  String.raw`${begins(String.raw`\w:\-`)}(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])`,
  'gi',
);
// In front of a mailbox is no path and no address of a server: `nats://name@host` is not one.
const mailbox = String.raw`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,253}\.\p{L}{2,}`;
const email = new RegExp(`${begins(String.raw`\p{L}\p{N}._%+/\-`)}${mailbox}`, 'gu');
const unixHome = /(\/(?:home|Users)\/)(?!\[)[^/\s"'\\:,;)]+/g;
const windowsHome = /([a-z]:\\{1,4}Users\\{1,4})(?!\[)[^\\"/:*?<>|]+/gi;

/**
 * A log line without whom it is about: user names, names and mailboxes of persons, network and
 * hardware addresses of people's machines, and whose home folder a path is in. Masking twice changes
 * nothing more; a line of JSON stays one. The last line of defence: nothing here is a reason to log a
 * person.
 */
export function maskPersonal(line: string): string {
  return line
    .replaceAll(members, `"$1":"${masked}"`)
    .replaceAll(actors, `"$1":"${masked}"`)
    .replaceAll(email, '[mailbox]')
    .replaceAll(mac, '[address]')
    .replaceAll(ipv6, (text) => (isForeignIpv6(text) ? '[address]' : text))
    .replaceAll(ipv4, (text) => (isOwnIpv4(text) ? text : '[address]'))
    .replaceAll(unixHome, '$1[user]')
    .replaceAll(windowsHome, '$1[user]');
}

/** This machine itself, or any address of it. */
function isOwnIpv4(text: string): boolean {
  return text.startsWith('127.') || text === '0.0.0.0' || text === '255.255.255.255';
}

/** An address and not a time of day, and not this machine itself. */
function isForeignIpv6(text: string): boolean {
  if (text === '::' || text === '::1') return false;
  const groups = text.split(':').filter((group) => group !== '').length;
  const gaps = text.split('::').length - 1;
  return gaps === 1 ? groups > 0 && groups <= 8 : gaps === 0 && groups === 8;
}
