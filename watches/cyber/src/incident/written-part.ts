import type { CasePart } from '@yagura/core'
import { caseExtension } from './case-extension.ts'
import type { caseAdditions } from './case-extension-table.ts'

/** A part of a case that is being written as objects of STIX. */
export type PartToWrite<What extends CasePart['what'] = CasePart['what']> = {
  readonly part: Omit<CasePart, 'what'>
  readonly what: What
  /** What every object of the part has: version, creator, markings. */
  readonly common: Readonly<Record<string, unknown>>
  /** Id of the object that stands for the part. */
  readonly id: string
  /** Ids of what goes with it. */
  readonly besides: (type: string, ...names: readonly string[]) => string
  /** Id of the object that stands for a part that this one is about; undefined where its readers do not have it. */
  readonly idOf: (reference: string) => string | undefined
  readonly incidentId: string
  /** Objects that a link may name, because they go along. */
  readonly known: ReadonlyMap<string, unknown>
}

/** What of a part has no place in a standard object, under the extension that names its kind. */
export function addition(
  part: keyof typeof caseAdditions,
  members: Readonly<Record<string, unknown>>,
): { readonly [extension: string]: Readonly<Record<string, unknown>> } {
  return { [caseExtension]: { extension_type: 'property-extension', part, ...present(members) } }
}

/** The members that are there: STIX leaves out what is not. */
export function present(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
