export interface Lock {
  release(): void;
}
export function tryLock(file: string): Lock | { readonly holder: number; readonly release?: never };
export function waitForLock(
  file: string,
  options: { readonly waitMs: number; readonly onWait: (holder: number) => void },
): Promise<Lock>;
