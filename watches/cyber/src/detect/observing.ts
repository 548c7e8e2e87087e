import type { Members } from '../members.ts'
import { canonicalValue } from './canonical-value.ts'
import { type Fields, fieldsByBareName } from './field-reader.ts'
import type { FieldValue, LogEvent } from './log-event.ts'
import { addressOf } from './network-set.ts'
import { valueKeys } from './value-keys.ts'

/** An event that is being put into the words of STIX. */
export type Observing = {
  readonly event: LogEvent
  readonly fields: Fields
  /** @returns By what other objects refer to it. */
  readonly add: (object: Members) => string
  /** @returns The reference to the object of the address that a text is, or names with a port, a zone or a path; undefined where it is none. */
  readonly addressRef: (text: string) => string | undefined
  /** The objects so far, in the order of their references. */
  readonly objects: readonly Members[]
}

/** Begins with no objects. */
export function beginObserving(event: LogEvent): Observing {
  const objects: Members[] = []
  const addresses = new Map<string, string>()
  const add = (object: Members): string => String(objects.push(object) - 1)
  const refOf = (address: string, bits: number): string => {
    const isFour = bits === 32
    const value = isFour ? address.slice(address.lastIndexOf(':') + 1) : address
    const ref = addresses.get(value) ?? add({ type: isFour ? 'ipv4-addr' : 'ipv6-addr', value })
    addresses.set(value, ref)
    return ref
  }
  return {
    event,
    fields: fieldsByBareName(event),
    add,
    objects,
    addressRef: (text) => {
      const known = addresses.get(text)
      if (known !== undefined) return known
      const whole = addressOf(text)
      const address = whole === undefined ? addressWithin(text) : text
      const network = whole ?? (address === undefined ? undefined : addressOf(address))
      if (address === undefined || network === undefined) return undefined
      const ref = refOf(address, network.bits)
      addresses.set(text, ref)
      return ref
    },
  }
}

/** What may be an address with a port, a zone or a path: beside its colon it has a point between digits, a bracket or the sign of a zone. */
const hasAddressWithin = /\d\.\d|[[%]/

function addressWithin(text: string): string | undefined {
  return text.includes(':') && hasAddressWithin.test(text) ? valueKeys(text).within : undefined
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
