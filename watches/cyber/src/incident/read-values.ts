import { type CaseContent, clipped } from '@yagura/record'
import { isMembers, type Members } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { caseExtension } from './case-extension.ts'

/** A part of a case as it is read; what it is about is said by ids of objects. */
export type ReadPart = {
  /** The object that it stands in, whose markings are its markings. */
  readonly object: StixObject
  /** Others whose words it takes: their markings are its markings too. */
  readonly names?: readonly StixObject[]
  readonly what: CaseContent
}

/** What becomes of an object: parts of a case, and what of it has no place in one. */
export type ReadObject = {
  readonly parts: readonly ReadPart[]
  /** Properties, or the object as a whole, in words. */
  readonly left: readonly string[]
}

/** What a reader of objects asks of their bundle. */
export type BundleView = {
  readonly byId: ReadonlyMap<string, StixObject>
  /** Relationships by the object that they end at. */
  readonly relationshipsTo: (id: string) => readonly StixObject[]
}

const mostTitle = 300
const mostText = 8000

/** What stands under the case extension; empty where there is none. */
export function additionIn(object: StixObject): Members {
  const extensions = object['extensions']
  const held = isMembers(extensions) ? extensions[caseExtension] : undefined
  return isMembers(held) ? held : {}
}

/** @returns Undefined for what is no text, or is empty. */
export function textIn(members: Members, name: string): string | undefined {
  const value = members[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Texts of a list. */
export function textsIn(members: Members, name: string): readonly string[] {
  const value = members[name]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** As much of a text as a title holds. */
export function titled(text: string): string {
  return clipped(text, mostTitle)
}

/** As much of a text as a part holds, under its name where there is any. */
export function textNamed<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [name in Name]?: string } {
  if (text === undefined) return {}
  const members: { [name in Name]?: string } = {}
  members[name] = clipped(text, mostText)
  return members
}

/** Names of the properties of an object that are there and have no place in a case. */
export function leftOf(object: Members, names: readonly string[]): readonly string[] {
  return names.filter((name) => object[name] !== undefined)
}

/** An instant as parts hold it: to the microsecond at most. */
export function instantIn(members: Members, name: string): string | undefined {
  const text = textIn(members, name)
  return text?.replace(/(\.\d{6})\d+Z$/, '$1Z')
}
