import { isMembers, type Members } from '../members.ts'
import type { Observation } from './observation.ts'
import type { ObjectPath, PathStep } from './pattern.ts'
import { bytesOfBase64, bytesOfHex } from './read-test.ts'

/** Bytes of an observed object, one character each. */
export class Bytes {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A reference on the way: what it leads to, where the path goes on, and its text, where the path ends with it. */
class Reference {
  readonly name: string
  readonly object: Members | undefined

  constructor(name: string, object: Members | undefined) {
    this.name = name
    this.object = object
  }
}

/**
 * The values that a path leads to in an object that was seen: none where it leads nowhere, several through `[*]`. A property that ends
 * in `_ref` or `_refs` leads on to the objects that it refers to, and is an identifier where the path ends; one that ends in `_hex` or
 * `_bin` stands for bytes. Source: STIX 2.1 §9.7.
 */
export function valuesAt(
  object: Members,
  path: ObjectPath,
  { resolve }: Pick<Observation, 'resolve'>,
): readonly unknown[] {
  if (object['type'] !== path.objectType) return []
  let values: readonly unknown[] = [object]
  for (const step of path.steps) {
    values = values.flatMap((value) => valuesOfStep(value, step, resolve))
    if (values.length === 0) return values
  }
  return values.map((value) => (value instanceof Reference ? value.name : value))
}

function valuesOfStep(from: unknown, step: PathStep, resolve: Observation['resolve']): readonly unknown[] {
  const value = from instanceof Reference ? from.object : from
  if ('key' in step) {
    if (!isMembers(value) || !Object.hasOwn(value, step.key)) return []
    return valuesOfProperty(step.key, value[step.key], resolve)
  }
  if (step.index !== 'all') return Array.isArray(value) && step.index < value.length ? [value[step.index]] : []
  if (Array.isArray(value)) return value
  // All values of a dictionary, such as hashes of whatever kind.
  return isMembers(value) ? Object.values(value) : []
}

function valuesOfProperty(key: string, value: unknown, resolve: Observation['resolve']): readonly unknown[] {
  const referred = (name: unknown): unknown =>
    typeof name === 'string' ? new Reference(name, resolve(name)) : undefined
  if (key.endsWith('_ref')) return typeof value === 'string' ? [referred(value)] : []
  if (key.endsWith('_refs')) return Array.isArray(value) ? [value.map(referred)] : []
  const bytes = typeof value === 'string' ? bytesOf(key, value) : undefined
  return [bytes === undefined ? value : new Bytes(bytes)]
}

function bytesOf(key: string, text: string): string | undefined {
  if (key.endsWith('_hex')) return bytesOfHex(text)
  return key.endsWith('_bin') ? bytesOfBase64(text) : undefined
}
