import type { UtcInstant } from '../element-set.ts'
import { formatUtc } from '../time/utc.ts'
import { flatKeywords } from './keywords.ts'

/** What a KVN or XML message says of its own making; CCSDS requires both. */
export type MessageHeader = { readonly creationUtc: UtcInstant; readonly originator: string }

const textKeywords = new Set(['OBJECT_NAME', 'OBJECT_ID', 'EPOCH', 'CLASSIFICATION_TYPE'])
const elementKeywords = flatKeywords.slice(2, 9)
const extendedKeywords: ReadonlyMap<string, string> = new Map([
  ['BSTAR', 'BTERM'],
  ['MEAN_MOTION_DDOT', 'AGOM'],
])

/** The values of one record as a CSV row, in the order of `flatKeywords`. */
export function csvRowOf(values: ReadonlyMap<string, string>): string {
  return flatKeywords.map((keyword) => csvField(values.get(keyword) ?? '')).join(',')
}

/** The values of one record as a flat JSON object on one line: CelesTrak's keys in its order, numbers as JSON numbers. */
export function jsonObjectOf(values: ReadonlyMap<string, string>): string {
  const members = flatKeywords.map((keyword) => {
    const value = values.get(keyword) ?? ''
    return `"${keyword}":${textKeywords.has(keyword) ? JSON.stringify(value) : value}`
  })
  return `{${members.join(',')}}`
}

/** The values of one record as a KVN message of version 3.0. Source: CCSDS 502.0-B-3 §4, §7. */
export function kvnMessageOf(values: ReadonlyMap<string, string>, header: MessageHeader | undefined): string {
  const lines = [['CCSDS_OMM_VERS', '3.0'] as const, ...headerOf(header), ...metadataOf(values)]
  const width = 'MEAN_ELEMENT_THEORY'.length
  const data = [...elementsOf(values), ...tleParametersOf(values)]
  return [...lines, ...data].map(([keyword, value]) => `${keyword.padEnd(width)} = ${value}`.trimEnd()).join('\n')
}

/** The values of one record as an `<omm>` element of version 3.0. Source: CCSDS 505.0-B-3 §4; CCSDS 502.0-B-3 §8. */
export function xmlMessageOf(values: ReadonlyMap<string, string>, header: MessageHeader | undefined): string {
  return [
    '<omm id="CCSDS_OMM_VERS" version="3.0">',
    `<header>${xmlElements(headerOf(header))}</header>`,
    '<body><segment>',
    `<metadata>${xmlElements(metadataOf(values))}</metadata>`,
    `<data><meanElements>${xmlElements(elementsOf(values))}</meanElements>`,
    `<tleParameters>${xmlElements(tleParametersOf(values))}</tleParameters></data>`,
    '</segment></body></omm>',
  ].join('\n')
}

type Assignment = readonly [keyword: string, value: string]

function headerOf(header: MessageHeader | undefined): readonly Assignment[] {
  return [
    ['CREATION_DATE', header === undefined ? '' : formatUtc(header.creationUtc).slice(0, -1)],
    ['ORIGINATOR', header?.originator ?? ''],
  ]
}

function metadataOf(values: ReadonlyMap<string, string>): readonly Assignment[] {
  return [
    ['OBJECT_NAME', values.get('OBJECT_NAME') || 'UNKNOWN'],
    ['OBJECT_ID', values.get('OBJECT_ID') || 'UNKNOWN'],
    ['CENTER_NAME', 'EARTH'],
    ['REF_FRAME', 'TEME'],
    ['TIME_SYSTEM', 'UTC'],
    ['MEAN_ELEMENT_THEORY', isExtended(values) ? 'SGP4-XP' : 'SGP4'],
  ]
}

function elementsOf(values: ReadonlyMap<string, string>): readonly Assignment[] {
  return elementKeywords.map((keyword) => [keyword, values.get(keyword) ?? ''])
}

function tleParametersOf(values: ReadonlyMap<string, string>): readonly Assignment[] {
  const extended = isExtended(values)
  return flatKeywords.slice(9).map((keyword) => {
    const printed = extended ? (extendedKeywords.get(keyword) ?? keyword) : keyword
    return [printed, values.get(keyword) ?? '']
  })
}

function isExtended(values: ReadonlyMap<string, string>): boolean {
  return values.get('EPHEMERIS_TYPE') === '4'
}

function xmlElements(assignments: readonly Assignment[]): string {
  return assignments.map(([keyword, value]) => `<${keyword}>${xmlText(value)}</${keyword}>`).join('')
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function csvField(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
