import { isAbsolute } from 'node:path'
import type { Source } from '../../api/contract/sources.ts'
import type { NodeMode } from '../context.ts'
import { UnusableSourceError } from './definition-errors.ts'
import type { SourceDefinition } from './stored-source.ts'

type Kind = Source['kind']
type Reads = Source['reads']

const dayMin = 1440

/**
 * How often a source is asked where nobody says it, minutes: CelesTrak's and Space-Track's data change about three times a day.
 */
export function usualIntervalMin(kind: Kind, reads: Reads, location: string): number {
  const least = leastIntervalMin(kind, reads, location)
  if (kind === 'url') return Math.max(120, least)
  if (kind === 'celestrak') return reads === 'satcat' ? dayMin : 240
  if (kind === 'space-track') return reads === 'cdm' ? least : 240
  return dayMin
}

/**
 * How often a source may be asked at most, minutes.
 * Source: CelesTrak usage policy (2026): no data change more often than every two hours; Space-Track API limits: gp once an
 * hour, cdm_public three times a day.
 */
export function leastIntervalMin(kind: Kind, reads: Reads, location: string): number {
  if (kind === 'celestrak' || (kind === 'url' && isCelestrak(location))) return reads === 'satcat' ? dayMin : 120
  if (kind === 'space-track') return reads === 'cdm' ? dayMin / 3 : 60
  return 1
}

/**
 * Checks what a person says about a source as far as that can be judged without asking it.
 * @throws UnusableSourceError with the member at fault.
 */
export function checkDefinition(definition: SourceDefinition, hasAccount: boolean, mode: NodeMode): void {
  const { kind, reads, location, intervalMin } = definition
  checkMode(kind, mode)
  checkLocation(kind, reads, location)
  const least = leastIntervalMin(kind, reads, location)
  if (intervalMin < least) {
    throw new UnusableSourceError(
      'intervalMin',
      `found ${intervalMin}, expected at least ${least}: its owner’s usage policy asks for that`,
    )
  }
  if (hasAccount !== (kind === 'space-track')) {
    throw new UnusableSourceError('account', hasAccount ? 'only Space-Track takes one' : 'Space-Track needs one')
  }
}

/** Whether an address is CelesTrak's, whose usage policy holds however a source is named. */
export function isCelestrak(location: string): boolean {
  return URL.canParse(location) && /(^|\.)celestrak\.(org|com)$/.test(new URL(location).hostname)
}

function checkMode(kind: Kind, mode: NodeMode): void {
  if (kind === 'upload') throw new UnusableSourceError('kind', 'uploads need no source; upload the file itself')
  if (kind === 'simulated' && mode !== 'SIMULATED') {
    throw new UnusableSourceError('kind', 'this node holds real data; generated objects never mix with it')
  }
  if ((kind === 'celestrak' || kind === 'space-track') && mode === 'SIMULATED') {
    throw new UnusableSourceError('kind', 'this node holds generated data; real objects never mix with it')
  }
}

function checkLocation(kind: Kind, reads: Reads, location: string): void {
  const problem = locationProblem(kind, reads, location)
  if (problem !== undefined) throw new UnusableSourceError('location', problem)
}

function locationProblem(kind: Kind, reads: Reads, location: string): string | undefined {
  switch (kind) {
    case 'file':
    case 'folder':
      return isAbsolute(location) && !location.includes('\0') ? undefined : 'expected an absolute path'
    case 'url':
      return urlProblem(location)
    case 'celestrak':
      return celestrakProblem(reads, location)
    case 'space-track':
      return spaceTrackProblem(reads, location)
    case 'simulated':
      return simulatedProblem(reads, location)
    case 'upload':
      return undefined
  }
}

function urlProblem(location: string): string | undefined {
  if (!URL.canParse(location)) return 'expected an address such as https://host/path'
  const url = new URL(location)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'expected https or http'
  if (url.username !== '' || url.password !== '') return 'names and passwords in an address would be shown in lists'
  return undefined
}

function celestrakProblem(reads: Reads, location: string): string | undefined {
  if (reads === 'satcat') return location === 'satcat' ? undefined : 'expected satcat'
  if (reads === 'cdm') return 'CelesTrak gives no conjunction data messages'
  return /^[A-Za-z0-9-]{1,40}$/.test(location) ? undefined : 'expected the name of a group, such as active'
}

function spaceTrackProblem(reads: Reads, location: string): string | undefined {
  const expected = reads === 'cdm' ? 'cdm_public' : 'gp'
  if (reads === 'satcat') return 'the SATCAT is read from CelesTrak or a file'
  return location === expected ? undefined : `expected ${expected}`
}

function simulatedProblem(reads: Reads, location: string): string | undefined {
  if (reads !== 'elements') return 'a generated population has element sets only'
  return /^(seed=\d{1,10}(&objects=\d{1,5})?)?$/.test(location)
    ? undefined
    : 'expected seed=NUMBER, or seed=NUMBER&objects=NUMBER'
}
