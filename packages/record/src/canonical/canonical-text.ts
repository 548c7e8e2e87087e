/**
 * Writes a value as RFC 8785 has it: members in the order of their names' UTF-16 code units, no white space, texts and numbers as
 * ECMAScript writes them. Members that are `undefined` are left out.
 *
 * @throws TypeError for what JSON cannot say (a number that is not finite, a function, a symbol, a bigint): a defect of the caller.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    members.sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`
  }
  const isJson = value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
  if (!isJson) throw new TypeError(`a ${typeof value} that JSON cannot say`)
  return JSON.stringify(value)
}
