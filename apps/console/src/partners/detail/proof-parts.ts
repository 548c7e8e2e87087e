/**
 * The two checkpoints of a bundle that holds them, to be shown side by side.
 * @param bundle - JSON text of a piece of evidence.
 */
export function checkpointsOf(bundle: string): readonly [string, string] | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(bundle)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || !('checkpoints' in parsed)) return undefined
  const { checkpoints } = parsed
  if (!Array.isArray(checkpoints)) return undefined
  const [first, second]: readonly unknown[] = checkpoints
  return typeof first === 'string' && typeof second === 'string' ? [first, second] : undefined
}

/** A bundle as people read it; the file that is exported keeps its bytes. */
export function readable(bundle: string): string {
  try {
    return JSON.stringify(JSON.parse(bundle), undefined, 2)
  } catch {
    return bundle
  }
}
