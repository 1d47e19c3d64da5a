/** A moment as a `datetime-local` field holds it, in the viewer's zone; empty: none. */
export function toLocalField(utc: string | undefined): string {
  const at = utc === undefined ? Number.NaN : Date.parse(utc);
  if (Number.isNaN(at)) return '';
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What a `datetime-local` field says, as UTC; empty: nothing was said. */
export function fromLocalField(local: string): string {
  const at = Date.parse(local);
  return local === '' || Number.isNaN(at) ? '' : new Date(at).toISOString();
}
