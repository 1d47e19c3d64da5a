/** Readers of JSON that other programs print: whatever is not as documented is simply absent. */
export type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; one object alone counts as a list of one, as PowerShell prints it. */
export function jsonList(value: unknown, key: string): readonly Json[] {
  const found = isObject(value) ? value[key] : undefined;
  if (Array.isArray(found)) return found.filter(isObject);
  return isObject(found) ? [found] : [];
}

export function jsonText(value: Json | undefined, key: string): string | undefined {
  const found = value?.[key];
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}

/** A number, also one written as text: 64-bit numbers come so from some systems. */
export function jsonNumber(value: Json | undefined, key: string): number | undefined {
  const found = value?.[key];
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
