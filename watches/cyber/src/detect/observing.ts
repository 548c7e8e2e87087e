import type { Members } from '../members.ts'
import { canonicalValue } from './canonical-value.ts'
import { type Fields, fieldsByBareName } from './field-reader.ts'
import type { FieldValue, LogEvent } from './log-event.ts'
import { addressOf } from './network-set.ts'

/** An event that is being put into the words of STIX. */
export type Observing = {
  readonly event: LogEvent
  readonly fields: Fields
  /** @returns By what other objects refer to it. */
  readonly add: (object: Members) => string
  /** @returns The reference to the object of an address; undefined where the text is none. */
  readonly addressRef: (text: string) => string | undefined
  /** The objects so far, in the order of their references. */
  readonly objects: readonly Members[]
}

/** Begins with no objects. */
export function beginObserving(event: LogEvent): Observing {
  const objects: Members[] = []
  const addresses = new Map<string, string>()
  const add = (object: Members): string => String(objects.push(object) - 1)
  return {
    event,
    fields: fieldsByBareName(event),
    add,
    objects,
    addressRef: (text) => {
      const known = addresses.get(text)
      const network = known === undefined ? addressOf(text) : undefined
      if (network === undefined) return known
      const isFour = network.bits === 32
      const written = isFour ? text.slice(text.lastIndexOf(':') + 1) : text
      const ref = add({ type: isFour ? 'ipv4-addr' : 'ipv6-addr', value: written })
      addresses.set(text, ref)
      return ref
    },
  }
}

/** A property that is a number, where a log gives one. */
export function numbered(name: string, value: FieldValue | undefined): Members {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? { [name]: number } : {}
}

/** A property that is a text, where a log gives one; a number as its digits. */
export function textual(name: string, value: FieldValue | undefined): Members {
  return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {}
}

/** A name of a host without its port. @returns Undefined for an address. */
export function hostName(text: string): string | undefined {
  const name = canonicalValue(text.replace(/:\d{1,5}$/, ''))
  return name === '' || addressOf(name) !== undefined ? undefined : text.replace(/:\d{1,5}$/, '')
}
