import { ReleaseRefusedError } from './errors.ts'

/**
 * Data without the members that pointers name.
 *
 * @param data - Parsed JSON; it is not changed.
 * @param pointers - JSON pointers (RFC 6901) to members of objects.
 * @throws ReleaseRefusedError where there is no such member, or one is named twice or within another.
 */
export function leaveOut(data: unknown, pointers: readonly string[]): unknown {
  return pointers.reduce((left, pointer) => without(left, stepsOf(pointer), pointer), data)
}

function stepsOf(pointer: string): readonly string[] {
  const [start, ...steps] = pointer.split('/')
  if (start !== '' || steps.length === 0) throw noMember(pointer)
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function without(value: unknown, [step, ...rest]: readonly string[], pointer: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw noMember(pointer)
  const members = Object.entries(value)
  if (!members.some(([name]) => name === step)) throw noMember(pointer)
  if (rest.length === 0) return Object.fromEntries(members.filter(([name]) => name !== step))
  return Object.fromEntries(
    members.map(([name, member]) => [name, name === step ? without(member, rest, pointer) : member]),
  )
}

function noMember(pointer: string): ReleaseRefusedError {
  return new ReleaseRefusedError({
    code: 'release/no-member',
    reason: `the record has no member ${pointer} to leave out`,
  })
}
