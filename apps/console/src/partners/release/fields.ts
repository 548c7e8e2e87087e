/** One member of what is shared, as a line of a table. */
export type FieldRow = {
  /** JSON pointer (RFC 6901) into the data. */
  readonly pointer: string
  readonly name: string
  /** How deep it lies; 0 for members of the record's data itself. */
  readonly depth: number
  /** JSON of its value; absent for an object, whose members follow. */
  readonly value: string | undefined
  readonly leaves: boolean
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/**
 * What of a record leaves and what is left out, member by member, in the order of the source. A list is one value.
 * @param source - Data of the whole record.
 * @param sent - Data of the version that leaves.
 */
export function fieldRows(source: unknown, sent: unknown, parent = '', depth = 0): readonly FieldRow[] {
  if (!isObject(source)) return []
  return Object.entries(source).flatMap(([name, value]) => {
    const pointer = pointerTo(parent, name)
    const leaves = isObject(sent) && Object.hasOwn(sent, name)
    const below = isObject(sent) ? sent[name] : undefined
    if (!isObject(value)) return [{ pointer, name, depth, value: JSON.stringify(value), leaves }]
    return [{ pointer, name, depth, value: undefined, leaves }, ...fieldRows(value, below, pointer, depth + 1)]
  })
}

/** Whether a member is left out by itself or with one that holds it. */
export function isWithin(pointer: string, leftOut: readonly string[]): boolean {
  return leftOut.some((one) => pointer === one || pointer.startsWith(`${one}/`))
}

/** Leaves a member out, or takes it in again. One that holds others takes their place: a pointer within another says nothing. */
export function toggleField(leftOut: readonly string[], pointer: string): readonly string[] {
  if (leftOut.includes(pointer)) return leftOut.filter((one) => one !== pointer)
  return [...leftOut.filter((one) => !isWithin(one, [pointer])), pointer].sort()
}
