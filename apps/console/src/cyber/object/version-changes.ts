/** One place in which two versions differ; a side that has nothing there is undefined. */
export type VersionChange = {
  /** Members and places from the outside in: `labels[2]`, `extensions.x.y`. */
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Texts longer than this are told by the part in which they differ. */
const MOST_CHARACTERS = 400
const CONTEXT_CHARACTERS = 60

/** Every place in which two versions of an object differ, in the order of the newer one. */
export function versionChanges(before: unknown, after: unknown): readonly VersionChange[] {
  const [old, young] = [leavesOf(before), leavesOf(after)]
  const paths = [...young.keys(), ...[...old.keys()].filter((path) => !young.has(path))]
  return paths
    .filter((path) => old.get(path) !== young.get(path))
    .map((path) => ({ path, ...narrowed(old.get(path), young.get(path)) }))
}

function leavesOf(value: unknown): ReadonlyMap<string, string> {
  return new Map(leavesBelow(value, ''))
}

/** What holds nothing further, each with the way to it. */
function leavesBelow(part: unknown, path: string): readonly (readonly [path: string, leaf: string])[] {
  const below = partsOf(part, path)
  if (below.length > 0) return below.flatMap(([way, one]) => leavesBelow(one, way))
  return [[path, typeof part === 'string' ? part : (JSON.stringify(part) ?? '')]]
}

function partsOf(part: unknown, path: string): readonly (readonly [path: string, part: unknown])[] {
  if (Array.isArray(part)) return part.map((one, index) => [`${path}[${index}]`, one])
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).map(([name, member]) => [path === '' ? name : `${path}.${name}`, member])
}

/** Of two long texts, the part in which they differ with a little around it. */
function narrowed(before: string | undefined, after: string | undefined): Omit<VersionChange, 'path'> {
  if (before === undefined || after === undefined || Math.max(before.length, after.length) <= MOST_CHARACTERS)
    return { before, after }
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  const cut = (text: string): string => {
    const from = Math.max(0, start - CONTEXT_CHARACTERS)
    const to = Math.min(text.length, text.length - end + CONTEXT_CHARACTERS)
    return `${from === 0 ? '' : '…'}${text.slice(from, to)}${to === text.length ? '' : '…'}`
  }
  return { before: cut(before), after: cut(after) }
}
