export function packagesDiffer(lockText: string, installedText: string | undefined): boolean;
