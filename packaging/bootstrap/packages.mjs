// Says whether node_modules is what package-lock.json asks for. Pure: files are read by the caller.

/**
 * Compares the lock file with npm's record of what it installed (node_modules/.package-lock.json).
 * Contents are compared, not times: a checkout gives files new times without changing them.
 * Optional packages may be missing, since those of other platforms always are.
 */
export function packagesDiffer(lockText, installedText) {
  if (installedText === undefined) return true;
  let wanted;
  let installed;
  try {
    wanted = JSON.parse(lockText).packages;
    installed = JSON.parse(installedText).packages;
  } catch {
    // A damaged record is as good as none: npm ci writes it anew.
    return true;
  }
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || entry.extraneous) continue;
    const found = installed[path];
    if (!found && (entry.optional || entry.devOptional || entry.peer)) continue;
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) {
      return true;
    }
  }
  return false;
}
