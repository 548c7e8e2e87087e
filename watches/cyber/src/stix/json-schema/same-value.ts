import { isMembers } from '../../members.ts'

/** A value as text that is equal for equal values, in whatever order their members stand; numbers by their value. */
export function sameText(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? ''
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isMembers(value)) return value
  const names = Object.keys(value).sort()
  // Pairs, not members: a name such as 7 would move to the front, and __proto__ would not be one.
  return { members: names.map((name) => [name, sorted(value[name])]) }
}

/** @returns Whether lists and objects, itself counted, lie in each other more than so many levels deep; it is followed no deeper. */
export function isDeeperThan(value: unknown, mostLevels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (mostLevels <= 0) return true
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const part of parts) {
    // Most are texts, which need not be asked.
    if (typeof part === 'object' && isDeeperThan(part, mostLevels - 1)) return true
  }
  return false
}

/** @returns How many values it holds, itself counted. */
export function countValues(value: unknown): number {
  let count = 0
  let level: readonly unknown[] = [value]
  while (level.length > 0) {
    count += level.length
    level = level.flatMap(partsOf)
  }
  return count
}

function partsOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
