import type { Members } from '../members.ts'
import { type Advisory, listOf, membersOf, repeated, type Tell, textOf } from './advisory.ts'

type Version = {
  readonly text: string
  readonly isSemantic: boolean
  readonly parts: readonly number[]
  readonly preRelease: string
}
type Revision = { readonly version: Version; readonly unixMs: number }

const path = 'document.tracking'

/** Versions of the document and their history. Source: CSAF 2.0 §6.1.14, 6.1.16–6.1.22, 6.1.30. */
export function checkHistory({ document }: Advisory, tell: Tell): void {
  const tracking = membersOf(document['tracking'])
  const version = readVersion(textOf(tracking['version']))
  const revisions = listOf(tracking['revision_history']).map(revisionOf)
  const isDraft = tracking['status'] === 'draft'
  const sorted = [...revisions].sort((a, b) => a.unixMs - b.unixMs || compare(a.version, b.version))
  if (sorted.some((one, at) => at > 0 && compare(sorted[at - 1]?.version ?? one.version, one.version) > 0)) {
    tell('6.1.14', `${path}.revision_history`, 'by its dates the numbers do not rise')
  }
  checkLatest(version, sorted.at(-1)?.version, isDraft, tell)
  checkStatus(version, revisions, isDraft, tell)
  checkNumbers(
    revisions.map((one) => one.version),
    tell,
  )
  const all = [version, ...revisions.map((one) => one.version)]
  if (all.some(({ isSemantic }) => isSemantic) && all.some(({ isSemantic }) => !isSemantic)) {
    tell('6.1.30', path, 'integers and semantic versions are mixed')
  }
}

function revisionOf(json: Members): Revision {
  return { version: readVersion(textOf(json['number'])), unixMs: Date.parse(textOf(json['date'])) }
}

/** Source: CSAF 2.0 §3.1.11; Semantic Versioning 2.0.0. */
function readVersion(text: string): Version {
  const [, core = '', preRelease = ''] = /^([\d.]+)(?:-([^+]*))?(?:\+.*)?$/.exec(text) ?? []
  return { text, isSemantic: core.includes('.'), parts: core.split('.').map(Number), preRelease }
}

function compare(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.parts.length, b.parts.length); at += 1) {
    const difference = (a.parts[at] ?? 0) - (b.parts[at] ?? 0)
    if (difference !== 0) return difference
  }
  if (a.preRelease === b.preRelease) return 0
  if (a.preRelease === '' || b.preRelease === '') return a.preRelease === '' ? 1 : -1
  return comparePreReleases(a.preRelease.split('.'), b.preRelease.split('.'))
}

/** Source: Semantic Versioning 2.0.0 §11.4. */
function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [one, other] = [a[at], b[at]]
    if (one === other) continue
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1
    const areNumbers = [/^\d+$/.test(one), /^\d+$/.test(other)]
    if (areNumbers[0] && areNumbers[1]) return Number(one) - Number(other)
    if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1
    return one < other ? -1 : 1
  }
  return 0
}

/** The history of a draft may name the version that it leads to. */
function checkLatest(version: Version, latest: Version | undefined, isDraft: boolean, tell: Tell): void {
  if (latest === undefined) return
  const [own, last] = isDraft ? [withoutPreRelease(version), withoutPreRelease(latest)] : [version, latest]
  if (compare(own, last) !== 0) {
    tell('6.1.16', `${path}.version`, `${version.text} is not the latest of the history, ${latest.text}`)
  }
}

function withoutPreRelease(version: Version): Version {
  return { ...version, preRelease: '' }
}

function isBefore1({ parts }: Version): boolean {
  return parts[0] === 0
}

function checkStatus(version: Version, revisions: readonly Revision[], isDraft: boolean, tell: Tell): void {
  if (!isDraft && (isBefore1(version) || version.preRelease !== '')) {
    tell('6.1.17', `${path}.status`, `with version ${version.text} it can only be a draft`)
  }
  if (!isDraft && revisions.some((one) => isBefore1(one.version))) {
    tell('6.1.18', `${path}.revision_history`, 'what is released has no version 0 in its history')
  }
  if (revisions.some((one) => one.version.preRelease !== '')) {
    tell('6.1.19', `${path}.revision_history`, 'a pre-release stands in the history')
  }
  if (!isDraft && version.preRelease !== '') tell('6.1.20', `${path}.version`, `${version.text} is a pre-release`)
}

function checkNumbers(versions: readonly Version[], tell: Tell): void {
  const place = `${path}.revision_history`
  for (const number of repeated(versions.map(({ text }) => text)))
    tell('6.1.22', place, `${number} is there more than once`)
  const majors = [...new Set(versions.map(({ parts }) => parts[0] ?? 0))].sort((a, b) => a - b)
  const first = majors[0]
  if (first !== undefined && (first > 1 || majors.some((major, at) => major !== first + at))) {
    tell('6.1.21', place, `of ${majors.join(', ')} one is missing`)
  }
}
