const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._';
const tableMark = '\u4840';

/** How Windows Installer writes a table's name as a stream's: two characters in one of 14 bits. */
export function tableStream(table: string): string {
  let name = tableMark;
  for (let i = 0; i < table.length; i += 2) {
    const first = digits.indexOf(table.charAt(i));
    const second = i + 1 < table.length ? digits.indexOf(table.charAt(i + 1)) : undefined;
    name += String.fromCodePoint(
      second === undefined ? 0x4800 + first : 0x3800 + first + second * 64,
    );
  }
  return name;
}
